#include "widgets/timeline/timeline_layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QDateTime>

namespace widgets {
namespace {

using broker::Timestamp;
using broker::observe::Lane;

constexpr double kSide = 14;
constexpr double kTop = 8;
constexpr double kLabelGap = 4;
constexpr double kLabelHeight = 16;
constexpr double kTickWidth = 76;
constexpr double kShortestLabel = 28;

QString tickText(Timestamp when, std::int64_t step) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(when.value());
    if (step < 1000) return time.toString(QStringLiteral("HH:mm:ss.zzz"));
    if (step < 60'000) return time.toString(QStringLiteral("HH:mm:ss"));
    if (step < 24LL * 3600 * 1000) return time.toString(QStringLiteral("HH:mm"));
    return time.toString(QStringLiteral("yyyy-MM-dd"));
}

/// Ticks stand at round local times.
Timestamp firstTick(Timestamp from, std::int64_t step) {
    const std::int64_t offset =
        std::int64_t{1000} * QDateTime::fromMSecsSinceEpoch(from.value()).offsetFromUtc();
    const std::int64_t local = from.value() + offset;
    const std::int64_t rest = ((local % step) + step) % step;
    return Timestamp(from.value() + (rest == 0 ? 0 : step - rest));
}

void layOutTicks(TimelineLayout& layout, const TimeAxis& axis, double top) {
    const std::int64_t step = tickStep(axis.millisPerPixel, kTickWidth + 34);
    for (Timestamp when = firstTick(axis.from, step); when <= axis.to(); when = when + step) {
        const double x = axis.xOf(when);
        if (x - kTickWidth / 2 < 0 || x + kTickWidth / 2 > axis.right + kSide) continue;
        layout.ticks.push_back({.x = x,
                                .rect = {x - kTickWidth / 2, top, kTickWidth, TimelineLayout::kAxisHeight},
                                .text = tickText(when, step)});
    }
}

/// Marks of one lane, from left to right.
struct LaneMarks {
    double y = 0;
    std::vector<std::size_t> marks;
};

/// A label has the room up to the next mark of its lane, and a last one up to the end; where that is too
/// little it stands on the left, if there is room up to the previous label or mark. So labels meet neither
/// labels nor marks.
class LabelPlacer {
public:
    LabelPlacer(TimelineLayout& layout, const std::vector<TimelineEvent>& events,
                const TimelineLayout::Options& options)
        : m_layout(layout)
        , m_events(events)
        , m_options(options) {}

    void place(const LaneMarks& lane) {
        double free = m_layout.body.left();
        for (std::size_t i = 0; i < lane.marks.size(); ++i) {
            TimelineLayout::Mark& mark = m_layout.marks[lane.marks[i]];
            double next = i + 1 < lane.marks.size() ? m_layout.marks[lane.marks[i + 1]].rect.left()
                                                    : m_layout.body.right();
            // Nothing is written across the line of now.
            if (m_layout.now && mark.rect.center().x() <= *m_layout.now) next = std::min(next, *m_layout.now);
            free = placeOne(mark, lane.y, free, next);
        }
    }

private:
    double widthOf(const QString& text) const { return m_options.widthOf(text, m_options.context); }

    QString textOf(const TimelineLayout::Mark& mark) const {
        if (mark.count == 1) return m_events[mark.first].label;
        return QStringLiteral("%1×").arg(mark.count);
    }

    /// Where the next label may begin.
    double placeOne(TimelineLayout::Mark& mark, double y, double free, double next) {
        const QString text = textOf(mark);
        const double width = text.isEmpty() ? 0 : std::ceil(widthOf(text)) + 1;
        const double right = mark.rect.right() + kLabelGap;
        const double roomRight = next - kLabelGap - right;
        if (width == 0) return mark.rect.right();
        if (width <= roomRight) return put(mark, text, right, width, y);
        const double roomLeft = mark.rect.left() - kLabelGap - (free + kLabelGap);
        if (width <= roomLeft) {
            put(mark, text, mark.rect.left() - kLabelGap - width, width, y);
            return mark.rect.right();
        }
        return putElided(mark, text, right, roomRight, y);
    }

    double putElided(TimelineLayout::Mark& mark, const QString& text, double x, double room, double y) {
        if (room < kShortestLabel || mark.count > 1) return mark.rect.right();
        qsizetype length = text.size();
        QString cut;
        do {
            length = length * 3 / 4;
            cut = text.left(length).trimmed() + QChar(0x2026);
        } while (length > 3 && widthOf(cut) + 1 > room);
        if (length <= 3) return mark.rect.right();
        return put(mark, cut, x, std::ceil(widthOf(cut)) + 1, y);
    }

    double put(TimelineLayout::Mark& mark, const QString& text, double x, double width, double y) const {
        // Rows that are lower than a line of text keep their labels out of each other's way.
        const double height = std::min(kLabelHeight, m_layout.rows.front().rect.height());
        mark.text = text;
        mark.label = {x, y - height / 2, width, height};
        return x + width;
    }

