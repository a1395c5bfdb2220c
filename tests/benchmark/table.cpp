#include "tests/benchmark/table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace tests::benchmark {
namespace {

std::string_view unitName(Unit unit) {
    switch (unit) {
        case Unit::kMegabytesPerSecond:
            return "MB/s";
        case Unit::kRecordsPerSecond:
            return "k records/s";
        case Unit::kCpuSecondsPerGigabyte:
            return "CPU s/GB";
        case Unit::kMicroseconds:
            return "us";
        case Unit::kMilliseconds:
            return "ms";
        case Unit::kMebibytes:
            return "MiB";
        case Unit::kPercentOfACore:
            return "% of a core";
        case Unit::kPercent:
            return "%";
    }
    return "";
}

/// Three digits that count; more would be the machine's mood.
std::string number(double value) {
    if (value >= 99.95) return fmt::format("{:.0f}", value);
    if (value >= 9.995) return fmt::format("{:.1f}", value);
    return fmt::format("{:.2f}", value);
}

std::string range(const Samples& samples) {
    return fmt::format("{} - {}", number(samples.least()), number(samples.most()));
}

std::optional<double> ratioTo(const Row& row, const RawFigure& raw) {
    if (raw.samples.median() <= 0) return std::nullopt;
    return row.ours.median() / raw.samples.median();
}

/// An aim as text, and whether it is met. None: nothing is aimed at, or what it is measured by was not run.
struct Aim {
    std::string text;
    bool isMet;
};
std::optional<Aim> aimOf(const Row& row) {
    if (row.atMost) return Aim{"<= " + number(*row.atMost), row.ours.median() <= *row.atMost};
    const auto ratio = row.raw.empty() ? std::nullopt : ratioTo(row, row.raw.front());
    if (!ratio) return std::nullopt;
    if (row.ratioAtMost) return Aim{"ratio <= " + number(*row.ratioAtMost), *ratio <= *row.ratioAtMost};
    if (row.ratioAtLeast) return Aim{"ratio >= " + number(*row.ratioAtLeast), *ratio >= *row.ratioAtLeast};
    return std::nullopt;
}

std::string aimText(const Row& row) {
    const std::optional<Aim> aim = aimOf(row);
    return aim ? fmt::format("{} {}", aim->text, aim->isMet ? "met" : "MISSED") : "";
}

/// The columns of a line, as text.
struct Columns {
    std::string_view name = {};
    std::string_view ours = {};
    std::string_view unit = {};
    std::string_view range = {};
    std::string_view rawName = {};
    std::string_view raw = {};
    std::string_view rawRange = {};
    std::string_view ratio = {};
    std::string_view aim = {};
};

std::string lineOf(const Columns& columns) {
    std::string text = fmt::format("{:<34}{:>7} {:<12} {:<13} | {:<24}{:>7}  {:<13} | {:>7}  {}",
                                   columns.name, columns.ours, columns.unit, columns.range, columns.rawName,
                                   columns.raw, columns.rawRange, columns.ratio, columns.aim);
    text.erase(text.find_last_not_of(' ') + 1);
    return text + '\n';
}

/// Our figure stands in the first line, each raw one in a line of its own.
std::string linesOf(const Row& row) {
    const std::string name = "  " + row.name;
    const std::string ours = number(row.ours.median());
    const std::string oursRange = range(row.ours);
    const std::string aim = aimText(row);
    const Columns first{
        .name = name, .ours = ours, .unit = unitName(row.unit), .range = oursRange, .aim = aim};
    if (row.raw.empty()) return lineOf(first);
    std::string text;
    for (const RawFigure& raw : row.raw) {
        Columns columns = text.empty() ? first : Columns{};
        const bool isThere = !raw.samples.isEmpty();
        const std::string rawText = isThere ? number(raw.samples.median()) : "not run";
        const std::string rawRange = isThere ? range(raw.samples) : "";
        const std::optional<double> proportion = ratioTo(row, raw);
        const std::string ratio = proportion ? number(*proportion) : "-";
        columns.rawName = raw.name;
        columns.raw = rawText;
        columns.rawRange = rawRange;
        columns.ratio = ratio;
        text += lineOf(columns);
    }
    return text;
}

}  // namespace

void Table::beginGroup(std::string title) { m_groups.push_back({std::move(title), {}}); }

void Table::add(Row row) { m_groups.back().rows.push_back(std::move(row)); }

int Table::missedAims() const {
    int missed = 0;
    for (const Group& group : m_groups)
        missed += static_cast<int>(std::ranges::count_if(group.rows, [](const Row& row) {
            const std::optional<Aim> aim = aimOf(row);
            return aim && !aim->isMet;
        }));
    return missed;
}

std::string Table::text() const {
    std::string text = lineOf({.ours = "ours",
                               .range = "range",
                               .rawName = "raw, of the same run",
                               .raw = "raw",
                               .rawRange = "range",
                               .ratio = "ratio",
                               .aim = "aim"});
    for (const Group& group : m_groups) {
        text += '\n' + group.title + '\n';
        for (const Row& row : group.rows) text += linesOf(row);
    }
    return text;
}

}  // namespace tests::benchmark
