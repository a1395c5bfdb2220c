#include "widgets/segments/parts.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/segments/codec_look.h"
#include "widgets/segments/look.h"

namespace widgets {

namespace {

constexpr int kRowHeight = 24;
constexpr int kCellPadding = 6;
constexpr int kChip = 9;
constexpr int kMaxColumn = 260;

bool contains(const std::vector<int>& columns, int column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

}  // namespace

SegmentsCard::SegmentsCard(QWidget* parent)
    : QFrame(parent)
    , m_title(new ElidedLabel(this))
    , m_note(new ElidedLabel(this))
    , m_head(new QHBoxLayout)
    , m_body(new QVBoxLayout) {
    m_title->setObjectName(QStringLiteral("cardTitle"));
    m_note->setObjectName(QStringLiteral("dim"));
    m_note->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_head->setSpacing(8);
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    m_head->addWidget(m_note);
    m_body->setSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 9, 12, 10);
    layout->setSpacing(7);
    layout->addLayout(m_head);
    layout->addLayout(m_body, 1);
}

void SegmentsCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look(Hue::kLine));
    painter.setBrush(look(Hue::kPanel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
}

SegmentsCell::SegmentsCell(Options options, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_options(std::move(options)) {}

QFont SegmentsCell::fontOf(const QModelIndex& index) const {
    QFont font = contains(m_options.fixedColumns, index.column()) ? fixedFont() : interfaceFont(12);
    if (contains(m_options.boldColumns, index.column())) font.setWeight(QFont::DemiBold);
    return font;
}

void SegmentsCell::paintGround(QPainter& painter, const QRect& rect, bool isSelected, bool isHovered,
                               bool isFirst) {
    if (isSelected || isHovered)
        painter.fillRect(rect, isSelected ? look(Hue::kSelection) : look(Hue::kRaised));
    if (isSelected && isFirst)
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look(Hue::kBlue));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look(Hue::kLine));
}

void SegmentsCell::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = m_options.hoverRole >= 0 && index.data(m_options.hoverRole).toBool();
    paintGround(*painter, option.rect, isSelected, isHovered, index.column() == 0);
    QRect rect = option.rect.adjusted(kCellPadding, 0, -kCellPadding, -1);
    const QVariant chip = m_options.chipRole >= 0 ? index.data(m_options.chipRole) : QVariant();
    if (chip.isValid()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(chip.value<QColor>());
        painter->drawRoundedRect(QRectF(rect.left(), rect.center().y() - kChip / 2.0 + 0.5, kChip, kChip),
                                 2.5, 2.5);
        rect.setLeft(rect.left() + kChip + 7);
    }
    const QVariant colour = index.data(Qt::ForegroundRole);
    painter->setPen(colour.isValid() ? colour.value<QColor>() : look(Hue::kText));
    painter->setFont(fontOf(index));
    const QString text =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width());
    painter->drawText(
        rect, static_cast<int>(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt())) | Qt::TextSingleLine,
        text);
    painter->restore();
}

QSize SegmentsCell::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const bool hasChip = m_options.chipRole >= 0 && index.data(m_options.chipRole).isValid();
    const int text = QFontMetrics(fontOf(index)).horizontalAdvance(index.data().toString());
    return {std::min(text + 2 * kCellPadding + (hasChip ? kChip + 7 : 0) + 2, kMaxColumn), kRowHeight};
}

/// Of a header's text in the style sheets of these views and of the window together.
constexpr int kHeaderPadding = 30;

SegmentsTable::SegmentsTable(QWidget* parent)
    : QTableView(parent) {
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(interfaceFont(11));
    horizontalHeader()->setMinimumSectionSize(24);
    horizontalHeader()->setFixedHeight(kRowHeight);
}

void SegmentsTable::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &SegmentsTable::fitColumns);
    connect(model, &QAbstractItemModel::modelReset, this, &SegmentsTable::fitColumns);
    fitColumns();
}

void SegmentsTable::fitColumns() {
    if (!model()) return;
    const int columns = model()->columnCount();
    constexpr int kRowsLookedAt = 40;
    const int first = std::max(0, rowAt(0));
    const int end = std::min(model()->rowCount(), first + kRowsLookedAt);
    int used = 0;
    const QFontMetrics headerMetrics(horizontalHeader()->font());
    for (int column = 0; column < columns; ++column) {
        int width = headerMetrics.horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString()) +
                    kHeaderPadding;
        for (int row = first; row < end; ++row) {
            width = std::max(width, itemDelegate()->sizeHint({}, model()->index(row, column)).width());
        }
        setColumnWidth(column, width);
        if (column != m_stretched) used += width;
    }
    if (m_stretched < columns) {
        setColumnWidth(m_stretched, std::max(columnWidth(m_stretched), viewport()->width() - used));
    }
}

void SegmentsTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void SegmentsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != previous.row()) emit rowChosen(current.row());
}

void SegmentsTable::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit rowActivated(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void SegmentsTable::mouseDoubleClickEvent(QMouseEvent* event) {
    QTableView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid()) emit rowActivated(index.row());
}

CodecLegend::CodecLegend(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void CodecLegend::show(std::vector<std::optional<broker::wire::Codec>> codecs) {
    if (codecs == m_codecs) return;
    m_codecs = std::move(codecs);
    updateGeometry();
    update();
}

QSize CodecLegend::sizeHint() const {
    const QFontMetrics metrics(interfaceFont(11));
    int width = 0;
    for (const auto& codec : m_codecs) width += kChip + 6 + metrics.horizontalAdvance(codecText(codec)) + 14;
    return {std::max(width - 12, 1), 16};
}

void CodecLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interfaceFont(11));
    double x = 0;
    for (const auto& codec : m_codecs) {
        const QString text = codecText(codec);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(Qt::NoPen);
        painter.setBrush(codecColour(codec));
        painter.drawRoundedRect(QRectF(x, (height() - kChip) / 2.0, kChip, kChip), 2.5, 2.5);
        painter.setPen(look(Hue::kDimText));
        painter.drawText(QRectF(x + kChip + 6, 0, width + 2, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         text);
        x += kChip + 6 + width + 14;
    }
}

QToolButton* makeTab(QWidget* parent) {
    auto* tab = new QToolButton(parent);
    tab->setObjectName(QStringLiteral("tab"));
    tab->setCheckable(true);
    tab->setAutoExclusive(false);
    tab->setFocusPolicy(Qt::StrongFocus);
    return tab;
}

QString segmentsStyle() {
    return QStringLiteral(R"(
QLabel { color: %text; font-size: 12px; background: transparent; }
QLabel#cardTitle { font-weight: 600; font-size: 13px; }
QLabel#dim { color: %dim; font-size: 11px; }
QLabel#red { color: %red; font-size: 12px; }
QLabel#green { color: %green; font-size: 12px; }
QLineEdit { color: %text; background: %back; border: 1px solid %line; border-radius: 6px; padding: 3px 8px;
  font-size: 12px; selection-background-color: %blue; }
QLineEdit:focus { border-color: %blue; }
QPushButton { color: %text; background: %raised; border: 1px solid %line; border-radius: 6px; padding: 4px 11px;
  font-size: 12px; }
QPushButton:hover, QPushButton:focus { border-color: %blue; }
QPushButton:disabled { color: %dim; }
QPushButton#accent { color: %onblue; background: %blue; border-color: %blue; font-weight: 600; }
QPushButton#accent:focus { border-color: %text; }
QPushButton#accent:disabled { color: %dim; background: %raised; border-color: %line; }
QToolButton#tab { color: %dim; background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 2px 8px; font-size: 12px; }
QToolButton#tab:checked { color: %text; background: %raised; border-color: %line; }
QToolButton#tab:hover, QToolButton#tab:focus { border-color: %blue; }
QAbstractScrollArea, QTableView, QPlainTextEdit { color: %text; background: transparent; border: none; outline: none;
  selection-background-color: %blue; }
QHeaderView { background: transparent; border: none; padding: 0; }
QHeaderView::section { color: %dim; background: transparent; border: none; font-size: 11px; padding: 0 8px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0; }
QScrollBar::handle { background: %line; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: %dim; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  width: 0; height: 0; }
)")
        .replace(QLatin1String("%onblue"), textOn(look(Hue::kBlue)).name())
        .replace(QLatin1String("%text"), look(Hue::kText).name())
        .replace(QLatin1String("%dim"), look(Hue::kDimText).name())
        .replace(QLatin1String("%red"), look(Hue::kRed).name())
        .replace(QLatin1String("%green"), look(Hue::kGreen).name())
        .replace(QLatin1String("%back"), look(Hue::kBackground).name())
        .replace(QLatin1String("%line"), look(Hue::kLine).name())
        .replace(QLatin1String("%raised"), look(Hue::kRaised).name())
        .replace(QLatin1String("%blue"), look(Hue::kBlue).name());
}

void applySegmentsStyle(QWidget& widget) {
    const QString style = segmentsStyle();
    if (widget.styleSheet() != style) widget.setStyleSheet(style);
}

}  // namespace widgets
