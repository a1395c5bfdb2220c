#pragma once

#include <cstdint>
#include <functional>

#include <QFont>

#include "widgets/palette.h"
#include "widgets/timeline/timeline_layout.h"

class QPainter;

namespace widgets {

/// What the painter needs beside the layout.
struct TimelineInk {
    const Palette& palette;
    QFont font;
    std::function<QString(broker::observe::Lane)> laneName;
    QString nowText;
    int hovered = -1;   ///< index of a mark
    int selected = -1;  ///< index of a mark
    bool hasFocus = false;
};

/// Draws what the layout says, and decides nothing.
void paintTimeline(QPainter& painter, const TimelineLayout& layout, const TimelineInk& ink);

}  // namespace widgets
