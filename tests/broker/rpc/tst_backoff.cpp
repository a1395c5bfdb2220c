#include <QtTest/QtTest>

#include <set>

#include "broker/rpc/backoff.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::rpc;

class TestBackoff : public QObject {
    Q_OBJECT

private slots:
    void pausesDoubleUpToTheMostWithJitterAround() {
        Random random(1);
        Backoff backoff({.first = 100ms, .most = 1s, .jitterPercent = 20}, random);
        for (const int middle : {100, 200, 400, 800, 1000, 1000, 1000}) {
            const auto pause = std::chrono::duration_cast<std::chrono::microseconds>(backoff.next()).count();
            QVERIFY2(pause >= middle * 800 && pause <= middle * 1200, std::to_string(pause).c_str());
        }
    }

    void resetBeginsAtTheFirstPause() {
        Random random(1);
        Backoff backoff({.first = 100ms, .most = 1s, .jitterPercent = 0}, random);
        backoff.next();
        backoff.next();
        backoff.reset();
        QVERIFY(backoff.next() == 100ms);
    }

    void jitterSpreadsPeersThatFailedTogether() {
        Random random(7);
        std::set<std::int64_t> pauses;
        for (int peer = 0; peer < 20; ++peer) pauses.insert(Backoff({}, random).next().count());
        QVERIFY(pauses.size() > 15);
    }

    void aHundredFailuresDoNotOverflow() {
        Random random(1);
        Backoff backoff({.first = 1us, .most = 24h, .jitterPercent = 0}, random);
        for (int i = 0; i < 100; ++i) QVERIFY(backoff.next() <= 24h);
    }

    void thePauseIsNeverZero() {
        Random random(1);
        Backoff backoff({.first = 0us, .most = 0us}, random);
        QVERIFY(backoff.next() > 0us);
    }
};

BROKERSCOPE_TEST(TestBackoff)
#include "tst_backoff.moc"
