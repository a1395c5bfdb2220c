#include "widgets/segments/batch_strip_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/segments/batch_strip_painter.h"
#include "widgets/segments/codec_look.h"
#include "widgets/segments/look.h"

namespace widgets {

namespace {

constexpr int kMotion = 180;  // milliseconds
constexpr int kMargin = 3;    // for outlines that stand over the edge
constexpr double kWheelStep = 1.25;

}  // namespace

BatchStripView::BatchStripView(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Batches of the segment"));
    m_motion.setDuration(kMotion);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    m_marking.setDuration(kMotion);
    m_marking.setStartValue(0.0);
    m_marking.setEndValue(1.0);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        const QPointF ends = value.toPointF();
        m_window = {static_cast<std::uint64_t>(std::max(0.0, ends.x())),
                    std::min(static_cast<std::uint64_t>(std::max(0.0, ends.y())), m_map.bytes())};
        relayout();
    });
    connect(&m_motion, &QVariantAnimation::finished, this, &BatchStripView::askForUnread);
    connect(&m_marking, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_lastMark = value.toDouble();
        update();
    });
}

QSize BatchStripView::sizeHint() const { return {600, static_cast<int>(BatchStripGeometry::kHeight) + 2}; }
QSize BatchStripView::minimumSizeHint() const {
    return {240, static_cast<int>(BatchStripGeometry::kHeight) + 2};
}

void BatchStripView::show(const SegmentMap& map) {
    const bool isOther = map.base() != m_map.base() || m_map.isEmpty() || m_map.batches().empty();
    const bool reachedEnd = m_window.end == m_map.bytes() && m_window.begin == 0;
    m_map = map;
    if (isOther) {
        m_motion.stop();
        m_selected.reset();
        m_asked.reset();
        m_window = firstWindow(m_map);
    } else if (reachedEnd || m_window.end > m_map.bytes()) {
        m_window.end = m_map.bytes();
    }
    relayout();
    askForUnread();
}

std::optional<std::size_t> BatchStripView::selectedRow() const {
    return m_selected ? m_map.rowBeginningAt(*m_selected) : std::nullopt;
}

void BatchStripView::selectRow(std::optional<std::size_t> row) {
    if (!row || *row >= m_map.batches().size()) {
        m_selected.reset();
        update();
        return;
    }
    if (m_selected != m_map.batches()[*row].position) mark(*row, Showing::kCloser);
}

void BatchStripView::mark(std::size_t row, Showing how) {
    m_selected = m_map.batches()[row].position;
    const auto wanted = showing(m_map, row, m_window, how);
    if (wanted == m_window) {
        update();
    } else {
        moveWindowTo(wanted);
    }
}

void BatchStripView::showWalk(std::shared_ptr<const broker::log::OffsetSearch> walk, int steps) {
    const bool isFurther = walk && (walk != m_walk || steps > m_walkSteps);
    m_walk = std::move(walk);
    m_walkSteps = m_walk ? steps : 0;
    m_lastMark = 1;
    relayout();
    if (isFurther && m_isAnimated && isVisible()) {
        m_lastMark = 0;
        m_marking.start();
    }
}

void BatchStripView::setHighWatermark(std::optional<broker::Offset> offset) {
    if (offset == m_highWatermark) return;
    m_highWatermark = offset;
    update();
}

void BatchStripView::setWindow(SegmentMap::Part window) {
    m_motion.stop();
    if (window == m_window) return;
    m_window = window;
    relayout();
    askForUnread();
}

void BatchStripView::moveWindowTo(SegmentMap::Part window) {
    m_motion.stop();
    if (!m_isAnimated || !isVisible()) {
        setWindow(window);
        return;
    }
    m_motion.setStartValue(QPointF(static_cast<double>(m_window.begin), static_cast<double>(m_window.end)));
    m_motion.setEndValue(QPointF(static_cast<double>(window.begin), static_cast<double>(window.end)));
    m_motion.start();
}

void BatchStripView::askForUnread() {
    if (m_map.isEmpty()) return;
    const auto next = m_map.nextToRead(m_window);
    if (!next || next == m_asked) return;
    m_asked = next;
    emit batchesNeeded(*next);
}

