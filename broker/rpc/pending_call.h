#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "broker/rpc/peer.h"

namespace broker::rpc {

/// One call from `send` to its end. The caller's handle and, while it waits or is in flight, the peer hold
/// it. Once completed or cancelled it has no exchange; a cancelled call in flight keeps its place until its
/// answer or its deadline comes.
struct Peer::PendingCall : std::enable_shared_from_this<PendingCall> {
    Peer* peer = nullptr;
    std::shared_ptr<bool> peerIsAlive;
    std::unique_ptr<Exchange> exchange;
    SendOptions options;
    bool isSent = false;
    std::int16_t version = 0;
    world::Timer timer;  ///< the deadline, or what completes the call later in the loop

    /// Ends the call; its completion may destroy anything.
    void complete(Result<void> outcome) {
        timer.reset();
        if (const std::unique_ptr<Exchange> taken = std::move(exchange)) taken->complete(std::move(outcome));
    }
};

/// What a call ends with.
struct Peer::Outcome {
    CallPointer call;
    Error error;
};

class Peer::Handle final : public world::Operation {
public:
    explicit Handle(CallPointer call)
        : m_call(std::move(call)) {}
    ~Handle() override {
        if (m_call->exchange == nullptr) return;
        const std::unique_ptr<Exchange> dropped = std::move(m_call->exchange);
        if (*m_call->peerIsAlive) m_call->peer->onCancelled(*m_call);
    }

private:
    CallPointer m_call;
};

}  // namespace broker::rpc
