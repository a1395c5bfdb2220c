#include "widgets/timeline/timeline_view.h"

#include <algorithm>
#include <cmath>

#include <QDateTime>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "widgets/fonts.h"
#include "widgets/timeline/timeline_painter.h"

namespace widgets {
namespace {

using broker::Timestamp;
using broker::observe::Event;
using broker::observe::Lane;

constexpr int kFontPixels = 11;
constexpr int kMoveMillis = 180;
/// Where now stands while the picture follows it: a little room is left for what comes.
constexpr double kNowShare = 0.94;
constexpr double kWheelStep = 1.25;
constexpr std::size_t kTipLines = 8;

double widthIn(const QString& text, const void* metrics) {
    return static_cast<const QFontMetricsF*>(metrics)->horizontalAdvance(text);
}

}  // namespace

TimelineView::TimelineView(QWidget* parent)
    : QWidget(parent)
    , m_lanes{Lane::kElections, Lane::kIsr,    Lane::kRebalances, Lane::kFaults,
              Lane::kClients,   Lane::kTopics, Lane::kPerson} {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline of events"));
    m_axis.millisPerPixel = static_cast<double>(kFirstSpanMillis) / 900;
    m_teller = {.label = [](const Event& event) { return QString::fromStdString(tell(event)); },
                .sentence = [](const Event& event) { return QString::fromStdString(tell(event)); },
                .laneName = [](Lane) { return QString(); }};
    m_motion.setDuration(kMoveMillis);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_axis.from = Timestamp(value.toLongLong());
        relayout();
    });
}

void TimelineView::setTeller(Teller teller) {
    m_teller = std::move(teller);
    relayout();
}

void TimelineView::setLanes(std::vector<Lane> lanes) {
    m_lanes = std::move(lanes);
    relayout();
    updateGeometry();
}

void TimelineView::append(const std::vector<Event>& events) {
    bool isAdded = false;
    for (const Event& event : events) {
        if (!m_events.empty() && event.number <= m_events.back().number) continue;
        // Wall clocks may step back; the order of the numbers is the order of what happened.
        const Timestamp time = m_events.empty() ? event.time : std::max(event.time, m_events.back().time);
        const auto& description = describe(event.kind);
        m_events.push_back({.number = event.number,
                            .time = time,
                            .lane = description.lane,
                            .severity = description.severity,
                            .label = m_teller.label(event),
                            .sentence = m_teller.sentence(event)});
        isAdded = true;
    }
    if (!isAdded) return;
    if (m_events.size() > kMaxEvents)
        m_events.erase(m_events.begin(), m_events.end() - static_cast<std::ptrdiff_t>(kMaxEvents));
    if (m_now < m_events.back().time) setNow(m_events.back().time);
    relayout();
}

void TimelineView::clear() {
    m_events.clear();
    m_selected = 0;
    relayout();
}

Timestamp TimelineView::to() const { return TimelineLayout::axisFor(m_axis, size(), nameWidth()).to(); }

Timestamp TimelineView::followedFrom() const {
    const TimeAxis axis = TimelineLayout::axisFor(m_axis, size(), nameWidth());
    return m_now - std::llround((axis.right - axis.left) * kNowShare * m_axis.millisPerPixel);
}

void TimelineView::setNow(Timestamp now) {
    const auto pixelOf = [this](Timestamp when) {
        return std::llround(static_cast<double>(when.value()) / m_axis.millisPerPixel);
    };
    const bool isFirst = m_now == broker::kNoTimestamp;
    const bool moves = isFirst || pixelOf(now) != pixelOf(m_now);
    m_now = now;
    if (!moves) return;
    if (m_isFollowing && m_motion.state() != QVariantAnimation::Running) {
        m_axis.from = followedFrom();
        relayout();
        emit spanChanged();
    } else if (!m_isFollowing) {
        relayout();
    }
}

void TimelineView::setMoment(Timestamp moment) {
    if (moment == m_moment) return;
    m_moment = moment;
    relayout();
}

void TimelineView::chooseMoment(Timestamp moment) {
    if (m_pastBegin == broker::kNoTimestamp) return;
    const Timestamp chosen = moment >= m_now ? broker::kNoTimestamp : std::max(moment, m_pastBegin);
    if (chosen == m_moment) return;
    setMoment(chosen);
    emit momentChosen(chosen);
}

void TimelineView::follow() {
    chooseMoment(m_now);
    setFollowing(true);
    moveTo(followedFrom());
}

void TimelineView::setSpan(Timestamp from, Timestamp to) {
    const TimeAxis axis = TimelineLayout::axisFor(m_axis, size(), nameWidth());
    const std::int64_t span = std::clamp(to - from, kMinSpanMillis, kMaxSpanMillis);
    m_axis.millisPerPixel = static_cast<double>(span) / (axis.right - axis.left);
    m_axis.from = from;
    setFollowing(m_now >= from && m_now <= to);
    relayout();
    emit spanChanged();
}

