#include "app/tables/rows_model.h"

#include <utility>

#include <QLocale>

#include "widgets/segments/sorted_diff.h"

namespace app {

Cell textCell(QString text, Tone tone) { return {.text = std::move(text), .tone = tone}; }

Cell fixedCell(QString text, Tone tone) { return {.text = std::move(text), .isFixed = true, .tone = tone}; }

Cell numberCell(std::int64_t value, Tone tone) {
    return amountCell(static_cast<double>(value), QLocale().toString(static_cast<qlonglong>(value)), tone);
}

Cell amountCell(double value, QString text, Tone tone) {
    return {.text = std::move(text), .order = value, .isNumber = true, .tone = tone};
}

void RowsModel::setHeaders(QStringList headers) {
    if (headers.size() != m_headers.size()) {
        beginResetModel();
        m_headers = std::move(headers);
        endResetModel();
        return;
    }
    if (headers == m_headers) return;
    m_headers = std::move(headers);
    emit headerDataChanged(Qt::Horizontal, 0, static_cast<int>(m_headers.size()) - 1);
}

void RowsModel::show(std::vector<TableRow> rows) {
    widgets::becomeSorted(
        m_rows, std::move(rows), [](const TableRow& row) -> const std::string& { return row.key; },
        [](const TableRow& a, const TableRow& b) { return a == b; },
        [this](std::size_t first, std::size_t last, auto act) {
            beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last));
            act();
            endRemoveRows();
        },
        [this](std::size_t first, std::size_t last, auto act) {
            beginInsertRows({}, static_cast<int>(first), static_cast<int>(last));
            act();
            endInsertRows();
        },
        [this](std::size_t first, std::size_t last) {
            emit dataChanged(index(static_cast<int>(first), 0),
                             index(static_cast<int>(last), columnCount() - 1));
        });
}

int RowsModel::rowOf(const Subject& subject) const {
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].subject == subject) return static_cast<int>(i);
    return -1;
}

int RowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant RowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const TableRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= row.cells.size()) return {};
    const Cell& cell = row.cells[column];
    switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return cell.tip.isEmpty() ? QVariant() : cell.tip;
        case Qt::TextAlignmentRole:
            return static_cast<int>((cell.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case kOrderRole:
            return cell.isNumber ? QVariant(cell.order) : QVariant(cell.text);
        case kToneRole:
            return static_cast<int>(cell.tone);
        case kFixedRole:
            return cell.isFixed;
        default:
            return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= m_headers.size()) return {};
    if (role == Qt::DisplayRole) return m_headers[section];
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = !m_rows.empty() &&
                              static_cast<std::size_t>(section) < m_rows.front().cells.size() &&
                              m_rows.front().cells[static_cast<std::size_t>(section)].isNumber;
        return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

}  // namespace app
