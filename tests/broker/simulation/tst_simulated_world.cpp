#include <QtTest/QtTest>

#include "broker/simulation/simulator.h"
#include "tests/broker/world/world_contract.h"
#include "tests/support/test_registry.h"

using namespace broker;

namespace {

class SimulatedHarness final : public tests::WorldHarness {
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

class TestSimulatedWorld final : public tests::WorldContract {
    Q_OBJECT

    std::unique_ptr<tests::WorldHarness> makeHarness() override {
        return std::make_unique<SimulatedHarness>();
    }
};

BROKERSCOPE_TEST(TestSimulatedWorld)
#include "tst_simulated_world.moc"
