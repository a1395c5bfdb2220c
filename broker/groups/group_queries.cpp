#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "broker/groups/classic_group.h"
#include "broker/groups/group_coordinator.h"
#include "broker/groups/turn.h"

// Describing, listing and deleting groups; snapshots.
namespace broker::groups {
namespace {

using Described = wire::DescribeGroupsResponse::Group;
using Listed = wire::ListGroupsResponse::Group;

constexpr std::string_view kClassic = "classic";

std::string lowered(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower;
}

bool lets(const std::vector<std::string>& filter, std::string_view value) {
    if (filter.empty()) return true;
    return std::ranges::any_of(filter,
                               [&](const std::string& one) { return lowered(one) == lowered(value); });
}

Described unknown(const std::string& id, std::int16_t version) {
    Described group;
    group.groupId = id;
    group.groupState = observe::groupStateName(GroupState::kDead);
    if (version < 6) return group;
    group.errorCode = ErrorCode::kGroupIdNotFound;
    group.errorMessage = fmt::format("Group {} not found.", id);
    return group;
}

Described described(const ClassicGroup& group) {
    const bool isStable = group.is(GroupState::kStable);
    Described row;
    row.groupId = group.id();
    row.groupState = observe::groupStateName(group.state());
    row.protocolType = group.protocolType().value_or("");
    // Between two generations it is nobody's business who gets what.
    if (isStable) row.protocolData = group.protocol().value_or("");
    for (const auto& [id, member] : group.members()) {
        wire::DescribeGroupsResponse::Member described{.memberId = id,
                                                       .groupInstanceId = member.instanceId,
                                                       .clientId = member.clientId,
                                                       .clientHost = member.host,
                                                       .memberMetadata = {},
                                                       .memberAssignment = member.assignment()};
        if (isStable) described.memberMetadata = toBytes(member.metadata(row.protocolData));
        row.members.push_back(std::move(described));
    }
    return row;
}

}  // namespace

Outcome GroupCoordinator::describe(Ticket ticket, const Caller& caller,
                                   const std::vector<std::string>& groups) const {
    std::vector<Described> rows;
    for (const std::string& id : groups) {
        const ClassicGroup* group = find(id);
        rows.push_back(group == nullptr ? unknown(id, caller.version) : described(*group));
    }
    Outcome outcome;
    outcome.replies.push_back({ticket, std::move(rows), m_replayedEnd});
    return outcome;
}

Outcome GroupCoordinator::list(Ticket ticket, const wire::ListGroupsRequest& request) const {
    std::vector<Listed> rows;
    for (const auto& [id, group] : m_groups) {
        const std::string_view state = observe::groupStateName(group->state());
        if (!lets(request.statesFilter, state) || !lets(request.typesFilter, kClassic)) continue;
        rows.push_back({.groupId = id,
                        .protocolType = group->protocolType().value_or(""),
                        .groupState = std::string(state),
                        .groupType = std::string(kClassic)});
    }
    Outcome outcome;
    outcome.replies.push_back({ticket, std::move(rows), m_replayedEnd});
    return outcome;
}

Outcome GroupCoordinator::deleteGroups(Ticket ticket, const std::vector<std::string>& groups, Now now) {
    Turn turn = begin(now);
    wire::DeleteGroupsResponse response;
    std::set<std::string> seen;
    for (const std::string& id : groups) {
        if (!seen.insert(id).second) continue;
        const ClassicGroup* group = find(id);
        ErrorCode error = ErrorCode::kNone;
        if (id.empty())
            error = ErrorCode::kInvalidGroupId;
        else if (group == nullptr)
            error = ErrorCode::kGroupIdNotFound;
        else if (!group->is(GroupState::kEmpty))
            error = ErrorCode::kNonEmptyGroup;
        response.results.push_back({id, error});
        if (error != ErrorCode::kNone) continue;
        group->offsets.each([&](const std::string& topic, PartitionIndex partition, const auto&) {
            turn.out.records.push_back(
                wire::OffsetCommitRecord{.key = {id, topic, partition}, .value = std::nullopt});
        });
        turn.out.records.push_back(wire::GroupMetadataRecord{.key = {id}, .value = std::nullopt});
        turn.tellOnceAppended(observe::EventKind::kGroupDeleted,
                              {{"group", id}, {"reason", "somebody deleted it"}});
    }
    if (turn.out.records.empty())
        turn.reply(ticket, std::move(response));
    else
        turn.after.what = AfterAppend::Answer{ticket, std::move(response)};
    return finish(std::move(turn));
}

std::vector<std::shared_ptr<const observe::GroupSnapshot>> GroupCoordinator::snapshot(Now now) {
    std::vector<std::shared_ptr<const observe::GroupSnapshot>> groups;
    groups.reserve(m_groups.size());
    for (const auto& [id, group] : m_groups)
        groups.push_back(group->snapshot(m_options.self, m_options.partition, now));
    return groups;
}

std::shared_ptr<const observe::GroupSnapshot> GroupCoordinator::snapshot(const std::string& group,
                                                                         Now now) const {
    const ClassicGroup* found = find(group);
    return found == nullptr ? nullptr : found->snapshot(m_options.self, m_options.partition, now);
}

std::vector<wire::GroupRecord> GroupCoordinator::durableState() const {
    std::vector<wire::GroupRecord> records;
    for (const auto& [id, group] : m_groups) {
        if (group->stored) records.push_back(wire::GroupMetadataRecord{.key = {id}, .value = *group->stored});
        group->offsets.each([&](const std::string& topic, PartitionIndex partition, const auto& value) {
            records.push_back(wire::OffsetCommitRecord{.key = {id, topic, partition}, .value = value});
        });
    }
    return records;
}

}  // namespace broker::groups
