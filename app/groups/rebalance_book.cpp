#include "app/groups/rebalance_book.h"

#include <algorithm>
#include <utility>

#include "broker/observe/changed_elements.h"

namespace app {

using namespace broker::observe;
using broker::Timestamp;

namespace {

std::size_t entriesOf(const RebalanceSnapshot& rebalance) {
    return 1 + rebalance.members.size() + rebalance.before->size() + rebalance.after->size();
}

Timestamp beganAt(const RebalanceBook::Pointer& rebalance) { return rebalance->began; }

}  // namespace

void RebalanceBook::learn(SnapshotPointer snapshot) {
    static const BrokerSnapshot kNothing;
    if (snapshot == m_last) return;
    for (const auto& teller : snapshot->brokers) {
        const BrokerSnapshot* before = m_last ? m_last->broker(teller->id) : nullptr;
        if (before == teller.get()) continue;
        forEachChanged((before ? *before : kNothing).groups, teller->groups,
                       [](const auto& group) -> const std::string& { return group.id; },
                       [this](const GroupSnapshot* was, const GroupSnapshot* is) {
                           if (is && is->rebalance && !(was && was->rebalance == is->rebalance))
                               note(is->id, is->rebalance);
                       });
    }
    m_last = std::move(snapshot);
}

void RebalanceBook::note(const std::string& group, const Pointer& rebalance) {
    Rebalances& known = m_groups[group];
    const auto place = std::ranges::lower_bound(known, rebalance->began, {}, beganAt);
    m_entries += entriesOf(*rebalance);
    if (place != known.end() && (*place)->began == rebalance->began) {
        m_entries -= entriesOf(**place);
        *place = rebalance;
    } else {
        known.insert(place, rebalance);
    }
    if (known.size() > kMostOfOne) dropFirst(known);
    while (m_entries > kMostEntries) dropOldest();
}

void RebalanceBook::dropFirst(Rebalances& rebalances) {
    m_entries -= entriesOf(*rebalances.front());
    rebalances.pop_front();
}

void RebalanceBook::dropOldest() {
    const auto oldest =
        std::ranges::min_element(m_groups, {}, [](const auto& entry) { return entry.second.front()->began; });
    dropFirst(oldest->second);
    if (oldest->second.empty()) m_groups.erase(oldest);
}

std::vector<RebalanceBook::Pointer> RebalanceBook::of(const GroupSnapshot& group, Timestamp now) const {
    std::vector<Pointer> list;
    if (group.rebalance) list.push_back(group.rebalance);
    const auto known = m_groups.find(group.id);
    if (known == m_groups.end()) return list;
    const Rebalances& all = known->second;
    const auto end = group.rebalance ? std::ranges::lower_bound(all, group.rebalance->began, {}, beganAt)
                                     : std::ranges::upper_bound(all, now, {}, beganAt);
    for (auto next = end; next != all.begin();) list.push_back(*--next);
    return list;
}

}  // namespace app
