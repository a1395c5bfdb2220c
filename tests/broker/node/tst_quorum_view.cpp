#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "broker/observe/quorum_snapshot.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using observe::EventKind;
using observe::QuorumRole;
using observe::QuorumSnapshot;
using tests::FrameClient;
using tests::SimulatedBrokers;

/// What brokers publish of the metadata quorum, and what they tell of its elections.
class TestQuorumView : public QObject {
    Q_OBJECT

    static constexpr auto kPatience = 1min;

    /// Three voters and an observer, or as many as asked for.
    struct Quorum {
        explicit Quorum(int count = 4, int voters = 3)
            : brokers(count, {}, {}, 2024, voters) {}

        const QuorumSnapshot& view(int broker) const { return *brokers.told.snapshots.at(broker)->quorum; }
        bool until(const std::function<bool()>& isReached) {
            return brokers.simulator.runUntil(isReached, {.time = kPatience});
        }
        /// Who among these says that it leads; 0: nobody.
        int leader(const std::vector<int>& among) const {
            for (const int id : among)
                if (brokers.told.snapshots.contains(id) && brokers.told.snapshots.at(id)->quorum &&
                    view(id).role == QuorumRole::kLeader)
                    return id;
            return 0;
        }
        std::vector<observe::Event> events(EventKind kind) const {
            std::vector<observe::Event> found;
            for (const observe::Event& event : brokers.told.events)
                if (event.kind == kind) found.push_back(event);
            return found;
        }
        static std::vector<int> others(int broker) {
            std::vector<int> ids{1, 2, 3};
            std::erase(ids, broker);
            return ids;
        }

        SimulatedBrokers brokers;
    };

    static std::string told(const std::vector<observe::Event>& events) {
        std::string text;
        for (const observe::Event& event : events) text += observe::tell(event) + "\n";
        return text;
    }

    static const observe::MetadataLine* line(const QuorumSnapshot& view, std::string_view type,
                                             std::string_view subject) {
        const auto found = std::ranges::find_if(
            *view.tail, [&](const auto& one) { return one->type == type && one->subject == subject; });
        return found == view.tail->end() ? nullptr : found->get();
    }

private slots:
    void votersAndObserversSayWhomTheyFollowAndHowFarTheyAre() {
        Quorum quorum;
        QVERIFY(quorum.brokers.areServing());
        const int leader = quorum.leader({1, 2, 3});
        QVERIFY(leader > 0);
        const auto isSettled = [&] {
            return std::ranges::all_of(
                       std::vector{1, 2, 3, 4},
                       [&](int id) { return quorum.view(id).highWatermark == quorum.view(leader).logEnd; }) &&
                   std::ranges::all_of(quorum.view(leader).replicas, [&](const auto& replica) {
                       // The leader hears of it with the next fetch.
                       return replica.logEnd == quorum.view(leader).logEnd;
                   });
        };
        QVERIFY(quorum.until(isSettled));
        const QuorumSnapshot& leads = quorum.view(leader);
        QVERIFY(leads.leader == BrokerId(leader) && leads.voted == BrokerId(leader));
        QVERIFY(leads.voters == std::vector({BrokerId(1), BrokerId(2), BrokerId(3)}));
        QVERIFY(leads.granted.size() >= 2 && std::ranges::count(leads.granted, BrokerId(leader)) == 1);
        QVERIFY(leads.epochStart < leads.highWatermark && leads.syncedEnd == leads.logEnd);
        QCOMPARE(leads.replicas.size(), 3U);
        for (const observe::QuorumReplica& replica : leads.replicas) {
            QCOMPARE(replica.isVoter, replica.broker <= BrokerId(3));
            QVERIFY(replica.logEnd == leads.logEnd && replica.lastFetch >= replica.lastCaughtUp);
        }
        for (const int id : Quorum::others(leader)) {
            QVERIFY(quorum.view(id).role == QuorumRole::kFollower);
            QVERIFY(quorum.view(id).leader == BrokerId(leader) && quorum.view(id).epoch == leads.epoch);
        }
        QVERIFY(quorum.view(4).role == QuorumRole::kObserver);
    }

