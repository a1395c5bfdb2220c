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
constexpr int kDenseRowHeight = 24;
constexpr int kPadding = 24;
constexpr int kDensePadding = 25;
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
    return source.isValid() ? &*m_model.rows()[static_cast<std::size_t>(source.row())] : nullptr;
}

void DataTable::setColumns(std::vector<Column> columns) {
    m_model.setColumns(std::move(columns));
    measureAnew();
    fitColumns();
}

void DataTable::showRows(std::vector<TableRow> rows) {
    std::vector<SharedRow> shared;
    shared.reserve(rows.size());
    for (TableRow& row : rows) shared.emplace_back(std::move(row));
    showShared(std::move(shared));
}

void DataTable::showShared(std::vector<SharedRow> rows) {
    const std::size_t before = m_model.rows().size();
    // Where a row goes, the view moves on to its neighbour: nobody chose that, and nobody may show other rows
    // while the model is in the middle of a change.
    m_isMarking = true;
    m_model.showShared(std::move(rows));
    m_isMarking = false;
    measure();
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

void DataTable::measure() {
    const auto count = std::min<std::size_t>(m_model.rows().size(), kMeasuredRows);
    const QFontMetrics plain(font());
    const QFontMetrics fixed(TableDelegate::fixedFont(font()));
    if (m_measured.size() > count)
        m_measured.erase(m_measured.begin() + static_cast<std::ptrdiff_t>(count), m_measured.end());
    for (std::size_t i = 0; i < count; ++i) {
        const SharedRow& row = m_model.rows()[i];
        if (i == m_measured.size()) m_measured.push_back({row, {}});
        Measured& known = m_measured[i];
        const bool isMeasured = !known.widths.empty();
        if (isMeasured && known.row.isSameAs(row)) continue;
        known.widths.resize(row->cells.size());
        for (std::size_t c = 0; c < row->cells.size(); ++c) {
            const Cell& cell = row->cells[c];
            const bool isAlike =
                isMeasured && c < known.row->cells.size() && known.row->cells[c].text == cell.text &&
                known.row->cells[c].value == cell.value && known.row->cells[c].isFixed == cell.isFixed;
            if (!isAlike) known.widths[c] = (cell.isFixed ? fixed : plain).horizontalAdvance(cell.shown());
        }
        known.row = row;
    }
}

void DataTable::measureAnew() {
    m_measured.clear();
    measure();
}

void DataTable::measureHeader() {
    const QFontMetrics header(horizontalHeader()->font());
    m_headerWidths.clear();
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_headerWidths.push_back(
            header.horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()));
}

int DataTable::neededWidth(int column) const {
    const auto at = static_cast<std::size_t>(column);
    int wide = m_headerWidths[at] + (m_isDense ? 0 : kSortMark);
    for (const Measured& row : m_measured)
        if (at < row.widths.size()) wide = std::max(wide, row.widths[at]);
    return std::min(wide + (m_isDense ? kDensePadding : kPadding), kMostWide);
}

void DataTable::fitColumns() {
    const int columns = m_model.columnCount();
    if (columns == 0) return;
    measureHeader();
    const int stretch = m_stretch < 0 ? 0 : std::min(m_stretch, columns - 1);
    std::vector<int> widths;
    int used = 0;
    for (int column = 0; column < columns; ++column) {
        // What grows by a digit does not make the table jump.
        const bool isNumber = m_model.rowCount() > 0 &&
                              m_model.rows().front()->cells[static_cast<std::size_t>(column)].isNumber;
        widths.push_back(neededWidth(column) + (isNumber && !m_isDense ? kDigitReserve : 0));
        used += widths.back();
    }
    int left = viewport()->width() - used;
    // Too wide: the paddings go first, then a long text column gives in.
    if (left < 0 && !m_isDense)
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
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measureAnew();
        fitColumns();
    }
}

void DataTable::setDense() {
    verticalHeader()->setDefaultSectionSize(kDenseRowHeight);
    horizontalHeader()->setFixedHeight(kDenseRowHeight);
    m_isDense = true;
    setSortingEnabled(false);
    fitColumns();
}

int DataTable::heightOfRows(int rows) const {
    return horizontalHeader()->height() + rows * verticalHeader()->defaultSectionSize() + 2;
}

QSize DataTable::sizeHint() const {
    return {400, kHeaderHeight + kRowHeight * std::clamp(m_model.rowCount(), 3, 12) + 4};
}

}  // namespace app
