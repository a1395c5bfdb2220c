#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "broker/client/brokers.h"
#include "broker/client/group_requests.h"

namespace broker::client {

/// One command until its answer: finds the broker that it is for, sends, and tries again while that may help.
template <wire::Request R>
class AdminCommand final : public world::Operation {
public:
    using Response = typename R::Response;
    /// The code for which the command is worth another try; kNone: this is the answer.
    using Verdict = std::function<ErrorCode(const Response&)>;

    enum class Target : std::uint8_t { kAny, kController, kBroker, kCoordinator };

    struct Setup {
        R request;
        Target target = Target::kAny;
        BrokerId broker = kNoBroker;  ///< for kBroker
        std::string group;            ///< for kCoordinator
        wire::VersionRange versions;
        Verdict verdict;
        world::Completion<Result<Response>> done;
    };

    AdminCommand(const world::World& world, std::weak_ptr<Brokers> brokers, Setup setup)
        : m_world(world)
        , m_brokers(std::move(brokers))
        , m_setup(std::move(setup))
        , m_backoff(m_brokers.lock()->options().retry, world.random)
        , m_end(world.clock.now() + m_brokers.lock()->options().requestDeadline) {
        attempt();
    }

private:
    void attempt() {
        const auto brokers = m_brokers.lock();
        if (!brokers) return;
        if (m_setup.target == Target::kAny) {
            sendTo(brokers->any());
            return;
        }
        if (m_setup.target == Target::kCoordinator) {
            findCoordinator(*brokers);
            return;
        }
        wire::MetadataRequest request;
        request.topics.emplace();
        request.allowAutoTopicCreation = false;
        m_pending = brokers->any().send(
            std::move(request), {.deadline = left(), .versions = wire::VersionRange::since(1)},
            [this](Result<rpc::Reply<wire::MetadataRequest>> answer) { onBrokers(std::move(answer)); });
    }

    void onBrokers(Result<rpc::Reply<wire::MetadataRequest>> answer) {
        if (!answer) {
            again(std::move(answer).error());
            return;
        }
        const auto brokers = m_brokers.lock();
        if (!brokers) return;
        brokers->learn(answer->response);
        const BrokerId id =
            m_setup.target == Target::kBroker ? m_setup.broker : answer->response.controllerId;
        rpc::Peer* peer = brokers->peer(id);
        if (!peer)
            again({ErrorCode::kBrokerNotAvailable, m_setup.target == Target::kBroker
                                                       ? fmt::format("broker {} is not there", id)
                                                       : std::string("the cluster has no controller")});
        else
            sendTo(*peer);
    }

    void findCoordinator(Brokers& brokers) {
        wire::FindCoordinatorRequest request;
        // Versions before 4 have one key; both are filled in, and the version chooses.
        request.key = m_setup.group;
        request.coordinatorKeys = {m_setup.group};
        m_pending = brokers.any().send(std::move(request), {.deadline = left()},
                                       [this](Result<rpc::Reply<wire::FindCoordinatorRequest>> answer) {
                                           onCoordinator(std::move(answer));
                                       });
    }

    void onCoordinator(Result<rpc::Reply<wire::FindCoordinatorRequest>> answer) {
        if (!answer) {
            again(std::move(answer).error());
            return;
        }
        const Result<CoordinatorPlace> found = coordinatorIn(answer->response);
        if (!found) {
            again(found.error());
            return;
        }
        const auto brokers = m_brokers.lock();
        if (!brokers) return;
        brokers->learn(found->broker, found->address);
        sendTo(*brokers->peer(found->broker));
    }

    void sendTo(rpc::Peer& peer) {
        m_pending = peer.send(R(m_setup.request), {.deadline = left(), .versions = m_setup.versions},
                              [this](Result<rpc::Reply<R>> answer) { onAnswer(std::move(answer)); });
    }

    void onAnswer(Result<rpc::Reply<R>> answer) {
        if (!answer) {
            again(std::move(answer).error());
            return;
        }
        const ErrorCode code = m_setup.verdict ? m_setup.verdict(answer->response) : ErrorCode::kNone;
        if (code != ErrorCode::kNone && left() > world::Duration::zero())
            again({code, std::string(errorName(code))});
        else
            finish(std::move(answer->response));
    }

    void again(Error error) {
        if (const auto brokers = m_brokers.lock()) brokers->tryAnother();
        const world::Duration pause = m_backoff.next();
        if (!isRetriable(error.code) || pause >= left())
            finish(failure(std::move(error)));
        else
            m_pending = m_world.timers.after(pause, [this] { attempt(); });
    }

    void finish(Result<Response> outcome) {
        auto done = std::move(m_setup.done);
        done(std::move(outcome));
    }

    world::Duration left() const { return m_end - m_world.clock.now(); }

    world::World m_world;
    std::weak_ptr<Brokers> m_brokers;
    Setup m_setup;
    rpc::Backoff m_backoff;
    world::Moment m_end;
    world::Pending m_pending;
};

}  // namespace broker::client
