#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "broker/reading/record.h"

namespace broker::reading {

/// Partitions merged by timestamp: each partition's records keep their order, because that is the order that
/// holds in Kafka, and of the partitions' next records the oldest comes first (ties by partition). A record
/// waits until every partition that is still being read has shown how far it is. A value; it sees no clock.
class TimeMerge {
public:
    void add(PartitionIndex partition);
    /// The partition was added and is not finished.
    void push(std::unique_ptr<ReadRecord> record);
    /// The partition was read up to a record of this time, which is not kept.
    void pass(PartitionIndex partition, Timestamp time);
    /// Nothing more will come from it.
    void finish(PartitionIndex partition);

    /// The next record of all; null: it is not known yet, or there is none.
    RecordPointer takeNext();
    /// The oldest of those that are here, whoever may come later.
    RecordPointer takeAny();

    /// Tells records that wait here what became of their transaction.
    void settle(const Settled& settled);

    bool isEmpty() const { return m_heads.empty(); }
    /// No partition will bring more.
    bool isFinished() const { return m_unfinished == 0; }
    std::size_t heldBytes() const { return m_bytes; }
    /// Records of the partition that wait.
    std::size_t waiting(PartitionIndex partition) const;

private:
    struct Lane {
        std::deque<std::unique_ptr<ReadRecord>> records;
        Timestamp passed{INT64_MIN};
        bool isFinished = false;
    };
    using Key = std::pair<Timestamp, PartitionIndex>;

    std::map<PartitionIndex, Lane> m_lanes;
    std::set<Key> m_heads;   ///< of lanes with records: the first one's time
    std::set<Key> m_behind;  ///< unfinished lanes without: the time they were read up to
    std::size_t m_unfinished = 0;
    std::size_t m_bytes = 0;
};

}  // namespace broker::reading
