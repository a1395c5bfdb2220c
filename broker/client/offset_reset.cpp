#include "broker/client/offset_reset.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace broker::client {
namespace {

/// The commit of an administrator while somebody else may commit.
Error membersAreThere(const std::string& group) {
    return {ErrorCode::kUnknownMemberId,
            fmt::format("Group {} has members, and while it has only they may commit offsets.", group)};
}

void refuse(OffsetResetRow& row, Error error) {
    row.code = error.code;
    row.reason = std::move(error.detail);
}

}  // namespace

OffsetReset::OffsetReset(ClientOptions options, const world::World& world, OffsetResetPlan plan,
                         world::Completion<Result<Rows>> done)
    : m_options(std::move(options))
    , m_world(world)
    , m_plan(std::move(plan))
    , m_done(std::move(done))
    , m_admin(m_options, m_world) {
    std::ranges::sort(m_plan.partitions);
    const auto repeated = std::ranges::unique(m_plan.partitions);
    m_plan.partitions.erase(repeated.begin(), repeated.end());
    m_call = m_admin.groupOffsets(
        m_plan.group, m_plan.partitions,
        [this](Result<std::vector<GroupOffset>> offsets) { onCommitted(std::move(offsets)); });
}

void OffsetReset::onCommitted(Result<std::vector<GroupOffset>> offsets) {
    if (!offsets) return finish(failure(std::move(offsets).error()));
    std::map<TopicPartition, const GroupOffset*> told;
    for (const GroupOffset& one : *offsets) told[one.partition] = &one;
    if (m_plan.partitions.empty())
        for (const auto& [partition, one] : told) m_plan.partitions.push_back(partition);
    for (const TopicPartition& partition : m_plan.partitions) {
        OffsetResetRow& row = m_rows.emplace_back();
        row.partition = partition;
        const auto one = told.find(partition);
        if (one == told.end()) continue;
        row.before = one->second->offset;
        if (one->second->code != ErrorCode::kNone)
            refuse(row, {one->second->code, std::string(errorName(one->second->code))});
    }
    if (m_rows.empty())
        return finish(failure(ErrorCode::kNotFound, "Group {} has committed no offsets.", m_plan.group));
    askForEnds();
}

/// Both ends of each partition, then what the rule asks besides, in the order of the rows.
void OffsetReset::askForEnds() {
    std::vector<OffsetQuestion> questions;
    for (const OffsetResetRow& row : m_rows) {
        questions.push_back({.partition = row.partition, .at = kEarliestOffset});
        questions.push_back({.partition = row.partition, .at = kLatestOffset});
        // Times below zero stand for the ends of a log.
        if (const auto* time = std::get_if<ToTime>(&m_plan.rule))
            questions.push_back({.partition = row.partition, .at = std::max(time->time, Timestamp(0))});
    }
    m_lookup.emplace(m_options, m_world, std::move(questions),
                     [this](OffsetAnswers answers) { onEnds(std::move(answers)); });
}

void OffsetReset::onEnds(OffsetAnswers answers) {
    const std::size_t perRow = std::holds_alternative<ToTime>(m_plan.rule) ? 3 : 2;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        OffsetResetRow& row = m_rows[i];
        const Result<Offset>& earliest = answers[i * perRow];
        const Result<Offset>& latest = answers[i * perRow + 1];
        if (earliest) row.earliest = *earliest;
        if (latest) row.latest = *latest;
        if (!earliest || !latest)
            refuse(row, earliest ? latest.error() : earliest.error());
        else if (row.ok())
            followRule(row, perRow == 3 ? &answers[i * perRow + 2] : nullptr);
    }
    if (m_plan.previewOnly) return finish(std::move(m_rows));
    commit();
}

void OffsetReset::followRule(OffsetResetRow& row, const Result<Offset>* atTime) const {
    if (std::holds_alternative<ToEarliest>(m_plan.rule)) row.after = row.earliest;
    if (std::holds_alternative<ToLatest>(m_plan.rule)) row.after = row.latest;
    if (const auto* to = std::get_if<ToOffset>(&m_plan.rule))
        row.after = std::clamp(to->offset, row.earliest, std::max(row.earliest, row.latest));
    if (atTime != nullptr) {
        if (!*atTime) return refuse(row, atTime->error());
        row.after = **atTime < Offset(0) ? row.latest : **atTime;
    }
    if (const auto* by = std::get_if<ShiftBy>(&m_plan.rule)) {
        if (row.before < Offset(0))
            return refuse(row, {ErrorCode::kNotFound, "nothing is committed from which to shift"});
        // The distances to both ends have no overflow; the sum might.
        const std::int64_t back = std::min<std::int64_t>(0, row.earliest - row.before);
        const std::int64_t ahead = std::max<std::int64_t>(0, row.latest - row.before);
        row.after = std::clamp(row.before + std::clamp(by->records, back, ahead), row.earliest,
                               std::max(row.earliest, row.latest));
    }
}

void OffsetReset::commit() {
    std::vector<GroupOffset> offsets;
    for (const OffsetResetRow& row : m_rows)
        if (row.ok()) offsets.push_back({.partition = row.partition, .offset = row.after});
    if (offsets.empty()) return finish(failure(m_rows.front().code, "{}", m_rows.front().reason));
    m_call = m_admin.commitGroupOffsets(
        m_plan.group, offsets, [this](Result<std::vector<GroupOffset>> taken) { onReset(std::move(taken)); });
}

void OffsetReset::onReset(Result<std::vector<GroupOffset>> taken) {
    if (!taken) return finish(failure(std::move(taken).error()));
    std::map<TopicPartition, ErrorCode> codes;
    for (const GroupOffset& one : *taken) codes[one.partition] = one.code;
    for (OffsetResetRow& row : m_rows) {
        if (!row.ok()) continue;
        const auto code = codes.find(row.partition);
        if (code == codes.end()) {
            refuse(row, {ErrorCode::kMalformed, "the answer does not tell"});
        } else if (code->second == ErrorCode::kUnknownMemberId) {
            return finish(failure(membersAreThere(m_plan.group)));
        } else if (code->second != ErrorCode::kNone) {
            refuse(row, {code->second, std::string(errorName(code->second))});
        }
    }
    finish(std::move(m_rows));
}

void OffsetReset::finish(Result<Rows> outcome) {
    auto done = std::move(m_done);
    done(std::move(outcome));
}

}  // namespace broker::client
