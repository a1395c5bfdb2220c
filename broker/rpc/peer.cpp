#include "broker/rpc/peer.h"

#include <algorithm>
#include <limits>

#include "broker/base/check.h"
#include "broker/rpc/negotiation.h"
#include "broker/rpc/pending_call.h"

namespace broker::rpc {
namespace {

/// Own bytes and payloads in the order of the frame.
world::Frame assemble(wire::Encoded encoded, std::vector<world::Piece>& payloads) {
    world::Frame frame;
    if (encoded.splices.empty()) {
        frame.emplace_back(std::move(encoded.bytes));
        return frame;
    }
    encoded.forEachPiece([&](ByteView own) { frame.emplace_back(toBytes(own)); },
                         [&](const wire::Splice& splice) {
                             CHECK(splice.index < payloads.size());
                             frame.push_back(std::move(payloads[splice.index]));
                         });
    CHECK(world::frameSize(frame) == encoded.size());
    return frame;
}

}  // namespace

Peer::Peer(PeerOptions options, world::Network& network, world::Timers& timers, Random& random)
    : m_options(std::move(options))
    , m_network(network)
    , m_timers(timers)
    , m_backoff(m_options.backoff, random) {
    CHECK(m_options.maxInFlight >= 1);
}

Peer::~Peer() {
    *m_alive = false;
    for (const CallPointer& call : m_waiting) call->timer.reset();
    for (const auto& [id, call] : m_inFlight) call->timer.reset();
}

world::Call Peer::submit(std::unique_ptr<Exchange> exchange, SendOptions options) {
    auto call = std::make_shared<PendingCall>();
    call->peer = this;
    call->peerIsAlive = m_alive;
    call->exchange = std::move(exchange);
    call->options = std::move(options);
    if (m_waiting.size() >= m_options.maxWaiting) {
        completeLater(*call, failure(ErrorCode::kInUse, "{} calls wait for {}", m_waiting.size(),
                                     m_options.address.text()));
        return std::make_unique<Handle>(std::move(call));
    }
    call->timer = m_timers.after(call->options.deadline,
                                 [this, raw = call.get()] { onDeadline(raw->shared_from_this()); });
    m_waiting.push_back(call);
    if (m_state == State::kIdle) connectIfWanted();
    pump();
    return std::make_unique<Handle>(std::move(call));
}

/// For what is known inside a call of ours, which nothing may complete.
void Peer::completeLater(PendingCall& call, Result<void> outcome) {
    call.timer = m_timers.after(world::Duration::zero(), [&call, outcome = std::move(outcome)]() mutable {
        const CallPointer kept = call.shared_from_this();
        if (*kept->peerIsAlive) kept->complete(std::move(outcome));
    });
}

void Peer::onDeadline(CallPointer call) {
    Error late{
        ErrorCode::kTimedOut,
        fmt::format("{} to {}: no answer within {} ms",
                    call->exchange ? wire::apiName(call->exchange->key()) : "a cancelled call",
                    m_options.address.text(),
                    std::chrono::duration_cast<std::chrono::milliseconds>(call->options.deadline).count())};
    if (call->isSent) {
        Error reason = late;
        return becomeBroken(std::move(reason), std::move(call), std::move(late));
    }
    std::erase(m_waiting, call);
    call->complete(failure(std::move(late)));
}

void Peer::onCancelled(const PendingCall& call) {
    if (!call.isSent)
        std::erase_if(m_waiting, [&](const CallPointer& other) { return other.get() == &call; });
}

void Peer::disconnect() {
    if (m_state == State::kIdle || m_state == State::kBackingOff) return;
    m_disconnecting = m_timers.after(world::Duration::zero(), [this] {
        becomeBroken({ErrorCode::kConnectionClosed,
                      fmt::format("the connection to {} was given up", m_options.address.text())});
    });
}

void Peer::connectIfWanted() {
    if (m_waiting.empty())
        m_state = State::kIdle;
    else
        becomeConnecting();
}

void Peer::becomeConnecting() {
    m_state = State::kConnecting;
    m_timer = m_timers.after(m_options.connectDeadline, [this] {
        becomeBroken(
            {ErrorCode::kTimedOut, fmt::format("connecting to {} took too long", m_options.address.text())});
    });
    m_connecting = m_network.connect(m_options.address, m_options.limits,
                                     [this](Result<std::unique_ptr<world::Connection>> connection) {
                                         if (connection)
                                             becomeNegotiating(std::move(*connection));
                                         else
                                             becomeBroken(std::move(connection).error());
                                     });
}

void Peer::becomeNegotiating(std::unique_ptr<world::Connection> connection) {
    m_state = State::kNegotiating;
    m_connection = std::move(connection);
    m_connection->start(*this);
    sendApiVersions(wire::ApiVersionsRequest::kVersions.last);
}

void Peer::sendApiVersions(std::int16_t version) {
    m_apiVersionsVersion = version;
    m_apiVersionsCorrelationId = takeCorrelationId();
    const wire::ApiVersionsRequest request{.clientSoftwareName = m_options.softwareName,
                                           .clientSoftwareVersion = m_options.softwareVersion};
    std::vector<world::Piece> none;
    m_connection->send(assemble(
        wire::encodeRequest(request, version, m_apiVersionsCorrelationId, m_options.clientId), none));
}

void Peer::onApiVersions(ByteView frame) {
    Result<Negotiated> answer = readApiVersions(frame, m_apiVersionsCorrelationId, m_apiVersionsVersion);
    if (!answer) return becomeBroken(std::move(answer).error());
    if (answer->retryWith) return sendApiVersions(*answer->retryWith);
    becomeReady(std::move(answer->versions));
}

void Peer::becomeReady(VersionTable versions) {
    m_state = State::kReady;
    m_versions = std::move(versions);
    m_timer.reset();
    pump();
}

/// 2147483647 is followed by 0.
std::int32_t Peer::takeCorrelationId() {
    const std::int32_t id = m_nextCorrelationId;
    m_nextCorrelationId = id == std::numeric_limits<std::int32_t>::max() ? 0 : id + 1;
    return id;
}

/// Sends what may be sent. Completes nothing.
void Peer::pump() {
    while (m_state == State::kReady && !m_waiting.empty() && m_inFlight.size() < m_options.maxInFlight &&
           !m_connection->isCongested()) {
        const CallPointer call = std::move(m_waiting.front());
        m_waiting.pop_front();
        const Result<std::int16_t> version = m_versions.highestCommon(
            call->exchange->key(), commonVersions(call->exchange->versions(), call->options.versions));
        if (version)
            transmit(call, *version);
        else
            completeLater(*call, failure(version.error()));
    }
}

void Peer::transmit(const CallPointer& call, std::int16_t version) {
    const std::int32_t id = takeCorrelationId();
    wire::Encoded encoded = call->exchange->encode(version, id, m_options.clientId);
    m_connection->send(assemble(std::move(encoded), call->options.payloads));
    call->isSent = true;
    call->version = version;
    if (call->options.oneWay)
        completeLater(*call, {});
    else
        m_inFlight.emplace(id, call);
}

void Peer::onFrame(Bytes frame) {
    if (m_state == State::kNegotiating)
        onApiVersions(frame);
    else
        onAnswer(std::move(frame));
}

void Peer::onAnswer(Bytes frame) {
    const Result<std::int32_t> id = wire::peekCorrelationId(frame);
    if (!id) return becomeBroken(id.error());
    const auto found = m_inFlight.find(*id);
    if (found == m_inFlight.end())
        return becomeBroken(
            {ErrorCode::kMalformed, fmt::format("{} answered correlation id {}, which nobody asked",
                                                m_options.address.text(), *id)});
    const CallPointer call = std::move(found->second);
    m_inFlight.erase(found);
    call->timer.reset();
    if (call->exchange) {
        const Result<void> decoded =
            call->exchange->decode(std::make_shared<const Bytes>(std::move(frame)), call->version);
        if (!decoded) return becomeBroken(decoded.error(), call, decoded.error());
    }
    m_backoff.reset();
    pump();
    call->complete({});
}

void Peer::onClosed(const Error& reason) { becomeBroken(reason); }

/// Every call of this moment, in the order in which they were asked for.
std::vector<Peer::Outcome> Peer::takeOutcomes(const Error& reason) {
    std::vector<Outcome> outcomes;
    for (auto& [id, call] : m_inFlight) outcomes.push_back({std::move(call), reason});
    for (CallPointer& call : m_waiting) outcomes.push_back({std::move(call), reason});
    m_inFlight.clear();
    m_waiting.clear();
    for (const Outcome& outcome : outcomes) outcome.call->timer.reset();
    return outcomes;
}

void Peer::becomeBroken(Error reason, CallPointer culprit, Error culpritsError) {
    // A peer that closes a connection nobody was using did nothing wrong.
    const bool wasUnused =
        m_state == State::kReady && culprit == nullptr && m_inFlight.empty() && m_waiting.empty();
    m_connecting.reset();
    m_disconnecting.reset();
    m_connection.reset();
    m_versions = {};
    std::vector<Outcome> outcomes = takeOutcomes(reason);
    if (culprit) {
        std::erase_if(outcomes, [&](const Outcome& outcome) { return outcome.call == culprit; });
        outcomes.insert(outcomes.begin(), {std::move(culprit), std::move(culpritsError)});
    }
    m_lastError = std::move(reason);
    if (wasUnused) {
        m_timer.reset();
        m_state = State::kIdle;
    } else {
        rest();
    }
    const std::shared_ptr<bool> alive = m_alive;
    for (Outcome& outcome : outcomes) {
        outcome.call->complete(failure(std::move(outcome.error)));
        if (!*alive) return;
    }
}

void Peer::rest() {
    m_state = State::kBackingOff;
    m_timer = m_timers.after(m_backoff.next(), [this] { connectIfWanted(); });
}

}  // namespace broker::rpc
