#include "widgets/segments/hex_view.h"

#include <algorithm>
#include <cmath>

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include "widgets/segments/look.h"

namespace widgets {

namespace {

constexpr int kRow = 20;
constexpr int kGap = 12;              // between positions, bytes and text
constexpr double kCellDigits = 2.75;  // a byte's cell, in digits
constexpr std::size_t kMaxCopied = 1024 * 1024;

QFont hexFont() {
    QFont font = fixedFont();
    font.setPixelSize(11);
    return font;
}

int positionDigits(std::size_t bytes) { return bytes <= 0x10000 ? 4 : bytes <= 0x1000000 ? 6 : 8; }

/// "5f" without a QString made of a format each time.
QString hexOf(std::uint8_t byte) {
    constexpr char kDigits[] = "0123456789abcdef";
    const QChar digits[2] = {QLatin1Char(kDigits[byte >> 4]), QLatin1Char(kDigits[byte & 15])};
    return QString(digits, 2);
}

}  // namespace

HexView::HexView(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Bytes"));
}

QSize HexView::minimumSizeHint() const { return {210, 3 * kRow}; }
QSize HexView::sizeHint() const { return {380, 10 * kRow}; }

void HexView::show(FieldedBytes bytes) {
    m_bytes = std::move(bytes);
    m_hovered.reset();
    m_selected.reset();
    verticalScrollBar()->setValue(0);
    relayout();
}

void HexView::setEmptyWords(const QString& words) {
    m_emptyWords = words;
    viewport()->update();
}

void HexView::setHovered(std::optional<std::size_t> field) {
    if (field == m_hovered) return;
    m_hovered = field;
    viewport()->update();
}

void HexView::setSelected(std::optional<std::size_t> field) {
    if (field && *field >= m_bytes.fields.size()) field.reset();
    m_selected = field;
    if (field) {
        const auto row = static_cast<int>(m_layout.rowOf(m_bytes.fields[*field].range.begin));
        const int top = verticalScrollBar()->value();
        if (row < top || row >= top + verticalScrollBar()->pageStep()) verticalScrollBar()->setValue(row);
    }
    viewport()->update();
}

void HexView::setFolded(std::size_t field, bool on) {
    m_layout.setFolded(field, on);
    updateScroll();
    viewport()->update();
}

int HexView::digitWidth() const { return QFontMetrics(hexFont()).horizontalAdvance(u'0'); }
int HexView::bytesLeft() const { return positionDigits(m_bytes.bytes.size()) * digitWidth() + kGap; }

int HexView::textLeft() const {
    const auto n = static_cast<int>(m_layout.bytesInRow());
    const int left = bytesLeft() + static_cast<int>(std::ceil(n * kCellDigits * digitWidth())) + kGap;
    return left + n * digitWidth() <= viewport()->width() ? left : -1;
}

void HexView::relayout() {
    const double room = viewport()->width() - bytesLeft() - 1;
    std::size_t inRow = 4;
    while (inRow < 32 && room >= static_cast<double>(inRow) * 2 * kCellDigits * digitWidth()) inRow *= 2;
    m_layout.set(m_bytes.bytes.size(), m_bytes.fields, inRow);
    updateScroll();
    viewport()->update();
}

void HexView::updateScroll() {
    const int visible = std::max(1, viewport()->height() / kRow);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_layout.rows()) - visible));
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setSingleStep(1);
}

void HexView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void HexView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange)
        viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

QRectF HexView::cellRect(std::size_t row, std::size_t column) const {
    const double width = kCellDigits * digitWidth();
    const double y = (static_cast<double>(row) - verticalScrollBar()->value()) * kRow;
    return {bytesLeft() + static_cast<double>(column) * width, y, width, kRow};
}

std::optional<std::size_t> HexView::byteAt(QPoint point) const {
    const auto number = static_cast<std::size_t>(verticalScrollBar()->value() + point.y() / kRow);
    if (point.y() < 0 || number >= m_layout.rows()) return std::nullopt;
    const HexLayout::Row row = m_layout.row(number);
    if (row.foldedField) return row.begin;
    double column = (point.x() - bytesLeft()) / (kCellDigits * digitWidth());
    if (textLeft() > 0 && point.x() >= textLeft()) column = double(point.x() - textLeft()) / digitWidth();
    if (column < 0 || static_cast<std::size_t>(column) >= row.end - row.begin) return std::nullopt;
    return row.begin + static_cast<std::size_t>(column);
}

void HexView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_bytes.bytes.empty()) {
        painter.setFont(interfaceFont());
        painter.setPen(look(Hue::kDimText));
        painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyWords);
        return;
    }
    painter.setFont(hexFont());
    const auto first = static_cast<std::size_t>(verticalScrollBar()->value());
    const auto shown = static_cast<std::size_t>(viewport()->height() / kRow + 1);
    for (std::size_t row = first; row < std::min(first + shown, m_layout.rows()); ++row)
        paintRow(painter, row);
}

