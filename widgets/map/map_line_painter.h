#pragma once

#include "widgets/map/map_painter.h"

namespace widgets {

/// Draws the lines between clients, brokers and brokers: below the cards. What somebody made wrong is said by
/// colour and dashes, an arrow where it is one way, and, above all else, a badge.
void paintMapLines(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry,
                   const MapInk& ink);
void paintMapBadges(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry,
                    const MapInk& ink);
/// What is dragged onto a line, at its home in the map's corner.
void paintCutTool(QPainter& painter, const MapGeometry& geometry, const MapInk& ink);

}  // namespace widgets
