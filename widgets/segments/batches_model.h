#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "broker/log/folder_reader.h"

namespace widgets {

/// The batches of a segment, by position. A function of what was shown last: a batch that stays keeps its
/// row.
class BatchesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        kBaseOffset,
        kRecords,
        kBytes,
        kCodec,
        kCrc,
        kProducer,
        kLeaderEpoch,
        kTime,
        kKind,
        kColumns,
    };
    enum Role {
        /// The plain value to sort by, a number wherever there is one.
        kSortRole = Qt::UserRole + 1,
        /// QColor of the chip in front of the codec.
        kChipRole,
        /// quint64: the batch's position in the segment.
        kPositionRole,
        /// bool: the CRC is wrong.
        kIsBadRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<broker::log::BatchInfo> batches);
    void retranslate();

    const broker::log::BatchInfo* batchAt(int row) const;
    int rowAtPosition(std::uint64_t position) const;  ///< -1: none begins there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const broker::log::BatchInfo& batch, int column) const;
    QVariant valueOf(const broker::log::BatchInfo& batch, int column) const;
    QVariant sortKeyOf(const broker::log::BatchInfo& batch, int column) const;
    QString tipOf(const broker::log::BatchInfo& batch, int column) const;

    std::vector<broker::log::BatchInfo> m_batches;
};

}  // namespace widgets
