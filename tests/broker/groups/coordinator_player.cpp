#include "tests/broker/groups/coordinator_player.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::groups {
namespace {

wire::GroupRecord decoded(const wire::GroupRecordBytes& bytes) {
    std::optional<ByteView> value;
    if (bytes.value) value = *bytes.value;
    return wire::decodeGroupRecord(bytes.key, value).value();
}

Now later(Now now, world::Duration by) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(by).count();
    return {now.moment + by, now.wall + milliseconds};
}

}  // namespace

CoordinatorPlayer::CoordinatorPlayer(GroupCoordinator::Options options, std::uint64_t seed)
    : m_options(options)
    , m_random(seed)
    , m_coordinator(make()) {
    settle(m_coordinator->loaded(m_now));
}

GroupCoordinator::Options CoordinatorPlayer::defaults() {
    GroupCoordinator::Options options;
    options.self = BrokerId{1};
    options.initialRebalanceDelay = world::Duration{0};
    return options;
}

std::unique_ptr<GroupCoordinator> CoordinatorPlayer::make() {
    return std::make_unique<GroupCoordinator>(m_options, m_random.fork());
}

void CoordinatorPlayer::pass(std::int64_t milliseconds) {
    const world::Moment end = m_now.moment + std::chrono::milliseconds(milliseconds);
    while (true) {
        const std::optional<world::Moment> next = m_coordinator->nextDeadline();
        if (!next || *next > end) break;
        if (*next > m_now.moment) m_now = later(m_now, *next - m_now.moment);
        settle(m_coordinator->tick(m_now));
    }
    m_now = later(m_now, end - m_now.moment);
}

void CoordinatorPlayer::reload(std::optional<std::size_t> records) {
    if (records) m_log.resize(*records);
    m_coordinator = make();
    for (std::size_t i = 0; i < m_log.size(); ++i)
        m_coordinator->replay(decoded(m_log[i]), Offset{static_cast<std::int64_t>(i)});
    settle(m_coordinator->loaded(m_now));
}

std::vector<wire::GroupRecord> CoordinatorPlayer::replayedState() const {
    GroupCoordinator shadow(m_options, Random(0));
    for (std::size_t i = 0; i < m_log.size(); ++i)
        shadow.replay(decoded(m_log[i]), Offset{static_cast<std::int64_t>(i)});
    return shadow.durableState();
}

void CoordinatorPlayer::settle(Outcome outcome) {
    while (true) {
        for (Reply& reply : outcome.replies) {
            const Ticket ticket = reply.ticket;
            CHECK(m_replies.emplace(ticket, std::move(reply)).second);
        }
        for (observe::Event& event : outcome.events) events.push_back(std::move(event));
        CHECK(outcome.records.empty() != m_coordinator->isAwaitingAppend());
        if (outcome.records.empty()) return;
        if (m_refuseNext != ErrorCode::kNone) {
            outcome = m_coordinator->refused(std::exchange(m_refuseNext, ErrorCode::kNone));
            continue;
        }
        for (const wire::GroupRecord& record : outcome.records) {
            m_log.push_back(wire::encodeGroupRecord(record));
            m_coordinator->replay(decoded(m_log.back()), Offset{static_cast<std::int64_t>(m_log.size() - 1)});
        }
        outcome = m_coordinator->appended();
    }
}

Ticket CoordinatorPlayer::join(const Joining& joining) {
    wire::JoinGroupRequest request;
    request.groupId = joining.group;
    request.memberId = joining.member;
    request.groupInstanceId = joining.instance;
    request.sessionTimeoutMs = joining.session;
    request.rebalanceTimeoutMs = joining.rebalance;
    request.protocolType = joining.type;
    request.reason = joining.reason;
    for (const std::string& protocol : joining.protocols)
        request.protocols.push_back({protocol, subscription(joining.topics)});
    const Ticket ticket = next();
    settle(m_coordinator->join(ticket, {joining.client, "/127.0.0.1", joining.version}, std::move(request),
                               m_now));
    return ticket;
}

Ticket CoordinatorPlayer::sync(const std::string& member, std::int32_t generation,
                               const std::map<std::string, std::vector<std::int32_t>>& given,
                               const std::optional<std::string>& instance, const std::string& group) {
    wire::SyncGroupRequest request;
    request.groupId = group;
    request.memberId = member;
    request.groupInstanceId = instance;
    request.generationId = GenerationId{generation};
    for (const auto& [id, partitions] : given) request.assignments.push_back({id, assignment(partitions)});
    const Ticket ticket = next();
    settle(m_coordinator->sync(ticket, request, m_now));
    return ticket;
}

ErrorCode CoordinatorPlayer::heartbeat(const std::string& member, std::int32_t generation,
                                       const std::optional<std::string>& instance, const std::string& group) {
    wire::HeartbeatRequest request;
    request.groupId = group;
    request.memberId = member;
    request.groupInstanceId = instance;
    request.generationId = GenerationId{generation};
    const Ticket ticket = next();
    settle(m_coordinator->heartbeat(ticket, request, m_now));
    return reply<wire::HeartbeatResponse>(ticket)->errorCode;
}

