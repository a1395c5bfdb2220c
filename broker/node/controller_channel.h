#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/node/node.h"
#include "broker/rpc/peer.h"
#include "broker/wire/messages/envelope.h"
#include "broker/world/world.h"

namespace broker::node {

/// The way to the active controller's listener, wherever it is, this broker included.
///
/// On the node's loop. Everything it is asked is answered once, later, unless it is destroyed first.
class ControllerChannel {
public:
    ControllerChannel(BrokerId self, world::World& world, std::vector<Voter> voters);

    /// From the quorum; kNoBroker: nobody knows. What waits for another one fails then, and what was
    /// forwarded goes to the new one.
    void setController(BrokerId controller);
    BrokerId controller() const { return m_controller; }

    /// One attempt. NOT_CONTROLLER if no controller is known, else the errors of rpc::Peer.
    template <wire::Request R>
    void send(R request, world::Duration deadline, world::Completion<Result<typename R::Response>> done) {
        const std::uint64_t id = m_nextCall++;
        rpc::Peer* peer = currentPeer();
        if (!peer) {
            m_calls[id] =
                m_world.timers.after(world::Duration::zero(), [this, id, done = std::move(done)]() mutable {
                    m_calls.erase(id);
                    done(failure(ErrorCode::kNotController, "no active controller is known"));
                });
            return;
        }
        m_calls[id] = peer->send(std::move(request), {.deadline = deadline},
                                 [this, id, done = std::move(done)](Result<rpc::Reply<R>> reply) mutable {
                                     m_calls.erase(id);
                                     if (!reply) return done(failure(std::move(reply.error())));
                                     done(std::move(reply->response));
                                 });
    }

    /// Hands a client's request on in an Envelope (KIP-590) and tries again while there is no controller,
    /// until the deadline: then NOT_CONTROLLER or what went wrong last.
    template <wire::Request T>
    void forward(const T& request, std::int16_t version, const std::string& clientId,
                 world::Duration deadline, world::Completion<Result<typename T::Response>> done) {
        forwardBytes(wire::encodeRequest(request, version, 0, clientId).bytes, m_world.clock.now() + deadline,
                     [version, done = std::move(done)](Result<Bytes> answer) mutable {
                         if (!answer) return done(failure(std::move(answer.error())));
                         done(wire::decodeResponse<T>(*answer, version));
                     });
    }

private:
    rpc::Peer* currentPeer();
    void forwardBytes(Bytes request, world::Moment deadline, world::Completion<Result<Bytes>> done);
    void retryForward(Bytes request, world::Moment deadline, world::Completion<Result<Bytes>> done,
                      Error reason);

    BrokerId m_self;
    world::World& m_world;
    std::vector<Voter> m_voters;
    BrokerId m_controller = kNoBroker;
    BrokerId m_lastController = kNoBroker;  ///< that was known
    std::uint64_t m_nextCall = 1;
    std::map<BrokerId, std::unique_ptr<rpc::Peer>> m_peers;
    std::map<std::uint64_t, world::Pending> m_calls;
};

}  // namespace broker::node
