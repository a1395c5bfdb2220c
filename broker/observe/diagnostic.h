#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace broker::observe {

/// How much the diagnostic log says. It is for whoever looks for a fault in this program; what happened to the
/// cluster is told by events.
enum class Level : std::uint8_t { kDebug, kInfo, kWarning, kError };

constexpr std::string_view levelName(Level level) {
    switch (level) {
        case Level::kDebug: return "debug";
        case Level::kInfo: return "info";
        case Level::kWarning: return "warning";
        case Level::kError: return "error";
    }
    return "";
}

constexpr std::optional<Level> levelFromName(std::string_view name) {
    for (const Level level : {Level::kDebug, Level::kInfo, Level::kWarning, Level::kError})
        if (levelName(level) == name) return level;
    return std::nullopt;
}

/// Takes single lines without an end. Called from any thread.
class DiagnosticSink {
public:
    virtual ~DiagnosticSink() = default;
    virtual bool wants(Level level) const = 0;
    virtual void write(Level level, std::string_view line) = 0;
};

}  // namespace broker::observe
