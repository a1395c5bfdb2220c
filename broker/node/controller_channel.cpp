#include "broker/node/controller_channel.h"

#include <algorithm>

namespace broker::node {
namespace {

constexpr world::Duration kRetryAfter = std::chrono::milliseconds(50);

/// Whether the next attempt may meet a controller.
bool isWorthRetrying(ErrorCode code) {
    switch (code) {
        case ErrorCode::kNotController:
        case ErrorCode::kConnectionClosed:
        case ErrorCode::kConnectionRefused:
        case ErrorCode::kNetworkException:
            return true;
        default:
            return false;
    }
}

}  // namespace

ControllerChannel::ControllerChannel(BrokerId self, world::World& world, std::vector<Voter> voters)
    : m_self(self)
    , m_world(world)
    , m_voters(std::move(voters)) {}

void ControllerChannel::setController(BrokerId controller) {
    if (controller == m_controller) return;
    // Whoever still waits for the one before asks the new one instead: a frozen broker would never answer.
    const auto before = m_peers.find(m_lastController);
    if (controller != kNoBroker && before != m_peers.end() && m_lastController != controller)
        before->second->disconnect();
    m_controller = controller;
    if (controller != kNoBroker) m_lastController = controller;
}

rpc::Peer* ControllerChannel::currentPeer() {
    const auto voter = std::ranges::find(m_voters, m_controller, &Voter::id);
    if (voter == m_voters.end()) return nullptr;
    std::unique_ptr<rpc::Peer>& peer = m_peers[m_controller];
    if (!peer)
        peer = std::make_unique<rpc::Peer>(
            rpc::PeerOptions{.address = voter->address,
                             .clientId = "broker-" + std::to_string(m_self.value())},
            m_world.network, m_world.timers, m_world.random);
    return peer.get();
}

void ControllerChannel::forwardBytes(Bytes request, world::Moment deadline,
                                     world::Completion<Result<Bytes>> done) {
    wire::EnvelopeRequest envelope;
    envelope.requestData = request;
    const world::Duration left = std::max(deadline - m_world.clock.now(), kRetryAfter);
    send(std::move(envelope), left,
         [this, request = std::move(request), deadline,
          done = std::move(done)](Result<wire::EnvelopeResponse> response) mutable {
             if (!response)
                 return retryForward(std::move(request), deadline, std::move(done), response.error());
             if (response->errorCode != ErrorCode::kNone)
                 return retryForward(std::move(request), deadline, std::move(done),
                                     {response->errorCode, "the controller did not take the request"});
             done(std::move(response->responseData).value_or(Bytes{}));
         });
}

void ControllerChannel::retryForward(Bytes request, world::Moment deadline,
                                     world::Completion<Result<Bytes>> done, Error reason) {
    if (!isWorthRetrying(reason.code) || m_world.clock.now() + kRetryAfter >= deadline) {
        if (isWorthRetrying(reason.code)) reason.code = ErrorCode::kNotController;
        return done(failure(std::move(reason)));
    }
    const std::uint64_t id = m_nextCall++;
    m_calls[id] = m_world.timers.after(
        kRetryAfter, [this, id, request = std::move(request), deadline, done = std::move(done)]() mutable {
            m_calls.erase(id);
            forwardBytes(std::move(request), deadline, std::move(done));
        });
}

}  // namespace broker::node
