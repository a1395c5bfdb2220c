#pragma once

#include "widgets/groups/drawing.h"

namespace widgets {

/// Adds a text in as many lines as it needs, the first one in `line`, and returns where the next mark may
/// stand.
double addWrapped(Drawing& drawing, QRectF line, const QString& text, Drawing::Ink ink,
                  const DrawingFonts& fonts);

/// What stands for what, one after the other, in as many lines as they need.
struct LegendEntry {
    Drawing::Box box;  ///< its rect is filled in
    QString text;
};
double addLegend(Drawing& drawing, QRectF line, const std::vector<LegendEntry>& entries,
                 const DrawingFonts& fonts);

}  // namespace widgets
