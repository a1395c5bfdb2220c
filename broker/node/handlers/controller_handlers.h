#pragma once

#include "broker/node/api_table.h"
#include "broker/node/controller_service.h"
#include "broker/node/raft_driver/raft_driver.h"

namespace broker::node {

/// What the handlers of the controller listener work with. Every node has that listener; one that is no voter
/// offers nothing on it that only a controller can do.
struct ControllerContext {
    ApiTable& apis;       ///< of the listener
    ApiTable& forwarded;  ///< what may come inside an Envelope
    RaftDriver& raft;
    ControllerService* controller = nullptr;
    world::World& world;
};

/// Fills both tables.
void addControllerApis(ControllerContext& context);

}  // namespace broker::node
