#include "broker/reading/time_merge.h"

#include <algorithm>

#include "broker/base/check.h"

namespace broker::reading {

void TimeMerge::add(PartitionIndex partition) {
    const auto [lane, isNew] = m_lanes.try_emplace(partition);
    CHECK(isNew);
    m_behind.emplace(lane->second.passed, partition);
    ++m_unfinished;
}

void TimeMerge::push(std::unique_ptr<ReadRecord> record) {
    const PartitionIndex partition = record->partition;
    Lane& lane = m_lanes.at(partition);
    CHECK(!lane.isFinished);
    if (lane.records.empty()) {
        m_behind.erase({lane.passed, partition});
        m_heads.emplace(record->timestamp, partition);
    }
    lane.passed = std::max(lane.passed, record->timestamp);
    m_bytes += record->heldBytes();
    lane.records.push_back(std::move(record));
}

void TimeMerge::pass(PartitionIndex partition, Timestamp time) {
    Lane& lane = m_lanes.at(partition);
    if (time <= lane.passed) return;
    const bool isBehind = m_behind.erase({lane.passed, partition}) > 0;
    lane.passed = time;
    if (isBehind) m_behind.emplace(time, partition);
}

void TimeMerge::finish(PartitionIndex partition) {
    Lane& lane = m_lanes.at(partition);
    if (lane.isFinished) return;
    lane.isFinished = true;
    --m_unfinished;
    m_behind.erase({lane.passed, partition});
}

RecordPointer TimeMerge::takeNext() {
    if (m_heads.empty()) return nullptr;
    if (!m_behind.empty() && m_behind.begin()->first < m_heads.begin()->first) return nullptr;
    return takeAny();
}

RecordPointer TimeMerge::takeAny() {
    if (m_heads.empty()) return nullptr;
    const PartitionIndex partition = m_heads.begin()->second;
    m_heads.erase(m_heads.begin());
    Lane& lane = m_lanes.at(partition);
    std::shared_ptr<const ReadRecord> taken = std::move(lane.records.front());
    lane.records.pop_front();
    m_bytes -= taken->heldBytes();
    if (!lane.records.empty())
        m_heads.emplace(lane.records.front()->timestamp, partition);
    else if (!lane.isFinished)
        m_behind.emplace(lane.passed, partition);
    return taken;
}

void TimeMerge::settle(const Settled& settled) {
    const auto lane = m_lanes.find(settled.partition);
    if (lane == m_lanes.end()) return;
    for (const auto& record : lane->second.records)
        record->transaction = settled.after(*record, record->transaction);
}

std::size_t TimeMerge::waiting(PartitionIndex partition) const {
    const auto lane = m_lanes.find(partition);
    return lane == m_lanes.end() ? 0 : lane->second.records.size();
}

}  // namespace broker::reading
