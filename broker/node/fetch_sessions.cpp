#include "broker/node/fetch_sessions.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace broker::node {
namespace {

using Request = wire::FetchRequest;
using Response = wire::FetchResponse;

constexpr std::int16_t kFirstVersionById = 13;
constexpr std::int16_t kFirstVersionWithReplicaState = 15;
constexpr std::int32_t kBeginEpoch = 0;
constexpr std::int32_t kSessionlessEpoch = -1;

std::int32_t epochAfter(std::int32_t epoch) {
    return epoch == std::numeric_limits<std::int32_t>::max() ? 1 : epoch + 1;
}

bool isReplica(const Request& request, std::int16_t version) {
    return (version >= kFirstVersionWithReplicaState ? request.replicaState.replicaId : request.replicaId) >=
           BrokerId(0);
}

}  // namespace

/// Notes what the client is told. Whether that is anything new to it: records, another high watermark or
/// start, an error or what follows from one.
bool FetchSessions::Followed::note(const Told& told) {
    const bool isError = told.errorCode != ErrorCode::kNone;
    const bool isDiverging = told.divergingEpoch.epoch >= LeaderEpoch(0);
    const bool isNew = isError || isDiverging || !told.records.isEmpty() ||
                       told.highWatermark != highWatermark || told.logStartOffset != logStart ||
                       told.preferredReadReplica >= BrokerId(0) || told.snapshotId.epoch >= LeaderEpoch(0);
    // After an error the client is to hear that it is over; and a follower that has to cut its log can't use
    // the watermark yet and would never hear it again.
    highWatermark = isError || isDiverging ? Offset(-1) : told.highWatermark;
    logStart = told.logStartOffset;
    return isNew;
}

void FetchSessions::Session::follow(Key key, const Asked& asked) {
    if (const auto place = places.find(key); place != places.end()) {
        place->second->asked = asked;
        return;
    }
    order.push_back({.key = key, .asked = asked});
    places.emplace(std::move(key), std::prev(order.end()));
}

void FetchSessions::Session::forget(const Key& key) {
    const auto place = places.find(key);
    if (place == places.end()) return;
    order.erase(place->second);
    places.erase(place);
}

Result<FetchContext> FetchSessions::begin(const Request& request, std::int16_t version, world::Moment now) {
    const bool byId = version >= kFirstVersionById;
    if (request.sessionEpoch != kBeginEpoch && request.sessionEpoch != kSessionlessEpoch)
        return resume(request, byId, now);
    if (const auto old = m_sessions.find(request.sessionId); old != m_sessions.end()) remove(old);
    const bool isFull = request.sessionEpoch == kBeginEpoch;
    return FetchContext{.kind = isFull ? FetchContext::Kind::kFull : FetchContext::Kind::kSessionless,
                        .byId = byId,
                        .isReplica = node::isReplica(request, version),
                        .topics = request.topics};
}

Result<FetchContext> FetchSessions::resume(const Request& request, bool byId, world::Moment now) {
    const auto found = m_sessions.find(request.sessionId);
    if (found == m_sessions.end())
        return failure(ErrorCode::kFetchSessionIdNotFound, "there is no fetch session {}", request.sessionId);
    Session& session = found->second;
    if (session.byId != byId)
        return failure(ErrorCode::kFetchSessionTopicIdError, "fetch session {} names topics {}",
                       request.sessionId, session.byId ? "by id" : "by name");
    if (session.epoch != request.sessionEpoch)
        return failure(ErrorCode::kInvalidFetchSessionEpoch, "fetch session {} is in epoch {}, not {}",
                       request.sessionId, session.epoch, request.sessionEpoch);

    m_partitions -= session.places.size();
    for (const Request::Topic& topic : request.topics)
        for (const Asked& asked : topic.partitions)
            session.follow({topic.topic, topic.topicId, asked.partition}, asked);
    for (const Request::ForgottenTopic& topic : request.forgottenTopicsData)
        for (const PartitionIndex partition : topic.partitions)
            session.forget({topic.topic, topic.topicId, partition});
    m_partitions += session.places.size();
    // With nothing to follow, or far too much, there is no session.
    if (session.places.empty() || m_partitions > m_limits.partitions) {
        remove(found);
        return FetchContext{.byId = byId, .topics = request.topics};
    }

    session.lastUsed = now;
    session.epoch = epochAfter(session.epoch);
    FetchContext context{.kind = FetchContext::Kind::kIncremental,
                         .sessionId = found->first,
                         .sessionEpoch = session.epoch,
                         .byId = byId,
                         .isReplica = session.isReplica};
    for (const Followed& followed : session.order) {
        const Key& key = followed.key;
        if (context.topics.empty() || context.topics.back().topic != key.topic ||
            context.topics.back().topicId != key.topicId)
            context.topics.push_back({.topic = key.topic, .topicId = key.topicId, .partitions = {}});
        context.topics.back().partitions.push_back(followed.asked);
    }
    return context;
}

