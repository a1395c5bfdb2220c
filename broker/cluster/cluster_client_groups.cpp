#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "broker/cluster/cluster_client.h"

namespace broker::cluster {
namespace {

/// What a coordinator's refusals mean to whoever asked for `command`; its own name for the others.
CommandOutcome refused(const RemoveGroupMember& command, ErrorCode code) {
    if (code == ErrorCode::kUnknownMemberId)
        return {.code = code,
                .sentence = fmt::format("Group {} has no member {}.", command.group, command.memberId)};
    return {.code = code, .sentence = std::string(errorName(code))};
}

CommandOutcome refused(const DeleteGroup& command, ErrorCode code) {
    if (code == ErrorCode::kNonEmptyGroup)
        return {.code = code,
                .sentence =
                    fmt::format("Group {} has members: only an empty group can be deleted.", command.group)};
    if (code == ErrorCode::kGroupIdNotFound)
        return {.code = code, .sentence = fmt::format("There is no group {}.", command.group)};
    return {.code = code, .sentence = std::string(errorName(code))};
}

CommandOutcome outcomeOf(const RemoveGroupMember& command, const wire::LeaveGroupResponse& response) {
    // Since version 3 each member has a code of its own.
    ErrorCode code = response.errorCode;
    if (code == ErrorCode::kNone && !response.members.empty()) code = response.members.front().errorCode;
    if (code != ErrorCode::kNone) return refused(command, code);
    return {.sentence = fmt::format("Removed member {} from group {}.", command.memberId, command.group)};
}

CommandOutcome outcomeOf(const DeleteGroup& command, const wire::DeleteGroupsResponse& response) {
    const ErrorCode code =
        response.results.empty() ? ErrorCode::kUnknownServerError : response.results.front().errorCode;
    if (code != ErrorCode::kNone) return refused(command, code);
    return {.sentence = fmt::format("Deleted group {}.", command.group)};
}

CommandOutcome outcomeOf(const ResetOffsets& command, client::OffsetReset::Rows rows) {
    CommandOutcome outcome;
    const auto failed =
        std::ranges::find_if(rows, [](const client::OffsetResetRow& row) { return !row.ok(); });
    const auto bad = std::ranges::count_if(rows, [](const auto& row) { return !row.ok(); });
    const auto good = static_cast<std::ptrdiff_t>(rows.size()) - bad;
    outcome.sentence = fmt::format("{} offsets of group {} in {} partitions.",
                                   command.previewOnly ? "Would reset" : "Reset", command.group, good);
    if (failed != rows.end()) {
        if (!command.previewOnly) outcome.code = failed->code;
        outcome.sentence += fmt::format(" Not in {}: {}.", failed->partition, failed->reason);
        if (bad > 1) outcome.sentence += fmt::format(" Nor in {} others.", bad - 1);
    }
    outcome.resets = std::move(rows);
    return outcome;
}

}  // namespace

void ClusterClient::run(const RemoveGroupMember& command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.call = m_admin.removeGroupMember(
        command.group, command.memberId, "an administrator removed it",
        [this, id, command](const Result<wire::LeaveGroupResponse>& response) {
            finish(id, response ? outcomeOf(command, *response)
                                : CommandOutcome{.code = response.error().code,
                                                 .sentence = response.error().detail});
        });
}

void ClusterClient::run(const DeleteGroup& command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.call = m_admin.deleteGroup(
        command.group, [this, id, command](const Result<wire::DeleteGroupsResponse>& response) {
            finish(id, response ? outcomeOf(command, *response)
                                : CommandOutcome{.code = response.error().code,
                                                 .sentence = response.error().detail});
        });
}

void ClusterClient::run(const ResetOffsets& command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.reset = std::make_unique<client::OffsetReset>(
        m_options, m_world,
        client::OffsetResetPlan{.group = command.group,
                                .partitions = command.partitions,
                                .rule = command.rule,
                                .previewOnly = command.previewOnly},
        [this, id, command](Result<client::OffsetReset::Rows> rows) {
            if (!rows)
                return finish(id, {.code = rows.error().code, .sentence = std::move(rows).error().detail});
            finish(id, outcomeOf(command, *std::move(rows)));
        });
}

}  // namespace broker::cluster
