#include "app/groups/lag_book.h"

#include <algorithm>

namespace app {

using broker::Timestamp;

namespace {

std::string_view idOf(const LagBook::GroupPointer& group) { return group->id; }

bool isSameSecond(Timestamp a, Timestamp b) { return a.value() / 1000 == b.value() / 1000; }

}  // namespace

/// Whether a round is under way. What nothing was heard of since it was learned needs no other one.
bool LagBook::maybeBegin(const SnapshotPointer& snapshot, Timestamp now) {
    if (m_isOnRound) return true;
    if (snapshot == m_begunWith && isSameSecond(now, m_begun)) return false;
    m_begunWith = snapshot;
    m_begun = now;
    m_last.reset();
    m_isOnRound = true;
    return true;
}

std::vector<LagBook::Learned> LagBook::learn(const SnapshotPointer& snapshot, const LogEnds& ends,
                                             Timestamp now) {
    std::vector<Learned> news;
    if (!maybeBegin(snapshot, now)) return news;
    const std::vector<GroupPointer> groups = snapshot->groups();
    auto next =
        m_last ? std::ranges::upper_bound(groups, std::string_view(*m_last), {}, idOf) : groups.begin();
    for (std::size_t done = 0; next != groups.end() && done < kPartitionsPerTurn; ++next) {
        const GroupPointer& group = *next;
        Entry& entry = m_entries[group->id];
        const bool isMet = entry.time != broker::kNoTimestamp && isSameSecond(entry.time, now);
        entry = {groupLag(*snapshot, *group, ends, now), now};
        if (!isMet) news.push_back({group, &entry.lag});
        done += 1 + entry.lag.partitions.size();
        m_last = group->id;
    }
    m_isOnRound = next != groups.end();
    if (!m_isOnRound) forgetGone(groups);
    return news;
}

void LagBook::forgetGone(const std::vector<GroupPointer>& groups) {
    std::erase_if(m_entries, [&groups](const auto& entry) {
        return !std::ranges::binary_search(groups, std::string_view(entry.first), {}, idOf);
    });
}

const GroupLag* LagBook::of(std::string_view group) const {
    const auto found = m_entries.find(group);
    return found == m_entries.end() ? nullptr : &found->second.lag;
}

}  // namespace app
