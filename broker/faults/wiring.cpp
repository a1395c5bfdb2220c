#include "broker/faults/wiring.h"

#include <algorithm>
#include <utility>

#include "broker/faults/dialling.h"
#include "broker/faults/line.h"

namespace broker::faults {
namespace {

/// Connections kept silent at one time; one more lets the oldest go.
constexpr std::size_t kMaxSilent = 1024;

}  // namespace

Wiring::Wiring(world::Network& theNetwork, const world::Clock& theClock, world::Timers& theTimers,
               AddressBook& theBook)
    : network(theNetwork)
    , clock(theClock)
    , timers(theTimers)
    , book(theBook) {}

Wiring::~Wiring() = default;

const LinkFault& Wiring::fault(BrokerId far, Direction direction) const {
    static constexpr LinkFault kWell{};
    const auto found = m_faults.find(far);
    return found == m_faults.end() ? kWell : found->second[static_cast<std::size_t>(direction)];
}

void Wiring::setFault(BrokerId far, Direction direction, const LinkFault& fault) {
    m_faults[far][static_cast<std::size_t>(direction)] = fault;
    if (m_faults[far] == std::array<LinkFault, 2>()) m_faults.erase(far);
    changed();
}

void Wiring::healAll() {
    m_faults.clear();
    changed();
}

void Wiring::changed() {
    for (const auto& [number, line] : lines) line->onLinkChanged();
    for (const auto& [number, dialling] : diallings) dialling->onLinkChanged();
    // Moved out first: a line that dies leaves the map above.
    std::vector<std::shared_ptr<Line>> audible;
    std::erase_if(silent, [&](std::shared_ptr<Line>& line) {
        const bool mayBeHeard = !line->mustBeSilent();
        if (mayBeHeard) audible.push_back(line);
        return mayBeHeard;
    });
}

void Wiring::keepSilent(std::shared_ptr<Line> line) {
    std::shared_ptr<Line> oldest;
    if (silent.size() >= kMaxSilent) {
        oldest = std::move(silent.front());
        silent.erase(silent.begin());
    }
    silent.push_back(std::move(line));
}

void Wiring::dropSilent(const Line& line) {
    const auto found = std::ranges::find(silent, &line, &std::shared_ptr<Line>::get);
    if (found == silent.end()) return;
    const std::shared_ptr<Line> last = std::move(*found);
    silent.erase(found);
}

}  // namespace broker::faults
