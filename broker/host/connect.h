#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <asio/posix/stream_descriptor.hpp>

#include "broker/host/socket_address.h"
#include "broker/world/network.h"

namespace broker::host {

class LoopCore;

/// One call of Network::connect: resolves the name, then tries its addresses one after another until one
/// answers. Shared by the handle, which takes `done` away when it dies, and the system's callbacks.
class ConnectAttempt final : public std::enable_shared_from_this<ConnectAttempt> {
public:
    using Done = world::Completion<Result<std::unique_ptr<world::Connection>>>;

    static world::Call start(LoopCore& loop, const world::Address& address,
                             const world::ConnectionLimits& limits, Done done);

    ConnectAttempt(LoopCore& loop, world::Address address, const world::ConnectionLimits& limits, Done done);

    void cancel();

private:
    void begin();
    void onResolved(Result<std::vector<SocketAddress>> addresses);
    void tryNext();
    Result<void> tryAddress(const SocketAddress& address);
    void onWritable();
    void complete(Result<std::unique_ptr<world::Connection>> result);

    LoopCore& m_loop;
    const world::Address m_address;
    const world::ConnectionLimits m_limits;
    Done m_done;
    world::Call m_resolving;
    world::Timer m_deadline;
    std::vector<SocketAddress> m_candidates;
    std::size_t m_next = 0;
    std::optional<Error> m_lastFailure;
    /// Of the candidate under way. Each has one of its own, so that a late answer of a closed one means
    /// nothing.
    std::shared_ptr<asio::posix::stream_descriptor> m_socket;
};

}  // namespace broker::host
