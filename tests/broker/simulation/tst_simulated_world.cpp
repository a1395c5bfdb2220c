#include <QtTest/QtTest>

#include "tests/broker/simulation/simulated_harness.h"
#include "tests/support/test_registry.h"

class TestSimulatedWorld final : public tests::WorldContract {
    Q_OBJECT

    std::unique_ptr<tests::WorldHarness> makeHarness() override {
        return std::make_unique<tests::SimulatedHarness>();
    }
};

BROKERSCOPE_TEST(TestSimulatedWorld)
#include "tst_simulated_world.moc"
