#include <QtTest/QtTest>

#include <algorithm>

#include "tests/broker/assignors/assignment_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::assignors;

/// `java_assignments.txt` holds what the assignors of the Java client 4.3.1 made of random groups, and of
/// what became of them: a member gone, one more, more partitions, other subscriptions.
class TestAssignorsJava : public QObject {
    Q_OBJECT

private slots:
    void rangeAndRoundRobinAreThoseOfTheJavaClient() {
        const std::vector<JavaCase> cases = javaCases();
        QVERIFY(cases.size() >= 300);
        for (const JavaCase& one : cases) {
            const QString range = QString::fromStdString(tell(assignRange(one.members, one.topics)));
            QVERIFY2(range == QString::fromStdString(one.range), one.name.c_str());
            const QString dealt = QString::fromStdString(tell(assignRoundRobin(one.members, one.topics)));
            QVERIFY2(dealt == QString::fromStdString(one.roundRobin), one.name.c_str());
        }
    }

    void stickyIsAsEvenAsTheJavaClientsAndMovesNoMore() {
        int compared = 0, moreEven = 0, fewerMoves = 0;
        for (const JavaCase& one : javaCases()) {
            const Assignment assignment = assignSticky(one.members, one.topics);
            const std::string wrong = invalidity(one.members, one.topics, assignment);
            QVERIFY2(wrong.empty(), (one.name + ": " + wrong).c_str());
            const std::int64_t score = balanceScore(assignment);
            const std::int64_t moved = movedFrom(one.members, one.topics, assignment);
            // The Java client takes a first member without topics for one that subscribes to what the others
            // do.
            const auto hasNoTopics = [](const MemberSubscription& member) { return member.topics.empty(); };
            if (std::ranges::any_of(one.members, hasNoTopics)) continue;
            ++compared;
            QVERIFY2(score <= one.score, one.name.c_str());
            if (score == one.score)
                QVERIFY2(moved <= one.moved,
                         fmt::format("{}: {} moved, {} in Java", one.name, moved, one.moved).c_str());
            moreEven += score < one.score ? 1 : 0;
            fewerMoves += score == one.score && moved < one.moved ? 1 : 0;
        }
        QVERIFY(compared > 200);
        qInfo("of %d cases %d are more even than Java's, %d as even with fewer moves", compared, moreEven,
              fewerMoves);
    }
};

BROKERSCOPE_TEST(TestAssignorsJava)
#include "tst_assignors_java.moc"
