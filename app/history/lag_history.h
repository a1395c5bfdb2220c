#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/ids.h"

namespace app {

/// How far a group was behind in one partition at one moment, or in all partitions together.
struct LagPoint {
    broker::Timestamp time;
    std::int64_t records = 0;  ///< behind the log's end
    /// Age of the oldest unread record, -1 where it is not known; 0 where nothing is unread.
    std::int64_t milliseconds = -1;

    friend bool operator==(const LagPoint&, const LagPoint&) = default;
};

/// Which series, and how much of it.
struct LagQuestion {
    std::string group;
    std::vector<broker::TopicPartition> partitions;  ///< one series each
    broker::Timestamp from;
    broker::Timestamp to;
    std::size_t mostPoints = 600;  ///< of one series; of more, those with the greatest lag stay
};

/// A series of one partition, oldest first, at most one point a second; between two points that say the same
/// it was the same.
struct LagSeries {
    broker::TopicPartition partition;
    std::vector<LagPoint> points;
};

/// The lag of groups over time. On the GUI thread; never waits.
class LagHistory {
public:
    virtual ~LagHistory() = default;
    /// What is known of the partitions at this moment; called at most once a second per group.
    virtual void note(const std::string& group, const broker::TopicPartition& partition, LagPoint point) = 0;
    /// One series per partition, in the order of the question.
    virtual std::vector<LagSeries> series(const LagQuestion& question) const = 0;
    /// The earliest moment that it still reaches back to; -1: nothing was noted.
    virtual broker::Timestamp begin() const = 0;
};

}  // namespace app
