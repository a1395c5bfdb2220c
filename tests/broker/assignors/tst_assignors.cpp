#include <QtTest/QtTest>

#include <algorithm>

#include "broker/base/random.h"
#include "tests/broker/assignors/assignment_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::assignors;

namespace {

using Members = std::vector<MemberSubscription>;

Members membersOf(std::size_t count, const std::vector<std::string>& topics) {
    Members members;
    for (std::size_t i = 0; i < count; ++i)
        members.push_back({.id = "c" + std::to_string(i), .instanceId = {}, .topics = topics, .owned = {}});
    return members;
}

QString text(const Assignment& assignment) { return QString::fromStdString(tell(assignment)); }

}  // namespace

class TestAssignors : public QObject {
    Q_OBJECT

private slots:
    void rangeGivesNeighboursAndTheFirstGetTheOddOnes() {
        const TopicSizes topics{{"p", 10}};
        QCOMPARE(text(assignRange(membersOf(3, {"p"}), topics)),
                 QString(" c0=p-0,p-1,p-2,p-3 c1=p-4,p-5,p-6 c2=p-7,p-8,p-9"));
    }

    void rangeIsUnevenOverManyTopicsAndRoundRobinIsNot() {
        TopicSizes topics;
        std::vector<std::string> names;
        for (int i = 0; i < 10; ++i) {
            names.push_back("t" + std::to_string(i));
            topics[names.back()] = 10;
        }
        const Assignment range = assignRange(membersOf(3, names), topics);
        QCOMPARE(range.at("c0").size(), std::size_t{40});
        QCOMPARE(range.at("c1").size(), std::size_t{30});
        QCOMPARE(range.at("c2").size(), std::size_t{30});
        const Assignment roundRobin = assignRoundRobin(membersOf(3, names), topics);
        QCOMPARE(roundRobin.at("c0").size(), std::size_t{34});
        QCOMPARE(roundRobin.at("c1").size(), std::size_t{33});
        QCOMPARE(roundRobin.at("c2").size(), std::size_t{33});
    }

    void sevenPartitionsAndThreeMembers() {
        const TopicSizes topics{{"p", 7}};
        const Members members = membersOf(3, {"p"});
        QCOMPARE(text(assignRange(members, topics)), QString(" c0=p-0,p-1,p-2 c1=p-3,p-4 c2=p-5,p-6"));
        QCOMPARE(text(assignRoundRobin(members, topics)), QString(" c0=p-0,p-3,p-6 c1=p-1,p-4 c2=p-2,p-5"));
    }

    void roundRobinGoesOnFromTopicToTopic() {
        const TopicSizes topics{{"t0", 3}, {"t1", 3}};
        QCOMPARE(text(assignRoundRobin(membersOf(3, {"t0", "t1"}), topics)),
                 QString(" c0=t0-0,t1-0 c1=t0-1,t1-1 c2=t0-2,t1-2"));
    }

    void differentSubscriptions() {
        const TopicSizes topics{{"t0", 1}, {"t1", 2}, {"t2", 3}};
        Members members = membersOf(3, {});
        members[0].topics = {"t0"};
        members[1].topics = {"t0", "t1"};
        members[2].topics = {"t0", "t1", "t2"};
        const QString uneven(" c0=t0-0 c1=t1-0 c2=t1-1,t2-0,t2-1,t2-2");
        QCOMPARE(text(assignRange(members, topics)), uneven);
        QCOMPARE(text(assignRoundRobin(members, topics)), uneven);
        const Assignment sticky = assignSticky(members, topics);
        QCOMPARE(text(sticky), QString(" c0=t0-0 c1=t1-0,t1-1 c2=t2-0,t2-1,t2-2"));

        // c0 leaves.
        const Assignment dealt = assignRoundRobin(members, topics);
        Members left = after(members, dealt, GenerationId{1});
        left.erase(left.begin());
        const Assignment dealtAnew = assignRoundRobin(left, topics);
        QCOMPARE(text(dealtAnew), QString(" c1=t0-0,t1-1 c2=t1-0,t2-0,t2-1,t2-2"));
        QCOMPARE(movedFrom(left, topics, dealtAnew), std::int64_t{2});  // of 5: 3 stay
        left = after(members, sticky, GenerationId{1});
        left.erase(left.begin());
        const Assignment stickyAnew = assignSticky(left, topics);
        QCOMPARE(text(stickyAnew), QString(" c1=t0-0,t1-0,t1-1 c2=t2-0,t2-1,t2-2"));
        QCOMPARE(movedFrom(left, topics, stickyAnew), std::int64_t{0});  // all 5 stay
    }

