#include "broker/observe/event.h"

#include <algorithm>
#include <array>

namespace broker::observe {
namespace {

constexpr auto kDescriptions = std::to_array<EventDescription>({
#define X(name, lane, severity, pattern) \
    {EventKind::name, std::string_view(#name).substr(1), Lane::lane, Severity::severity, pattern},
    BROKER_EVENTS(X)
#undef X
});

/// What stands for "word" or "word:one|many".
std::string_view filled(const Event& event, std::string_view place) {
    const std::size_t colon = place.find(':');
    const std::string_view value = event.argument(place.substr(0, colon));
    if (colon == std::string_view::npos) return value;
    const std::string_view forms = place.substr(colon + 1);
    const std::size_t bar = std::min(forms.find('|'), forms.size());
    return value == "1" ? forms.substr(0, bar) : forms.substr(std::min(bar + 1, forms.size()));
}

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
        out += filled(event, pattern.substr(open + 1, close - open - 1));
        pattern.remove_prefix(close + 1);
    }
    out += pattern;
    return out;
}

std::string tell(const Event& event) { return tell(event, describe(event.kind).pattern); }

}  // namespace broker::observe
