#pragma once

#include <vector>

#include "broker/base/ids.h"

namespace widgets {

/// Offsets on an axis of pixels. In one piece as long as everything can be told apart; where replicas are so
/// far apart that what lies close together would be one line, the axis is broken in a gap in which nothing
/// stands. Plain numbers: built anew whenever an offset or the width moves.
class OffsetAxis {
public:
    /// Two offsets that a person must be able to tell apart.
    struct Detail {
        broker::Offset from{0};
        broker::Offset to{0};
        double pixels = 4;
    };
    struct Options {
        double width = 0;
        /// What has to be on the axis. Breaks lie between neighbours of these only.
        std::vector<broker::Offset> marks;
        std::vector<Detail> details;
        broker::Offset floor{0};  ///< no log begins before it, so the axis doesn't either
    };
    /// A part of the axis in which pixels and offsets go together.
    struct Piece {
        double begin = 0;  ///< offsets
        double end = 0;
        double left = 0;  ///< pixels
        double right = 0;

        double pixelsPerOffset() const { return (right - left) / (end - begin); }
    };
    struct Tick {
        double x = 0;
        broker::Offset offset{0};
    };

    OffsetAxis() = default;
    static OffsetAxis of(const Options& options);

    /// Clamped to the axis; of an offset in a break, the middle of the break.
    double xOf(broker::Offset offset) const;
    /// As a bar goes on beyond the axis' left edge, nothing is clamped away there: what begins before the
    /// axis begins at its edge.
    const std::vector<Piece>& pieces() const { return m_pieces; }
    double width() const { return m_width; }
    /// At round offsets, so that labels of this width have air between them and stay on the axis.
    std::vector<Tick> ticks(double labelWidth) const;

    static constexpr double kBreakWidth = 14;
    static constexpr std::size_t kMostBreaks = 2;

private:
    std::vector<Piece> m_pieces;
    double m_width = 0;
};

}  // namespace widgets