    void surplusMembersIdle() {
        const TopicSizes topics{{"p", 2}};
        for (const Strategy strategy : {Strategy::kRange, Strategy::kRoundRobin, Strategy::kSticky})
            QCOMPARE(text(assign(strategy, membersOf(3, {"p"}), topics)), QString(" c0=p-0 c1=p-1 c2="));
    }

    void staticMembersComeFirstInTheOrderOfTheirInstances() {
        Members members = membersOf(3, {"p"});
        members[1].instanceId = "z";
        members[2].instanceId = "a";
        QCOMPARE(text(assignRange(members, {{"p", 3}})), QString(" c0=p-2 c1=p-1 c2=p-0"));
    }

    void topicsThatDoNotExistAndNobodyAreNoTrouble() {
        for (const Strategy strategy :
             {Strategy::kRange, Strategy::kRoundRobin, Strategy::kSticky, Strategy::kCooperativeSticky}) {
            QVERIFY(assign(strategy, {}, {{"p", 3}}).empty());
            QCOMPARE(text(assign(strategy, membersOf(2, {"q"}), {{"p", 3}, {"q", 0}})), QString(" c0= c1="));
            QCOMPARE(text(assign(strategy, membersOf(1, {"p", "p", "q"}), {{"p", 1}})), QString(" c0=p-0"));
            QCOMPARE(strategyNamed(strategyName(strategy)), std::optional(strategy));
        }
        QVERIFY(!strategyNamed("uniform"));
    }

    void whatDoesNotExistIsNotOwned() {
        Members members = membersOf(2, {"p"});
        members[0].owned = {{"p", PartitionIndex{1}},
                            {"p", PartitionIndex{9}},
                            {"p", PartitionIndex{-1}},
                            {"gone", PartitionIndex{0}},
                            {"p", PartitionIndex{1}}};
        members[1].owned = {{"q", PartitionIndex{0}}};
        QCOMPARE(text(assignSticky(members, {{"p", 2}, {"q", 1}})), QString(" c0=p-1 c1=p-0"));
    }

    void theLaterGenerationOwns() {
        Members members = membersOf(3, {"p"});
        members[0].owned = {{"p", PartitionIndex{0}}, {"p", PartitionIndex{1}}};
        members[0].generation = GenerationId{3};
        members[1].owned = {{"p", PartitionIndex{0}}};
        members[1].generation = GenerationId{4};
        members[2].owned = {{"p", PartitionIndex{2}}};
        members[2].generation = GenerationId{4};
        QCOMPARE(text(assignSticky(members, {{"p", 3}})), QString(" c0=p-1 c1=p-0 c2=p-2"));
        // In the same generation nobody's claim counts: it is dealt anew.
        members[0].generation = GenerationId{4};
        QVERIFY(invalidity(members, {{"p", 3}}, assignSticky(members, {{"p", 3}})).empty());
    }

