#pragma once

#include <QFont>

#include "widgets/map/map_geometry.h"
#include "widgets/palette.h"

class QPainter;

namespace widgets {

/// What the painter needs beside picture and geometry.
struct MapInk {
    const Palette& palette;
    QFont font;
    MapSelection selected;
    MapGeometry::Hit hovered;
    bool hasFocus = false;
    bool isCutting = false;  ///< a cut is being dragged over the map
};

/// Draws what picture and geometry say, and decides nothing.
void paintMap(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry, const MapInk& ink);
/// One replica: leader filled, in-sync follower outlined, out of sync hatched and bold, offline dashed,
/// preferred but not leader dotted. Small ones bear no number and no pattern.
void paintMapCell(QPainter& painter, const MapPicture::Cell& cell, const QRectF& rect, const QColor& hue,
                  const Palette& palette);

}  // namespace widgets
