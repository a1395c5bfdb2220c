#include "broker/reading/reading.h"

#include <algorithm>
#include <utility>

namespace broker::reading {
namespace {

/// Records of all partitions together that `FromNewest` looks at on its own account.
constexpr std::int64_t kNewestOfAll = 100'000;

client::ConsumerOptions consumerOptions() {
    return {.maxWait = std::chrono::milliseconds(250), .maxBytes = 8 << 20, .readCommitted = false};
}

}  // namespace

bool operator==(const Progress& left, const Progress& right) {
    const auto sameProblem = [](const auto& a, const auto& b) {
        return a.first == b.first && a.second.code == b.second.code && a.second.detail == b.second.detail;
    };
    return left.state == right.state && left.scannedRecords == right.scannedRecords &&
           left.scannedBytes == right.scannedBytes && left.keptRecords == right.keptRecords &&
           left.keptBytes == right.keptBytes && left.plannedRecords == right.plannedRecords &&
           left.allRecords == right.allRecords &&
           std::equal(left.problems.begin(), left.problems.end(), right.problems.begin(),
                      right.problems.end(), sameProblem);
}

Reading::Reading(client::ClientOptions client, const world::World& world, Plan plan, Observer& observer)
    : m_clientOptions(std::move(client))
    , m_world(world)
    , m_plan(std::move(plan))
    , m_observer(observer) {
    m_turn = m_world.timers.after(world::Duration::zero(), [this] { lookUp(); });
}

Reading::~Reading() = default;

void Reading::lookUp() {
    std::vector<client::OffsetQuestion> questions;
    const auto* time = std::get_if<Timestamp>(&m_plan.from);
    for (const PartitionIndex partition : m_plan.partitions) {
        questions.push_back({.partition = place(partition), .at = client::kEarliestOffset});
        questions.push_back({.partition = place(partition), .at = client::kLatestOffset});
        // Times before 1970 are those of the special answers; the oldest record is what they ask for.
        const Timestamp at = time && *time >= Timestamp(0) ? *time : client::kEarliestOffset;
        if (time) questions.push_back({.partition = place(partition), .at = at});
    }
    m_lookup = std::make_unique<client::OffsetLookup>(
        m_clientOptions, m_world, std::move(questions),
        [this](const client::OffsetAnswers& answers) { onOffsets(answers); });
}

void Reading::onOffsets(const client::OffsetAnswers& answers) {
    const bool hasTimes = std::holds_alternative<Timestamp>(m_plan.from);
    const std::size_t each = hasTimes ? 3 : 2;
    for (std::size_t i = 0; i < m_plan.partitions.size(); ++i) {
        const PartitionIndex partition = m_plan.partitions[i];
        const Result<Offset>* told = &answers[i * each];
        const auto* failed = std::find_if(told, told + each, [](const auto& one) { return !one; });
        if (failed != told + each) {
            m_progress.problems.emplace(partition, failed->error());
            continue;
        }
        Span span{.first = *told[0], .begin = {}, .end = *told[1]};
        span.begin = beginOf(span, hasTimes ? std::optional(*told[2]) : std::nullopt);
        m_progress.allRecords += static_cast<std::uint64_t>(std::max<std::int64_t>(0, span.end - span.first));
        m_progress.plannedRecords +=
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, span.end - span.begin));
        m_spans.emplace(partition, span);
    }
    begin();
}

Offset Reading::beginOf(const Span& span, std::optional<Offset> byTime) const {
    Offset wanted = span.first;
    if (isLive()) {
        wanted = span.end;
    } else if (isNewest()) {
        const auto partitions = static_cast<std::int64_t>(m_plan.partitions.size());
        const std::int64_t page = std::clamp<std::int64_t>(kNewestOfAll / partitions, 1,
                                                           static_cast<std::int64_t>(m_plan.pageRecords));
        const std::int64_t back = std::max(page, m_plan.newestOfEach);
        wanted = span.end - span.first > back ? Offset(span.end.value() - back) : span.first;
    } else if (const auto* offset = std::get_if<Offset>(&m_plan.from)) {
        wanted = *offset;
    } else if (byTime) {
        wanted = *byTime < Offset(0) ? span.end : *byTime;
    }
    return std::clamp(wanted, span.first, std::max(span.first, span.end));
}

