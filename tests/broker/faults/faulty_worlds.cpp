#include "tests/broker/faults/faulty_worlds.h"

#include <QtTest/QtTest>

#include "broker/simulation/simulator.h"
#include "tests/broker/host/host_harness.h"

namespace tests {

using namespace broker;

namespace {

class SimulatedHarness final : public WorldHarness {
public:
    SimulatedHarness()
        : m_simulator(1)
        , m_world(m_simulator.addMachine("machine").world()) {
        if (!m_world.files.makeFolders("folder")) qFatal("making a folder");
    }

    void onLoop(const std::function<void(world::World&)>& act) override { act(m_world); }
    bool runUntil(const std::function<bool()>& reached) override { return m_simulator.runUntil(reached); }
    world::Address anyAddress() const override { return {.host = "machine", .port = 0}; }
    std::string folder() const override { return "folder"; }

private:
    simulation::Simulator m_simulator;
    world::World m_world;
};

}  // namespace

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
