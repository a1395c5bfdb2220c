#include "broker/node/broker_lifecycle.h"

#include <utility>

#include "broker/metadata/features.h"
#include "broker/node/diary.h"

namespace broker::node {
namespace {

constexpr world::Duration kRetryAfter = std::chrono::milliseconds(100);

std::string_view stateWords(BrokerLifecycle::State state) {
    switch (state) {
        case BrokerLifecycle::State::kStarting:
            return "starts";
        case BrokerLifecycle::State::kRegistering:
            return "registers with the controller";
        case BrokerLifecycle::State::kFenced:
            return "is fenced until it has caught up with the metadata";
        case BrokerLifecycle::State::kRunning:
            return "is unfenced and serves";
        case BrokerLifecycle::State::kLeaving:
            return "asks the controller to let it go";
        case BrokerLifecycle::State::kGone:
            return "has left";
    }
    return {};
}

}  // namespace

BrokerLifecycle::BrokerLifecycle(Context context)
    : m_context(std::move(context))
    , m_incarnation(Uuid::random(m_context.world.random)) {}

world::Duration BrokerLifecycle::interval() const {
    return std::chrono::milliseconds(m_context.settings.integer("broker.heartbeat.interval.ms"));
}

void BrokerLifecycle::setState(State state) {
    if (std::exchange(m_state, state) == state) return;
    diagnose(m_context.observer.diagnostics(), observe::Level::kInfo, "{}", stateWords(state));
    m_context.onStateChanged();
}

void BrokerLifecycle::again(world::Duration delay) {
    m_timer = m_context.world.timers.after(delay, [this] {
        if (m_state == State::kRegistering)
            registerBroker();
        else
            heartbeat();
    });
}

void BrokerLifecycle::start() {
    setState(State::kRegistering);
    registerBroker();
}

void BrokerLifecycle::hurry() {
    if (m_state == State::kStarting || m_state == State::kGone) return;
    m_wantsHurry = m_isAsking;
    if (!m_isAsking) again(world::Duration::zero());
}

void BrokerLifecycle::registerBroker() {
    if (m_isAsking) return;
    wire::BrokerRegistrationRequest request;
    request.brokerId = m_context.self;
    request.clusterId = m_context.clusterId;
    request.incarnationId = m_incarnation;
    request.listeners.push_back(
        {.name = "PLAINTEXT", .host = m_context.advertised.host, .port = m_context.advertised.port});
    for (const metadata::SupportedFeature& feature : metadata::supportedFeatures())
        request.features.push_back({.name = feature.name,
                                    .minSupportedVersion = feature.least,
                                    .maxSupportedVersion = feature.most});
    if (!m_context.rack.empty()) request.rack = m_context.rack;
    request.logDirs.push_back(m_context.directoryId);
    request.previousBrokerEpoch = m_context.previousEpoch;
    m_isAsking = true;
    m_context.controller.send(std::move(request), interval() * 2,
                              [this](Result<wire::BrokerRegistrationResponse> response) {
                                  m_isAsking = false;
                                  onRegistered(std::move(response));
                              });
}

void BrokerLifecycle::onRegistered(Result<wire::BrokerRegistrationResponse> response) {
    if (m_state != State::kRegistering) return;
    if (!response) return again(kRetryAfter);
    if (response->errorCode != ErrorCode::kNone) {
        const std::string refusal(errorName(response->errorCode));
        // Whoever comes back early waits for the end of its old session: that is no fault.
        const bool isAwaited = response->errorCode == ErrorCode::kNotController ||
                               response->errorCode == ErrorCode::kDuplicateBrokerRegistration;
        if (std::exchange(m_lastRefusal, refusal) != refusal)
            diagnose(m_context.observer.diagnostics(),
                     isAwaited ? observe::Level::kInfo : observe::Level::kWarning,
                     "the controller refuses the registration: {}", refusal);
        return again(kRetryAfter);
    }
    m_epoch = response->brokerEpoch;
    diagnose(m_context.observer.diagnostics(), observe::Level::kInfo, "is registered with broker epoch {}",
             m_epoch);
    setState(State::kFenced);
    heartbeat();
}

void BrokerLifecycle::heartbeat() {
    if (m_isAsking || m_state == State::kGone) return;
    wire::BrokerHeartbeatRequest request;
    request.brokerId = m_context.self;
    request.brokerEpoch = m_epoch;
    request.currentMetadataOffset = m_context.replayedTo();
    request.wantFence = m_state == State::kFenced && !m_context.isReady();
    request.wantShutDown = m_state == State::kLeaving;
    m_isAsking = true;
    m_askedAt = m_context.world.clock.now();
    m_context.controller.send(request, interval() * 2,
                              [this](Result<wire::BrokerHeartbeatResponse> response) {
                                  m_isAsking = false;
                                  onHeartbeat(std::move(response));
                              });
}

void BrokerLifecycle::onHeartbeat(Result<wire::BrokerHeartbeatResponse> response) {
    if (m_state == State::kGone) return;
    noteHeartbeat(response ? std::string() : response.error().detail);
    if (!response || response->errorCode == ErrorCode::kNotController) return again(kRetryAfter);
    if (response->errorCode == ErrorCode::kStaleBrokerEpoch ||
        response->errorCode == ErrorCode::kBrokerIdNotRegistered) {
        // Another uptime of this broker has been registered, or the cluster forgot us.
        if (m_state != State::kLeaving) setState(State::kRegistering);
        return again(kRetryAfter);
    }
    if (response->errorCode != ErrorCode::kNone) return again(kRetryAfter);
    if (m_state == State::kLeaving) {
        if (!response->shouldShutDown) return again(kRetryAfter);
        setState(State::kGone);
        m_patience = nullptr;
        return std::exchange(m_left, nullptr)();
    }
    // The session that the answer grants began when the controller was asked, at the latest.
    if (!response->isFenced) m_sureSince = m_askedAt;
    setState(response->isFenced ? State::kFenced : State::kRunning);
    // What is not there yet may come with the next records: ask sooner while fenced.
    again(std::exchange(m_wantsHurry, false) ? world::Duration::zero()
          : response->isFenced               ? std::min(kRetryAfter, interval())
                                             : interval());
}

bool BrokerLifecycle::isSureOfItsPlace() const {
    const auto session = std::chrono::milliseconds(m_context.settings.integer("broker.session.timeout.ms"));
    return m_state == State::kRunning && m_context.world.clock.now() - m_sureSince < session;
}

/// A warning when the controller falls silent, and a line when it is back; empty: it answered.
void BrokerLifecycle::noteHeartbeat(const std::string& fault) {
    if (std::exchange(m_isUnheard, !fault.empty()) == !fault.empty()) return;
    if (fault.empty())
        diagnose(m_context.observer.diagnostics(), observe::Level::kInfo,
                 "the controller answers heartbeats again");
    else
        diagnose(m_context.observer.diagnostics(), observe::Level::kWarning,
                 "a heartbeat was not answered: {}", fault);
}

void BrokerLifecycle::leave(world::Duration patience, world::Callback done) {
    m_left = std::move(done);
    const bool isKnown = m_state == State::kFenced || m_state == State::kRunning;
    setState(isKnown ? State::kLeaving : State::kGone);
    m_patience = m_context.world.timers.after(isKnown ? patience : world::Duration::zero(), [this] {
        setState(State::kGone);
        m_timer = nullptr;
        std::exchange(m_left, nullptr)();
    });
    if (isKnown) hurry();
}

}  // namespace broker::node
