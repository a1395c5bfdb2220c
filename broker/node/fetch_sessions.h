#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"
#include "broker/wire/messages/fetch.h"
#include "broker/world/time.h"

namespace broker::node {

/// What one fetch is about: with a session the client names only what it wants otherwise than last time.
struct FetchContext {
    enum class Kind : std::uint8_t {
        kSessionless,
        kFull,         ///< everything is named, and the answer may begin a session
        kIncremental,  ///< the answer names only what changed
    };

    Kind kind = Kind::kSessionless;
    std::int32_t sessionId = 0;     ///< of an incremental one
    std::int32_t sessionEpoch = 0;  ///< that the session is in from this request on
    bool byId = false;              ///< topics are named by id (version 13 and later)
    bool isReplica = false;         ///< a broker fetches to replicate
    std::vector<wire::FetchRequest::Topic> topics;
};

/// The fetch sessions of one broker (KIP-227): what each client follows and what it was last told of it, so
/// that neither requests nor answers repeat it. A client with a session sends its number and an epoch that
/// grows by one with every request; epoch 0 asks for a new session, -1 for none.
///
/// There are at most so many, and of partitions in all of them together. When there is no room, a
/// new session takes the place of one that was not used for two minutes, or else of a less valuable one: a
/// consumer's, if a replica asks; one of fewer partitions, if it is older than two minutes. Otherwise the
/// client is served without a session.
///
/// Takes times and messages, does nothing by itself.
class FetchSessions {
public:
    struct Limits {
        std::size_t sessions;                ///< `max.incremental.fetch.session.cache.slots`
        std::size_t partitions = 1'000'000;  ///< of all sessions together
    };
    static constexpr world::Duration kSafeFor = std::chrono::minutes(2);

    /// `random` gives the numbers of sessions and outlives this.
    FetchSessions(const Limits& limits, Random& random)
        : m_limits(limits)
        , m_random(random) {}

    /// What the request is about. FETCH_SESSION_ID_NOT_FOUND, INVALID_FETCH_SESSION_EPOCH,
    /// FETCH_SESSION_TOPIC_ID_ERROR: the client is to begin a new session.
    Result<FetchContext> begin(const wire::FetchRequest& request, std::int16_t version, world::Moment now);
    /// The answer to `context.topics`, every partition of it, about to be sent: begins a session, or takes
    /// out what the client has been told before.
    void finish(const FetchContext& context, wire::FetchResponse& response, world::Moment now);

    std::size_t size() const { return m_sessions.size(); }
    std::size_t partitions() const { return m_partitions; }

private:
    using Asked = wire::FetchRequest::Partition;
    using Told = wire::FetchResponse::Partition;

    struct Key {
        std::string topic;
        Uuid topicId;
        PartitionIndex partition;

        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Followed {
        Key key;
        Asked asked;
        Offset highWatermark{-1};
        Offset logStart{-1};

        bool note(const Told& told);
    };
    /// Whoever was given records goes to the back, so that a fetch that reaches its limit gives others their
    /// turn next time.
    struct Session {
        std::int32_t epoch = 1;
        bool byId = false;
        bool isReplica = false;
        world::Moment created;
        world::Moment lastUsed;
        std::list<Followed> order;
        std::map<Key, std::list<Followed>::iterator> places;

        void follow(Key key, const Asked& asked);
        void forget(const Key& key);
    };
    using Sessions = std::map<std::int32_t, Session>;

    Result<FetchContext> resume(const wire::FetchRequest& request, bool byId, world::Moment now);
    void keepNew(const FetchContext& context, wire::FetchResponse& response, world::Moment now);
    void takeOutUnchanged(Session& session, wire::FetchResponse& response);
    bool makeRoom(bool isReplica, std::size_t partitions, world::Moment now);
    void remove(Sessions::iterator session);
    std::int32_t freshId();

    Limits m_limits;
    Random& m_random;
    Sessions m_sessions;
    std::size_t m_partitions = 0;  ///< of all sessions
};

}  // namespace broker::node