void BatchStripView::relayout() {
    BatchStripGeometry::Options options{.size = QSizeF(width() - 2 * kMargin, height())};
    const QFontMetrics metrics(interfaceFont(11, QFont::DemiBold));
    options.labelWidth = metrics.horizontalAdvance(QStringLiteral("000")) + 4;
    options.chipWidth = 112;
    if (!m_map.index().empty()) {
        const QString widest = grouped(m_map.index().back().offset) + QStringLiteral(" → …000,000");
        options.chipWidth = metrics.horizontalAdvance(widest) + 12;
    }
    if (m_walk && m_walk->entry) {
        const auto& index = m_map.index();
        const auto found = std::ranges::find(index, *m_walk->entry);
        if (found != index.end()) options.entryWanted = static_cast<std::size_t>(found - index.begin());
    }
    m_geometry = BatchStripGeometry::of(m_map, m_window, options);
    update();
}

void BatchStripView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.translate(kMargin, 0);
    const bool walkIsHere = m_walk && m_walk->segment && m_walk->segments[*m_walk->segment] == m_map.base();
    BatchStripPainter(m_map, m_window, m_geometry,
                      {.selected = m_selected,
                       .walk = walkIsHere ? m_walk.get() : nullptr,
                       .walkSteps = m_walkSteps,
                       .lastMark = m_lastMark,
                       .hasFocus = hasFocus(),
                       .committedEnd = m_highWatermark ? m_map.endBefore(*m_highWatermark) : std::nullopt})
        .paint(painter);
}

void BatchStripView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void BatchStripView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) relayout();
    QWidget::changeEvent(event);
}

void BatchStripView::wheelEvent(QWheelEvent* event) {
    if (m_map.isEmpty()) return;
    const StripAxis axis{m_window, 0, m_geometry.blocks.width()};
    const int sideways = event->angleDelta().x();
    const int turned = event->angleDelta().y();
    if (sideways != 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const double size = static_cast<double>(m_window.end - m_window.begin);
        setWindow(panned(m_window, m_map.bytes(), -(sideways != 0 ? sideways : turned) / 120.0 * size / 8));
    } else if (turned != 0) {
        const auto anchor = axis.positionOf(event->position().x() - kMargin);
        setWindow(zoomed(m_window, m_map.bytes(), anchor, std::pow(kWheelStep, -turned / 120.0)));
    }
    event->accept();
}

void BatchStripView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_map.isEmpty()) return;
    const QPointF at = event->position() - QPointF(kMargin, 0);
    m_pressedAt = at;
    m_windowAtPress = m_window;
    m_hasDragged = false;
    m_motion.stop();
    m_drag = m_geometry.bar.adjusted(0, -6, 0, 6).contains(at) ? Drag::kBar : Drag::kPan;
    if (m_drag != Drag::kBar || m_geometry.barWindow.contains(at)) return;
    // A press beside the window brings its middle there.
    const StripAxis whole{{0, m_map.bytes()}, 0, m_geometry.bar.width()};
    const double size = static_cast<double>(m_window.end - m_window.begin);
    const double begin = static_cast<double>(whole.positionOf(at.x())) - size / 2;
    m_windowAtPress = panned(m_window, m_map.bytes(), begin - static_cast<double>(m_window.begin));
    setWindow(m_windowAtPress);
}

void BatchStripView::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag == Drag::kNone) {
        const bool isBlock = m_geometry.rowAt(event->position() - QPointF(kMargin, 0)).has_value();
        setCursor(isBlock ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const double moved = event->position().x() - kMargin - m_pressedAt.x();
    if (!m_hasDragged && std::abs(moved) < 4) return;
    m_hasDragged = true;
    const double width = std::max(m_geometry.blocks.width(), 1.0);
    const double size = static_cast<double>(m_windowAtPress.end - m_windowAtPress.begin);
    const double byBytes =
        m_drag == Drag::kBar ? moved / width * static_cast<double>(m_map.bytes()) : -moved / width * size;
    setWindow(panned(m_windowAtPress, m_map.bytes(), byBytes));
}

void BatchStripView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    m_drag = Drag::kNone;
    if (drag != Drag::kPan || m_hasDragged) return;
    const QPointF at = event->position() - QPointF(kMargin, 0);
    if (const auto row = m_geometry.rowAt(at)) {
        choose(*row);
        return;
    }
    for (const auto& chip : m_geometry.chips) {
        if (!chip.rect.contains(at)) continue;
        if (const auto row = m_map.rowAt(m_map.index()[chip.entry].position)) choose(*row);
    }
}

