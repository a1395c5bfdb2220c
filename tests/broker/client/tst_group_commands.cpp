#include <QtTest/QtTest>

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/client/admin.h"
#include "broker/client/offset_reset.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/record_batch_builder.h"
#include "tests/broker/client/scripted_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using client::Admin;
using client::GroupOffset;
using client::OffsetReset;
using client::OffsetResetRow;
using wire::ApiKey;

namespace {

TopicPartition at(int partition) { return {"t", PartitionIndex(partition)}; }

/// A topic of two partitions, offsets 10 to 20 and 0 to 5, and group g on broker 2, which has read to 15 of
/// the first one.
struct Rig {
    Rig()
        : simulator(1)
        , cluster(simulator, 3)
        , world(simulator.addMachine("client").world())
        , admin(std::make_unique<Admin>(cluster.clientOptions(), world)) {
        cluster.addTopic("t", 2);
        cluster.partition("t", 0).start = Offset(10);
        cluster.partition("t", 0).end = Offset(20);
        cluster.partition("t", 1).end = Offset(5);
        cluster.groups["g"] = {.coordinator = 2, .members = {}, .committed = {{at(0), Offset(15)}}};
    }

    template <class T, class Ask>
    Result<T> ask(Ask command) {
        std::optional<Result<T>> answer;
        const world::Call call = command([&answer](Result<T> result) { answer = std::move(result); });
        if (!simulator.runUntil([&answer] { return answer.has_value(); })) qFatal("never answered");
        return std::move(*answer);
    }
    Result<OffsetReset::Rows> reset(client::OffsetResetPlan plan) {
        plan.group = "g";
        std::optional<Result<OffsetReset::Rows>> answer;
        OffsetReset reset(cluster.clientOptions(), world, std::move(plan),
                          [&answer](Result<OffsetReset::Rows> rows) { answer = std::move(rows); });
        if (answer) qFatal("completed inside the constructor");
        if (!simulator.runUntil([&answer] { return answer.has_value(); })) qFatal("never answered");
        return std::move(*answer);
    }
    Result<wire::LeaveGroupResponse> remove(const std::string& member) {
        return ask<wire::LeaveGroupResponse>([&](auto done) {
            return admin->removeGroupMember("g", member, "it was asked to go", std::move(done));
        });
    }
    Result<wire::DeleteGroupsResponse> deleteGroup() {
        return ask<wire::DeleteGroupsResponse>(
            [&](auto done) { return admin->deleteGroup("g", std::move(done)); });
    }

    simulation::Simulator simulator;
    tests::ScriptedCluster cluster;
    world::World world;
    std::unique_ptr<Admin> admin;
};

}  // namespace

class TestGroupCommands : public QObject {
    Q_OBJECT

private slots:
    void aMemberIsRemovedByTheGroupsCoordinator_data() {
        QTest::addColumn<int>("newest");
        QTest::newRow("one member in a request") << 2;
        QTest::newRow("several members in a request") << 99;
    }
    void aMemberIsRemovedByTheGroupsCoordinator() {
        QFETCH(int, newest);
        Rig rig;
        rig.cluster.groupVersions = {0, static_cast<std::int16_t>(newest)};
        rig.cluster.groups["g"].members = {"m-1", "m-2"};
        const auto left = rig.remove("m-1");
        QVERIFY(left && left->errorCode == ErrorCode::kNone);
        QCOMPARE(rig.cluster.groups["g"].members, std::set<std::string>{"m-2"});
        const auto again = rig.remove("m-1");
        const ErrorCode code = again->members.empty() ? again->errorCode : again->members.front().errorCode;
        QCOMPARE(code, ErrorCode::kUnknownMemberId);
    }

    void aGroupIsDeletedOnceItIsEmpty() {
        Rig rig;
        rig.cluster.groups["g"].members = {"m"};
        QCOMPARE(rig.deleteGroup()->results.at(0).errorCode, ErrorCode::kNonEmptyGroup);
        rig.cluster.groups["g"].members.clear();
        QCOMPARE(rig.deleteGroup()->results.at(0).errorCode, ErrorCode::kNone);
        QVERIFY(rig.cluster.groups.empty());
    }

    void aCoordinatorThatMovedIsFoundAgain() {
        Rig rig;
        rig.cluster.faults.push_back({.key = ApiKey::kDeleteGroups, .code = ErrorCode::kNotCoordinator});
        rig.cluster.faults.push_back(
            {.key = ApiKey::kFindCoordinator, .code = ErrorCode::kCoordinatorNotAvailable, .count = 2});
        QCOMPARE(rig.deleteGroup()->results.at(0).errorCode, ErrorCode::kNone);
        QCOMPARE(rig.cluster.count(ApiKey::kFindCoordinator), 4);
    }

