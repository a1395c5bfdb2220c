#include "broker/host/network.h"

#include "broker/host/connect.h"
#include "broker/host/listener.h"

namespace broker::host {

Result<std::unique_ptr<world::Listener>> Network::listen(const world::Address& address,
                                                         const world::ConnectionLimits& limits,
                                                         world::ListenerObserver& observer) {
    return ListenerCore::make(m_loop, address, limits, observer);
}

world::Call Network::connect(const world::Address& address, const world::ConnectionLimits& limits,
                             world::Completion<Result<std::unique_ptr<world::Connection>>> done) {
    return ConnectAttempt::start(m_loop, address, limits, std::move(done));
}

}  // namespace broker::host