void Reading::begin() {
    client::Consumer::Observer& self = *this;
    m_consumer = std::make_unique<client::Consumer>(m_clientOptions, consumerOptions(), m_world, self);
    for (auto& [partition, span] : m_spans) {
        if (!isLive() && span.begin >= span.end) continue;
        span.isOpen = true;
        m_merge.add(partition);
        m_consumer->assign(place(partition), span.begin);
    }
    m_progress.state = m_spans.empty() && !m_progress.problems.empty() ? State::kFailed
                       : isLive()                                      ? State::kLive
                                                                       : State::kReading;
    drain();
}

void Reading::close(PartitionIndex partition) {
    Span& span = m_spans.at(partition);
    if (!std::exchange(span.isOpen, false)) return;
    m_consumer->unassign(place(partition));
    m_merge.finish(partition);
}

void Reading::readOn() {
    const State state = m_progress.state;
    if (state != State::kPageFull && state != State::kBytesFull) return;
    m_pageRecords = 0;
    m_pageBytes = 0;
    m_progress.state = State::kReading;
    drainLater();
}

void Reading::drainLater() {
    m_turn = m_world.timers.after(world::Duration::zero(), [this] { drain(); });
}

bool Reading::isPageFull() const {
    return !isLive() && (m_pageRecords >= m_plan.pageRecords || m_pageBytes >= m_plan.pageBytes);
}

void Reading::drain() {
    if (isNewest()) {
        drainNewest();
    } else {
        while (!isPageFull()) {
            const RecordPointer record = isLive() ? m_merge.takeAny() : m_merge.takeNext();
            if (!record) break;
            handOut(record);
        }
    }
    const bool isAtEnd = m_merge.isFinished() && m_merge.isEmpty();
    if (m_progress.state == State::kReading) {
        if (isAtEnd)
            m_progress.state = State::kDone;
        else if (isPageFull())
            m_progress.state = m_pageRecords >= m_plan.pageRecords ? State::kPageFull : State::kBytesFull;
    } else if (m_progress.state == State::kLive && m_merge.isFinished()) {
        m_progress.state = State::kFailed;
    }
    pauseWhereFull();
    tellProgress();
}

/// The newest are known only at the end; until then as many are held as a page takes.
void Reading::drainNewest() {
    while (const RecordPointer record = m_merge.takeNext()) {
        m_newest.push_back(record);
        m_newestBytes += record->heldBytes();
        while (m_newest.size() > m_plan.pageRecords ||
               (m_newestBytes > m_plan.pageBytes && m_newest.size() > 1)) {
            m_newestBytes -= m_newest.front()->heldBytes();
            m_newest.pop_front();
        }
    }
    if (!m_merge.isFinished() || !m_merge.isEmpty()) return;
    for (const RecordPointer& record : std::exchange(m_newest, {})) handOut(record);
    m_newestBytes = 0;
}

void Reading::handOut(const RecordPointer& record) {
    ++m_pageRecords;
    m_pageBytes += record->heldBytes();
    ++m_progress.keptRecords;
    const TransactionState state = record->transaction;
    if (state == TransactionState::kOpen || state == TransactionState::kDecided)
        ++m_unsettled[{record->partition, record->producerId}];
    m_observer.onRecord(record);
}

/// A partition that others wait for is always read on; the rest only while there is room.
void Reading::pauseWhereFull() {
    if (!m_consumer) return;
    const bool isFull = isPageFull() || m_merge.heldBytes() > m_plan.pageBytes / 2;
    for (auto& [partition, span] : m_spans) {
        if (!span.isOpen) continue;
        const bool pauses = isPageFull() || (isFull && m_merge.waiting(partition) > 0);
        if (std::exchange(span.isPaused, pauses) != pauses) m_consumer->pause(place(partition), pauses);
    }
}

void Reading::tellProgress() {
    m_progress.keptBytes = m_pageBytes + m_newestBytes + m_merge.heldBytes();
    if (m_progress == m_told) return;
    m_told = m_progress;
    m_observer.onProgress(m_told);
}

}  // namespace broker::reading
