#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>

#include "broker/log/folder_reader.h"
#include "widgets/segments/contents.h"

namespace widgets {

/// The records of one batch. Keeps the list that they point into.
class RecordsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kOffset, kTimestamp, kKey, kValue, kHeaders, kBytes, kColumns };
    enum Role {
        kSortRole = Qt::UserRole + 1,
        /// bool: a null, not an empty, key or value.
        kIsNullRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no batch. More records of the same batch are appended; another batch replaces everything.
    void show(std::shared_ptr<const broker::log::RecordList> list);
    /// Of all records that are shown from now on: keys and values of a known meaning are told in words.
    void setMeaning(RecordMeaning meaning) { m_meaning = meaning; }
    void retranslate();

    const std::shared_ptr<const broker::log::RecordList>& list() const { return m_list; }
    const broker::log::RecordInfo* recordAt(int row) const;
    int rowOf(broker::Offset offset) const;  ///< -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// A key or value as a whole: text where it is UTF-8, else its bytes in hexadecimal.
    QVariant valueOf(const broker::log::RecordInfo& info, int column) const;

    QString wordsOf(const broker::log::RecordInfo& info, int column) const;

    std::shared_ptr<const broker::log::RecordList> m_list;
    RecordMeaning m_meaning = RecordMeaning::kPlain;
};

/// The bytes on one line: text if they are printable UTF-8, else hex; cut to about `maxCharacters`.
QString onOneLine(broker::ByteView bytes, int maxCharacters = 120);

}  // namespace widgets
