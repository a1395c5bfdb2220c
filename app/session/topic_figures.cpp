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

/// What one partition adds to its topic's figures.
TopicFigures figuresOf(const std::string& topic, const PartitionSnapshot& partition,
                       const ClusterSnapshot& snapshot) {
    TopicFigures one;
    one.partitions = 1;
    one.replicas = static_cast<std::int64_t>(partition.replicas.size());
    const bool isOffline = partition.leader == broker::kNoBroker;
    one.offline = isOffline ? 1 : 0;
    one.underReplicated = !isOffline && partition.isr.size() < partition.replicas.size() ? 1 : 0;
    const ReplicaSnapshot* leader = snapshot.replica({topic, partition.index}, partition.leader);
    one.offsets = offsetsOf(leader);
    one.bytes = bytesOf(leader);
    return one;
}

TopicFigures addUp(const TopicSnapshot& topic, const ClusterSnapshot& snapshot) {
    TopicFigures sum;
    for (const auto& partition : topic.partitions) sum += figuresOf(topic.name, *partition, snapshot);
    return sum;
}

/// What differs between two states of the metadata, over the same logs. Only where another leads are they
/// looked up.
TopicFigures changeOf(const std::string& topic, const PartitionSnapshot& before,
                      const PartitionSnapshot& after, const ClusterSnapshot& snapshot) {
    static const ClusterSnapshot kNoLogs;
    const ClusterSnapshot& logs = before.leader == after.leader ? kNoLogs : snapshot;
    TopicFigures change = figuresOf(topic, after, logs);
    change -= figuresOf(topic, before, logs);
    return change;
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

TopicFigures& TopicFigures::operator-=(const TopicFigures& other) {
    partitions -= other.partitions;
    replicas -= other.replicas;
    underReplicated -= other.underReplicated;
    offline -= other.offline;
    offsets -= other.offsets;
    bytes -= other.bytes;
    return *this;
}

void Figures::show(SnapshotPointer snapshot) {
    if (snapshot == m_snapshot) return;
    const bool allAnew = !m_snapshot || !haveSameBrokers(*m_snapshot, *snapshot);
    if (allAnew)
        countLeaders(*snapshot);
    else
        takeReplicas(*snapshot);
    takeTopics(*snapshot, allAnew);
    m_cluster = {};
    for (const Row& row : m_rows) m_cluster += row.figures;
    m_snapshot = std::move(snapshot);
}

/// The logs of those that led so far; who leads comes afterwards.
void Figures::takeReplicas(const ClusterSnapshot& next) {
    for (std::size_t i = 0; i < next.brokers.size(); ++i) {
        const BrokerSnapshot& after = *next.brokers[i];
        std::size_t place = 0;
        std::int64_t& led = m_led[after.id];
        forEachChangedReplica(m_snapshot->brokers[i].get(), after,
                              [&](const ReplicaSnapshot* last, const ReplicaSnapshot* now) {
                                  led += (now && now->isLeader) - (last && last->isLeader);
                                  const broker::TopicPartition& which = (now ? now : last)->partition;
                                  // They come sorted: mostly it is the same topic again.
                                  if (place >= m_rows.size() || m_rows[place].topic->name != which.topic)
                                      place = placeOf(which.topic);
                                  if (place >= m_rows.size()) return;
                                  Row& row = m_rows[place];
                                  const PartitionSnapshot* partition =
                                      partitionOf(*row.topic, which.partition);
                                  if (!partition || partition->leader != after.id) return;
                                  row.figures.offsets += offsetsOf(now) - offsetsOf(last);
                                  row.figures.bytes += bytesOf(now) - bytesOf(last);
                              });
    }
}

void Figures::countLeaders(const ClusterSnapshot& next) {
    m_led.clear();
    for (const auto& broker : next.brokers)
        m_led[broker->id] =
            std::ranges::count_if(broker->replicas, [](const auto& replica) { return replica->isLeader; });
}

void Figures::takeTopics(const ClusterSnapshot& next, bool allAnew) {
    std::vector<Row> rows;
    rows.reserve(next.metadata->topics.size());
    auto old = m_rows.begin();
    for (const TopicPointer& topic : next.metadata->topics) {
        while (old != m_rows.end() && old->topic != topic && old->topic->name < topic->name) ++old;
        const bool isKnown = old != m_rows.end() && old->topic->name == topic->name;
        if (isKnown && !allAnew && old->topic->partitions.size() == topic->partitions.size()) {
            rows.push_back({topic, old->figures});
            if (old->topic != topic) takePartitions(rows.back(), *old->topic, next);
        } else {
            rows.push_back({topic, addUp(*topic, next)});
        }
        if (isKnown) ++old;
    }
    m_rows = std::move(rows);
}

void Figures::takePartitions(Row& row, const TopicSnapshot& before, const ClusterSnapshot& next) {
    for (std::size_t i = 0; i < before.partitions.size(); ++i) {
        const auto& last = before.partitions[i];
        const auto& now = row.topic->partitions[i];
        if (last != now) row.figures += changeOf(before.name, *last, *now, next);
    }
}

/// One past the last if there is no such topic.
std::size_t Figures::placeOf(std::string_view name) const {
    const auto found = std::ranges::lower_bound(
        m_rows, name, {}, [](const Row& row) { return std::string_view(row.topic->name); });
    const bool isThere = found != m_rows.end() && found->topic->name == name;
    return isThere ? static_cast<std::size_t>(found - m_rows.begin()) : m_rows.size();
}

std::int64_t Figures::ledBy(broker::BrokerId broker) const {
    const auto found = m_led.find(broker);
    return found == m_led.end() ? 0 : found->second;
}

const TopicFigures& Figures::topic(std::string_view name) const {
    static const TopicFigures kNothing;
    const std::size_t place = placeOf(name);
    return place < m_rows.size() ? m_rows[place].figures : kNothing;
}

}  // namespace app
