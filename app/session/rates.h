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
    /// All partitions of a topic, from all brokers that led them. Added up once for all topics, from those
    /// replicas alone that differ within the window.
    TrafficRate topic(std::string_view name) const;
    /// Bytes a second of one connection to or from one topic.
    double produced(broker::BrokerId id, std::uint64_t connection, const std::string& topic) const;
    double consumed(broker::BrokerId id, std::uint64_t connection, const std::string& topic) const;

private:
    struct Sample {
        SnapshotPointer snapshot;
        Time time;
    };
    using ByTopic = std::map<std::string, TrafficRate, std::less<>>;
    double seconds() const;
    ByTopic addUpTopics() const;

    std::deque<Sample> m_samples;  ///< front: the newest that is at least a window old, or the first
    mutable std::optional<ByTopic> m_topics;  ///< of these samples; made when it is asked for
};

}  // namespace app
