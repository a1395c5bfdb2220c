#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/base/random.h"
#include "broker/base/result.h"
#include "broker/rpc/backoff.h"
#include "broker/rpc/exchange.h"
#include "broker/rpc/version_table.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::rpc {

using namespace std::chrono_literals;

struct PeerOptions {
    world::Address address;
    std::optional<std::string> clientId;
    /// Sent with ApiVersions (KIP-511).
    std::string softwareName = "brokerscope";
    std::string softwareVersion = "0.1.0";
    world::ConnectionLimits limits;
    std::size_t maxInFlight = 5;            ///< sent and not yet answered, at least 1
    std::size_t maxWaiting = 1000;          ///< one more is answered with kInUse
    world::Duration connectDeadline = 10s;  ///< until the versions are known
    BackoffOptions backoff;
};

struct SendOptions {
    /// From now until the answer. A call that was sent and misses it breaks the connection: a peer answers in
    /// order, so whatever comes after would be late too.
    world::Duration deadline = 30s;
    /// Narrows the versions of the message, for example to those that name topics instead of using ids.
    wire::VersionRange versions{};
    /// What `Records::external` of the request refers to, by index.
    std::vector<world::Piece> payloads;
    /// The peer sends no response (Produce with acks 0): completes, with a response of defaults, once the
    /// request was handed to the connection.
    bool oneWay = false;
};

/// One connection to another broker, or to any Kafka: the client side of the protocol.
///
/// Life: idle until the first call; then it connects, asks for ApiVersions, sends what waits, in order, and
/// keeps the connection until it breaks. When the connection breaks, or cannot be made, every call of that
/// moment is answered with an error, because nobody can know which ones arrived; a later call connects again,
/// no sooner than the back-off allows, and waits meanwhile within its deadline.
///
/// Every call that is not cancelled completes exactly once, always from the loop and never inside a function
/// of this class. Destroying the peer closes the connection, and none of its calls completes any more. A
/// completion may destroy its handle, others', or the peer.
///
/// Errors: kTimedOut (deadline), kUnsupportedVersion (no common version), kConnectionRefused,
/// kConnectionClosed, kNotFound (name), kMalformed and kEndOfInput (the answer is broken: so is the
/// connection then), kInUse (too many wait). An error code inside a response is not an error here.
///
/// On one loop; the references outlive it. Nothing but them decides anything.
class Peer final : private world::Connection::Observer {
public:
    enum class State : std::uint8_t { kIdle, kBackingOff, kConnecting, kNegotiating, kReady };

    Peer(PeerOptions options, world::Network& network, world::Timers& timers, Random& random);
    ~Peer() override;
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// Sends at the highest version common to the message, `options.versions` and the peer. Bytes that
    /// Records of the request borrow must live as long as the handle. Destroying the handle cancels: a
    /// request not yet sent is not sent, the answer to one that was is dropped when it comes.
    template <wire::Request R>
    [[nodiscard]] world::Call send(R request, SendOptions options, ReplyCompletion<R> done) {
        auto exchange = std::make_unique<TypedExchange<R>>(std::move(request), std::move(done));
        return submit(std::move(exchange), std::move(options));
    }

    State state() const { return m_state; }
    const PeerOptions& options() const { return m_options; }
    /// What the peer offers; empty unless kReady.
    const VersionTable& versions() const { return m_versions; }
    std::size_t inFlight() const { return m_inFlight.size(); }
    std::size_t waiting() const { return m_waiting.size(); }
    /// Why the last connection ended or could not be made.
    const std::optional<Error>& lastError() const { return m_lastError; }

    /// Gives up the connection, with the same answers to callers as if it had broken; they come later in the
    /// loop.
    void disconnect();

private:
    struct PendingCall;
    class Handle;
    struct Outcome;
    using CallPointer = std::shared_ptr<PendingCall>;

    world::Call submit(std::unique_ptr<Exchange> exchange, SendOptions options);
    void completeLater(PendingCall& call, Result<void> outcome);
    void onDeadline(CallPointer call);
    void onCancelled(const PendingCall& call);

    void connectIfWanted();
    void becomeConnecting();
    void becomeNegotiating(std::unique_ptr<world::Connection> connection);
    void becomeReady(VersionTable versions);
    // These run completions as the last thing they do: afterwards this object may be gone.
    void becomeBroken(Error reason) { becomeBroken(std::move(reason), nullptr, {}); }
    void becomeBroken(Error reason, CallPointer culprit, Error culpritsError);
    void onApiVersions(ByteView frame);
    void onAnswer(Bytes frame);

    std::vector<Outcome> takeOutcomes(const Error& reason);
    void rest();
    std::int32_t takeCorrelationId();
    void sendApiVersions(std::int16_t version);
    void pump();
    void transmit(const CallPointer& call, std::int16_t version);

    void onFrame(Bytes frame) override;
    void onWritable() override { pump(); }
    void onClosed(const Error& reason) override;

    PeerOptions m_options;
    world::Network& m_network;
    world::Timers& m_timers;
    Backoff m_backoff;

    State m_state = State::kIdle;
    std::int32_t m_nextCorrelationId = 0;
    std::int32_t m_apiVersionsCorrelationId = 0;
    std::int16_t m_apiVersionsVersion = 0;
    VersionTable m_versions;
    std::optional<Error> m_lastError;
    std::deque<CallPointer> m_waiting;
    std::map<std::int32_t, CallPointer> m_inFlight;
    /// Made false by the destructor: whoever runs completions looks at it after each, and handles before they
    /// come back.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);

    // Last, so that nothing calls back into members that are gone.
    world::Call m_connecting;
    world::Timer m_timer;  ///< of the back-off, or the deadline of connecting and negotiating
    world::Timer m_disconnecting;
    std::unique_ptr<world::Connection> m_connection;
};

}  // namespace broker::rpc
