#include <QtTest/QtTest>

#include "tests/broker/host/host_harness.h"
#include "tests/support/test_registry.h"

class TestHostContract : public tests::WorldContract {
    Q_OBJECT

protected:
    std::unique_ptr<tests::WorldHarness> makeHarness() override {
        return std::make_unique<tests::HostHarness>();
    }
};

BROKERSCOPE_TEST(TestHostContract)
#include "tst_host_contract.moc"
