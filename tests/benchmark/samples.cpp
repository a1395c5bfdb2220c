#include "tests/benchmark/samples.h"

#include <algorithm>
#include <cmath>

namespace tests::benchmark {

double Samples::quantile(double share) const {
    if (m_values.empty()) return 0;
    std::vector<double> sorted = m_values;
    std::ranges::sort(sorted);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

}  // namespace tests::benchmark
