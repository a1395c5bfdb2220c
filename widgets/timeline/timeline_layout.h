#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

#include "broker/observe/event.h"

namespace widgets {

/// A piece of time on an axis of pixels.
struct TimeAxis {
    broker::Timestamp from{0};
    double millisPerPixel = 50;
    double left = 0;  ///< where `from` stands
    double right = 0;

    double xOf(broker::Timestamp when) const;
    broker::Timestamp timeAt(double x) const;
    broker::Timestamp to() const { return timeAt(right); }
};

/// An event as the timeline needs it. The words are the window's: the engine sends meaning.
struct TimelineEvent {
    std::uint64_t number = 0;
    broker::Timestamp time;
    broker::observe::Lane lane = broker::observe::Lane::kPerson;
    broker::observe::Severity severity = broker::observe::Severity::kInfo;
    QString label;     ///< a few words beside the mark
    QString sentence;  ///< the whole of it, for the tip
};

/// Where everything of the timeline stands. Its cost follows the events that are on the axis; marks closer
/// than a mark's width are drawn as one that counts them, so more events are drawn as less.
struct TimelineLayout {
    struct Row {
        QRectF rect;  ///< of the whole row
        QRectF name;
        double y = 0;  ///< of the line that marks stand on
        broker::observe::Lane lane = broker::observe::Lane::kPerson;
    };
    /// One event or several that stand too close together.
    struct Mark {
        QRectF rect;
        broker::observe::Severity severity = broker::observe::Severity::kInfo;  ///< the worst of them
        broker::observe::Lane lane = broker::observe::Lane::kPerson;
        std::size_t first = 0;  ///< indices into the events, all of the same lane within [first, last]
        std::size_t last = 0;
        std::size_t count = 1;
        QRectF label;  ///< empty: there was no room for one
        QString text;  ///< fits into `label`
    };
    struct Tick {
        double x = 0;
        QRectF rect;
        QString text;
    };

    QRectF body;  ///< right of the lanes' names, above the axis
    std::vector<Row> rows;
    std::vector<Mark> marks;
    std::vector<Tick> ticks;
    std::optional<double> now;  ///< x of the line, if it is on the axis
    QRectF nowLabel;
    std::optional<double> moment;  ///< x of the line of the moment that is looked at, if it is on the axis
    QRectF momentLabel;
    QString momentText;

    struct Options {
        QSizeF size;
        TimeAxis axis;  ///< `left` and `right` are set by the layout: see axisFor
        std::vector<broker::observe::Lane> lanes;
        broker::Timestamp now = broker::kNoTimestamp;
        broker::Timestamp moment = broker::kNoTimestamp;  ///< kNoTimestamp: the present is looked at
        /// Width of a text in the labels' font. A plain function, so that it can be tested without a window.
        double (*widthOf)(const QString&, const void* context) = nullptr;
        const void* context = nullptr;
        double nameWidth = 82;
    };

    /// `events` ascend by time.
    static TimelineLayout of(const std::vector<TimelineEvent>& events, const Options& options);
    /// The axis with its ends where a widget of that size has them.
    static TimeAxis axisFor(TimeAxis axis, QSizeF size, double nameWidth);

    /// The mark at or next to the point; -1: none.
    int markAt(QPointF point) const;

    static constexpr double kMark = 10;
    static constexpr double kAxisHeight = 22;
};

/// The distance of ticks in milliseconds for which they stand at least `pixels` apart: 1, 2, 5, 10 … ms, s,
/// then 15, 30 s, 1, 2, 5 … min, h.
std::int64_t tickStep(double millisPerPixel, double pixels);

}  // namespace widgets
