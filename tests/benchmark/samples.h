#pragma once

#include <cstddef>
#include <vector>

namespace tests::benchmark {

/// Repetitions of one figure. What is told of them is the median and the range; a mean would follow the one
/// repetition that the machine disturbed.
class Samples {
public:
    void add(double value) { m_values.push_back(value); }
    bool isEmpty() const { return m_values.empty(); }

    /// Of no samples: 0.
    double median() const { return quantile(0.5); }
    double least() const { return quantile(0.0); }
    double most() const { return quantile(1.0); }
    /// The smallest sample that at least this share (0 to 1) of all does not exceed.
    double quantile(double share) const;

private:
    std::vector<double> m_values;
};

}  // namespace tests::benchmark
