#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QRectF>
#include <QSizeF>

#include "broker/wire/codec.h"
#include "widgets/segments/segment_map.h"

namespace widgets {

/// Where everything of the strip stands, as plain numbers: the whole segment as a bar, the window of it below
/// as blocks, the index entries under them. Built anew from map, window and size whenever one of them moves;
/// its cost follows the width in pixels, not the number of batches.
struct BatchStripGeometry {
    /// What a run of bytes is. `codec` is nothing for a number that names none.
    enum class Kind : std::uint8_t { kBatch, kUnread, kTail };
    struct Run {
        QRectF rect;
        Kind kind = Kind::kBatch;
        std::optional<broker::wire::Codec> codec;
        bool isBad = false;  ///< a batch in it fails its CRC
    };
    struct Block {
        QRectF rect;
        std::size_t row = 0;
        bool hasLabel = false;
    };
    /// An index entry. The pointer goes from the chip's top to `target`, the left of its batch.
    struct Chip {
        QRectF rect;
        std::size_t entry = 0;
        QPointF target;
    };

    QRectF bar;        ///< the whole segment
    QRectF barWindow;  ///< the window within it
    QRectF blocks;     ///< where blocks stand
    std::vector<Run> barRuns;
    std::vector<Block> batches;  ///< while they are wide enough to be told apart
    std::vector<Run> blockRuns;  ///< otherwise, and for what is unread or no batch
    std::vector<Chip> chips;
    std::vector<QPointF> ticks;  ///< of entries, chip or not, at most one in a pixel
    std::size_t entriesInWindow = 0;

    struct Options {
        QSizeF size;
        double chipWidth = 116;
        double labelWidth = 26;                  ///< a narrower block has none
        std::optional<std::size_t> entryWanted;  ///< has a chip whatever else is left out
    };

    static BatchStripGeometry of(const SegmentMap& map, SegmentMap::Part window, const Options& options);

    /// The row of the block under the point.
    std::optional<std::size_t> rowAt(QPointF point) const;

    static constexpr double kBarTop = 22;
    static constexpr double kBarHeight = 14;
    static constexpr double kBlocksTop = 56;
    static constexpr double kBlockHeight = 32;
    static constexpr double kChipHeight = 22;
    static constexpr double kChipsGap = 48;  ///< between blocks and chips, for pointers and marks
    static constexpr double kHeight = kBlocksTop + kBlockHeight + kChipsGap + kChipHeight + 2;
};

/// Bytes of a segment on an axis of pixels.
struct StripAxis {
    SegmentMap::Part part;
    double left = 0;
    double width = 0;

    double xOf(std::uint64_t position) const;
    /// Clamped to the part.
    std::uint64_t positionOf(double x) const;
};

/// Moves and scales a window within [0, bytes), never beyond it nor below `kMinWindow` bytes.
inline constexpr std::uint64_t kMinWindow = 128;
SegmentMap::Part zoomed(SegmentMap::Part window, std::uint64_t bytes, std::uint64_t anchor, double factor);
SegmentMap::Part panned(SegmentMap::Part window, std::uint64_t bytes, double byBytes);
/// A window that shows the row with some neighbours; `window` itself if the row stands in it already. With
/// `kCloser` one in which the row is large enough to be read, else of the same scale wherever that is
/// possible.
enum class Showing : std::uint8_t { kSameScale, kCloser };
SegmentMap::Part showing(const SegmentMap& map, std::size_t row, SegmentMap::Part window, Showing how);
/// The first window onto a segment: about `kFirstBatches` batches from its front.
inline constexpr std::size_t kFirstBatches = 13;
SegmentMap::Part firstWindow(const SegmentMap& map);

}  // namespace widgets
