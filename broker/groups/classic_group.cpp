#include "broker/groups/classic_group.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "broker/base/check.h"
#include "broker/groups/group_partition.h"
#include "broker/wire/consumer_protocol.h"

namespace broker::groups {
namespace {

/// The place of a name among few in a hash map of Java: who wins a tied vote in Kafka follows from it.
std::uint32_t javaBucket(std::string_view name) {
    const auto hash = static_cast<std::uint32_t>(javaHashCode(name));
    return (hash ^ (hash >> 16)) & 15;
}

std::optional<std::string> notEmpty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

}  // namespace

ClassicGroup::ClassicGroup(std::string id, Timestamp since)
    : m_id(std::move(id))
    , m_since(since) {}

bool ClassicGroup::isConsumerGroup() const { return m_protocolType == wire::kConsumerProtocolType; }

GroupMember* ClassicGroup::member(const std::string& id) {
    const auto found = m_members.find(id);
    return found == m_members.end() ? nullptr : &found->second;
}

const GroupMember* ClassicGroup::member(const std::string& id) const {
    const auto found = m_members.find(id);
    return found == m_members.end() ? nullptr : &found->second;
}

const std::string* ClassicGroup::staticMember(const std::string& instanceId) const {
    const auto found = m_staticMembers.find(instanceId);
    return found == m_staticMembers.end() ? nullptr : &found->second;
}

ErrorCode ClassicGroup::validate(const std::string& memberId,
                                 const std::optional<std::string>& instanceId) const {
    if (instanceId) {
        const std::string* known = staticMember(*instanceId);
        if (known == nullptr) return ErrorCode::kUnknownMemberId;
        if (*known != memberId) return ErrorCode::kFencedInstanceId;
    }
    return m_members.contains(memberId) ? ErrorCode::kNone : ErrorCode::kUnknownMemberId;
}

GroupMember& ClassicGroup::add(GroupMember member, std::string_view protocolType) {
    if (m_members.empty()) m_protocolType = protocolType;
    CHECK(m_protocolType == protocolType && !m_members.contains(member.id));
    if (!m_leader) m_leader = member.id;
    if (member.instanceId) m_staticMembers[*member.instanceId] = member.id;
    pendingJoin.erase(member.id);
    count(member.protocols(), 1);
    touch();
    const std::string id = member.id;
    return m_members.emplace(id, std::move(member)).first->second;
}

void ClassicGroup::remove(const std::string& id) {
    pendingJoin.erase(id);
    pendingSync.erase(id);
    const auto found = m_members.find(id);
    if (found == m_members.end()) return;
    GroupMember& member = found->second;
    CHECK(!member.isWaiting());
    count(member.protocols(), -1);
    if (member.instanceId && m_staticMembers[*member.instanceId] == id)
        m_staticMembers.erase(*member.instanceId);
    m_members.erase(found);
    m_memberLeaves.erase(id);
    chooseLeaderAfter(id);
    touch();
}

void ClassicGroup::chooseLeaderAfter(const std::string& gone) {
    if (!isLeader(gone)) return;
    m_leader.reset();
    if (!m_members.empty()) m_leader = m_members.begin()->first;
}

GroupMember& ClassicGroup::rename(const std::string& oldId, const std::string& newId) {
    auto node = m_members.extract(oldId);
    CHECK(!node.empty() && !node.mapped().isWaiting() && node.mapped().instanceId);
    node.key() = newId;
    node.mapped().id = newId;
    GroupMember& member = m_members.insert(std::move(node)).position->second;
    m_staticMembers[*member.instanceId] = newId;
    if (isLeader(oldId)) m_leader = newId;
    pendingSync.erase(oldId);
    m_memberLeaves.erase(oldId);
    diary.renamed(oldId, member);
    touch();
    return member;
}

void ClassicGroup::count(const Protocols& protocols, std::int32_t by) {
    for (const auto& protocol : protocols) {
        std::int32_t& members = m_offered[protocol.name];
        members += by;
        if (members == 0) m_offered.erase(protocol.name);
    }
}

void ClassicGroup::offer(GroupMember& member, Protocols protocols) {
    count(member.protocols(), -1);
    member.offer(std::move(protocols), m_protocolType.value_or(""));
    count(member.protocols(), 1);
    touch(member);
}

void ClassicGroup::assign(GroupMember& member, Bytes assignment) {
    member.assign(std::move(assignment), m_protocolType.value_or(""));
    touch(member);
}

void ClassicGroup::park(GroupMember& member, Ticket join) {
    if (!member.awaitsJoin) ++m_awaitingJoin;
    member.awaitsJoin = join;
    touch(member);
}

std::optional<Ticket> ClassicGroup::takeJoin(GroupMember& member) {
    if (!member.awaitsJoin) return std::nullopt;
    --m_awaitingJoin;
    touch(member);
    return std::exchange(member.awaitsJoin, std::nullopt);
}

world::Duration ClassicGroup::rebalanceTimeout() const {
    std::int32_t longest = 0;
    for (const auto& [id, member] : m_members) longest = std::max(longest, member.rebalanceTimeoutMs);
    return std::chrono::milliseconds(longest);
}

bool ClassicGroup::supports(std::string_view protocolType, const Protocols& protocols) const {
    if (is(GroupState::kEmpty)) return !protocolType.empty() && !protocols.empty();
    if (m_protocolType != protocolType) return false;
    return std::ranges::any_of(protocols, [&](const auto& protocol) {
        const auto found = m_offered.find(protocol.name);
        const std::int32_t members = found == m_offered.end() ? 0 : found->second;
        return static_cast<std::size_t>(members) == m_members.size();
    });
}

std::string ClassicGroup::selectProtocol(const GroupMember* changed, const Protocols* offers) const {
    std::map<std::string, std::size_t> offered;
    const auto offersOf = [&](const GroupMember& member) -> const Protocols& {
        return &member == changed ? *offers : member.protocols();
    };
    for (const auto& [id, member] : m_members)
        for (const auto& protocol : offersOf(member)) ++offered[protocol.name];
    std::map<std::string, std::size_t> votes;
    for (const auto& [id, member] : m_members) {
        const auto vote = std::ranges::find_if(offersOf(member), [&](const auto& protocol) {
            return offered[protocol.name] == m_members.size();
        });
        CHECK(vote != offersOf(member).end());
        ++votes[vote->name];
    }
    const std::pair<const std::string, std::size_t>* best = nullptr;
    for (const auto& candidate : votes) {
        const bool wins =
            best == nullptr || candidate.second > best->second ||
            (candidate.second == best->second && javaBucket(candidate.first) < javaBucket(best->first));
        if (wins) best = &candidate;
    }
    return best->first;
}

bool ClassicGroup::electJoinedLeader() {
    if (!m_leader) return false;
    if (m_members.at(*m_leader).awaitsJoin) return true;
    for (const auto& [id, member] : m_members) {
        if (!member.awaitsJoin) continue;
        m_leader = id;
        m_memberLeaves.clear();
        touch();
        return true;
    }
    return false;
}

void ClassicGroup::transitionTo(GroupState state, Timestamp now) {
    CHECK(isLegal(m_state, state));
    m_previousState = m_state;
    m_state = state;
    m_since = now;
    touch();
}

void ClassicGroup::beginNextGeneration(Timestamp now) {
    const bool isLast = m_generation.value() == std::numeric_limits<std::int32_t>::max();
    m_generation = isLast ? GenerationId{0} : m_generation + 1;
    m_protocol.reset();
    if (!m_members.empty()) m_protocol = selectProtocol();
    m_subscribedTopics = subscribedTopics();
    transitionTo(m_members.empty() ? GroupState::kEmpty : GroupState::kCompletingRebalance, now);
    pendingSync.clear();
    m_memberLeaves.clear();
}

void ClassicGroup::load(Timestamp now) {
    if (!stored) return;
    m_since = stored->currentStateTimestamp;
    m_generation = stored->generation;
    m_protocolType = notEmpty(stored->protocolType);
    m_protocol = stored->protocol;
    for (const auto& row : stored->members) {
        if (m_members.contains(row.memberId)) continue;
        GroupMember member;
        member.id = row.memberId;
        member.instanceId = row.groupInstanceId;
        member.clientId = row.clientId;
        member.host = row.clientHost;
        member.sessionTimeoutMs = row.sessionTimeout;
        member.rebalanceTimeoutMs = row.rebalanceTimeout == -1 ? row.sessionTimeout : row.rebalanceTimeout;
        member.joined = now;
        member.offer({{stored->protocol.value_or(""), row.subscription}}, stored->protocolType);
        member.assign(row.assignment, stored->protocolType);
        add(std::move(member), stored->protocolType);
    }
    m_state = m_members.empty() ? GroupState::kEmpty : GroupState::kStable;
    if (stored->leader && m_members.contains(*stored->leader)) m_leader = stored->leader;
    m_subscribedTopics = subscribedTopics();
    touch();
}

wire::GroupMetadataValue ClassicGroup::metadata(const std::map<std::string, Bytes>& assignments) const {
    wire::GroupMetadataValue value;
    value.protocolType = m_protocolType.value_or("");
    value.generation = m_generation;
    value.protocol = m_protocol;
    value.leader = m_leader;
    value.currentStateTimestamp = m_since;
    for (const auto& [id, member] : m_members) {
        const auto assignment = assignments.find(id);
        value.members.push_back(
            {.memberId = id,
             .groupInstanceId = member.instanceId,
             .clientId = member.clientId,
             .clientHost = member.host,
             .rebalanceTimeout = member.rebalanceTimeoutMs,
             .sessionTimeout = member.sessionTimeoutMs,
             .subscription = toBytes(member.metadata(m_protocol.value_or(""))),
             .assignment = assignment == assignments.end() ? Bytes{} : assignment->second});
    }
    return value;
}

std::map<std::string, Bytes> ClassicGroup::assignments() const {
    std::map<std::string, Bytes> assignments;
    for (const auto& [id, member] : m_members) assignments.emplace(id, member.assignment());
    return assignments;
}

std::optional<std::set<std::string>> ClassicGroup::subscribedTopics() const {
    if (!isConsumerGroup()) return std::nullopt;
    std::set<std::string> topics;
    if (m_members.empty()) return topics;
    if (!m_protocol) return std::nullopt;
    for (const auto& [id, member] : m_members) {
        const auto subscription = wire::decodeSubscription(member.metadata(*m_protocol));
        if (!subscription) return std::nullopt;
        topics.insert(subscription->topics.begin(), subscription->topics.end());
    }
    return topics;
}

bool ClassicGroup::isSubscribedTo(const std::string& topic) const {
    return m_subscribedTopics ? m_subscribedTopics->contains(topic) : isConsumerGroup();
}

std::optional<Timestamp> ClassicGroup::unusedSince(const wire::OffsetCommitValue& offset) const {
    if (!m_protocolType) return offset.commitTimestamp;
    if (is(GroupState::kEmpty)) return m_since == kNoTimestamp ? offset.commitTimestamp : m_since;
    if (is(GroupState::kStable) && isConsumerGroup() && m_subscribedTopics) return offset.commitTimestamp;
    return std::nullopt;
}

}  // namespace broker::groups
