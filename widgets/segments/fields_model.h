#pragma once

#include <optional>

#include <QAbstractTableModel>

#include "widgets/segments/byte_fields.h"

namespace widgets {

/// The fields of the bytes that the HexView shows: colour, name, first bytes, what they mean.
class FieldsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kName, kBytes, kDecoded, kColumns };
    enum Role {
        /// QColor of the chip in front of the name.
        kChipRole = Qt::UserRole + 1,
        /// bool: the field under the mouse, here or in the HexView.
        kIsHoveredRole,
        /// bool: the bytes can't be right.
        kIsWrongRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(FieldedBytes bytes);
    void setHovered(std::optional<std::size_t> field);
    std::size_t size() const { return m_bytes.fields.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    FieldedBytes m_bytes;
    std::optional<std::size_t> m_hovered;
};

}  // namespace widgets
