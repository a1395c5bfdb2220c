#include "broker/observe/event.h"

#include <array>

namespace broker::observe {
namespace {

constexpr auto kDescriptions = std::to_array<EventDescription>({
#define X(name, lane, severity, pattern) \
    {EventKind::name, std::string_view(#name).substr(1), Lane::lane, Severity::severity, pattern},
    BROKER_EVENTS(X)
#undef X
});

}  // namespace

const EventDescription& describe(EventKind kind) { return kDescriptions[static_cast<std::size_t>(kind)]; }

std::size_t eventKindCount() { return kDescriptions.size(); }

std::string_view Event::argument(std::string_view name) const {
    for (const EventArgument& candidate : arguments)
        if (candidate.name == name) return candidate.value;
    return {};
}

std::string tell(const Event& event, std::string_view pattern) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) break;
        out += pattern.substr(0, open);
        out += event.argument(pattern.substr(open + 1, close - open - 1));
        pattern.remove_prefix(close + 1);
    }
    out += pattern;
    return out;
}

std::string tell(const Event& event) { return tell(event, describe(event.kind).pattern); }

}  // namespace broker::observe
