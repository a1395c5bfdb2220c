#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// What tables and figures say of a topic, or of all of them: sums over the partitions.
struct TopicFigures {
    std::int64_t partitions = 0;
    std::int64_t replicas = 0;
    std::int64_t underReplicated = 0;  ///< with a leader, and fewer in sync than there are replicas
    std::int64_t offline = 0;          ///< without a leader
    std::int64_t offsets = 0;          ///< between the start and the end of the leaders' logs
    std::int64_t bytes = 0;            ///< of the leaders' logs

    TopicFigures& operator+=(const TopicFigures& other);
    TopicFigures& operator-=(const TopicFigures& other);
    friend bool operator==(const TopicFigures&, const TopicFigures&) = default;
};

/// The figures of the snapshot that was shown last, kept by differences: what they cost follows what changed
/// between two snapshots, not how many partitions there are.
class Figures {
public:
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;

    void show(SnapshotPointer snapshot);

    /// Internal topics included.
    const TopicFigures& cluster() const { return m_cluster; }
    /// Zeros if there is no such topic.
    const TopicFigures& topic(std::string_view name) const;
    /// Of the topic at that place among the snapshot's.
    const TopicFigures& topic(std::size_t place) const { return m_rows.at(place).figures; }
    /// How many replicas a broker leads, as it says itself.
    std::int64_t ledBy(broker::BrokerId broker) const;

private:
    using TopicPointer = std::shared_ptr<const broker::observe::TopicSnapshot>;
    struct Row {
        TopicPointer topic;
        TopicFigures figures;
    };

    void takeReplicas(const broker::observe::ClusterSnapshot& next);
    void countLeaders(const broker::observe::ClusterSnapshot& next);
    void takeTopics(const broker::observe::ClusterSnapshot& next, bool allAnew);
    static void takePartitions(Row& row, const broker::observe::TopicSnapshot& before,
                               const broker::observe::ClusterSnapshot& next);
    std::size_t placeOf(std::string_view name) const;

    SnapshotPointer m_snapshot;
    std::vector<Row> m_rows;  ///< as the snapshot's topics: ascending by name
    TopicFigures m_cluster;
    std::map<broker::BrokerId, std::int64_t> m_led;
};

}  // namespace app
