#include "broker/node/coordinator_runtime/group_shard.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::node {

GroupShard::GroupShard(Context context, CoordinatorLog log)
    : m_context(std::move(context))
    , m_log(std::move(log))
    , m_coordinator(m_context.options, m_context.world.random.fork()) {}

groups::Now GroupShard::now() const {
    return {m_context.world.clock.now(), m_context.world.clock.wallTime()};
}

void GroupShard::ask(Command command, Answer answer) {
    const groups::Ticket ticket = std::exchange(m_nextTicket, groups::Ticket(m_nextTicket.value() + 1));
    m_asked[ticket] = std::move(answer);
    carryOut(command(m_coordinator, ticket, now()));
}

void GroupShard::topicDeleted(const std::string& topic, const Uuid& id) {
    if (!m_isLoaded)
        m_deletedMeanwhile.emplace_back(topic, id);
    else
        carryOut(m_coordinator.topicDeleted(topic, id, now()));
}

// The log
// --------------------------------------------------------------------------------------------------

Result<void> GroupShard::replay(const wire::RecordView& record, Offset offset) {
    const Result<wire::GroupRecord> decoded = wire::decodeGroupRecord(record.key, record.value);
    if (!decoded)
        return failure(decoded.error().code, "the record at offset {} can't be read: {}", offset,
                       decoded.error().detail);
    m_coordinator.replay(*decoded, offset);
    return {};
}

void GroupShard::loaded(const Load& load) {
    m_isLoaded = true;
    carryOut(m_coordinator.loaded(now()));
    for (const auto& [topic, id] : std::exchange(m_deletedMeanwhile, {})) topicDeleted(topic, id);
    if (load.records == 0) return;
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(load.taken);
    m_context.observer.report({.time = now().wall,
                               .kind = observe::EventKind::kCoordinatorLoaded,
                               .broker = m_context.self,
                               .partition = m_log.partition(),
                               .arguments = {{"broker", std::to_string(m_context.self.value())},
                                             {"partition", fmt::format("{}", m_log.partition())},
                                             {"groups", std::to_string(groupCount())},
                                             {"records", std::to_string(load.records)},
                                             {"milliseconds", std::to_string(taken.count())}}});
}

void GroupShard::unload(const std::string& reason) {
    m_timer = nullptr;
    const bool hadGroups = groupCount() > 0;
    carryOut(m_coordinator.unload(now()));
    m_timer = nullptr;
    if (hadGroups) reportUnloaded(reason);
}

void GroupShard::unreadable(const Error& error) { reportUnloaded(error.detail); }

void GroupShard::reportUnloaded(const std::string& reason) {
    m_context.observer.report({.time = now().wall,
                               .kind = observe::EventKind::kCoordinatorUnloaded,
                               .broker = m_context.self,
                               .partition = m_log.partition(),
                               .arguments = {{"broker", std::to_string(m_context.self.value())},
                                             {"partition", fmt::format("{}", m_log.partition())},
                                             {"reason", reason}}});
}

groups::Outcome GroupShard::append(const groups::Outcome& outcome) {
    std::vector<CoordinatorRecord> records;
    records.reserve(outcome.records.size());
    for (const wire::GroupRecord& record : outcome.records) {
        wire::GroupRecordBytes bytes = wire::encodeGroupRecord(record);
        records.push_back({std::move(bytes.key), std::move(bytes.value)});
    }
    const Result<void> appended = m_log.append(
        records, outcome.isAtomic,
        [&](std::size_t index, Offset offset) { m_coordinator.replay(outcome.records[index], offset); });
    return appended ? m_coordinator.appended() : m_coordinator.refused(toWire(appended.error().code));
}

// Outcomes
// -----------------------------------------------------------------------------------------------

void GroupShard::carryOut(groups::Outcome outcome) {
    std::vector<groups::Reply> replies;
    for (;;) {
        report(outcome.events);
        std::ranges::move(outcome.replies, std::back_inserter(replies));
        if (outcome.records.empty()) break;
        outcome = append(outcome);
    }
    m_isDirty = true;
    m_context.onChanged();
    awaitDeadline();
    // Last: whoever is answered may ask again at once.
    for (groups::Reply& reply : replies) release(reply);
}

void GroupShard::release(groups::Reply& reply) {
    auto asked = m_asked.extract(reply.ticket);
    CHECK(!asked.empty());
    const bool isHasty = m_context.options.mutant == groups::Mutant::kAnswerBeforeCommitted;
    m_log.whenCommitted(isHasty ? Offset(0) : reply.waitsFor, m_context.commitPatience,
                        [answer = std::move(asked.mapped()),
                         response = std::move(reply.response)](const Result<void>& committed) mutable {
                            if (!committed) return answer(failure(committed.error()));
                            answer(std::move(response));
                        });
}

void GroupShard::report(std::vector<observe::Event>& events) {
    for (observe::Event& event : events) m_context.observer.report(std::move(event));
}

/// A timer that is early does no harm: it finds nothing to do and is set anew.
void GroupShard::awaitDeadline() {
    const std::optional<world::Moment> deadline = m_coordinator.nextDeadline();
    if (!deadline || (m_timer && m_timerAt && *m_timerAt <= *deadline)) return;
    m_timerAt = deadline;
    const world::Duration left = std::max(*deadline - m_context.world.clock.now(), world::Duration::zero());
    m_timer = m_context.world.timers.after(left, [this] {
        m_timerAt.reset();
        carryOut(m_coordinator.tick(now()));
    });
}

const GroupShard::Groups& GroupShard::show(bool& isNew) {
    isNew = std::exchange(m_isDirty, false);
    if (isNew) m_shown = m_coordinator.snapshot(now());
    return m_shown;
}

}  // namespace broker::node
