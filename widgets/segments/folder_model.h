#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "broker/log/folder_reader.h"

namespace widgets {

/// A partition's folder as a table of files, by name. A file that belongs to a segment carries its base
/// offset. A function of the last listing: what stayed keeps its row.
class FolderModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kName, kBytes, kColumns };
    enum Role {
        /// qint64, of the file's segment; invalid for other files.
        kBaseOffset = Qt::UserRole + 1,
        /// int: how many characters at the front are zeros that say nothing.
        kLeadingZeros,
        /// bool: the segment's `.log`.
        kIsLog,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<broker::log::FolderFile> files);

    /// Of the segment's `.log`, -1 if it is not there.
    int rowOf(broker::Offset base) const;
    std::optional<broker::Offset> baseAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<broker::log::FolderFile> m_files;
};

/// The base offset in a name like 00000000000000035094.timeindex; nothing for other names.
std::optional<broker::Offset> baseOffsetOf(std::string_view fileName);

}  // namespace widgets
