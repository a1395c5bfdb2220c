#pragma once

#include <functional>
#include <string>

#include "broker/node/controller_channel.h"
#include "broker/node/node_observer.h"
#include "broker/wire/messages/broker_heartbeat.h"
#include "broker/wire/messages/broker_registration.h"

namespace broker::node {

/// A broker's standing with the controller (KIP-631): registers one uptime, then heartbeats; is fenced until
/// it has caught up with the metadata; asks for leave before it stops. Answers and silence of the controller
/// drive it; it tries again for ever.
///
/// kStarting → kRegistering → kFenced ⇄ kRunning → kLeaving → kGone. On the node's loop.
class BrokerLifecycle {
public:
    enum class State : std::uint8_t { kStarting, kRegistering, kFenced, kRunning, kLeaving, kGone };

    struct Context {
        BrokerId self;
        std::string clusterId;
        std::string rack;
        world::Address advertised;
        Uuid directoryId;
        /// Of the last uptime if that ended with a clean shutdown, so that nothing it acknowledged is lost.
        BrokerEpoch previousEpoch;
        const config::Settings& settings;
        world::World& world;
        ControllerChannel& controller;
        NodeObserver& observer;
        /// The last offset this broker has replayed and whether it is ready to serve what is in it.
        std::function<Offset()> replayedTo;
        std::function<bool()> isReady;
        std::function<void()> onStateChanged;
    };
    explicit BrokerLifecycle(Context context);

    void start();
    /// Controlled shutdown: calls back when the controller lets the broker go, or after `patience`.
    void leave(world::Duration patience, world::Callback done);
    /// Sends the next heartbeat now: something the controller waits for has happened.
    void hurry();

    State state() const { return m_state; }
    BrokerEpoch epoch() const { return m_epoch; }
    /// Whether the controller cannot have fenced it unheard: within the last session it was told that it is
    /// not. One that stood still or was cut off is not sure, until it has caught up with what it missed.
    bool isSureOfItsPlace() const;

private:
    void registerBroker();
    void onRegistered(Result<wire::BrokerRegistrationResponse> response);
    void heartbeat();
    void onHeartbeat(Result<wire::BrokerHeartbeatResponse> response);
    void noteHeartbeat(const std::string& fault);
    void setState(State state);
    void again(world::Duration delay);
    world::Duration interval() const;

    Context m_context;
    State m_state = State::kStarting;
    BrokerEpoch m_epoch = kNoBrokerEpoch;
    Uuid m_incarnation;
    bool m_isAsking = false;  ///< a request is under way
    bool m_wantsHurry = false;
    bool m_isUnheard = false;     ///< the last heartbeat was not answered
    world::Moment m_askedAt{};    ///< when the last heartbeat was sent
    world::Moment m_sureSince{};  ///< when the last one was sent whose answer said that it is not fenced
    std::string m_lastRefusal;    ///< told once, not with every attempt
    world::Timer m_timer;
    world::Timer m_patience;
    world::Callback m_left;
};

}  // namespace broker::node
