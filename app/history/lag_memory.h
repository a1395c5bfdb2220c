#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <utility>

#include "app/history/lag_history.h"

namespace app {

/// The lag of this session, in memory, within a number of points: the oldest of all series go first. Of a
/// stretch in which a lag stays the same only the ends are kept.
class LagMemory final : public LagHistory {
public:
    /// An hour of 200 series at a point a second, 24 bytes each.
    static constexpr std::size_t kMaxPoints = 720'000;

    explicit LagMemory(std::size_t mostPoints = kMaxPoints)
        : m_mostPoints(mostPoints) {}

    void note(const std::string& group, const broker::TopicPartition& partition, LagPoint point) override;
    std::vector<LagSeries> series(const LagQuestion& question) const override;
    broker::Timestamp begin() const override;
    std::size_t points() const { return m_order.size(); }

private:
    using Key = std::pair<std::string, broker::TopicPartition>;
    using Lanes = std::map<Key, std::deque<LagPoint>>;

    void dropOldest();

    std::size_t m_mostPoints;
    Lanes m_lanes;
    std::deque<Lanes::iterator> m_order;  ///< whose point came when, oldest first
};

}  // namespace app
