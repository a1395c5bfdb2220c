#include <QtTest/QtTest>

#include "tests/conformance/besieged.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

class TestTenThousand : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void idleAndHalfOpenConnectionsAreBorne() {
        Besieged besieged;
        QCOMPARE(besieged.begin(), QString());
        QCOMPARE(besieged.holdConnections(10'000), QString());
        QCOMPARE(besieged.end(), QString());
    }
};

BROKERSCOPE_TEST(TestTenThousand)
#include "tst_ten_thousand.moc"