void BatchStripView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto row = m_geometry.rowAt(event->position() - QPointF(kMargin, 0));
    if (row) emit batchOpened(m_map.batches()[*row].position);
}

void BatchStripView::choose(std::size_t row) {
    const std::uint64_t position = m_map.batches()[row].position;
    const bool isOther = m_selected != position;
    mark(row, Showing::kSameScale);
    if (isOther) emit batchSelected(position);
}

void BatchStripView::keyPressEvent(QKeyEvent* event) {
    const auto& batches = m_map.batches();
    const double size = static_cast<double>(m_window.end - m_window.begin);
    const bool isPan = event->modifiers().testFlag(Qt::ControlModifier);
    const int way = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (way != 0 && isPan) {
        setWindow(panned(m_window, m_map.bytes(), way * size / 4));
    } else if (way != 0 && !batches.empty()) {
        const auto row = selectedRow();
        if (!row) return choose(std::min(m_map.rowsIn(m_window).first, batches.size() - 1));
        if (way < 0 ? *row > 0 : *row + 1 < batches.size()) choose(way < 0 ? *row - 1 : *row + 1);
    } else if (event->key() == Qt::Key_Home && !batches.empty()) {
        choose(0);
    } else if (event->key() == Qt::Key_End && !batches.empty()) {
        choose(batches.size() - 1);
    } else if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal ||
               event->key() == Qt::Key_Minus) {
        const std::uint64_t middle =
            m_selected.value_or(m_window.begin + (m_window.end - m_window.begin) / 2);
        setWindow(zoomed(m_window, m_map.bytes(), middle, event->key() == Qt::Key_Minus ? 1.5 : 1 / 1.5));
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_selected) {
        emit batchOpened(*m_selected);
    } else {
        QWidget::keyPressEvent(event);
    }
}

QString BatchStripView::tipAt(QPointF point) const {
    for (const auto& chip : m_geometry.chips) {
        if (!chip.rect.contains(point)) continue;
        const auto& entry = m_map.index()[chip.entry];
        return tr("Index entry: the batch that ends with offset %1 begins at byte %2")
            .arg(grouped(entry.offset), grouped(entry.position));
    }
    for (const auto& run : m_geometry.blockRuns) {
        if (run.kind == BatchStripGeometry::Kind::kTail && run.rect.contains(point) && m_map.tail()) {
            return tr("The last %1 are no batch: %2")
                .arg(bytesText(m_map.tail()->bytes), QString::fromStdString(m_map.tail()->reason));
        }
    }
    const auto row = m_geometry.rowAt(point);
    if (!row) return {};
    const auto& batch = m_map.batches()[*row];
    const QString words =
        tr("Offsets %1 to %2: %n record(s), %3, %4, at byte %5", nullptr, batch.header.recordCount)
            .arg(grouped(batch.header.baseOffset), grouped(batch.header.lastOffset()),
                 bytesText(batch.header.size()), codecText(batch.header.codec()),
                 grouped(static_cast<std::int64_t>(batch.position)));
    const bool isOpen = m_highWatermark && batch.header.lastOffset() >= *m_highWatermark;
    if (isOpen && batch.crcIsRight)
        return words + QChar(u'\n') +
               tr("Not committed yet: the high watermark is %1.").arg(grouped(*m_highWatermark));
    return batch.crcIsRight
               ? words
               : words + QChar(u'\n') + tr("Its CRC is wrong: these are not the bytes that were written.");
}

bool BatchStripView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(QPointF(help->pos()) - QPointF(kMargin, 0)), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return QWidget::event(event);
}

}  // namespace widgets