    void whatIsCommittedIsToldForAllOrForSome_data() {
        QTest::addColumn<int>("newest");
        QTest::newRow("one group in a request") << 7;
        QTest::newRow("several groups in a request") << 99;
    }
    void whatIsCommittedIsToldForAllOrForSome() {
        QFETCH(int, newest);
        Rig rig;
        rig.cluster.groupVersions = {0, static_cast<std::int16_t>(newest)};
        const auto offsets = [&](const std::vector<TopicPartition>& partitions) {
            return rig.ask<std::vector<GroupOffset>>(
                [&](auto done) { return rig.admin->groupOffsets("g", partitions, std::move(done)); });
        };
        const auto all = offsets({});
        QCOMPARE(all->size(), std::size_t{1});
        QCOMPARE(all->at(0).partition, at(0));
        QCOMPARE(all->at(0).offset, Offset(15));
        const auto some = offsets({at(0), at(1)});
        QCOMPARE(some->size(), std::size_t{2});
        QCOMPARE(some->at(1).offset, Offset(-1));
    }

    void eachRuleMovesAnOffsetWithinTheEndsOfTheLog_data() {
        QTest::addColumn<client::OffsetRule>("rule");
        QTest::addColumn<int>("after");
        const auto row = [](const char* name, client::OffsetRule rule, int after) {
            QTest::newRow(name) << rule << after;
        };
        row("earliest", client::ToEarliest{}, 10);
        row("latest", client::ToLatest{}, 20);
        row("offset", client::ToOffset{Offset(12)}, 12);
        row("offset before the start", client::ToOffset{Offset(3)}, 10);
        row("offset behind the end", client::ToOffset{Offset(99)}, 20);
        row("a time that no record has", client::ToTime{Timestamp(1'000)}, 20);
        row("a time before all times", client::ToTime{Timestamp(-1)}, 20);
        row("forward", client::ShiftBy{3}, 18);
        row("backward", client::ShiftBy{-4}, 11);
        row("too far forward", client::ShiftBy{std::numeric_limits<std::int64_t>::max()}, 20);
        row("too far backward", client::ShiftBy{std::numeric_limits<std::int64_t>::min()}, 10);
    }
    void eachRuleMovesAnOffsetWithinTheEndsOfTheLog() {
        QFETCH(client::OffsetRule, rule);
        QFETCH(int, after);
        Rig rig;
        const auto preview = rig.reset({.rule = rule, .previewOnly = true});
        const OffsetResetRow expected{.partition = at(0),
                                      .before = Offset(15),
                                      .after = Offset(after),
                                      .earliest = Offset(10),
                                      .latest = Offset(20)};
        QVERIFY(preview && preview->size() == 1);
        QVERIFY(preview->front() == expected);
        QCOMPARE(rig.cluster.count(ApiKey::kOffsetCommit), 0);
        const auto done = rig.reset({.rule = rule});
        QVERIFY(done && done->front() == expected);
        QCOMPARE(rig.cluster.groups["g"].committed.at(at(0)), Offset(after));
    }

    void aTimeIsFoundInTheLog() {
        Rig rig;
        auto& partition = rig.cluster.partition("t", 1);
        partition.end = Offset(0);
        for (const std::int64_t time : {100, 200, 300}) {
            wire::BatchBuilder builder({});
            builder.append({.timestamp = Timestamp(time), .key = {}, .value = asBytes("v"), .headers = {}});
            rig.cluster.append(partition, builder.build().value());
        }
        const auto rows = rig.reset({.partitions = {at(1)}, .rule = client::ToTime{Timestamp(150)}});
        QCOMPARE(rows->front().after, Offset(1));
    }

    void partitionsWithoutACommitCanBeResetByNameButNotShifted() {
        Rig rig;
        const auto rows = rig.reset({.partitions = {at(1), at(0), at(1)}, .rule = client::ShiftBy{1}});
        QVERIFY(rows && rows->size() == 2);
        QCOMPARE(rows->at(0).after, Offset(16));
        QCOMPARE(rows->at(1).code, ErrorCode::kNotFound);
        QVERIFY(!rows->at(1).reason.empty());
        QVERIFY(!rig.cluster.groups["g"].committed.contains(at(1)));
        QVERIFY(rig.reset({.partitions = {at(1)}, .rule = client::ToLatest{}}));
        QCOMPARE(rig.cluster.groups["g"].committed.at(at(1)), Offset(5));
    }

    void aGroupThatHasCommittedNothingNeedsPartitions() {
        Rig rig;
        rig.cluster.groups["g"].committed.clear();
        QCOMPARE(rig.reset({.rule = client::ToLatest{}}).error().code, ErrorCode::kNotFound);
    }

    void whileTheGroupHasMembersOnlyAPreviewIsGiven() {
        Rig rig;
        rig.cluster.groups["g"].members = {"m"};
        QVERIFY(rig.reset({.rule = client::ToLatest{}, .previewOnly = true}));
        const auto refused = rig.reset({.rule = client::ToLatest{}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::kUnknownMemberId);
        QCOMPARE(refused.error().detail,
                 std::string("Group g has members, and while it has only they may commit offsets."));
        QCOMPARE(rig.cluster.groups["g"].committed.at(at(0)), Offset(15));
    }

    void aResetThatIsDroppedCallsNobody() {
        Rig rig;
        int called = 0;
        {
            const OffsetReset reset(rig.cluster.clientOptions(), rig.world,
                                    {.group = "g", .rule = client::ToLatest{}}, [&](auto) { ++called; });
            rig.simulator.runFor(1ms);
        }
        rig.simulator.runFor(60s);
        QCOMPARE(called, 0);
    }
};

BROKERSCOPE_TEST(TestGroupCommands)
#include "tst_group_commands.moc"
