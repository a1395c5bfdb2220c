#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/benchmark/samples.h"

namespace tests::benchmark {

enum class Unit : std::uint8_t {
    kMegabytesPerSecond,     ///< 10^6 bytes of record values
    kRecordsPerSecond,       ///< in thousands
    kCpuSecondsPerGigabyte,  ///< of 10^9 bytes of record values
    kMicroseconds,
    kMilliseconds,
    kMebibytes,
    kPercentOfACore,
    kPercent,
};

/// What the machine does without us, or somebody else does on it, in the same unit. No samples: not run.
struct RawFigure {
    std::string name;
    Samples samples;
};

/// One figure of ours, and the raw ones that stand beside it.
struct Row {
    std::string name;
    Unit unit = Unit::kMilliseconds;
    Samples ours;
    std::vector<RawFigure> raw = {};              ///< none: nothing raw compares
    std::optional<double> atMost = std::nullopt;  ///< what we aim at
    /// What we aim at in proportion to the first raw figure; nothing to be met where that was not run.
    std::optional<double> ratioAtMost = std::nullopt;
    std::optional<double> ratioAtLeast = std::nullopt;
};

/// Rows under titles, printed as plain text of fixed columns.
class Table {
public:
    void beginGroup(std::string title);
    void add(Row row);

    /// Aims that the median misses.
    int missedAims() const;
    std::string text() const;

private:
    struct Group {
        std::string title;
        std::vector<Row> rows;
    };
    std::vector<Group> m_groups;
};

}  // namespace tests::benchmark
