#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// Changes of TrafficCounters, a second.
struct TrafficRate {
    double recordsIn = 0;
    double bytesIn = 0;
    double bytesOut = 0;
    double batchesIn = 0;
    double fetches = 0;

    bool isZero() const { return recordsIn + bytesIn + bytesOut + batchesIn + fetches <= 0; }
};

/// Rates as differences of the snapshots' counters over a sliding second. A value of the GUI thread; time is
/// given to it. A broker that restarted counts from 0 again, and a counter that went down counts as 0 then.
class Rates {
public:
    using Time = std::chrono::milliseconds;  ///< monotonic, since any start
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;

    static constexpr Time kWindow{1000};

    /// Snapshots come in the order of their times. The same snapshot again moves the window on.
    void add(SnapshotPointer snapshot, Time now);

    TrafficRate cluster() const;
    TrafficRate broker(broker::BrokerId id) const;
    /// As the replica's broker counts it: what a leader took and gave.
    TrafficRate replica(const broker::TopicPartition& partition, broker::BrokerId id) const;
    /// The snapshot at the start of the window; null before the first.
    SnapshotPointer earliest() const { return m_samples.empty() ? nullptr : m_samples.front().snapshot; }
    /// Of a replica that was found there, if it was, and in the last snapshot.
    TrafficRate replica(const broker::observe::ReplicaSnapshot* before,
                        const broker::observe::ReplicaSnapshot* after) const;
    /// All partitions of a topic, from all brokers that led them. What grew from one snapshot to the next is
    /// added up once, when it is first asked for, and from those replicas alone that differ.
    TrafficRate topic(std::string_view name) const;
    /// Bytes a second of one connection to or from one topic.
    double produced(broker::BrokerId id, std::uint64_t connection, const std::string& topic) const;
    double consumed(broker::BrokerId id, std::uint64_t connection, const std::string& topic) const;

private:
    using Growth = std::vector<std::pair<std::string, broker::observe::TrafficCounters>>;
    struct Sample {
        SnapshotPointer snapshot;
        Time time;
        std::optional<Growth> growth;  ///< by topic, since the sample before; made when it is asked for
    };
    double seconds() const;
    /// Its growth counts no longer.
    void forget(Sample& sample);
    void addUpTopics() const;

    mutable std::deque<Sample> m_samples;  ///< front: the newest that is at least a window old, or the first
    /// The growths of all samples but the front.
    mutable std::map<std::string, broker::observe::TrafficCounters, std::less<>> m_topics;
};

}  // namespace app
