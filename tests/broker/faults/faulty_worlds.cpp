#include "tests/broker/faults/faulty_worlds.h"

#include "tests/broker/host/host_harness.h"
#include "tests/broker/simulation/simulated_harness.h"

namespace tests {

using namespace broker;

std::unique_ptr<WorldHarness> makeWorld(WorldKind kind) {
    if (kind == WorldKind::kHost) return std::make_unique<HostHarness>();
    return std::make_unique<SimulatedHarness>();
}

FaultyHarness::FaultyHarness(WorldKind kind)
    : m_below(makeWorld(kind)) {
    m_below->onLoop([&](world::World& world) { m_faults = std::make_unique<faults::Faults>(world, m_book); });
}

FaultyHarness::~FaultyHarness() { endFaults(); }

void FaultyHarness::endFaults() {
    m_below->onLoop([&](world::World&) { m_faults = nullptr; });
}

void FaultyHarness::onLoop(const std::function<void(world::World&)>& act) {
    m_below->onLoop([&](world::World&) { act(m_faults->world()); });
}

}  // namespace tests
