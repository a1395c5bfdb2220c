#include "app/groups/log_ends.h"

#include <algorithm>

namespace app {

using broker::Offset;
using broker::Timestamp;
using broker::TopicPartition;

void LogEnds::note(const TopicPartition& partition, Offset end, Timestamp now) {
    std::deque<Step>& steps = m_ends[partition];
    // A log that was cut, or a topic made anew under the same name: what was beyond the end is not there.
    while (!steps.empty() && steps.back().end > end) steps.pop_back();
    if (!steps.empty() && (steps.back().end == end || now < steps.back().time)) return;
    steps.push_back({end, now});
    if (steps.size() <= kMostSteps) return;
    // What is old needs no fine steps. The first one stays: it says where looking began.
    std::deque<Step> fewer;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (i >= steps.size() / 2 || i % 2 == 0) fewer.push_back(steps[i]);
    steps.swap(fewer);
}

std::optional<LogEnds::Moment> LogEnds::appendedBy(const TopicPartition& partition, Offset offset) const {
    const auto found = m_ends.find(partition);
    if (found == m_ends.end()) return std::nullopt;
    const std::deque<Step>& steps = found->second;
    const auto step = std::ranges::upper_bound(steps, offset, {}, &Step::end);
    if (step == steps.end()) return std::nullopt;
    return Moment{step->time, step == steps.begin()};
}

std::size_t LogEnds::steps(const TopicPartition& partition) const {
    const auto found = m_ends.find(partition);
    return found == m_ends.end() ? 0 : found->second.size();
}

}  // namespace app
