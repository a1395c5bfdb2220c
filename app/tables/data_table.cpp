#include "app/tables/data_table.h"

#include <algorithm>

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>

#include "app/tables/table_delegate.h"

namespace app {

constexpr int kRowHeight = 30;
constexpr int kHeaderHeight = 30;
constexpr int kPadding = 24;
constexpr int kSortMark = 14;
/// Rows whose cells are measured; in a longer table the first ones stand for all.
constexpr int kMeasuredRows = 60;
constexpr int kMostWide = 420;
constexpr int kLeastStretch = 160;
constexpr int kDigitReserve = 8;
constexpr int kSparePadding = 8;

DataTable::DataTable(QWidget* parent)
    : QTableView(parent)
    , m_model(this)
    , m_proxy(new QSortFilterProxyModel(this)) {
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(RowsModel::kOrderRole);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(0);
    m_proxy->setDynamicSortFilter(true);
    setModel(m_proxy);
    setItemDelegate(new TableDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(kHeaderHeight);
    horizontalHeader()->setMinimumSectionSize(36);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (const TableRow* row = rowAt(index)) emit subjectOpened(row->subject);
    });
}

const TableRow* DataTable::rowAt(const QModelIndex& index) const {
    const QModelIndex source = m_proxy->mapToSource(index);
    return source.isValid() ? &m_model.rows()[static_cast<std::size_t>(source.row())] : nullptr;
}

void DataTable::setColumns(std::vector<Column> columns) {
    m_model.setColumns(std::move(columns));
    fitColumns();
}

void DataTable::showRows(std::vector<TableRow> rows) {
    const std::size_t before = m_model.rows().size();
    // Where a row goes, the view moves on to its neighbour: nobody chose that, and nobody may show other rows
    // while the model is in the middle of a change.
    m_isMarking = true;
    m_model.show(std::move(rows));
    m_isMarking = false;
    bool isTight = before != m_model.rows().size();
    for (int column = 0; column < m_model.columnCount() && !isTight; ++column)
        isTight = columnWidth(column) < std::min(neededWidth(column) - kSparePadding,
                                                 m_stretch == column ? kLeastStretch : kMostWide);
    if (isTight) fitColumns();
}

void DataTable::setFilter(const QString& text) {
    m_isMarking = true;
    m_proxy->setFilterFixedString(text);
    m_isMarking = false;
}

void DataTable::markSubject(const Subject& subject) {
    const int row = m_model.rowOf(subject);
    const QModelIndex index = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_model.index(row, 0));
    if (index.isValid() && currentIndex().row() == index.row()) return;
    m_isMarking = true;
    if (index.isValid())
        setCurrentIndex(index);
    else
        selectionModel()->clear();
    m_isMarking = false;
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (m_isMarking) return;
    if (const TableRow* row = rowAt(current)) emit subjectSelected(row->subject);
}

void DataTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const TableRow* row = rowAt(currentIndex())) emit subjectOpened(row->subject);
        return;
    }
    QTableView::keyPressEvent(event);
}

int DataTable::neededWidth(int column) const {
    const QFontMetrics header(horizontalHeader()->font());
    int wide =
        header.horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
        kSortMark;
    const int rows = std::min(m_model.rowCount(), kMeasuredRows);
    const QFontMetrics plain(font());
    const QFontMetrics fixed(TableDelegate::fixedFont(font()));
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model.index(row, column);
        const QFontMetrics& metrics = index.data(RowsModel::kFixedRole).toBool() ? fixed : plain;
        wide = std::max(wide, metrics.horizontalAdvance(index.data().toString()));
    }
    return std::min(wide + kPadding, kMostWide);
}

void DataTable::fitColumns() {
    const int columns = m_model.columnCount();
    if (columns == 0) return;
    const int stretch = m_stretch < 0 ? 0 : std::min(m_stretch, columns - 1);
    std::vector<int> widths;
    int used = 0;
    for (int column = 0; column < columns; ++column) {
        // What grows by a digit does not make the table jump.
        const bool isNumber =
            m_model.rowCount() > 0 && m_model.rows().front().cells[static_cast<std::size_t>(column)].isNumber;
        widths.push_back(neededWidth(column) + (isNumber ? kDigitReserve : 0));
        used += widths.back();
    }
    int left = viewport()->width() - used;
    // Too wide: the paddings go first, then a long text column gives in.
    if (left < 0)
        for (int column = 0; column < columns && left < 0; ++column) {
            const int spare = std::min(-left, kSparePadding);
            widths[static_cast<std::size_t>(column)] -= spare;
            left += spare;
        }
    int& stretched = widths[static_cast<std::size_t>(stretch)];
    stretched = m_stretch < 0 ? stretched + std::max(0, left) : std::max(kLeastStretch, stretched + left);
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
}

void DataTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void DataTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fitColumns();
}

QSize DataTable::sizeHint() const {
    return {400, kHeaderHeight + kRowHeight * std::clamp(m_model.rowCount(), 3, 12) + 4};
}

}  // namespace app