void TimelineView::selectEvent(std::uint64_t number) {
    m_selected = number;
    const auto found = std::ranges::lower_bound(m_events, number, {}, &TimelineEvent::number);
    if (found != m_events.end() && found->number == number) bringIntoView(found->time);
    update();
}

void TimelineView::clearSelection() {
    m_selected = 0;
    update();
}

QSize TimelineView::sizeHint() const { return {900, static_cast<int>(m_lanes.size()) * 17 + 30}; }
QSize TimelineView::minimumSizeHint() const { return {260, static_cast<int>(m_lanes.size()) * 13 + 30}; }

void TimelineView::relayout() {
    const QFontMetricsF metrics(sizedFont(font(), kFontPixels));
    m_hovered = -1;
    m_layout = TimelineLayout::of(m_events, {.size = size(),
                                             .axis = m_axis,
                                             .lanes = m_lanes,
                                             .now = m_now,
                                             .moment = m_moment,
                                             .widthOf = widthIn,
                                             .context = &metrics,
                                             .nameWidth = nameWidth()});
    if (underMouse()) m_hovered = m_layout.markAt(mapFromGlobal(QCursor::pos()));
    update();
}

double TimelineView::nameWidth() const {
    const QFontMetricsF metrics(sizedFont(font(), kFontPixels));
    double widest = 30;
    for (const Lane lane : m_lanes)
        widest = std::max(widest, metrics.horizontalAdvance(m_teller.laneName(lane)));
    return std::min(std::ceil(widest) + 18, width() / 4.0);
}

void TimelineView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Palette& palette = Palette::of(*this);
    painter.fillRect(rect(), palette.panel);
    int selected = -1;
    for (std::size_t i = 0; m_selected != 0 && i < m_layout.marks.size(); ++i) {
        const TimelineLayout::Mark& mark = m_layout.marks[i];
        for (std::size_t event = mark.first; event <= mark.last; ++event)
            if (m_events[event].number == m_selected && m_events[event].lane == mark.lane)
                selected = static_cast<int>(i);
    }
    paintTimeline(painter, m_layout,
                  {.palette = palette,
                   .font = sizedFont(font(), kFontPixels),
                   .laneName = m_teller.laneName,
                   .nowText = tr("now"),
                   .hovered = m_hovered,
                   .selected = selected,
                   .hasFocus = hasFocus()});
}

void TimelineView::resizeEvent(QResizeEvent*) {
    if (m_isFollowing && m_now != broker::kNoTimestamp) m_axis.from = followedFrom();
    relayout();
}

void TimelineView::zoom(double x, double factor) {
    const TimeAxis axis = TimelineLayout::axisFor(m_axis, size(), nameWidth());
    const double pixels = axis.right - axis.left;
    const double wanted =
        std::clamp(m_axis.millisPerPixel * factor, static_cast<double>(kMinSpanMillis) / pixels,
                   static_cast<double>(kMaxSpanMillis) / pixels);
    const Timestamp anchor = axis.timeAt(x);
    m_motion.stop();
    m_axis.millisPerPixel = wanted;
    m_axis.from = m_isFollowing ? followedFrom() : anchor - std::llround((x - axis.left) * wanted);
    relayout();
    emit spanChanged();
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        setFollowing(false);
        m_axis.from = m_axis.from - std::llround(turned.x() * m_axis.millisPerPixel);
        setFollowing(m_layout.now && m_axis.from >= followedFrom());
        relayout();
        emit spanChanged();
    } else if (turned.y() != 0) {
        zoom(event->position().x(), std::pow(kWheelStep, -turned.y() / 120.0));
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_motion.stop();
    m_isPressed = true;
    m_hasDragged = false;
    m_pressedAt = event->position();
    m_fromAtPress = m_axis.from;
    const TimeAxis axis = TimelineLayout::axisFor(m_axis, size(), nameWidth());
    m_lineAtPress =
        std::clamp(axis.xOf(m_moment == broker::kNoTimestamp ? m_now : m_moment), axis.left, axis.right);
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_isPressed) {
        const int hovered = m_layout.markAt(event->position());
        setCursor(hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (hovered != m_hovered) {
            m_hovered = hovered;
            update();
        }
        return;
    }
    const double moved = event->position().x() - m_pressedAt.x();
    if (!m_hasDragged && std::abs(moved) < 4) return;
    m_hasDragged = true;
    setCursor(Qt::ClosedHandCursor);
    m_axis.from = m_fromAtPress - std::llround(moved * m_axis.millisPerPixel);
    // Dragged until now stands where following puts it, it follows again.
    setFollowing(m_now != broker::kNoTimestamp && m_axis.from >= followedFrom());
    if (m_isFollowing) m_axis.from = followedFrom();
    chooseMoment(m_isFollowing ? m_now
                               : TimelineLayout::axisFor(m_axis, size(), nameWidth()).timeAt(m_lineAtPress));
    relayout();
    emit spanChanged();
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_isPressed || event->button() != Qt::LeftButton) return;
    m_isPressed = false;
    setCursor(Qt::ArrowCursor);
    if (m_hasDragged) return;
    const int hit = m_layout.markAt(event->position());
    if (hit < 0) return;
    const TimelineLayout::Mark& mark = m_layout.marks[static_cast<std::size_t>(hit)];
    // A pile opens: the picture zooms in until its events stand apart, or its last one is taken.
    const std::int64_t span = m_events[mark.last].time - m_events[mark.first].time;
    if (mark.count > 1 && span > kMinSpanMillis)
        setSpan(m_events[mark.first].time - span / 4, m_events[mark.last].time + span / 4);
    else
        activate(mark.last);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (m_layout.markAt(event->position()) < 0) follow();
}

