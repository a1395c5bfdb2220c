#pragma once

#include <memory>

#include "broker/host/posix.h"
#include "broker/world/network.h"

namespace broker::host {

class LoopCore;

/// TCP. `listen` resolves a host name at once and so may block; numbers never do. `connect` resolves on a
/// helper thread and tries all addresses of a name within HostLoopOptions::connectDeadline.
class Network final : public world::Network {
public:
    explicit Network(LoopCore& loop)
        : m_loop(loop) {}

    Result<std::unique_ptr<world::Listener>> listen(const world::Address& address,
                                                    const world::ConnectionLimits& limits,
                                                    world::ListenerObserver& observer) override;
    world::Call connect(const world::Address& address, const world::ConnectionLimits& limits,
                        world::Completion<Result<std::unique_ptr<world::Connection>>> done) override;

private:
    LoopCore& m_loop;
};

}  // namespace broker::host
