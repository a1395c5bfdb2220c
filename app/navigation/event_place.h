#pragma once

#include <optional>

#include "app/navigation/place.h"
#include "broker/observe/event.h"

namespace app {

/// Where a thing that happened can be seen: what happened to a partition's replicas stands side by side with
/// the others of that partition, what happened to a file among the segments, elections of
/// the controller with the quorum. Nothing: it is told where one
/// is.
std::optional<Place> eventPlace(const broker::observe::Event& event);

}  // namespace app
