#pragma once

#include <cstdint>
#include <optional>

#include "broker/wire/record_batch.h"

namespace broker::log {

/// The coordinator's epoch of a transaction marker; nothing for any other batch and for a marker that cannot
/// be read.
std::optional<std::int32_t> markerCoordinatorEpoch(const wire::BatchView& batch);

}  // namespace broker::log
