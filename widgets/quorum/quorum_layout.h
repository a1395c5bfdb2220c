#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

#include "widgets/quorum/quorum_picture.h"
#include "widgets/replicas/offset_axis.h"

namespace widgets {

/// How wide texts are in the painter's fonts.
struct QuorumMeasures {
    std::function<double(const QString&)> width;
    std::function<double(const QString&)> boldWidth;
    std::function<QString(broker::Offset)> number;  ///< "1,140"
};

/// Where everything of the quorum's logs stands: a row for each copy of the metadata log, all on one axis of
/// offsets. Where the view is narrow, a row's words stand below its log instead of beside it.
struct QuorumLayout {
    struct Bar {
        enum class Kind : std::uint8_t { kCommitted, kOpen };
        QRectF rect;
        Kind kind = Kind::kCommitted;
    };
    struct Row {
        QRectF row;  ///< all of it, to be pointed at
        QRectF crown;
        QRectF title;
        QRectF state;
        QRectF end;
        QRectF why;
        QRectF log;             ///< the strip that bars stand in
        std::vector<Bar> bars;  ///< without what lies in a break of the axis
        double endMark = -1;    ///< -1: none
        QRectF unsynced;        ///< a strip below what a power cut would take; null: nothing
        QRectF snapshot;        ///< a strip below what is in the snapshot; null: none
        QRectF missing;         ///< what the furthest log has and this one not; null: nothing
    };
    bool isNarrow = false;
    QRectF title;
    QRectF subtitle;
    QRectF legend;
    QRectF endHead;  ///< null: no heads
    QRectF whyHead;
    QRectF observersTitle;  ///< null: no observers
    std::vector<Row> rows;
    double logLeft = 0;
    double logRight = 0;
    double markTop = 0;
    double markBottom = 0;
    double watermark = -1;
    QRectF watermarkLabel;
    double axisY = 0;
    OffsetAxis axis;
    std::vector<OffsetAxis::Tick> ticks;
    double tickWidth = 0;
    double height = 0;

    static QuorumLayout of(const QuorumPicture& picture, double width, const QuorumMeasures& measures);
    std::optional<std::size_t> rowAt(QPointF point) const;

    static constexpr double kMargin = 14;
    static constexpr double kHead = 52;
    static constexpr double kNarrowHead = 70;
    static constexpr double kRow = 24;
    static constexpr double kNarrowRow = 41;
    static constexpr double kNarrow = 760;
    static constexpr double kBar = 14;
    static constexpr double kStrip = 2.5;
    static constexpr double kObservers = 22;
    static constexpr double kFoot = 42;
    static constexpr double kCrown = 15;
};

}  // namespace widgets
