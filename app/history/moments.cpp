#include "app/history/moments.h"

#include <algorithm>
#include <utility>

#include "app/history/leaves.h"

namespace app {
namespace {

/// What a leaf of each kind holds beside itself, on the average: names, and the nodes of its maps.
constexpr std::size_t kTexts = 160;

std::size_t cost(const Moments::SnapshotPointer& before, const broker::observe::ClusterSnapshot& after) {
    std::size_t bytes = 0;
    forEachChangedLeaf(
        before.get(), after,
        [&bytes](const LeafPlace&, const auto& leaf) {
            bytes += sizeof leaf + kTexts;
            using Leaf = std::remove_cvref_t<decltype(leaf)>;
            // The lists of pointers are made anew with their node.
            if constexpr (std::is_same_v<Leaf, broker::observe::BrokerSnapshot>)
                bytes +=
                    sizeof(void*) * 2 * (leaf.replicas.size() + leaf.clients.size() + leaf.groups.size());
            if constexpr (std::is_same_v<Leaf, broker::observe::TopicSnapshot>)
                bytes += sizeof(void*) * 2 * leaf.partitions.size();
            if constexpr (std::is_same_v<Leaf, broker::observe::MetadataSnapshot>)
                bytes += sizeof(void*) * 2 * leaf.topics.size();
            if constexpr (std::is_same_v<Leaf, broker::observe::GroupSnapshot>)
                bytes += kTexts * (leaf.members.size() + leaf.offsets.size());
        },
        [](const LeafPlace&) {});
    return bytes;
}

}  // namespace

void Moments::note(SnapshotPointer snapshot, broker::Timestamp now) {
    const bool isFirst = m_kept.empty();
    if (!isFirst && (m_kept.back().snapshot == snapshot || now <= m_kept.back().time)) return;
    const std::size_t bytes = cost(isFirst ? nullptr : m_kept.back().snapshot, *snapshot);
    m_kept.push_back({std::move(snapshot), now, bytes});
    m_bytes += bytes;
    while (m_bytes > m_maxBytes && m_kept.size() > 2) {
        // The one that becomes the first holds about as much as the one that goes: what goes is what it does
        // not share.
        m_bytes -= m_kept[1].bytes;
        m_kept[1].bytes = m_kept[0].bytes;
        m_kept.pop_front();
    }
}

Moment Moments::at(broker::Timestamp when) const {
    const auto later = std::ranges::upper_bound(m_kept, when, {}, &Kept::time);
    if (later == m_kept.begin()) return {};
    const auto found = std::prev(later);
    Moment moment{.snapshot = found->snapshot, .time = found->time, .earlier = nullptr};
    if (found != m_kept.begin()) {
        moment.earlier = std::prev(found)->snapshot;
        moment.earlierTime = std::prev(found)->time;
    }
    return moment;
}

broker::Timestamp Moments::begin() const {
    return m_kept.empty() ? broker::kNoTimestamp : m_kept.front().time;
}

}  // namespace app
