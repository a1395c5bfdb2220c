#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "widgets/segments/batch_strip_geometry.h"

class QPainter;

namespace widgets {

/// Draws a strip's geometry. Knows no widget: the same picture goes to the screen and into a file.
class BatchStripPainter {
public:
    struct State {
        std::optional<std::uint64_t> selected;  ///< position
        const broker::log::OffsetSearch* walk = nullptr;
        int walkSteps = 0;
        double lastMark = 1;  ///< how far the last step's mark has come in, 0 to 1
        bool hasFocus = false;
        std::optional<std::uint64_t> committedEnd;  ///< position: what lies behind is not committed yet
    };

    BatchStripPainter(const SegmentMap& map, SegmentMap::Part window, const BatchStripGeometry& geometry,
                      const State& state)
        : m_map(map)
        , m_geometry(geometry)
        , m_state(state)
        , m_axis{window, 0, geometry.blocks.width()} {}

    void paint(QPainter& painter) const;

private:
    void paintBar(QPainter& painter) const;
    void paintRun(QPainter& painter, const BatchStripGeometry::Run& run, bool isDimmed) const;
    void paintBlocks(QPainter& painter) const;
    void paintBlock(QPainter& painter, const BatchStripGeometry::Block& block) const;
    void paintTailWords(QPainter& painter) const;
    void paintWatermark(QPainter& painter) const;
    void paintIndex(QPainter& painter) const;
    void paintWalk(QPainter& painter) const;
    void paintScan(QPainter& painter) const;

    /// 0 to 1 for a mark of the step, 0 if it isn't shown yet.
    double shareOf(int step) const;
    bool isScanned(std::uint64_t position) const;
    bool isWalkEntry(std::size_t entry) const;

    const SegmentMap& m_map;
    const BatchStripGeometry& m_geometry;
    State m_state;
    StripAxis m_axis;
};

}  // namespace widgets
