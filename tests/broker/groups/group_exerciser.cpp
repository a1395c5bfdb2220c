#include "tests/broker/groups/group_exerciser.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "broker/wire/consumer_protocol.h"

namespace broker::groups {
namespace {

constexpr std::int32_t kPartitions = 6;
constexpr std::int32_t kSession = 6'000;
constexpr std::int32_t kRebalance = 9'000;

wire::GroupRecord decoded(const wire::GroupRecordBytes& bytes) {
    std::optional<ByteView> value;
    if (bytes.value) value = *bytes.value;
    return wire::decodeGroupRecord(bytes.key, value).value();
}

GroupCoordinator::Options options() {
    GroupCoordinator::Options options;
    options.initialRebalanceDelay = std::chrono::seconds(1);
    options.newMemberJoinTimeout = std::chrono::seconds(20);
    options.maxSize = 4;
    options.offsetsRetentionMs = 60'000;
    options.offsetsCheckInterval = std::chrono::seconds(17);
    return options;
}

/// A member was told good news, which must not leave before they are committed.
bool isGood(const Response& response) {
    if (const auto* join = std::get_if<wire::JoinGroupResponse>(&response))
        return join->errorCode == ErrorCode::kNone || join->errorCode == ErrorCode::kMemberIdRequired;
    if (const auto* sync = std::get_if<wire::SyncGroupResponse>(&response))
        return sync->errorCode == ErrorCode::kNone;
    if (const auto* commit = std::get_if<wire::OffsetCommitResponse>(&response))
        return commit->topics.at(0).partitions.at(0).errorCode == ErrorCode::kNone;
    const auto* deletion = std::get_if<wire::OffsetDeleteResponse>(&response);
    return deletion != nullptr && deletion->errorCode == ErrorCode::kNone;
}

Bytes subscription() {
    wire::ConsumerProtocolSubscription subscription;
    subscription.topics = {"orders"};
    return wire::encodeSubscription(subscription);
}

}  // namespace

GroupExerciser::GroupExerciser(std::uint64_t seed)
    : m_seed(seed)
    , m_random(seed)
    , m_coordinator(make())
    , m_shadow(make()) {
    for (int i = 0; i < 12; ++i) {
        Client client;
        client.group = fmt::format("g{}", i % 3);
        client.name = fmt::format("c{}", i);
        if (i % 4 == 3) client.instance = fmt::format("i{}", i % 6);
        m_clients.push_back(std::move(client));
    }
    settle(m_coordinator->loaded(m_now));
}

std::unique_ptr<GroupCoordinator> GroupExerciser::make() {
    return std::make_unique<GroupCoordinator>(options(), m_random.fork());
}

void GroupExerciser::run(int steps) {
    for (int i = 0; i < steps && m_complaint.empty(); ++i) {
        step();
        release();
        check();
    }
}

void GroupExerciser::step() {
    const auto index = static_cast<std::size_t>(m_random.below(m_clients.size()));
    Client& client = m_clients[index];
    m_refuses = m_random.oneIn(25);
    switch (m_random.below(24)) {
        case 0:
            return m_random.oneIn(3) ? restart(index) : leave(index);
        case 1:
            return m_random.oneIn(12) ? crash() : administer();
        case 2:
        case 3:
        case 4:
            return pass(m_random.between(1, 3000));
        case 5:
        case 6:
        case 7:
        case 8:
            return heartbeat(index);
        case 9:
        case 10:
        case 11:
        case 12:
            return commit(index);
        case 13:
            return fetch(client.group);
        default:
            if (client.isWaiting) return pass(m_random.between(1, 400));
            return client.generation < 0 || m_random.oneIn(20) ? join(index) : sync(index);
    }
}

Ticket GroupExerciser::ticketFor(std::size_t index) {
    const Ticket ticket{++m_lastTicket};
    m_asked[ticket] = {index, m_clients[index].life, m_clients[index].generation};
    return ticket;
}

void GroupExerciser::join(std::size_t index) {
    Client& client = m_clients[index];
    wire::JoinGroupRequest request;
    request.groupId = client.group;
    request.memberId = client.member;
    request.groupInstanceId = client.instance;
    request.sessionTimeoutMs = kSession;
    request.rebalanceTimeoutMs = kRebalance;
    request.protocolType = "consumer";
    request.protocols = {{"range", subscription()}, {"sticky", subscription()}};
    if (m_random.oneIn(3)) std::swap(request.protocols[0], request.protocols[1]);
    const std::int16_t version = client.instance ? 9 : m_random.oneIn(4) ? 3 : 9;
    client.isWaiting = true;
    settle(m_coordinator->join(ticketFor(index), {client.name, "/h", version}, std::move(request), m_now));
}

void GroupExerciser::sync(std::size_t index) {
    Client& client = m_clients[index];
    wire::SyncGroupRequest request;
    request.groupId = client.group;
    request.memberId = client.member;
    request.groupInstanceId = client.instance;
    request.generationId = GenerationId{client.generation};
    if (client.isLeader && client.mustAssign) {
        std::map<std::string, std::vector<std::int32_t>> shares;
        for (std::int32_t partition = 0; partition < kPartitions; ++partition)
            shares[client.members[static_cast<std::size_t>(m_random.below(client.members.size()))]].push_back(
                partition);
        for (const auto& [member, partitions] : shares)
            request.assignments.push_back({member, assignmentOf(partitions)});
    }
    client.isWaiting = true;
    const auto group = std::as_const(*m_coordinator).snapshot(client.group, m_now);
    const bool isOfNow = group && group->generation == request.generationId;
    const Ticket ticket = ticketFor(index);
    settle(m_coordinator->sync(ticket, request, m_now));
    for (const Reply& reply : m_held)
        if (reply.ticket == ticket && !isOfNow && isGood(reply.response))
            complain(fmt::format("G1: a sync of generation {} was answered", request.generationId));
}

void GroupExerciser::heartbeat(std::size_t index) {
    const Client& client = m_clients[index];
    wire::HeartbeatRequest request;
    request.groupId = client.group;
    request.memberId = client.member;
    request.groupInstanceId = client.instance;
    request.generationId = GenerationId{client.generation - (m_random.oneIn(20) ? 1 : 0)};
    settle(m_coordinator->heartbeat(ticketFor(index), request, m_now));
}

void GroupExerciser::leave(std::size_t index) {
    Client& client = m_clients[index];
    wire::LeaveGroupRequest request;
    request.groupId = client.group;
    request.members = {{.memberId = client.member, .groupInstanceId = client.instance}};
    settle(m_coordinator->leave(ticketFor(index), {client.name, "/h", 5}, std::move(request), m_now));
    restart(index);
}

/// The process died without a word, and another took its place.
void GroupExerciser::restart(std::size_t index) {
    Client& client = m_clients[index];
    client.member.clear();
    client.generation = -1;
    client.isWaiting = false;
    ++client.life;
}

void GroupExerciser::commit(std::size_t index) {
    const Client& client = m_clients[index];
    wire::OffsetCommitRequest request;
    request.groupId = client.group;
    request.memberId = client.member;
    request.groupInstanceId = client.instance;
    request.generationIdOrMemberEpoch = GenerationId{client.generation - (m_random.oneIn(6) ? 1 : 0)};
    request.topics.push_back({.name = "orders", .topicId = {}, .partitions = {}});
    request.topics[0].partitions.push_back(
        {.partitionIndex = PartitionIndex{static_cast<std::int32_t>(m_random.below(kPartitions))},
         .committedOffset = Offset{m_random.between(0, 1'000'000)}});
    const auto group = std::as_const(*m_coordinator).snapshot(client.group, m_now);
    const bool hasMembers = group && !group->members.empty();
    const bool isMember = hasMembers && group->member(request.memberId) != nullptr &&
                          group->generation == request.generationIdOrMemberEpoch;
    const bool isNobodys = !hasMembers && request.generationIdOrMemberEpoch < GenerationId{0};
    const std::size_t before = m_log.size();
    const auto state = m_coordinator->durableState();
    settle(m_coordinator->commitOffsets(ticketFor(index), {client.name, "/h", 9}, request, m_now));
    const bool isStored = m_log.size() > before;
    if (isStored && !isMember && !isNobodys)
        complain(fmt::format("G2: a commit of {} in generation {} was stored", request.memberId,
                             request.generationIdOrMemberEpoch));
    if (!isStored && m_coordinator->durableState() != state)
        complain("G2: a refused commit changed something");
    ++(isStored ? m_counts.commits : m_counts.refusedCommits);
}

void GroupExerciser::fetch(const std::string& group) {
    wire::OffsetFetchRequest::Group request;
    request.groupId = group;
    const Outcome outcome = m_coordinator->fetchOffsets(Ticket{0}, request);
    const auto& response = std::get<wire::OffsetFetchResponse::Group>(outcome.replies.at(0).response);
    std::vector<wire::GroupRecord> fetched;
    for (const auto& topic : response.topics)
        for (const auto& partition : topic.partitions)
            for (const wire::GroupRecord& record : m_shadow->durableState()) {
                const auto* commit = std::get_if<wire::OffsetCommitRecord>(&record);
                if (commit == nullptr || commit->key.group != group) continue;
                if (commit->key.partition != partition.partitionIndex) continue;
                if (commit->value->offset != partition.committedOffset)
                    complain("G3: fetched another offset");
                fetched.push_back(record);
            }
    const auto stored = std::ranges::count_if(m_shadow->durableState(), [&](const auto& record) {
        const auto* commit = std::get_if<wire::OffsetCommitRecord>(&record);
        return commit != nullptr && commit->key.group == group;
    });
    if (static_cast<std::size_t>(stored) != fetched.size()) complain("G3: an offset was not fetched");
    if (outcome.replies[0].waitsFor.value() != static_cast<std::int64_t>(m_log.size()))
        complain("G3: a fetch does not wait for what it saw");
}

void GroupExerciser::administer() {
    const Ticket ticket{++m_lastTicket};
    const std::string group = fmt::format("g{}", m_random.below(3));
    if (m_random.oneIn(3)) return settle(m_coordinator->deleteGroups(ticket, {group}, m_now));
    if (m_random.oneIn(3)) return settle(m_coordinator->topicDeleted("orders", Uuid{}, m_now));
    wire::OffsetDeleteRequest request;
    request.groupId = group;
    request.topics.push_back({"orders", {{PartitionIndex{1}}}});
    settle(m_coordinator->deleteOffsets(ticket, request, m_now));
}

void GroupExerciser::pass(std::int64_t milliseconds) {
    m_now = {m_now.moment + std::chrono::milliseconds(milliseconds), m_now.wall + milliseconds};
    settle(m_coordinator->tick(m_now));
    const auto next = m_coordinator->nextDeadline();
    if (!next || *next <= m_now.moment) complain("something is due after everything due was done");
}

/// What is not committed is lost, and whoever waited for it hears nothing.
void GroupExerciser::crash() {
    ++m_counts.crashes;
    m_log.resize(static_cast<std::size_t>(m_highWatermark));
    m_held.clear();
    m_coordinator = make();
    m_shadow = make();
    for (std::size_t i = 0; i < m_log.size(); ++i) {
        const Offset offset{static_cast<std::int64_t>(i)};
        m_coordinator->replay(decoded(m_log[i]), offset);
        m_shadow->replay(decoded(m_log[i]), offset);
    }
    m_refuses = false;
    settle(m_coordinator->loaded(m_now));
    for (Client& client : m_clients) client.isWaiting = false;
}

void GroupExerciser::append(const wire::GroupRecord& record) {
    m_log.push_back(wire::encodeGroupRecord(record));
    const Offset offset{static_cast<std::int64_t>(m_log.size() - 1)};
    m_coordinator->replay(decoded(m_log.back()), offset);
    m_shadow->replay(decoded(m_log.back()), offset);
}

void GroupExerciser::settle(Outcome outcome) {
    while (true) {
        for (Reply& reply : outcome.replies) {
            if (!m_answered.insert(reply.ticket).second) complain("a ticket was answered twice");
            const auto end = static_cast<std::int64_t>(m_log.size());
            if (isGood(reply.response) ? reply.waitsFor.value() != end : reply.waitsFor.value() > end)
                complain("G3: a reply waits for other records than those it saw");
            m_held.push_back(std::move(reply));
        }
        if (outcome.records.empty()) return;
        if (std::exchange(m_refuses, false)) {
            ++m_counts.refusedAppends;
            // Of records that need not be together some may be in the log.
            const std::size_t taken = outcome.isAtomic ? 0 : m_random.below(outcome.records.size());
            for (std::size_t i = 0; i < taken; ++i) append(outcome.records[i]);
            outcome = m_coordinator->refused(ErrorCode::kNotEnoughReplicas);
            continue;
        }
        for (const wire::GroupRecord& record : outcome.records) append(record);
        outcome = m_coordinator->appended();
    }
}

void GroupExerciser::release() {
    const auto end = static_cast<std::int64_t>(m_log.size());
    if (!m_random.oneIn(5))
        m_highWatermark = m_random.oneIn(4) ? m_random.between(m_highWatermark, end) : end;
    std::vector<Reply> ready;
    std::erase_if(m_held, [&](Reply& reply) {
        if (reply.waitsFor.value() > m_highWatermark) return false;
        ready.push_back(std::move(reply));
        return true;
    });
    for (const Reply& reply : ready) hear(reply);
}

void GroupExerciser::hear(const Reply& reply) {
    const auto found = m_asked.find(reply.ticket);
    if (found == m_asked.end()) return;
    const Asked asked = found->second;
    m_asked.erase(found);
    Client& client = m_clients[asked.client];
    const bool isCurrent = client.life == asked.life;
    if (const auto* sync = std::get_if<wire::SyncGroupResponse>(&reply.response))
        return heardSync(client, asked, *sync);
    if (!isCurrent) return;
    if (const auto* join = std::get_if<wire::JoinGroupResponse>(&reply.response)) heardJoin(client, *join);
    if (const auto* beat = std::get_if<wire::HeartbeatResponse>(&reply.response))
        if (beat->errorCode != ErrorCode::kNone && !client.isWaiting) client.generation = -1;
}

void GroupExerciser::heardJoin(Client& client, const wire::JoinGroupResponse& response) {
    client.isWaiting = false;
    client.generation = -1;
    if (response.errorCode == ErrorCode::kUnknownMemberId ||
        response.errorCode == ErrorCode::kFencedInstanceId)
        client.member.clear();
    if (response.errorCode == ErrorCode::kMemberIdRequired) client.member = response.memberId;
    if (response.errorCode != ErrorCode::kNone) return;
    client.member = response.memberId;
    client.generation = response.generationId.value();
    client.isLeader = response.leader == response.memberId;
    client.mustAssign = client.isLeader && !response.skipAssignment && !response.members.empty();
    client.members.clear();
    for (const auto& member : response.members) client.members.push_back(member.memberId);
}

void GroupExerciser::heardSync(Client& client, const Asked& asked, const wire::SyncGroupResponse& response) {
    if (client.life == asked.life) {
        client.isWaiting = false;
        if (response.errorCode != ErrorCode::kNone) client.generation = -1;
        if (response.errorCode == ErrorCode::kUnknownMemberId) client.member.clear();
    }
    if (response.errorCode != ErrorCode::kNone) return;
    ++m_counts.assignments;
    const std::string who = client.instance.value_or(client.name + "/" + std::to_string(asked.life));
    const auto assignment = wire::decodeAssignment(response.assignment);
    for (const auto& topic : assignment.value().assignedPartitions)
        for (const PartitionIndex partition : topic.partitions) {
            auto& owner = m_owners[client.group][asked.generation][partition.value()];
            if (owner.empty()) owner = who;
            if (owner != who)
                complain(fmt::format("G1: {}-{} in generation {} went to {} and {}", client.group, partition,
                                     asked.generation, owner, who));
        }
}

void GroupExerciser::check() {
    if (m_coordinator->durableState() != m_shadow->durableState())
        complain("G4: live state is not what the log says");
    for (const char* id : {"g0", "g1", "g2"}) {
        const auto group = std::as_const(*m_coordinator).snapshot(id, m_now);
        if (group)
            checkGroup(*group);
        else
            m_owners.erase(id);  // its generations begin anew
    }
}

void GroupExerciser::checkGroup(const observe::GroupSnapshot& group) {
    if (group.state == GroupState::kEmpty && !group.members.empty()) complain("an empty group has members");
    if (!group.members.empty() && group.member(group.leader) == nullptr) complain("the leader is no member");
    if (group.state != GroupState::kStable) return;
    for (const wire::GroupRecord& record : m_shadow->durableState()) {
        const auto* stored = std::get_if<wire::GroupMetadataRecord>(&record);
        if (stored == nullptr || stored->key.group != group.id) continue;
        bool isSame = stored->value->generation == group.generation &&
                      stored->value->members.size() == group.members.size();
        for (const auto& member : stored->value->members)
            isSame = isSame && group.member(member.memberId) != nullptr &&
                     group.member(member.memberId)->assignmentBytes == member.assignment.size();
        if (!isSame) complain("a stable group is not what is stored");
        return;
    }
    complain("a stable group is not stored");
}

void GroupExerciser::fallSilent() {
    m_refuses = false;
    for (int i = 0; i < 60 && m_complaint.empty(); ++i) {
        pass(1000);
        m_highWatermark = static_cast<std::int64_t>(m_log.size());
        release();
        check();
    }
    for (const char* id : {"g0", "g1", "g2"}) {
        const auto group = std::as_const(*m_coordinator).snapshot(id, m_now);
        if (group && group->state != GroupState::kEmpty)
            complain(
                fmt::format("{} is {} though nobody is there", id, observe::groupStateName(group->state)));
    }
    for (const Client& client : m_clients)
        if (client.isWaiting) complain(fmt::format("{} was never answered", client.name));
}

void GroupExerciser::complain(std::string text) {
    if (m_complaint.empty())
        m_complaint = fmt::format("seed {}, log of {} records: {}", m_seed, m_log.size(), text);
}

Bytes GroupExerciser::assignmentOf(const std::vector<std::int32_t>& partitions) const {
    wire::ConsumerProtocolAssignment assignment;
    assignment.assignedPartitions.push_back({"orders", {}});
    for (const std::int32_t partition : partitions)
        assignment.assignedPartitions[0].partitions.push_back(PartitionIndex{partition});
    return wire::encodeAssignment(assignment);
}

}  // namespace broker::groups
