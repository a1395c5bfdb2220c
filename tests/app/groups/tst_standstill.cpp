#include <QTest>

#include "app/groups/standstill.h"
#include "tests/support/test_registry.h"

using namespace app;
using namespace broker;
using Phase = StandstillPhase;

namespace {

observe::RebalanceSnapshot rebalance() {
    observe::RebalanceSnapshot made;
    made.began = Timestamp(1'000);
    made.joined = Timestamp(1'300);
    made.assigned = Timestamp(1'320);
    made.completed = Timestamp(1'340);
    const auto member = [&](const char* id, std::int64_t asked, std::int64_t sync, std::int64_t given) {
        made.members.push_back({.member = id,
                                .clientId = id,
                                .askedToJoin = Timestamp(asked),
                                .joined = Timestamp(1'300),
                                .askedToSync = Timestamp(sync),
                                .assigned = Timestamp(given)});
    };
    member("b", 1'000, 1'305, 1'340);
    member("a", 1'150, 1'320, 1'330);
    made.before = std::make_shared<const observe::Ownership>(
        observe::Ownership{{.partition = {"orders", PartitionIndex(0)}, .member = "a", .clientId = "a"}});
    return made;
}

}  // namespace

/// How long members stood still, and for what.
class TestStandstill : public QObject {
    Q_OBJECT
private slots:
    void eachPhaseIsAPart() {
        const Standstill made = standstill(rebalance(), Timestamp(9'000));
        QCOMPARE(made.span, std::int64_t{340});
        QCOMPARE(made.joined, std::int64_t{300});
        QVERIFY(!made.isUnderWay);
        const Standstill::Member& a = made.members[0];
        QCOMPARE(a.id, std::string("a"));
        QVERIFY(!a.isNew && a.isOver);
        const std::vector<Standstill::Part> expected{
            {Phase::kOthers, 150, 300}, {Phase::kHandling, 300, 320}, {Phase::kShare, 320, 330}};
        QVERIFY(a.parts == expected);
        QCOMPARE(a.total(), std::int64_t{180});
        QVERIFY(made.members[1].isNew);
        QCOMPARE(made.members[1].total(), std::int64_t{340});
    }

    void whatIsUnderWayLastsUntilNow() {
        auto open = rebalance();
        open.joined = open.assigned = open.completed = kNoTimestamp;
        for (auto& member : open.members) member.joined = member.askedToSync = member.assigned = kNoTimestamp;
        open.members[1].askedToJoin = kNoTimestamp;
        const Standstill made = standstill(open, Timestamp(1'500));
        QVERIFY(made.isUnderWay);
        QCOMPARE(made.span, std::int64_t{500});
        QCOMPARE(made.joined, std::int64_t{-1});
        QVERIFY(made.members[0].never && made.members[0].parts.empty());
        QCOMPARE(made.members[1].parts, (std::vector<Standstill::Part>{{Phase::kOthers, 0, 500}}));
        QVERIFY(!made.members[1].isOver);
    }

    void whoNeverSyncedStoodStillToTheEnd() {
        auto made = rebalance();
        made.members[0].askedToSync = made.members[0].assigned = kNoTimestamp;
        const Standstill::Member lost = standstill(made, Timestamp(9'000)).members[1];
        QCOMPARE(lost.parts.size(), std::size_t{2});
        QVERIFY(lost.parts[1].phase == Phase::kHandling && lost.parts[1].to == 340);
        QVERIFY(!lost.isOver);
    }
};

BROKERSCOPE_TEST(TestStandstill)
#include "tst_standstill.moc"
