#include <QtTest/QtTest>

#include "tests/conformance/crash_rounds.h"
#include "tests/support/test_registry.h"

using namespace tests::conformance;

class TestCrashHundred : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { REQUIRE_KCAT(); }

    void aHundredCrashesLoseAndRepeatNothing() {
        CrashRounds rounds(20'260'718);
        QCOMPARE(rounds.begin(), QString());
        for (int round = 0; round < 100; ++round) QCOMPARE(rounds.writeAndCrash(), QString());
        QCOMPARE(rounds.finish(), QString());
    }
};

BROKERSCOPE_TEST(TestCrashHundred)
#include "tst_crash_hundred.moc"
