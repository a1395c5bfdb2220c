#include "app/session/topic_figures.h"

#include <algorithm>
#include <utility>

#include "app/session/changed_replicas.h"

namespace app {
namespace {

using namespace broker::observe;

std::int64_t offsetsOf(const ReplicaSnapshot* replica) {
    return replica ? replica->logEnd - replica->logStart : 0;
}

std::int64_t bytesOf(const ReplicaSnapshot* replica) {
    return replica ? static_cast<std::int64_t>(replica->sizeBytes) : 0;
}

const PartitionSnapshot* partitionOf(const TopicSnapshot& topic, broker::PartitionIndex index) {
    const auto at = static_cast<std::size_t>(index.value());
    return at < topic.partitions.size() ? topic.partitions[at].get() : nullptr;
}

TopicFigures addUp(const TopicSnapshot& topic, const ClusterSnapshot& snapshot) {
    TopicFigures sum;
    sum.partitions = static_cast<std::int64_t>(topic.partitions.size());
    for (const auto& partition : topic.partitions) {
        sum.replicas += static_cast<std::int64_t>(partition->replicas.size());
        if (partition->leader == broker::kNoBroker)
            ++sum.offline;
        else if (partition->isr.size() < partition->replicas.size())
            ++sum.underReplicated;
        const ReplicaSnapshot* leader = snapshot.replica({topic.name, partition->index}, partition->leader);
        sum.offsets += offsetsOf(leader);
        sum.bytes += bytesOf(leader);
    }
    return sum;
}

bool haveSameBrokers(const ClusterSnapshot& a, const ClusterSnapshot& b) {
    return std::ranges::equal(
        a.brokers, b.brokers, {}, [](const auto& broker) { return broker->id; },
        [](const auto& broker) { return broker->id; });
}

}  // namespace

TopicFigures& TopicFigures::operator+=(const TopicFigures& other) {
    partitions += other.partitions;
    replicas += other.replicas;
    underReplicated += other.underReplicated;
    offline += other.offline;
    offsets += other.offsets;
    bytes += other.bytes;
    return *this;
}

void Figures::show(SnapshotPointer snapshot) {
    if (snapshot == m_snapshot) return;
    takeTopics(snapshot->metadata->topics, !m_snapshot || !haveSameBrokers(*m_snapshot, *snapshot));
    if (m_snapshot) takeReplicas(*snapshot);
    m_cluster = {};
    for (Row& row : m_rows) {
        if (std::exchange(row.isStale, false)) row.figures = addUp(*row.topic, *snapshot);
        m_cluster += row.figures;
    }
    m_snapshot = std::move(snapshot);
}

void Figures::takeTopics(const std::vector<TopicPointer>& topics, bool allAnew) {
    std::vector<Row> rows;
    rows.reserve(topics.size());
    auto old = m_rows.begin();
    for (const TopicPointer& topic : topics) {
        while (old != m_rows.end() && old->topic != topic && old->topic->name < topic->name) ++old;
        const bool isSame = old != m_rows.end() && old->topic == topic;
        if (isSame && !allAnew)
            rows.push_back(std::move(*old));
        else
            rows.push_back({topic, {}, true});
        if (isSame) ++old;
    }
    m_rows = std::move(rows);
}

/// Of a topic whose metadata are the same, the leaders are too: only their logs can differ.
void Figures::takeReplicas(const ClusterSnapshot& next) {
    for (const auto& after : next.brokers) {
        std::size_t place = 0;
        forEachChangedReplica(m_snapshot->broker(after->id), *after,
                              [&](const ReplicaSnapshot* last, const ReplicaSnapshot* now) {
                                  const broker::TopicPartition& which = (now ? now : last)->partition;
                                  // They come sorted: mostly it is the same topic again.
                                  if (place >= m_rows.size() || m_rows[place].topic->name != which.topic)
                                      place = placeOf(which.topic);
                                  if (place >= m_rows.size() || m_rows[place].isStale) return;
                                  Row& row = m_rows[place];
                                  const PartitionSnapshot* partition =
                                      partitionOf(*row.topic, which.partition);
                                  if (!partition || partition->leader != after->id) return;
                                  row.figures.offsets += offsetsOf(now) - offsetsOf(last);
                                  row.figures.bytes += bytesOf(now) - bytesOf(last);
                              });
    }
}

/// One past the last if there is no such topic.
std::size_t Figures::placeOf(std::string_view name) const {
    const auto found = std::ranges::lower_bound(
        m_rows, name, {}, [](const Row& row) { return std::string_view(row.topic->name); });
    const bool isThere = found != m_rows.end() && found->topic->name == name;
    return isThere ? static_cast<std::size_t>(found - m_rows.begin()) : m_rows.size();
}

const TopicFigures& Figures::topic(std::string_view name) const {
    static const TopicFigures kNothing;
    const std::size_t place = placeOf(name);
    return place < m_rows.size() ? m_rows[place].figures : kNothing;
}

}  // namespace app
