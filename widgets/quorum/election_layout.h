#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

#include "widgets/quorum/election_picture.h"

namespace widgets {

struct ElectionMeasures {
    std::function<double(const QString&)> width;
    std::function<double(const QString&)> boldWidth;
};

/// Where everything of an election stands: times, then the lanes, then the sentences. A narrow view has no
/// room for these; they are its tips.
struct ElectionLayout {
    struct Lane {
        QRectF head;
        QRectF name;
        QRectF crown;  ///< null: did not win
        double x = 0;
        double top = 0;
        double bottom = 0;
    };
    /// From the one who speaks to the furthest on one side.
    struct Line {
        double from = 0;
        double to = 0;
    };
    struct Tip {
        double x = 0;
        bool pointsRight = true;
        bool isAnswered = true;
    };
    struct Step {
        QRectF row;
        QRectF time;
        QRectF label;
        QRectF sentence;  ///< null: narrow
        double y = 0;     ///< of its lines
        double x = 0;     ///< of its own lane
        std::vector<Line> lines;
        std::vector<Tip> tips;
        QRectF crown;  ///< null: nobody is crowned
    };
    bool isNarrow = false;
    std::vector<Lane> lanes;
    std::vector<Step> steps;
    double height = 0;

    static ElectionLayout of(const ElectionPicture& picture, double width, const ElectionMeasures& measures);
    std::optional<std::size_t> stepAt(QPointF point) const;

    static constexpr double kMargin = 14;
    static constexpr double kHead = 24;
    static constexpr double kStep = 30;
    static constexpr double kNarrow = 700;
    static constexpr double kCrown = 14;
};

}  // namespace widgets
