#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <QRectF>
#include <QString>

#include "widgets/replicas/offset_axis.h"
#include "widgets/replicas/partition_picture.h"

namespace widgets {

/// What a layout asks about texts: how wide they are in the fonts of the painter, and those that it chooses
/// itself.
struct ReplicaTexts {
    std::function<double(const QString&)> width;      ///< of most texts
    std::function<double(const QString&)> boldWidth;  ///< of titles, log ends, words of states and cuts
    std::function<QString(broker::Offset)> number;    ///< "46,120"
    std::function<QString(std::int64_t)> toFetch;     ///< "1,140 to fetch"
};

/// The columns that all partitions share, so that one can look down them: names, states, logs, log ends and
/// reasons. Where the view is narrow, a reason stands below its log instead of beside it.
struct ReplicaColumns {
    double width = 0;
    bool isNarrow = false;
    double stateLeft = 0;
    double stateWidth = 0;
    double logLeft = 0;
    double logRight = 0;
    double endRight = 0;  ///< log ends stand to the left of it
    double whyLeft = 0;
    double whyRight = 0;

    /// `titleWidth`: of the widest name of a replica. `endWidth`: of the widest log end.
    static ReplicaColumns of(double width, double titleWidth, double stateWidth, double endWidth);
    double logWidth() const { return logRight - logLeft; }
    double rowHeight() const { return isNarrow ? kNarrowRow : kRow; }

    static constexpr double kRow = 22;
    static constexpr double kNarrowRow = 36;
    static constexpr double kNarrow = 760;  ///< a view narrower than that is narrow
    static constexpr double kMargin = 14;
};

/// Where everything of one partition stands, relative to its card's corner.
struct PartitionLayout {
    struct Bar {
        QRectF rect;
        bool isCommitted = true;
    };
    struct Row {
        QRectF row;  ///< all of it, to be pointed at
        QRectF title;
        QRectF state;
        QRectF end;
        QRectF why;
        std::vector<Bar> bars;  ///< without what lies in a break of the axis
        double endMark = -1;    ///< -1: none
        QRectF missing;         ///< what the leader has and this log not; null: nothing
        QRectF missingLabel;    ///< null: no room
        QRectF cut;             ///< the part of the cut that is not written over again; null: none
        QRectF overwritten;     ///< the other part, a thin strip; null: none
        QRectF cutLabel;        ///< null: no room
        std::int64_t toFetch = 0;
    };
    QRectF card;
    QRectF title;
    QRectF subtitle;
    std::vector<Row> rows;
    /// Top and bottom of the watermark, of the boundary of epochs and of breaks: one line through all logs,
    /// or where reasons stand between the logs a piece at each of them.
    std::vector<std::pair<double, double>> markSpans;
    double watermark = -1;
    QRectF watermarkLabel;
    double boundary = -1;
    QRectF boundaryBefore;  ///< null: no room
    QRectF boundaryAfter;
    double axisY = 0;
    OffsetAxis axis;
    std::vector<OffsetAxis::Tick> ticks;
    double tickWidth = 0;

    static PartitionLayout of(const PartitionPicture& picture, const ReplicaColumns& columns,
                              const ReplicaTexts& texts);
    /// Nothing: the card itself, its title. `point` is relative to the card.
    std::optional<std::size_t> rowAt(double y) const;

    /// Without building it: cards are stacked by their numbers of replicas alone.
    static double heightOf(std::size_t replicas, const ReplicaColumns& columns);

    static constexpr double kTitleHeight = 26;
    static constexpr double kMarks = 17;  ///< the labels of watermark and epochs
    static constexpr double kAxis = 22;
    static constexpr double kBar = 15;
    static constexpr double kFoot = 5;
};

/// Cards below one another, of which only those that are seen are ever built.
class ReplicaStack {
public:
    void set(const std::vector<int>& replicas, const ReplicaColumns& columns);

    std::size_t count() const { return m_tops.empty() ? 0 : m_tops.size() - 1; }
    double height() const { return m_tops.empty() ? 0 : m_tops.back(); }
    double top(std::size_t index) const { return m_tops[index]; }
    double bottom(std::size_t index) const { return m_tops[index + 1] - kGap; }
    /// Indices [first, last) of those that reach into the strip.
    std::pair<std::size_t, std::size_t> within(double top, double bottom) const;

    static constexpr double kGap = 10;

private:
    std::vector<double> m_tops;  ///< of each card, and the end of the last with its gap
};

}  // namespace widgets
