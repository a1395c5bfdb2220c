#pragma once

#include "broker/world/pending.h"

namespace broker::faults {

/// A handle for something that is done in more than one step: the step at hand. The completion of a step may
/// put the next one here.
class Chained final : public world::Operation {
public:
    world::Pending pending;
};

}  // namespace broker::faults
