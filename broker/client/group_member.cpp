#include "broker/client/group_member.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/client/group_requests.h"
#include "broker/wire/consumer_protocol.h"

namespace broker::client {
namespace {

/// A coordinator may hold a JoinGroup as long as the group may take, and then it still has to answer.
constexpr world::Duration kJoinSlack = 5s;

std::int32_t milliseconds(world::Duration duration) {
    return static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

template <class Groups>
void addTo(Groups& groups, const TopicPartition& one) {
    if (groups.empty() || groups.back().topic != one.topic) {
        groups.emplace_back();
        groups.back().topic = one.topic;
    }
    groups.back().partitions.push_back(one.partition);
}

template <class Groups>
std::vector<TopicPartition> flat(const Groups& groups) {
    std::vector<TopicPartition> partitions;
    for (const auto& group : groups)
        for (const PartitionIndex index : group.partitions) partitions.push_back({group.topic, index});
    std::ranges::sort(partitions);
    return partitions;
}

/// What an answer that came says: its own code, or that it did not come.
template <class R>
Error errorOf(const Result<rpc::Reply<R>>& answer) {
    if (!answer) return answer.error();
    return {answer->response.errorCode, std::string(errorName(answer->response.errorCode))};
}

}  // namespace

GroupMember::GroupMember(ClientOptions client, GroupMemberOptions options, const world::World& world,
                         Observer& observer)
    : m_options(std::move(options))
    , m_world(world)
    , m_observer(observer)
    , m_brokers(std::move(client), world, this)
    , m_backoff(m_brokers.options().retry, m_world.random) {
    CHECK(m_options.strategy != assignors::Strategy::kCooperativeSticky);
    for (const std::string& topic : m_options.topics) m_brokers.follow(topic);
    m_timer = m_world.timers.after(world::Duration::zero(), [this] { seek(); });
}

GroupMember::~GroupMember() = default;

bool GroupMember::knowsTopics() const {
    return std::ranges::all_of(
        m_options.topics, [this](const std::string& topic) { return m_brokers.topic(topic) != nullptr; });
}

/// Partitions may have been added, and only who leads the group can have them assigned.
void GroupMember::onMetadata() {
    if (m_state != State::kStable || !m_leads) return;
    const bool isSame = std::ranges::all_of(m_sizes, [this](const auto& entry) {
        const TopicPlaces* topic = m_brokers.topic(entry.first);
        return !topic || topic->error != ErrorCode::kNone ||
               static_cast<std::int32_t>(topic->partitions.size()) == entry.second;
    });
    if (isSame) return;
    m_call = nullptr;
    m_state = State::kJoining;
    m_timer = m_world.timers.after(world::Duration::zero(), [this] { join(); });
    becomeUnassigned("a topic has other partitions");
}

void GroupMember::later(void (GroupMember::*step)()) {
    m_timer = m_world.timers.after(m_backoff.next(), [this, step] { (this->*step)(); });
}

// Finding the coordinator

void GroupMember::seek() {
    if (m_state != State::kStable) m_state = State::kSeeking;
    m_coordinator = kNoBroker;
    wire::FindCoordinatorRequest request;
    request.key = m_options.group;
    request.coordinatorKeys = {m_options.group};
    m_call = m_brokers.any().send(
        std::move(request), {.deadline = m_brokers.options().requestDeadline},
        [this](const Answer<wire::FindCoordinatorRequest>& answer) { onCoordinator(answer); });
}

void GroupMember::onCoordinator(const Answer<wire::FindCoordinatorRequest>& answer) {
    const Result<CoordinatorPlace> found =
        answer ? coordinatorIn(answer->response) : Result<CoordinatorPlace>(failure(answer.error()));
    if (!found) {
        m_brokers.tryAnother();
        if (!isRetriable(found.error().code)) return recover(found.error(), "finding the coordinator");
        return later(&GroupMember::seek);
    }
    m_brokers.learn(found->broker, found->address);
    m_coordinator = found->broker;
    if (m_state == State::kStable) return beat();
    m_state = State::kJoining;
    join();
}

rpc::Peer* GroupMember::coordinator() {
    return m_coordinator == kNoBroker ? nullptr : m_brokers.peer(m_coordinator);
}

// Joining

void GroupMember::join() {
    rpc::Peer* peer = coordinator();
    if (!peer) return seek();
    if (!knowsTopics()) return later(&GroupMember::join);
    m_state = State::kJoining;
    wire::ConsumerProtocolSubscription subscription;
    subscription.topics = m_options.topics;
    subscription.generationId = m_generation;
    for (const TopicPartition& one : m_assignment) addTo(subscription.ownedPartitions, one);
    wire::JoinGroupRequest request{
        .groupId = m_options.group,
        .sessionTimeoutMs = milliseconds(m_options.sessionTimeout),
        .rebalanceTimeoutMs = milliseconds(m_options.rebalanceTimeout),
        .memberId = m_memberId,
        .groupInstanceId = m_options.instanceId,
        .protocolType = std::string(wire::kConsumerProtocolType),
        .protocols = {{.name = std::string(assignors::strategyName(m_options.strategy)),
                       .metadata = wire::encodeSubscription(subscription)}},
        .reason = {}};
    m_call =
        peer->send(std::move(request),
                   {.deadline = m_options.rebalanceTimeout + kJoinSlack,
                    // A static member needs version 5.
                    .versions = m_options.instanceId ? wire::VersionRange::since(5) : wire::VersionRange{}},
                   [this](const Answer<wire::JoinGroupRequest>& answer) { onJoined(answer); });
}

void GroupMember::onJoined(const Answer<wire::JoinGroupRequest>& answer) {
    const Error error = errorOf<wire::JoinGroupRequest>(answer);
    if (error.code == ErrorCode::kMemberIdRequired) {
        m_memberId = answer->response.memberId;
        return join();
    }
    if (error.code != ErrorCode::kNone) return recover(error, "joining");
    m_memberId = answer->response.memberId;
    m_generation = answer->response.generationId;
    m_protocol = answer->response.protocolName.value_or("");
    m_leads = answer->response.leader == m_memberId;
    sync(answer->response);
}

void GroupMember::sync(const wire::JoinGroupResponse& joined) {
    rpc::Peer* peer = coordinator();
    if (!peer) return seek();
    m_state = State::kSyncing;
    wire::SyncGroupRequest request{.groupId = m_options.group,
                                   .generationId = m_generation,
                                   .memberId = m_memberId,
                                   .groupInstanceId = m_options.instanceId,
                                   .protocolType = std::string(wire::kConsumerProtocolType),
                                   .protocolName = m_protocol,
                                   .assignments = {}};
    if (m_leads && !joined.skipAssignment) request.assignments = assign(joined);
    m_call = peer->send(std::move(request), {.deadline = m_options.rebalanceTimeout + kJoinSlack},
                        [this](const Answer<wire::SyncGroupRequest>& answer) { onSynced(answer); });
}

std::vector<wire::SyncGroupRequest::Assignment> GroupMember::assign(const wire::JoinGroupResponse& joined) {
    std::vector<assignors::MemberSubscription> members;
    m_sizes.clear();
    for (const auto& member : joined.members) {
        assignors::MemberSubscription& one = members.emplace_back();
        one.id = member.memberId;
        one.instanceId = member.groupInstanceId;
        // Whoever cannot be understood gets nothing.
        const auto subscription = wire::decodeSubscription(member.metadata);
        if (!subscription) continue;
        one.topics = subscription->topics;
        one.owned = flat(subscription->ownedPartitions);
        one.generation = subscription->generationId;
        for (const std::string& topic : one.topics) {
            m_brokers.follow(topic);
            const TopicPlaces* places = m_brokers.topic(topic);
            if (places && !places->partitions.empty())
                m_sizes[topic] = static_cast<std::int32_t>(places->partitions.size());
        }
    }
    const auto strategy = assignors::strategyNamed(m_protocol).value_or(m_options.strategy);
    std::vector<wire::SyncGroupRequest::Assignment> assignments;
    for (const auto& [member, partitions] : assignors::assign(strategy, members, m_sizes)) {
        wire::ConsumerProtocolAssignment assignment;
        for (const TopicPartition& one : partitions) addTo(assignment.assignedPartitions, one);
        assignments.push_back({.memberId = member, .assignment = wire::encodeAssignment(assignment)});
    }
    return assignments;
}

void GroupMember::onSynced(const Answer<wire::SyncGroupRequest>& answer) {
    const Error error = errorOf<wire::SyncGroupRequest>(answer);
    if (error.code != ErrorCode::kNone) return recover(error, "asking for the assignment");
    const auto assignment = wire::decodeAssignment(answer->response.assignment);
    if (!assignment) {
        m_state = State::kResting;
        return m_observer.onProblem(assignment.error());
    }
    m_backoff.reset();
    m_state = State::kStable;
    m_holds = true;
    m_lastHeard = m_world.clock.now();
    m_assignment = flat(assignment->assignedPartitions);
    beatLater();
    m_observer.onAssigned(m_generation, m_assignment);
}

// The session

void GroupMember::beatLater() {
    m_timer = m_world.timers.after(m_options.heartbeatInterval, [this] { beat(); });
}

void GroupMember::beat() {
    rpc::Peer* peer = coordinator();
    if (!peer) return seek();
    m_call = peer->send(wire::HeartbeatRequest{.groupId = m_options.group,
                                               .generationId = m_generation,
                                               .memberId = m_memberId,
                                               .groupInstanceId = m_options.instanceId},
                        {.deadline = std::min(m_options.sessionTimeout, m_brokers.options().requestDeadline)},
                        [this](const Answer<wire::HeartbeatRequest>& answer) { onBeat(answer); });
}

void GroupMember::onBeat(const Answer<wire::HeartbeatRequest>& answer) {
    const Error error = errorOf<wire::HeartbeatRequest>(answer);
    if (error.code != ErrorCode::kNone) return recover(error, "keeping the session alive");
    m_backoff.reset();
    m_lastHeard = m_world.clock.now();
    beatLater();
}

void GroupMember::recover(const Error& error, std::string_view doing) {
    const std::string why = fmt::format("{}: {}", doing, error.detail);
    switch (error.code) {
        case ErrorCode::kRebalanceInProgress:
            m_state = State::kJoining;
            m_timer = m_world.timers.after(world::Duration::zero(), [this] { join(); });
            return becomeUnassigned("the group rebalances");
        case ErrorCode::kUnknownMemberId:
        case ErrorCode::kIllegalGeneration:
            if (error.code == ErrorCode::kUnknownMemberId) m_memberId.clear();
            m_generation = kNoGeneration;
            m_state = State::kJoining;
            later(&GroupMember::join);
            return becomeUnassigned(why);
        case ErrorCode::kCoordinatorLoadInProgress:
            if (m_state == State::kStable) return later(&GroupMember::beat);
            return later(&GroupMember::join);
        default:
            break;
    }
    if (!isRetriable(error.code)) {
        m_state = State::kResting;
        if (std::exchange(m_holds, false)) m_assignment.clear();
        return m_observer.onProblem({error.code, why});
    }
    // Another coordinator, perhaps; what it has is its own until its session has ended.
    m_brokers.tryAnother();
    later(&GroupMember::seek);
    const bool isOver = m_world.clock.now() - m_lastHeard >= m_options.sessionTimeout;
    if (m_state == State::kStable && !isOver) return;
    m_state = State::kSeeking;
    becomeUnassigned(why);
}

void GroupMember::becomeUnassigned(std::string_view why) {
    if (!std::exchange(m_holds, false)) return;
    // What it had it still tells when it joins: a sticky assignor gives it back.
    m_observer.onRevoked(why);
}

// What the member is asked for

world::Call GroupMember::commit(std::vector<GroupOffset> offsets, OffsetsDone done) {
    wire::OffsetCommitRequest request = commitRequest(m_options.group, offsets);
    request.generationIdOrMemberEpoch = m_generation;
    request.memberId = m_memberId;
    request.groupInstanceId = m_options.instanceId;
    rpc::Peer* peer = coordinator();
    // Without an id or a generation it would be nobody's commit, which an empty group takes.
    if (!peer || m_memberId.empty() || m_generation == kNoGeneration) return refuse(std::move(done));
    return peer->send(std::move(request),
                      {.deadline = m_brokers.options().requestDeadline, .versions = kCommitsByName},
                      [offsets = std::move(offsets),
                       done = std::move(done)](const Answer<wire::OffsetCommitRequest>& answer) mutable {
                          if (!answer) return done(failure(answer.error()));
                          done(committedOffsets(std::move(offsets), answer->response));
                      });
}

world::Call GroupMember::committed(const std::vector<TopicPartition>& partitions, OffsetsDone done) {
    rpc::Peer* peer = coordinator();
    if (!peer) return refuse(std::move(done));
    return peer->send(fetchRequest(m_options.group, partitions),
                      {.deadline = m_brokers.options().requestDeadline, .versions = kFetchesByName},
                      [done = std::move(done)](const Answer<wire::OffsetFetchRequest>& answer) mutable {
                          done(answer ? offsetsIn(answer->response)
                                      : Result<std::vector<GroupOffset>>(failure(answer.error())));
                      });
}

/// Later in the loop, as nothing completes inside the call that started it.
world::Call GroupMember::refuse(OffsetsDone done) {
    return m_world.timers.after(world::Duration::zero(), [done = std::move(done)]() mutable {
        done(failure(ErrorCode::kCoordinatorNotAvailable, "it is no member of the group at present"));
    });
}

void GroupMember::hang() {
    m_timer = nullptr;
    m_call = nullptr;
    m_state = State::kResting;
    m_holds = false;
}

world::Call GroupMember::leave(world::Completion<Result<void>> done) {
    hang();
    rpc::Peer* peer = coordinator();
    if (!peer || m_memberId.empty())
        return m_world.timers.after(world::Duration::zero(),
                                    [done = std::move(done)]() mutable { done({}); });
    return peer->send(leaveRequest(m_options.group, m_memberId, "it was closed"),
                      {.deadline = m_brokers.options().requestDeadline},
                      [done = std::move(done)](const Answer<wire::LeaveGroupRequest>& answer) mutable {
                          if (!answer) return done(failure(answer.error()));
                          done({});
                      });
}

}  // namespace broker::client
