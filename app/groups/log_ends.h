#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "broker/observe/snapshot.h"

namespace app {

/// Where logs ended at which time, as snapshots told it: with that, when an offset was appended, without
/// reading a record. The age that comes of it is as exact as the snapshots are frequent.
class LogEnds {
public:
    /// Steps of a partition's end that are kept; of more, every other one of the older half goes.
    static constexpr std::size_t kMostSteps = 256;

    struct Moment {
        broker::Timestamp time;
        bool isAtMost = false;  ///< it was there when this began to look: it may be older
    };

    void note(const broker::TopicPartition& partition, broker::Offset end, broker::Timestamp now);
    /// When the record of that offset was appended; none: it is not there yet, or nothing is known.
    std::optional<Moment> appendedBy(const broker::TopicPartition& partition, broker::Offset offset) const;
    void forget(const broker::TopicPartition& partition) { m_ends.erase(partition); }
    std::size_t steps(const broker::TopicPartition& partition) const;

private:
    struct Step {
        broker::Offset end{0};
        broker::Timestamp time;
    };
    std::map<broker::TopicPartition, std::deque<Step>> m_ends;  ///< ascending by both
};

}  // namespace app
