#include "broker/quorum/epoch_history.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::quorum {

Result<EpochHistory> EpochHistory::of(std::vector<EpochStart> starts) {
    EpochStart last{kNoLeaderEpoch, Offset{-1}};
    for (const EpochStart& next : starts) {
        if (next.epoch <= last.epoch || next.start <= last.start)
            return failure(ErrorCode::kMalformed,
                           "epoch {} from offset {} cannot follow epoch {} from offset {}", next.epoch,
                           next.start, last.epoch, last.start);
        last = next;
    }
    EpochHistory history;
    history.m_starts = std::move(starts);
    return history;
}

void EpochHistory::append(LeaderEpoch epoch, Offset start) {
    if (!m_starts.empty()) {
        if (m_starts.back().epoch == epoch) return;
        CHECK(m_starts.back().epoch < epoch && m_starts.back().start < start);
    }
    m_starts.push_back({epoch, start});
}

void EpochHistory::truncate(Offset end) {
    while (!m_starts.empty() && m_starts.back().start >= end) m_starts.pop_back();
}

void EpochHistory::beginAt(Offset start, Offset logEnd) {
    if (start >= logEnd) return m_starts.clear();
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), start,
                                        [](Offset s, const EpochStart& next) { return s < next.start; });
    if (after == m_starts.begin()) return;
    m_starts.erase(m_starts.begin(), std::prev(after));
    m_starts.front().start = start;
}

EpochEnd EpochHistory::endOf(LeaderEpoch epoch, Offset logEnd) const {
    const auto next =
        std::upper_bound(m_starts.begin(), m_starts.end(), epoch,
                         [](LeaderEpoch e, const EpochStart& start) { return e < start.epoch; });
    if (next == m_starts.begin()) return {kNoLeaderEpoch, Offset{0}};
    return {std::prev(next)->epoch, next == m_starts.end() ? logEnd : next->start};
}

}  // namespace broker::quorum
