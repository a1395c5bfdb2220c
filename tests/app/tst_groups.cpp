#include <QtTest/QtTest>

#include <algorithm>

#include "app/group_page/group_pictures.h"
#include "app/group_page/group_words.h"
#include "app/group_page/lag_over_time.h"
#include "app/inspect/inspection.h"
#include "app/map/map_picture.h"
#include "app/navigation/event_place.h"
#include "app/navigation/jump_index.h"
#include "app/session/recorded_session.h"
#include "broker/groups/group_state.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::Offset;
using broker::PartitionIndex;
using broker::Timestamp;
using broker::TopicPartition;
using broker::observe::GroupState;
using sample::Groups;

/// What the Consumer groups page says and paints.
class TestGroups : public QObject {
    Q_OBJECT

    static sample::SnapshotPointer cluster(Groups groups, int second = 60) {
        return sample::cluster({.second = second, .groups = groups});
    }
    static const broker::observe::GroupSnapshot& billing(const sample::SnapshotPointer& snapshot) {
        return *snapshot->group("billing");
    }
    static const Inspection::Act* actOf(const Inspection& inspection, const QString& text) {
        const auto found = std::ranges::find(inspection.acts, text, &Inspection::Act::text);
        return found == inspection.acts.end() ? nullptr : &*found;
    }
    static LagPoint point(std::int64_t time, std::int64_t records, std::int64_t milliseconds) {
        return {Timestamp(time), records, milliseconds};
    }

private slots:
    void theStateMachineHasTheMovesThatTheCoordinatorMakes() {
        const auto snapshot = cluster(Groups::kPreparing);
        const auto picture = groupStatesPicture(billing(snapshot), snapshot->time);
        const auto moves = broker::groups::legalTransitions();
        QCOMPARE(picture.arrows.size(), moves.size());
        for (const auto& arrow : picture.arrows) QVERIFY(broker::groups::isLegal(arrow.from, arrow.to));
        int lit = 0;
        for (const auto& state : picture.states) {
            lit += state.isNow ? 1 : 0;
            QCOMPARE(state.isNow, state.state == GroupState::kPreparingRebalance);
        }
        QCOMPARE(lit, 1);
    }

    void theCoordinatorIsTheLeaderOfTheHashedPartition() {
        const auto snapshot = cluster(Groups::kStable);
        const CoordinatorChoice choice = coordinatorChoice(*snapshot, "billing");
        const auto picture = coordinatorPicture(choice, "billing");
        QVERIFY(picture.steps[0].answer.contains("109,829,509"));
        QCOMPARE(picture.steps[1].answer, QString("= 9"));
        QVERIFY(picture.problem.isEmpty());
        const auto leader =
            std::ranges::find(picture.holders, true, &widgets::CoordinatorPicture::Holder::isLeader);
        QVERIFY(leader != picture.holders.end());
        QCOMPARE(leader->broker, billing(snapshot).coordinator);
    }

    void aMemberThatHasReadNothingIsOnTheMap() {
        RecordedSession session;
        session.show(cluster(Groups::kStable));
        session.pull();
        MapGroups groups;
        const widgets::MapPicture picture = mapPicture(session, groups);
        const auto member =
            std::ranges::find(picture.consumers, "consumer-3", &widgets::MapPicture::Client::name);
        QVERIFY(member != picture.consumers.end());
        QVERIFY2(member->line.startsWith(QString::fromUtf8("← payments")), qPrintable(member->line));
        QVERIFY2(member->secondLine.startsWith("billing"), qPrintable(member->secondLine));
        const auto at = static_cast<std::size_t>(member - picture.consumers.begin());
        for (const auto& flow : picture.flows) QVERIFY(flow.isProducer || flow.client != at);
    }

    void withoutTheOffsetsTopicTheCoordinatorIsNotInvented() {
        const auto snapshot = sample::cluster({.withoutTopics = true});
        const auto picture = coordinatorPicture(coordinatorChoice(*snapshot, "billing"), "billing");
        QVERIFY(picture.holders.empty());
        QVERIFY(!picture.problem.isEmpty());
    }

    void eachMemberHasItsBarsUntilItGoesOn() {
        const auto snapshot = cluster(Groups::kStable);
        const auto picture = standstillPicture(*billing(snapshot).rebalance, snapshot->time);
        QCOMPARE(picture.members.size(), std::size_t{3});
        QCOMPARE(picture.members[0].total, QString("233 ms"));
        QVERIFY(!picture.members[0].before.isEmpty());
        QCOMPARE(picture.members[1].note, QString("new member"));
        QVERIFY(picture.members[1].before.isEmpty());
        QCOMPARE(picture.joined, std::int64_t{301});
        const auto preparing = cluster(Groups::kPreparing);
        const auto underWay = standstillPicture(*billing(preparing).rebalance, preparing->time);
        QCOMPARE(underWay.members[2].note, QString("has not come"));
        QVERIFY(!underWay.members[0].isOver);
    }

    void wordsSayWhatTheGroupDoes_data() {
        QTest::addColumn<Groups>("groups");
        QTest::addColumn<QString>("says");
        QTest::newRow("stable") << Groups::kStable << "consumer-2 joined";
        QTest::newRow("stable, moved") << Groups::kStable << "3 of them really moved";
        QTest::newRow("preparing") << Groups::kPreparing
                                   << "A rebalance is under way: consumer-2 joined. 2 of";
        QTest::newRow("empty") << Groups::kEmpty << "It keeps the offsets of 7 partition";
    }
    void wordsSayWhatTheGroupDoes() {
        QFETCH(Groups, groups);
        QFETCH(QString, says);
        const auto snapshot = cluster(groups);
        const QString words = groupWords(*snapshot, billing(snapshot), nullptr, snapshot->time);
        QVERIFY2(words.contains(says), qPrintable(words));
    }

