#include <QtTest/QtTest>

#include "tests/broker/faults/faulty_worlds.h"
#include "tests/support/test_registry.h"

/// With nothing wrong, decorators keep every rule of the world below.
class TestFaultySimulatedContract : public tests::WorldContract {
    Q_OBJECT

protected:
    std::unique_ptr<tests::WorldHarness> makeHarness() override {
        return std::make_unique<tests::FaultyHarness>(tests::WorldKind::kSimulated);
    }
};

BROKERSCOPE_TEST(TestFaultySimulatedContract)
#include "tst_faulty_simulated_contract.moc"