void FetchSessions::finish(const FetchContext& context, Response& response, world::Moment now) {
    if (context.kind == FetchContext::Kind::kFull) return keepNew(context, response, now);
    if (context.kind != FetchContext::Kind::kIncremental) return;
    response.sessionId = context.sessionId;
    const auto session = m_sessions.find(context.sessionId);
    // It had to make room while the fetch waited: this answer is whole, and the next request will hear it.
    if (session == m_sessions.end()) return;
    if (session->second.epoch != context.sessionEpoch) {
        response.errorCode = ErrorCode::kInvalidFetchSessionEpoch;
        response.responses.clear();
        return;
    }
    takeOutUnchanged(session->second, response);
}

void FetchSessions::keepNew(const FetchContext& context, Response& response, world::Moment now) {
    Session session{.byId = context.byId, .isReplica = context.isReplica, .created = now, .lastUsed = now};
    for (const Request::Topic& topic : context.topics)
        for (const Asked& asked : topic.partitions)
            session.follow({topic.topic, topic.topicId, asked.partition}, asked);
    if (session.places.empty() || !makeRoom(context.isReplica, session.places.size(), now)) return;
    for (const Response::Topic& topic : response.responses)
        for (const Told& told : topic.partitions) {
            const auto place = session.places.find({topic.topic, topic.topicId, told.partitionIndex});
            if (place != session.places.end()) place->second->note(told);
        }
    m_partitions += session.places.size();
    response.sessionId = freshId();
    m_sessions.emplace(response.sessionId, std::move(session));
}

void FetchSessions::takeOutUnchanged(Session& session, Response& response) {
    for (Response::Topic& topic : response.responses)
        std::erase_if(topic.partitions, [&](const Told& told) {
            const auto place = session.places.find({topic.topic, topic.topicId, told.partitionIndex});
            if (place == session.places.end()) return false;
            const auto followed = place->second;
            if (!told.records.isEmpty()) session.order.splice(session.order.end(), session.order, followed);
            return !followed->note(told);
        });
    std::erase_if(response.responses, [](const Response::Topic& topic) { return topic.partitions.empty(); });
}

/// Sees to it that one more session of so many partitions fits, if it is worth more than what has to go.
bool FetchSessions::makeRoom(bool isReplica, std::size_t partitions, world::Moment now) {
    if (partitions > m_limits.partitions) return false;
    while (m_sessions.size() >= m_limits.sessions || m_partitions + partitions > m_limits.partitions) {
        if (m_sessions.empty()) return false;
        const auto oldest =
            std::ranges::min_element(m_sessions, {}, [](const auto& entry) { return entry.second.lastUsed; });
        if (now - oldest->second.lastUsed > kSafeFor) {
            remove(oldest);
            continue;
        }
        // A consumer's session gives way to a replica's at once, any other only when it is old.
        const auto worth = [&](const Session& session) {
            const bool mayGo = now - session.created > kSafeFor || (isReplica && !session.isReplica);
            return std::tuple(!mayGo, session.isReplica, session.places.size());
        };
        const auto least =
            std::ranges::min_element(m_sessions, {}, [&](const auto& entry) { return worth(entry.second); });
        if (worth(least->second) >= std::tuple(false, isReplica, partitions)) return false;
        remove(least);
    }
    return true;
}

void FetchSessions::remove(Sessions::iterator session) {
    m_partitions -= session->second.places.size();
    m_sessions.erase(session);
}

std::int32_t FetchSessions::freshId() {
    while (true) {
        const auto id =
            static_cast<std::int32_t>(m_random.between(1, std::numeric_limits<std::int32_t>::max()));
        if (!m_sessions.contains(id)) return id;
    }
}

}  // namespace broker::node
