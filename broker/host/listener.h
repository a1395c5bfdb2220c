#pragma once

#include <memory>

#include <asio/posix/stream_descriptor.hpp>

#include "broker/host/connection.h"
#include "broker/host/posix.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::host {

class LoopCore;

/// A listening socket's inside, shared by the handle and the system's callbacks. Takes up to kAcceptsPerTurn
/// connections in one turn. When the process has no descriptor left it gives up a spare one to take the
/// next caller and turn it away, and leaves the rest in the kernel's queue for kRetryDelay.
class ListenerCore final : public std::enable_shared_from_this<ListenerCore> {
public:
    static constexpr int kAcceptsPerTurn = 64;
    static constexpr int kBacklog = 511;
    static constexpr world::Duration kRetryDelay = std::chrono::milliseconds(100);

    static Result<std::unique_ptr<world::Listener>> make(LoopCore& loop, const world::Address& address,
                                                         const world::ConnectionLimits& limits,
                                                         world::ListenerObserver& observer);

    ListenerCore(LoopCore& loop, const world::ConnectionLimits& limits, world::ListenerObserver& observer);

    void detach();
    const world::Address& address() const { return m_address; }

private:
    Result<void> open(const world::Address& address);
    void waitForCallers();
    void acceptSome();
    void welcome(Descriptor socket, const world::Address& peer);
    void onAcceptFailure(int number);
    void turnAwayWithSpare(const Error& reason);

    LoopCore& m_loop;
    const std::shared_ptr<PeerBudget> m_budget;
    world::ListenerObserver* m_observer;
    asio::posix::stream_descriptor m_socket;
    world::Address m_address;
    Descriptor m_spare;
    world::Timer m_retry;
};

}  // namespace broker::host