    void aDeadLeaderIsFollowedByVotesInTheNextEpoch() {
        Quorum quorum;
        QVERIFY(quorum.brokers.areServing());
        const int old = quorum.leader({1, 2, 3});
        const LeaderEpoch before = quorum.view(old).epoch;
        quorum.brokers.told.events.clear();
        quorum.brokers.machine(old).kill();
        const std::vector<int> living = Quorum::others(old);
        const auto isElected = [&] { return quorum.leader(living) > 0; };
        QVERIFY(quorum.until(isElected));
        const int next = quorum.leader(living);
        const int voter = living.front() == next ? living.back() : living.front();
        const auto isFollowed = [&] {
            return quorum.view(voter).leader == BrokerId(next) &&
                   !quorum.events(EventKind::kControllerFollowed).empty();
        };
        QVERIFY(quorum.until(isFollowed));
        const LeaderEpoch epoch = quorum.view(next).epoch;
        QVERIFY(epoch > before);
        QVERIFY(quorum.view(next).granted == std::vector({BrokerId(next), BrokerId(voter)}) ||
                quorum.view(next).granted == std::vector({BrokerId(voter), BrokerId(next)}));

        // The whole of it, from who noticed to who follows. Both may have stood at first, and none won.
        const observe::Event first = quorum.events(EventKind::kPreVoteAsked).front();
        QCOMPARE(first.argument("reason"), "it no longer hears controller " + std::to_string(old));
        QCOMPARE(first.argument("epoch"), std::to_string(before.value() + 1));
        QVERIFY(first.argument("voters").find(std::to_string(old)) != std::string_view::npos);
        const std::string granted = "Broker " + std::to_string(voter) + " votes for broker " +
                                    std::to_string(next) + " in epoch " + std::to_string(epoch.value());
        QCOMPARE(observe::tell(quorum.events(EventKind::kVoteGranted).back()), granted);
        QCOMPARE(quorum.events(EventKind::kControllerElected).size(), 1U);
        const std::vector<observe::Event> followed = quorum.events(EventKind::kControllerFollowed);
        QVERIFY(followed.back().broker == BrokerId(voter));
        QCOMPARE(followed.back().argument("leader"), std::to_string(next));
        QVERIFY(quorum.view(voter).since > kNoTimestamp && quorum.view(voter).voted == BrokerId(next));
    }

    void aVoterThatComesBackIsToldThatTheOthersStillHearTheirLeader() {
        Quorum quorum(3);
        QVERIFY(quorum.brokers.areServing());
        const int leader = quorum.leader({1, 2, 3});
        const int lonely = Quorum::others(leader).front();
        const int other = Quorum::others(leader).back();
        quorum.brokers.told.events.clear();
        // It hears its leader no more, but is heard by all: what it asks is refused, and told once.
        auto& network = quorum.brokers.simulator.network();
        network.cut("broker-" + std::to_string(leader), "broker-" + std::to_string(lonely));
        const auto isRefused = [&] {
            return quorum.events(EventKind::kPreVoteRefused).size() >= 1 &&
                   quorum.view(lonely).role == QuorumRole::kProspective;
        };
        QVERIFY(quorum.until(isRefused));
        quorum.brokers.simulator.runFor(20s);
        const std::vector<observe::Event> refused = quorum.events(EventKind::kPreVoteRefused);
        const auto byOther = std::ranges::find(refused, BrokerId(other), &observe::Event::broker);
        QVERIFY2(byOther != refused.end(), told(quorum.brokers.told.events).c_str());
        QCOMPARE(byOther->argument("reason"), "it still hears controller " + std::to_string(leader));
        QVERIFY(refused.size() <= 2);
        QCOMPARE(quorum.events(EventKind::kPreVoteAsked).size(), 1U);
        QVERIFY(quorum.events(EventKind::kVoteAsked).empty());
        QVERIFY(quorum.view(leader).role == QuorumRole::kLeader);
    }