    void lagOfPartitionsIsOneSeries() {
        const TopicPartition a{"orders", PartitionIndex(0)};
        const TopicPartition b{"orders", PartitionIndex(1)};
        const auto sum =
            lagOverTime({{a, {point(1000, 5, 200), point(3000, 7, -1)}}, {b, {point(2000, 10, 900)}}});
        // What is not known yet counts nothing; what was last known goes on.
        QCOMPARE(sum,
                 (std::vector<LagPoint>{point(1000, 5, 200), point(2000, 15, 900), point(3000, 17, 900)}));
        QVERIFY(lagOverTime({}).empty());
    }

    void theLagOfEveryOneOfThousandsOfGroupsIsNoted() {
        RecordedSession session;
        const auto many = cluster(Groups::kMany);
        const auto noted = [&](const broker::observe::GroupSnapshot& group) {
            LagQuestion question{
                .group = group.id, .partitions = {}, .from = Timestamp(0), .to = many->time + 60'000};
            for (const auto& topic : group.offsets)
                for (const auto& one : topic->partitions)
                    question.partitions.push_back({topic->topic, one.partition});
            const auto series = session.past().lag().series(question);
            return std::ranges::none_of(series, [](const LagSeries& one) { return one.points.empty(); });
        };
        // A few turns a second, as where nothing moves but the clock.
        for (int turn = 0; turn < 100; ++turn) {
            auto next = std::make_shared<broker::observe::ClusterSnapshot>(*many);
            next->time = many->time + std::int64_t{turn} * 500;
            session.show(std::move(next));
            session.advance(std::chrono::milliseconds(500));
            session.pull();
        }
        for (const auto& group : many->groups()) {
            QVERIFY2(noted(*group), group->id.c_str());
            QVERIFY2(session.lags().of(group->id), group->id.c_str());
        }
        QCOMPARE(session.lags().of("billing")->records, std::int64_t{318});
    }

    void lagsAreThoseOfTheMomentThatIsShown() {
        RecordedSession session;
        session.show(cluster(Groups::kStable));
        session.pull();
        session.advance(std::chrono::seconds(2));
        session.show(cluster(Groups::kNone, 62));
        session.pull();
        QVERIFY(!session.lags().of("billing"));
        session.showMoment(sample::start() + 60'000);
        QCOMPARE(session.lags().of("billing")->records, std::int64_t{318});
        session.showPresent();
        QVERIFY(!session.lags().of("billing"));
    }

    void assignorsAreComparedOnThisGroup() {
        const auto snapshot = cluster(Groups::kStable);
        const auto rows = whatIfRows(*snapshot, billing(snapshot));
        QCOMPARE(rows.size(), std::size_t{4});
        QVERIFY(rows[0].cells[0].text.contains("in use"));
        QVERIFY(!rows[1].cells[0].tip.isEmpty());  // the members do not offer it
        QVERIFY(whatIfRows(*snapshot, *snapshot->group("nightly-report")).empty());
    }

    void groupsAreFoundByName() {
        JumpIndex index;
        index.show(cluster(Groups::kStable));
        const auto found = index.find("night");
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().place, groupPlace("nightly-report"));
        QCOMPARE(found.front().subject, Subject(GroupSubject{"nightly-report"}));
        index.show(cluster(Groups::kNone));
        QVERIFY(index.find("nightly").empty());
    }

    void eventsOfAGroupLeadToIt() {
        for (const auto& event : sample::groupEvents(1)) QCOMPARE(eventPlace(event), groupPlace("billing"));
    }

    void anEarlierRebalanceIsInspected() {
        RecordedSession session;
        for (const int second : {5, 15, 60}) {
            session.show(cluster(Groups::kStable, second));
            session.pull();
        }
        const Inspection last = inspect(session, RebalanceSubject{"billing", sample::start() + 24'000});
        QVERIFY2(last.words.contains("consumer-2 joined"), qPrintable(last.words));
        QVERIFY2(last.words.contains("3 partition(s) changed"), qPrintable(last.words));
        const Inspection first = inspect(session, RebalanceSubject{"billing", sample::start() + 2'000});
        QVERIFY2(first.words.contains("consumer-3 joined"), qPrintable(first.words));
        QCOMPARE(first.sections.front().rows.front().value, QString("5 → 6"));
        QVERIFY(inspect(session, RebalanceSubject{"billing", sample::start() + 3'000})
                    .subtitle.contains("no longer"));
    }

    void aGroupWithMembersCannotBeDeletedAndSaysWhy() {
        RecordedSession session;
        session.show(cluster(Groups::kStable));
        session.pull();
        const Inspection billing = inspect(session, GroupSubject{"billing"});
        const auto* refused = actOf(billing, "Delete group");
        QVERIFY(refused && refused->whyNot.contains("only an empty group"));
        QVERIFY(actOf(inspect(session, GroupSubject{"nightly-report"}), "Delete group")->whyNot.isEmpty());
        const std::string member = session.snapshot()->group("billing")->members.front()->id;
        const Inspection first = inspect(session, MemberSubject{"billing", member});
        const auto* removal = actOf(first, "Remove member");
        QVERIFY(removal && removal->whyNot.isEmpty());
        QVERIFY(inspect(session, MemberSubject{"billing", "nobody"}).subtitle.contains("no longer"));
    }
};

BROKERSCOPE_TEST(TestGroups)
#include "tst_groups.moc"
