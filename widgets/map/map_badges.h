#pragma once

#include "widgets/map/map_geometry.h"

namespace widgets {

/// Finds a place for the badge of each link in trouble, on its line, where it covers no other badge and, if
/// that can be, no flow; and for what is wrong between a broker and its clients, on the upper edge of its
/// card. All else stands already.
void placeBadges(MapGeometry& geometry, const MapPicture& picture);

}  // namespace widgets
