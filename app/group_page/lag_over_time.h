#pragma once

#include <vector>

#include "app/history/lag_history.h"

namespace app {

/// The lag of a group, made of that of its partitions: their records together, the greatest age. A partition
/// counts from its first point on, and until its next one as its last one says.
std::vector<LagPoint> lagOverTime(const std::vector<LagSeries>& series);

}  // namespace app
