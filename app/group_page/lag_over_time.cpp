#include "app/group_page/lag_over_time.h"

#include <algorithm>
#include <cstddef>

namespace app {

std::vector<LagPoint> lagOverTime(const std::vector<LagSeries>& series) {
    std::vector<broker::Timestamp> times;
    for (const LagSeries& one : series)
        for (const LagPoint& point : one.points) times.push_back(point.time);
    std::ranges::sort(times);
    const auto rest = std::ranges::unique(times);
    times.erase(rest.begin(), rest.end());
    std::vector<std::size_t> next(series.size(), 0);
    std::vector<LagPoint> made;
    made.reserve(times.size());
    for (const broker::Timestamp time : times) {
        LagPoint sum{.time = time};
        for (std::size_t i = 0; i < series.size(); ++i) {
            const auto& points = series[i].points;
            while (next[i] < points.size() && points[next[i]].time <= time) ++next[i];
            if (next[i] == 0) continue;
            const LagPoint& last = points[next[i] - 1];
            sum.records += last.records;
            sum.milliseconds = std::max(sum.milliseconds, last.milliseconds);
        }
        made.push_back(sum);
    }
    return made;
}

}  // namespace app
