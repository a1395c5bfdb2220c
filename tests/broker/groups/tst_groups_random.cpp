#include <QtTest/QtTest>

#include "tests/broker/groups/group_exerciser.h"
#include "tests/support/test_registry.h"

using namespace broker::groups;

class TestGroupsRandom : public QObject {
    Q_OBJECT

private slots:
    void invariantsHoldThroughRefusalsAndCrashes() {
        GroupExerciser::Counts sum;
        for (std::uint64_t seed = 1; seed <= 16; ++seed) {
            GroupExerciser exerciser(seed);
            exerciser.run(1500);
            exerciser.fallSilent();
            QVERIFY2(exerciser.complaint().empty(), exerciser.complaint().c_str());
            sum.crashes += exerciser.counts().crashes;
            sum.assignments += exerciser.counts().assignments;
            sum.commits += exerciser.counts().commits;
            sum.refusedCommits += exerciser.counts().refusedCommits;
            sum.refusedAppends += exerciser.counts().refusedAppends;
        }
        qInfo(
            "16 runs of 1500 steps: %d crashes, %d assignments, %d commits and %d refused, %d refused "
            "appends",
            sum.crashes, sum.assignments, sum.commits, sum.refusedCommits, sum.refusedAppends);
        // A run in which nothing happens proves nothing.
        QVERIFY(sum.crashes > 50);
        QVERIFY(sum.assignments > 500);
        QVERIFY(sum.commits > 400);
        QVERIFY(sum.refusedCommits > 1000);
        QVERIFY(sum.refusedAppends > 30);
    }
};

BROKERSCOPE_TEST(TestGroupsRandom)
#include "tst_groups_random.moc"