    TimelineLayout& m_layout;
    const std::vector<TimelineEvent>& m_events;
    const TimelineLayout::Options& m_options;
};

void layOutLanes(TimelineLayout& layout, const TimelineLayout::Options& options) {
    const double height =
        layout.body.height() / static_cast<double>(std::max<std::size_t>(1, options.lanes.size()));
    double top = layout.body.top();
    for (const Lane lane : options.lanes) {
        layout.rows.push_back({.rect = {layout.body.left(), top, layout.body.width(), height},
                               .name = {kSide, top, options.nameWidth, height},
                               .y = std::round(top + height / 2),
                               .lane = lane});
        top += height;
    }
}

/// The line of the moment carries its time where the ticks stand; what would lie below it gives way.
void layOutMoment(TimelineLayout& layout, const TimeAxis& axis, const TimelineLayout::Options& options) {
    if (options.moment == broker::kNoTimestamp) return;
    const double x = axis.xOf(options.moment);
    if (x < axis.left || x > axis.right) return;
    layout.moment = x;
    layout.momentText =
        QDateTime::fromMSecsSinceEpoch(options.moment.value()).toString(QStringLiteral("HH:mm:ss"));
    const double width = std::ceil(options.widthOf(layout.momentText, options.context)) + 14;
    const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, options.size.width() - width));
    layout.momentLabel = {left, layout.body.bottom() + 2, width, TimelineLayout::kAxisHeight - 5};
    std::erase_if(layout.ticks, [&layout](const TimelineLayout::Tick& tick) {
        return tick.rect.adjusted(8, 0, -8, 0).intersects(layout.momentLabel);
    });
}

}  // namespace

double TimeAxis::xOf(Timestamp when) const {
    return left + static_cast<double>(when - from) / millisPerPixel;
}

Timestamp TimeAxis::timeAt(double x) const { return from + std::llround((x - left) * millisPerPixel); }

std::int64_t tickStep(double millisPerPixel, double pixels) {
    static constexpr std::int64_t kSecond = 1000;
    static constexpr std::int64_t kMinute = 60 * kSecond;
    static constexpr std::int64_t kHour = 60 * kMinute;
    static constexpr std::int64_t kDay = 24 * kHour;
    static constexpr std::int64_t kSteps[] = {1,
                                              2,
                                              5,
                                              10,
                                              20,
                                              50,
                                              100,
                                              200,
                                              500,
                                              kSecond,
                                              2 * kSecond,
                                              5 * kSecond,
                                              10 * kSecond,
                                              15 * kSecond,
                                              30 * kSecond,
                                              kMinute,
                                              2 * kMinute,
                                              5 * kMinute,
                                              10 * kMinute,
                                              15 * kMinute,
                                              30 * kMinute,
                                              kHour,
                                              2 * kHour,
                                              3 * kHour,
                                              6 * kHour,
                                              12 * kHour,
                                              kDay};
    const double wanted = millisPerPixel * pixels;
    for (const std::int64_t step : kSteps)
        if (static_cast<double>(step) >= wanted) return step;
    return kDay * std::max<std::int64_t>(1, std::llround(std::ceil(wanted / static_cast<double>(kDay))));
}

TimeAxis TimelineLayout::axisFor(TimeAxis axis, QSizeF size, double nameWidth) {
    axis.left = kSide + nameWidth;
    axis.right = std::max(axis.left + 1, size.width() - kSide);
    return axis;
}

TimelineLayout TimelineLayout::of(const std::vector<TimelineEvent>& events, const Options& options) {
    TimelineLayout layout;
    const TimeAxis axis = axisFor(options.axis, options.size, options.nameWidth);
    const double bottom = std::max(kTop + 1, options.size.height() - kAxisHeight);
    layout.body = QRectF(QPointF(axis.left, kTop), QPointF(axis.right, bottom));
    layOutLanes(layout, options);
    layOutTicks(layout, axis, bottom);

    std::map<Lane, LaneMarks> lanes;
    for (const Row& lane : layout.rows) lanes[lane.lane].y = lane.y;
    const auto begin =
        std::ranges::lower_bound(events, axis.timeAt(axis.left - kMark), {}, &TimelineEvent::time);
    const Timestamp end = axis.timeAt(axis.right);
    for (auto event = begin; event != events.end() && event->time <= end; ++event) {
        const auto lane = lanes.find(event->lane);
        if (lane == lanes.end()) continue;
        const double x = axis.xOf(event->time);
        const auto index = static_cast<std::size_t>(event - events.begin());
        if (!lane->second.marks.empty()) {
            Mark& last = layout.marks[lane->second.marks.back()];
            if (x - last.rect.center().x() < kMark - 2) {
                last.last = index;
                ++last.count;
                last.severity = std::max(last.severity, event->severity);
                continue;
            }
        }
        lane->second.marks.push_back(layout.marks.size());
        layout.marks.push_back({.rect = {x - kMark / 2, lane->second.y - kMark / 2, kMark, kMark},
                                .severity = event->severity,
                                .lane = event->lane,
                                .first = index,
                                .last = index});
    }
    if (options.now != broker::kNoTimestamp) {
        const double x = axis.xOf(options.now);
        if (x >= axis.left && x <= axis.right) {
            layout.now = x;
            layout.nowLabel = {x + 6, bottom, 60, kAxisHeight};
            // A time that stands where "now" is said gives way.
            std::erase_if(layout.ticks, [&](const Tick& tick) {
                return tick.rect.left() + 8 < layout.nowLabel.right() - 24 && tick.rect.right() > x;
            });
        }
    }
    layOutMoment(layout, axis, options);
    LabelPlacer placer(layout, events, options);
    for (const auto& [lane, marks] : lanes) placer.place(marks);
    return layout;
}

int TimelineLayout::markAt(QPointF point) const {
    int best = -1;
    double bestDistance = kMark;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        if (marks[i].label.contains(point)) return static_cast<int>(i);
        const QPointF away = point - marks[i].rect.center();
        const double distance = std::hypot(away.x(), away.y());
        if (distance >= bestDistance) continue;
        best = static_cast<int>(i);
        bestDistance = distance;
    }
    return best;
}

}  // namespace widgets