wire::LeaveGroupResponse CoordinatorPlayer::leave(std::vector<wire::LeaveGroupRequest::Member> members,
                                                  std::int16_t version, const std::string& group) {
    wire::LeaveGroupRequest request;
    request.groupId = group;
    if (version < 3)
        request.memberId = members.front().memberId;
    else
        request.members = std::move(members);
    const Ticket ticket = next();
    settle(m_coordinator->leave(ticket, {"client", "/127.0.0.1", version}, std::move(request), m_now));
    return *reply<wire::LeaveGroupResponse>(ticket);
}

ErrorCode CoordinatorPlayer::commit(const Committing& committing) {
    wire::OffsetCommitRequest request;
    request.groupId = committing.group;
    request.memberId = committing.member;
    request.generationIdOrMemberEpoch = GenerationId{committing.generation};
    request.groupInstanceId = committing.instance;
    request.retentionTimeMs = committing.retentionMs;
    request.topics.push_back({.name = committing.topic, .topicId = committing.topicId, .partitions = {}});
    request.topics.back().partitions.push_back({.partitionIndex = PartitionIndex{committing.partition},
                                                .committedOffset = Offset{committing.offset},
                                                .committedLeaderEpoch = LeaderEpoch{2},
                                                .committedMetadata = committing.metadata});
    const Ticket ticket = next();
    settle(
        m_coordinator->commitOffsets(ticket, {"client", "/127.0.0.1", committing.version}, request, m_now));
    return reply<wire::OffsetCommitResponse>(ticket)->topics[0].partitions[0].errorCode;
}

std::int64_t CoordinatorPlayer::committed(const std::string& topic, std::int32_t partition,
                                          const std::string& group, const Uuid& topicId) {
    wire::OffsetFetchRequest::Group request;
    request.groupId = group;
    request.topics.emplace().push_back(
        {.name = topic, .topicId = topicId, .partitionIndexes = {PartitionIndex{partition}}});
    const Ticket ticket = next();
    settle(m_coordinator->fetchOffsets(ticket, request));
    const auto& row = reply<wire::OffsetFetchResponse::Group>(ticket)->topics[0].partitions[0];
    return row.committedOffset.value();
}

const wire::JoinGroupResponse& CoordinatorPlayer::joined(Ticket ticket) const {
    return *reply<wire::JoinGroupResponse>(ticket);
}
const wire::SyncGroupResponse& CoordinatorPlayer::synced(Ticket ticket) const {
    return *reply<wire::SyncGroupResponse>(ticket);
}

std::vector<std::int32_t> CoordinatorPlayer::assigned(Ticket ticket) const {
    std::vector<std::int32_t> partitions;
    const auto decoded = wire::decodeAssignment(synced(ticket).assignment);
    for (const auto& topic : decoded.value().assignedPartitions)
        for (const PartitionIndex partition : topic.partitions) partitions.push_back(partition.value());
    return partitions;
}

CoordinatorPlayer::Member CoordinatorPlayer::joinWithId(Joining joining) {
    joining.member = joined(join(joining)).memberId;
    const Ticket ticket = join(joining);
    return {joining.member, ticket};
}

std::vector<std::string> CoordinatorPlayer::stableGroup(const std::vector<std::string>& clients,
                                                        const std::string& group) {
    std::vector<Member> members;
    for (const std::string& client : clients)
        members.push_back(joinWithId({.group = group, .client = client}));
    // The first generation is ready at once; later members wait for the earlier ones to come again.
    pass(0);
    std::vector<std::string> ids;
    std::map<std::string, std::vector<std::int32_t>> shares;
    for (std::size_t i = 0; i < members.size(); ++i) {
        ids.push_back(members[i].id);
        shares[members[i].id] = {static_cast<std::int32_t>(i)};
    }
    const std::string leader = this->group(group)->leader;
    const std::int32_t current = generation(group);
    for (const std::string& id : ids)
        sync(id, current, id == leader ? shares : std::map<std::string, std::vector<std::int32_t>>{}, {},
             group);
    return ids;
}

std::shared_ptr<const observe::GroupSnapshot> CoordinatorPlayer::group(const std::string& id) const {
    return std::as_const(*m_coordinator).snapshot(id, m_now);
}
GroupState CoordinatorPlayer::state(const std::string& id) const {
    const auto found = group(id);
    return found ? found->state : GroupState::kDead;
}
std::int32_t CoordinatorPlayer::generation(const std::string& id) const {
    return group(id)->generation.value();
}

std::size_t CoordinatorPlayer::countOf(observe::EventKind kind) const {
    return static_cast<std::size_t>(std::ranges::count(events, kind, &observe::Event::kind));
}
std::string CoordinatorPlayer::told(observe::EventKind kind) const {
    std::string text;
    for (const observe::Event& event : events)
        if (event.kind == kind) text = observe::tell(event);
    return text;
}

Bytes CoordinatorPlayer::subscription(const std::vector<std::string>& topics) {
    wire::ConsumerProtocolSubscription subscription;
    subscription.topics = topics;
    return wire::encodeSubscription(subscription);
}
Bytes CoordinatorPlayer::assignment(const std::vector<std::int32_t>& partitions, const std::string& topic) {
    wire::ConsumerProtocolAssignment assignment;
    if (partitions.empty()) return wire::encodeAssignment(assignment);
    assignment.assignedPartitions.push_back({topic, {}});
    for (const std::int32_t partition : partitions)
        assignment.assignedPartitions.back().partitions.push_back(PartitionIndex{partition});
    return wire::encodeAssignment(assignment);
}

}  // namespace broker::groups