    void recordsAreToldInWordsAsTheyCommit() {
        Quorum quorum(3);
        QVERIFY(quorum.brokers.areServing());
        const int leader = quorum.leader({1, 2, 3});
        const QuorumSnapshot before = quorum.view(leader);
        QVERIFY(before.tail->front()->type == "LeaderChangeMessage");
        QVERIFY(before.tail->front()->says.at(1).starts_with("elected by "));
        FrameClient client(quorum.brokers, leader);
        QVERIFY(tests::createTopic(client, "orders", 2, {}, 3));
        const QuorumSnapshot& view = quorum.view(leader);
        const observe::MetadataLine* topic = line(view, "TopicRecord", "orders");
        QVERIFY(topic);
        const observe::MetadataLine* partition = line(view, "PartitionRecord", "orders-1");
        QVERIFY(partition && partition->offset > topic->offset);
        QVERIFY(observe::tell(*partition).starts_with("PartitionRecord orders-1: leader "));
        QVERIFY(partition->offset < view.highWatermark && partition->epoch == view.epoch);
        // What was in words before is the same leaf, and a follower has the same words.
        QVERIFY(std::ranges::find(*view.tail, before.tail->back()) != view.tail->end());
        const QuorumSnapshot& follower = quorum.view(Quorum::others(leader).front());
        QVERIFY(*line(follower, "PartitionRecord", "orders-1") == *partition);

        quorum.brokers.machine(Quorum::others(leader).front()).kill();
        const auto isFenced = [&] {
            return std::ranges::any_of(*quorum.view(leader).tail, [](const auto& one) {
                return one->type == "PartitionChangeRecord" && one->subject.starts_with("orders-");
            });
        };
        QVERIFY(quorum.until(isFenced));
    }

    void withoutMajorityRecordsStandAboveTheHighWatermark() {
        Quorum quorum(3);
        QVERIFY(quorum.brokers.areServing());
        const int leader = quorum.leader({1, 2, 3});
        FrameClient client(quorum.brokers, leader);
        for (const int other : Quorum::others(leader)) quorum.brokers.machine(other).kill();
        tests::createTopic(client, "waiting");
        bool hasSeenIt = false;
        const auto isSeen = [&] {
            const QuorumSnapshot& view = quorum.view(leader);
            hasSeenIt = hasSeenIt || (line(view, "TopicRecord", "waiting") &&
                                      line(view, "TopicRecord", "waiting")->offset >= view.highWatermark);
            return hasSeenIt;
        };
        if (!isSeen()) quorum.until(isSeen);
        QVERIFY(hasSeenIt);
        QVERIFY(quorum.view(leader).logEnd > quorum.view(leader).highWatermark);
    }

    void whatDoesNotChangeIsTheSamePointer() {
        Quorum quorum(3);
        QVERIFY(quorum.brokers.areServing());
        const int follower = Quorum::others(quorum.leader({1, 2, 3})).front();
        quorum.brokers.simulator.runFor(5s);
        const auto before = quorum.brokers.told.snapshots.at(follower);
        quorum.brokers.simulator.runFor(30s);
        const auto after = quorum.brokers.told.snapshots.at(follower);
        QVERIFY(before->quorum == after->quorum);
    }

    void theTailIsBounded() {
        Quorum quorum(1, 1);
        QVERIFY(quorum.brokers.areServing());
        FrameClient client(quorum.brokers, 1);
        QVERIFY(tests::createTopic(client, "wide", 300));
        const QuorumSnapshot& view = quorum.view(1);
        QCOMPARE(view.tail->size(), observe::kMetadataTailSize);
        QVERIFY(view.tail->back()->offset == view.logEnd - 1);
        for (std::size_t i = 1; i < view.tail->size(); ++i)
            QVERIFY((*view.tail)[i]->offset == (*view.tail)[i - 1]->offset + 1);
    }
};

BROKERSCOPE_TEST(TestQuorumView)
#include "tst_quorum_view.moc"
