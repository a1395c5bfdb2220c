#include "broker/log/epoch_cache.h"

#include <algorithm>

namespace broker::log {

EpochCache::EpochCache(const std::vector<EpochEntry>& entries) {
    for (const EpochEntry& entry : entries) assign(entry.epoch, entry.startOffset);
}

bool EpochCache::assign(LeaderEpoch epoch, Offset startOffset) {
    if (epoch < LeaderEpoch(0) || startOffset < Offset(0)) return false;
    if (!m_entries.empty()) {
        const EpochEntry& last = m_entries.back();
        if (epoch == last.epoch && startOffset >= last.startOffset) return false;
    }
    while (!m_entries.empty() &&
           (m_entries.back().epoch >= epoch || m_entries.back().startOffset >= startOffset))
        m_entries.pop_back();
    m_entries.push_back({epoch, startOffset});
    return true;
}

EpochEnd EpochCache::endOffsetFor(LeaderEpoch epoch, Offset logEnd) const {
    if (epoch < LeaderEpoch(0) || m_entries.empty()) return {};
    if (m_entries.back().epoch == epoch) return {epoch, logEnd};
    const auto higher =
        std::upper_bound(m_entries.begin(), m_entries.end(), epoch,
                         [](LeaderEpoch wanted, const EpochEntry& entry) { return wanted < entry.epoch; });
    if (higher == m_entries.end()) return {};
    if (higher == m_entries.begin()) return {epoch, higher->startOffset};
    return {std::prev(higher)->epoch, higher->startOffset};
}

std::optional<LeaderEpoch> EpochCache::epochFor(Offset offset) const {
    const auto after =
        std::upper_bound(m_entries.begin(), m_entries.end(), offset,
                         [](Offset wanted, const EpochEntry& entry) { return wanted < entry.startOffset; });
    if (after == m_entries.begin()) return std::nullopt;
    return std::prev(after)->epoch;
}

std::optional<EpochEntry> EpochCache::latest() const {
    if (m_entries.empty()) return std::nullopt;
    return m_entries.back();
}

std::optional<EpochEntry> EpochCache::earliest() const {
    if (m_entries.empty()) return std::nullopt;
    return m_entries.front();
}

bool EpochCache::truncateFromEnd(Offset logEnd) {
    const std::size_t before = m_entries.size();
    while (!m_entries.empty() && m_entries.back().startOffset >= logEnd) m_entries.pop_back();
    return m_entries.size() != before;
}

bool EpochCache::truncateFromStart(Offset logStart) {
    std::size_t before = 0;
    while (before < m_entries.size() && m_entries[before].startOffset <= logStart) ++before;
    if (before == 0 || (before == 1 && m_entries.front().startOffset == logStart)) return false;
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(before) - 1);
    m_entries.front().startOffset = logStart;
    return true;
}

bool EpochCache::clear() {
    const bool changed = !m_entries.empty();
    m_entries.clear();
    return changed;
}

}  // namespace broker::log