void HexView::paintRow(QPainter& painter, std::size_t number) {
    const HexLayout::Row row = m_layout.row(number);
    if (row.foldedField) {
        paintFold(painter, row, number);
        return;
    }
    paintFields(painter, row, number);
    const double y = cellRect(number, 0).top();
    painter.setPen(look(Hue::kFaintText));
    const QString position =
        QStringLiteral("%1").arg(row.begin, positionDigits(m_bytes.bytes.size()), 16, QChar(u'0'));
    painter.drawText(QRectF(0, y, bytesLeft(), kRow), Qt::AlignVCenter | Qt::AlignLeft, position);
    painter.setPen(look(Hue::kText));
    for (std::size_t at = row.begin; at < row.end; ++at) {
        painter.drawText(cellRect(number, at - row.begin), Qt::AlignCenter, hexOf(m_bytes.bytes[at]));
    }
    if (textLeft() < 0) return;
    QString text;
    for (std::size_t at = row.begin; at < row.end; ++at) {
        const std::uint8_t byte = m_bytes.bytes[at];
        text.append(byte >= 0x20 && byte < 0x7f ? QChar(byte) : QChar(u'·'));
    }
    painter.setPen(look(Hue::kDimText));
    painter.drawText(QRectF(textLeft(), y, viewport()->width() - textLeft(), kRow),
                     Qt::AlignVCenter | Qt::AlignLeft, text);
}

void HexView::paintFields(QPainter& painter, const HexLayout::Row& row, std::size_t number) {
    for (std::size_t at = row.begin; at < row.end;) {
        const auto field = m_layout.fieldAt(at);
        if (!field) {
            ++at;
            continue;
        }
        const ByteField& what = m_bytes.fields[*field];
        const std::size_t end = std::min(row.end, what.range.end);
        const QRectF rect = cellRect(number, at - row.begin).united(cellRect(number, end - 1 - row.begin));
        const bool isMarked = field == m_selected || field == m_hovered;
        QColor fill = look(what.hue);
        fill.setAlphaF(isMarked ? 0.34F : 0.13F);
        QColor line = look(what.hue);
        line.setAlphaF(isMarked ? 1.0F : 0.75F);
        painter.setBrush(fill);
        painter.setPen(QPen(line, field == m_selected ? 2 : 1));
        painter.drawRoundedRect(rect.adjusted(1, 1.5, -1, -1.5), 4, 4);
        at = end;
    }
}

void HexView::paintFold(QPainter& painter, const HexLayout::Row& row, std::size_t number) {
    const ByteField& field = m_bytes.fields[*row.foldedField];
    QFont font = interfaceFont(11);
    font.setUnderline(row.foldedField == m_hovered);
    painter.save();
    painter.setFont(font);
    painter.setPen(look(row.foldedField == m_hovered ? Hue::kBlue : Hue::kDimText));
    const QString words = tr("… %1 goes on, %2 bytes folded")
                              .arg(field.name, grouped(static_cast<std::int64_t>(row.end - row.begin)));
    painter.drawText(
        QRectF(bytesLeft() + 4, cellRect(number, 0).top(), viewport()->width() - bytesLeft(), kRow),
        Qt::AlignVCenter | Qt::AlignLeft, words);
    painter.restore();
}

void HexView::mouseMoveEvent(QMouseEvent* event) {
    const auto byte = byteAt(event->pos());
    const auto field = byte ? m_layout.fieldAt(*byte) : std::nullopt;
    const bool isFold = byte && m_layout.row(m_layout.rowOf(*byte)).foldedField.has_value();
    viewport()->setCursor(isFold ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (field == m_hovered) return;
    setHovered(field);
    emit fieldHovered(field);
}

void HexView::leaveEvent(QEvent* event) {
    QAbstractScrollArea::leaveEvent(event);
    if (!m_hovered) return;
    setHovered(std::nullopt);
    emit fieldHovered(std::nullopt);
}

void HexView::mousePressEvent(QMouseEvent* event) {
    const auto byte = byteAt(event->pos());
    if (!byte || event->button() != Qt::LeftButton) return;
    const HexLayout::Row row = m_layout.row(m_layout.rowOf(*byte));
    if (row.foldedField) {
        setFolded(*row.foldedField, false);
        return;
    }
    if (const auto field = m_layout.fieldAt(*byte)) select(*field);
}

void HexView::select(std::size_t field) {
    setSelected(field);
    emit fieldSelected(field);
}

void HexView::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = m_bytes.fields.size();
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
    } else if (event->key() == Qt::Key_Right && count > 0) {
        select(m_selected ? std::min(*m_selected + 1, count - 1) : 0);
    } else if (event->key() == Qt::Key_Left && count > 0) {
        select(m_selected && *m_selected > 0 ? *m_selected - 1 : 0);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_selected) {
        setFolded(*m_selected, !m_layout.isFolded(*m_selected));
    } else if (event->key() == Qt::Key_Home) {
        verticalScrollBar()->setValue(0);
    } else if (event->key() == Qt::Key_End) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::copySelected() const {
    if (!m_selected) return;
    const auto& range = m_bytes.fields[*m_selected].range;
    const auto bytes = m_bytes.bytes.subspan(range.begin, std::min(range.size(), kMaxCopied));
    const QByteArray view = QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                                    static_cast<qsizetype>(bytes.size()));
    QGuiApplication::clipboard()->setText(QString::fromLatin1(view.toHex(' ')));
}

}  // namespace widgets
