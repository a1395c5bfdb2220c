#include "app/history/lag_memory.h"

#include <algorithm>

namespace app {
namespace {

/// Of neighbours that share a stretch of time the greatest lag stays: a peak is what one looks for.
std::vector<LagPoint> thinned(const std::vector<LagPoint>& points, const LagQuestion& question) {
    if (points.size() <= question.mostPoints || question.mostPoints == 0) return points;
    const std::int64_t span = std::max<std::int64_t>(1, question.to - question.from + 1);
    const auto stretches = static_cast<std::int64_t>(question.mostPoints);
    std::vector<LagPoint> kept;
    std::int64_t current = -1;
    for (const LagPoint& point : points) {
        const std::int64_t stretch = (point.time - question.from) * stretches / span;
        if (stretch != current)
            kept.push_back(point);
        else if (point.records > kept.back().records)
            kept.back() = point;
        current = stretch;
    }
    return kept;
}

/// Points that are further apart are told apart: in between nothing was known.
constexpr std::int64_t kNoGapMillis = 2'500;

bool saysTheSame(const LagPoint& a, const LagPoint& b) {
    return a.records == b.records && a.milliseconds == b.milliseconds;
}

/// Where a moment falls into a stretch in which the lag stayed the same, it has a point there too.
std::vector<LagPoint> between(const std::deque<LagPoint>& points, broker::Timestamp from,
                              broker::Timestamp to) {
    const auto first = std::ranges::lower_bound(points, from, {}, &LagPoint::time);
    const auto last = std::ranges::upper_bound(points, to, {}, &LagPoint::time);
    if (last < first) return {};
    std::vector<LagPoint> found;
    const auto addWithin = [&](auto next, broker::Timestamp time) {
        if (next == points.begin() || next == points.end() || !saysTheSame(*std::prev(next), *next)) return;
        LagPoint point = *next;
        point.time = time;
        if (found.empty() || found.back().time < time) found.push_back(point);
    };
    if (first != points.end() && first->time > from) addWithin(first, from);
    found.insert(found.end(), first, last);
    addWithin(last, to);
    return found;
}

}  // namespace

void LagMemory::note(const std::string& group, const broker::TopicPartition& partition, LagPoint point) {
    const auto lane = m_lanes.try_emplace({group, partition}).first;
    auto& points = lane->second;
    if (!points.empty() && point.time <= points.back().time) return;
    if (points.size() >= 2 && saysTheSame(points[points.size() - 2], points.back()) &&
        saysTheSame(points.back(), point) && point.time - points.back().time <= kNoGapMillis) {
        points.back().time = point.time;
        return;
    }
    points.push_back(point);
    m_order.push_back(lane);
    if (m_order.size() > m_mostPoints) dropOldest();
}

void LagMemory::dropOldest() {
    const auto lane = m_order.front();
    m_order.pop_front();
    lane->second.pop_front();
    if (lane->second.empty()) m_lanes.erase(lane);
}

std::vector<LagSeries> LagMemory::series(const LagQuestion& question) const {
    std::vector<LagSeries> answer;
    answer.reserve(question.partitions.size());
    for (const broker::TopicPartition& partition : question.partitions) {
        answer.push_back({.partition = partition, .points = {}});
        const auto lane = m_lanes.find({question.group, partition});
        if (lane == m_lanes.end()) continue;
        answer.back().points = thinned(between(lane->second, question.from, question.to), question);
    }
    return answer;
}

broker::Timestamp LagMemory::begin() const {
    return m_order.empty() ? broker::kNoTimestamp : m_order.front()->second.front().time;
}

}  // namespace app