void TimelineView::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    const double middle = m_layout.body.center().x();
    switch (event->key()) {
        case Qt::Key_Left:
            return event->modifiers() & Qt::ShiftModifier ? stepMoment(-1) : stepSelection(-1);
        case Qt::Key_Right:
            return event->modifiers() & Qt::ShiftModifier ? stepMoment(1) : stepSelection(1);
        case Qt::Key_Home:
            if (m_events.empty()) return;
            setFollowing(false);
            return moveTo(m_events.front().time - std::llround(20 * m_axis.millisPerPixel));
        case Qt::Key_End:
            return follow();
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoom(middle, 1 / kWheelStep);
        case Qt::Key_Minus:
            return zoom(middle, kWheelStep);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_selected != 0) emit eventActivated(m_selected);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void TimelineView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) setAccessibleName(tr("Timeline of events"));
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) relayout();
    QWidget::changeEvent(event);
}

bool TimelineView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int hit = m_layout.markAt(help->pos());
    if (hit < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tipOf(m_layout.marks[static_cast<std::size_t>(hit)]), this);
    return true;
}

void TimelineView::setFollowing(bool on) {
    if (on == m_isFollowing) return;
    m_isFollowing = on;
    emit followingChanged(on);
}

void TimelineView::stepSelection(int direction) {
    if (m_events.empty()) return;
    auto index = static_cast<std::ptrdiff_t>(m_events.size());
    if (m_selected != 0)
        index = std::ranges::lower_bound(m_events, m_selected, {}, &TimelineEvent::number) - m_events.begin();
    const auto isDrawn = [this](std::ptrdiff_t i) {
        return std::ranges::find(m_lanes, m_events[static_cast<std::size_t>(i)].lane) != m_lanes.end();
    };
    do {
        index += direction;
        if (index < 0 || index >= static_cast<std::ptrdiff_t>(m_events.size())) return;
    } while (!isDrawn(index));
    activate(static_cast<std::size_t>(index));
}

void TimelineView::stepMoment(int seconds) {
    const Timestamp from = m_moment == broker::kNoTimestamp ? m_now : m_moment;
    chooseMoment(from + std::int64_t{1000} * seconds);
    if (m_moment != broker::kNoTimestamp) bringIntoView(m_moment);
}

void TimelineView::activate(std::size_t index) {
    m_selected = m_events[index].number;
    bringIntoView(m_events[index].time);
    update();
    emit eventActivated(m_selected);
}

bool TimelineView::bringIntoView(Timestamp when) {
    const TimeAxis axis = TimelineLayout::axisFor(m_axis, size(), nameWidth());
    const double x = axis.xOf(when);
    if (x >= axis.left + TimelineLayout::kMark && x <= axis.right - TimelineLayout::kMark) return false;
    setFollowing(false);
    moveTo(when - std::llround((axis.right - axis.left) / 2 * m_axis.millisPerPixel));
    return true;
}

void TimelineView::moveTo(Timestamp from) {
    m_motion.stop();
    if (m_isAnimated && isVisible()) {
        m_motion.setStartValue(static_cast<qlonglong>(m_axis.from.value()));
        m_motion.setEndValue(static_cast<qlonglong>(from.value()));
        m_motion.start();
    } else {
        m_axis.from = from;
        relayout();
    }
    emit spanChanged();
}

QString TimelineView::tipOf(const TimelineLayout::Mark& mark) const {
    QStringList lines;
    std::size_t left = mark.count;
    for (std::size_t i = mark.first; i <= mark.last && lines.size() < static_cast<qsizetype>(kTipLines);
         ++i) {
        if (m_events[i].lane != mark.lane) continue;
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(m_events[i].time.value());
        lines << time.toString(QStringLiteral("HH:mm:ss.zzz")) + u' ' + m_events[i].sentence;
        --left;
    }
    if (left > 0) lines << tr("and %n more", nullptr, static_cast<int>(left));
    return lines.join(u'\n');
}

}  // namespace widgets