    void cooperativeMembersGetWhatOthersHaveOnlyOnceItIsFree() {
        const TopicSizes topics{{"p", 4}};
        Members members = membersOf(1, {"p"});
        members = after(members, assignCooperativeSticky(members, topics), GenerationId{1});
        QCOMPARE(members[0].owned.size(), std::size_t{4});
        members.push_back({.id = "c1", .instanceId = {}, .topics = {"p"}, .owned = {}});
        const Assignment first = assignCooperativeSticky(members, topics);
        QCOMPARE(text(first), QString(" c0=p-0,p-1 c1="));
        members = after(members, first, GenerationId{2});
        const Assignment second = assignCooperativeSticky(members, topics);
        QCOMPARE(text(second), QString(" c0=p-0,p-1 c1=p-2,p-3"));
        QCOMPARE(text(assignCooperativeSticky(after(members, second, GenerationId{3}), topics)),
                 text(second));
    }

    void cooperativeRoundsEndWithTheStickyAssignmentAndNoPartitionEverHasTwo() {
        Random random(11);
        for (int run = 0; run < 300; ++run) {
            TopicSizes topics;
            std::vector<std::string> names;
            for (std::uint64_t i = random.below(5) + 1; i > 0; --i) {
                names.push_back("t" + std::to_string(i));
                topics[names.back()] = static_cast<std::int32_t>(random.below(9) + 1);
            }
            Members members = membersOf(random.below(7) + 1, {});
            for (MemberSubscription& member : members)
                for (const std::string& name : names)
                    if (!random.oneIn(3)) member.topics.push_back(name);
            for (MemberSubscription& member : members)
                for (const std::string& name : member.topics)
                    if (random.oneIn(2)) member.owned.push_back({name, PartitionIndex{0}});
            int rounds = 0;
            while (invalidity(members, topics, assignCooperativeSticky(members, topics)) != "") {
                const Assignment next = assignCooperativeSticky(members, topics);
                for (const MemberSubscription& member : members)
                    for (const TopicPartition& got : next.at(member.id))
                        for (const MemberSubscription& other : members)
                            QVERIFY(&other == &member || !std::ranges::count(other.owned, got) ||
                                    std::ranges::count(member.owned, got));
                members = after(members, next, GenerationId{++rounds});
                QVERIFY(rounds < 4);
            }
        }
    }

    void aThousandMembersAndTenThousandPartitions_data() {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<bool>("areDifferent");
        for (const Strategy strategy :
             {Strategy::kRange, Strategy::kRoundRobin, Strategy::kSticky, Strategy::kCooperativeSticky})
            for (const bool areDifferent : {false, true})
                QTest::addRow("%s, %s subscriptions", strategyName(strategy).data(),
                              areDifferent ? "different" : "equal")
                    << int(strategy) << areDifferent;
    }
    void aThousandMembersAndTenThousandPartitions() {
        QFETCH(int, strategy);
        QFETCH(bool, areDifferent);
        TopicSizes topics;
        std::vector<std::string> names;
        for (int i = 0; i < 100; ++i) {
            names.push_back("topic" + std::to_string(i));
            topics[names.back()] = 100;
        }
        Random random(5);
        Members members = membersOf(1000, names);
        if (areDifferent)
            for (MemberSubscription& member : members)
                std::erase_if(member.topics, [&](const auto&) { return random.oneIn(2); });
        const auto chosen = static_cast<Strategy>(strategy);
        QElapsedTimer clock;
        clock.start();
        const Assignment first = assign(chosen, members, topics);
        const qint64 firstMs = clock.elapsed();
        QCOMPARE(QString::fromStdString(invalidity(members, topics, first)), QString());
        // A tenth of the members goes.
        members = after(members, first, GenerationId{1});
        members.erase(members.begin(), members.begin() + 100);
        clock.restart();
        const Assignment second = assign(chosen, members, topics);
        qInfo("10,000 partitions, 1,000 members: %lld ms; without 100 of them: %lld ms, %lld moved", firstMs,
              clock.elapsed(), static_cast<long long>(movedFrom(members, topics, second)));
        QCOMPARE(QString::fromStdString(invalidity(members, topics, second)), QString());
    }
};

BROKERSCOPE_TEST(TestAssignors)
#include "tst_assignors.moc"
