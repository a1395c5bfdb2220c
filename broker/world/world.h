#pragma once

#include "broker/base/random.h"
#include "broker/world/files.h"
#include "broker/world/network.h"
#include "broker/world/time.h"
#include "broker/world/work.h"

namespace broker::world {

/// Everything outside that a node or a client may touch, bundled for those that put parts together; a class
/// takes only the interfaces it uses. Nothing else may influence a decision: not an address, not the order
/// of an unordered container. All members outlive whoever is given the bundle.
struct World {
    Clock& clock;
    Timers& timers;
    Network& network;
    Files& files;
    Work& work;
    Random& random;
};

}  // namespace broker::world
