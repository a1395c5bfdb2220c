#include "app/tables/rows_model.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <QLocale>

#include "widgets/segments/sorted_diff.h"
#include "widgets/table_roles.h"

namespace app {

QString Cell::shown() const {
    if (text.isEmpty() && words) return words(value.toDouble());
    return text.isEmpty() && isNumber && value.isValid() ? QLocale().toString(value.toLongLong()) : text;
}

Cell textCell(QString text, Tone tone) { return {.text = std::move(text), .tone = tone}; }

Cell fixedCell(QString text, Tone tone) { return {.text = std::move(text), .isFixed = true, .tone = tone}; }

Cell numberCell(std::int64_t value, Tone tone) {
    return {.text = {}, .value = static_cast<qlonglong>(value), .isNumber = true, .tone = tone};
}

Cell amountCell(double value, QString text, Tone tone) {
    return {.text = std::move(text), .value = value, .isNumber = true, .tone = tone};
}

Cell amountCell(double value, QString (*words)(double)) {
    return {.text = {}, .value = value, .isNumber = true, .words = words};
}

Cell namedCell(std::int64_t number, QString name) {
    return {.text = std::move(name), .value = static_cast<qlonglong>(number)};
}

Cell unknownCell() { return {.text = QStringLiteral("–"), .isNumber = true, .tone = Tone::kDim}; }

void RowsModel::setColumns(std::vector<Column> columns) {
    if (columns.size() != m_columns.size()) {
        beginResetModel();
        m_columns = std::move(columns);
        endResetModel();
        return;
    }
    m_columns = std::move(columns);
    if (!m_columns.empty()) emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void RowsModel::show(std::vector<TableRow> rows) {
    std::vector<SharedRow> shared;
    shared.reserve(rows.size());
    for (TableRow& row : rows) shared.emplace_back(std::move(row));
    showShared(std::move(shared));
}

bool RowsModel::changeInPlace(std::vector<SharedRow>& rows) {
    const auto standAlike = [](const SharedRow& a, const SharedRow& b) {
        return a.isSameAs(b) || a->key == b->key;
    };
    if (!std::ranges::equal(m_rows, rows, standAlike)) return false;
    for (std::size_t first = 0; first < rows.size(); ++first) {
        std::size_t end = first;
        while (end < rows.size() && m_rows[end] != rows[end]) {
            m_rows[end] = std::move(rows[end]);
            ++end;
        }
        if (end == first) continue;
        emit dataChanged(index(static_cast<int>(first), 0),
                         index(static_cast<int>(end) - 1, columnCount() - 1));
        first = end;
    }
    return true;
}

void RowsModel::showShared(std::vector<SharedRow> rows) {
    if (changeInPlace(rows)) return;
    widgets::becomeSorted(
        m_rows, std::move(rows), [](const SharedRow& row) -> const std::string& { return row->key; },
        [](const SharedRow& a, const SharedRow& b) { return a == b; },
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
        if (m_rows[i]->subject == subject) return static_cast<int>(i);
    return -1;
}

int RowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const TableRow& row = *m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (const auto number = role == kOrderRole ? row.cells.number(column) : std::nullopt) return *number;
    if (column >= row.cells.size()) return {};
    const Cell& cell = row.cells[column];
    switch (role) {
        case Qt::DisplayRole:
            return cell.shown();
        case Qt::ToolTipRole:
            return cell.tip.isEmpty() ? QVariant() : cell.tip;
        case Qt::TextAlignmentRole:
            return static_cast<int>((cell.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case kOrderRole:
            // What is not known stands below every number.
            if (cell.isNumber && !cell.value.isValid()) return -std::numeric_limits<double>::infinity();
            return cell.value.isValid() ? QVariant(cell.value.toDouble()) : QVariant(cell.text);
        case widgets::kValueRole:
            return cell.value.isValid() || cell.isNumber ? cell.value : QVariant(cell.text);
        case kToneRole:
            return static_cast<int>(cell.tone);
        case kFixedRole:
            return cell.isFixed;
        default:
            return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == widgets::kKeyRole) return QString::fromLatin1(column.key);
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = !m_rows.empty() &&
                              static_cast<std::size_t>(section) < m_rows.front()->cells.size() &&
                              m_rows.front()->cells[static_cast<std::size_t>(section)].isNumber;
        return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

}  // namespace app
