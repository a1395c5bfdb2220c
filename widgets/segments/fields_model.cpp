#include "widgets/segments/fields_model.h"

#include <algorithm>

#include "widgets/segments/look.h"
#include "widgets/table_roles.h"

namespace widgets {

void FieldsModel::show(FieldedBytes bytes) {
    const auto sameNames =
        std::ranges::equal(m_bytes.fields, bytes.fields, {}, &ByteField::name, &ByteField::name);
    if (sameNames && !bytes.fields.empty()) {
        m_bytes = std::move(bytes);
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_bytes = std::move(bytes);
    m_hovered.reset();
    endResetModel();
}

void FieldsModel::setHovered(std::optional<std::size_t> field) {
    if (field == m_hovered) return;
    const auto tell = [this](std::optional<std::size_t> row) {
        if (!row || *row >= size()) return;
        const int at = static_cast<int>(*row);
        emit dataChanged(index(at, 0), index(at, kColumns - 1), {kIsHoveredRole});
    };
    const auto before = m_hovered;
    m_hovered = field;
    tell(before);
    tell(field);
}

int FieldsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_bytes.fields.size());
}

int FieldsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant FieldsModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid() || at.row() >= rowCount()) return {};
    const auto row = static_cast<std::size_t>(at.row());
    const ByteField& field = m_bytes.fields[row];
    switch (role) {
        case Qt::DisplayRole:
            if (at.column() == kName) return field.name;
            if (at.column() == kDecoded) return field.decoded;
            {
                constexpr std::size_t kShown = 2;
                const auto bytes =
                    m_bytes.bytes.subspan(field.range.begin, std::min(field.range.size(), kShown));
                const QByteArray hex = QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                                  static_cast<qsizetype>(bytes.size()))
                                           .toHex(' ');
                return QString::fromLatin1(hex) +
                       (field.range.size() > kShown ? QStringLiteral(" …") : QString());
            }
        case kValueRole:
            if (at.column() == kName) return field.name;
            if (at.column() == kDecoded) return field.decoded;
            return QStringLiteral("%1..%2").arg(field.range.begin).arg(field.range.end);
        case Qt::ToolTipRole:
            return tr("%1: bytes %2 to %3")
                .arg(field.name, grouped(static_cast<std::int64_t>(field.range.begin)),
                     grouped(static_cast<std::int64_t>(field.range.end) - 1));
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(
                Qt::Alignment(at.column() == kDecoded ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::ForegroundRole:
            if (field.isWrong) return look(Hue::kRed);
            return at.column() == kBytes ? QVariant(look(Hue::kDimText)) : QVariant();
        case kChipRole:
            return at.column() == kName ? QVariant(look(field.hue)) : QVariant();
        case kIsHoveredRole:
            return m_hovered == row;
        case kIsWrongRole:
            return field.isWrong;
        default:
            return {};
    }
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(section == kDecoded ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role == kKeyRole)
        return QString::fromLatin1(section == kName ? "field" : section == kBytes ? "range" : "means");
    if (role != Qt::DisplayRole) return {};
    return section == kName ? tr("Field") : section == kBytes ? tr("Bytes") : tr("Means");
}

}  // namespace widgets
