#include "tests/app/sample/sample_quorum.h"

#include <initializer_list>
#include <utility>

namespace sample {
namespace {

using namespace broker;
using namespace broker::observe;

constexpr int kSecond = 60;
constexpr int kDied = 20'000;   ///< broker 1, ms
constexpr int kDied2 = 40'000;  ///< broker 2

Timestamp at(int millis) { return Timestamp(start().value() + millis); }

std::vector<BrokerId> idsOf(std::initializer_list<int> ids) {
    std::vector<BrokerId> made;
    for (const int id : ids) made.emplace_back(id);
    return made;
}

struct LineRow {
    int offset;
    int epoch;
    int millis;
    const char* type;
    const char* subject;
    std::vector<std::string> says;
};

std::vector<LineRow> lines() {
    return {
        {40, 4, 310, "LeaderChangeMessage", "broker 1", {"leads from here on", "elected by 1, 3"}},
        {41,
         4,
         330,
         "RegisterBrokerRecord",
         "broker 1",
         {"broker epoch 41", "127.0.0.1:9092", "rack a", "fenced"}},
        {42, 4, 352, "BrokerRegistrationChangeRecord", "broker 1", {"unfenced", "broker epoch 41"}},
        {43, 4, 6'080, "TopicRecord", "orders", {"id Kq3hZ0yTRs2nU8dKp0YxVw"}},
        {44, 4, 6'080, "ConfigRecord", "orders", {"min.insync.replicas = 2"}},
        {45, 4, 6'080, "PartitionRecord", "orders-0", {"leader 1", "replicas 1, 2, 3", "ISR 1, 2, 3"}},
        {46, 4, 6'080, "PartitionRecord", "orders-1", {"leader 2", "replicas 2, 3, 1", "ISR 2, 3, 1"}},
        {47, 4, 9'400, "ProducerIdsRecord", "broker 2", {"producer ids before 1000"}},
    };
}

std::vector<LineRow> failoverLines() {
    return {
        {60, 5, kDied + 2'320, "LeaderChangeMessage", "broker 2", {"leads from here on", "elected by 2, 3"}},
        {61, 5, kDied + 9'040, "PartitionChangeRecord", "orders-0", {"leader 2", "ISR 2, 3"}},
        {62, 5, kDied + 9'040, "BrokerRegistrationChangeRecord", "broker 1", {"fenced", "broker epoch 41"}},
        {63, 5, 60'900, "TopicRecord", "returns", {"id 0cQh1fXWQbmMZ9nJ5s0m3g"}},
        {64, 5, 60'900, "PartitionRecord", "returns-0", {"leader 3", "replicas 3, 2, 4", "ISR 3, 2, 4"}},
    };
}

void append(MetadataTail& tail, const std::vector<LineRow>& rows, int end) {
    for (const LineRow& row : rows) {
        if (row.offset >= end) continue;
        auto line = std::make_shared<MetadataLine>();
        line->offset = Offset(row.offset);
        line->epoch = LeaderEpoch(row.epoch);
        line->time = at(row.millis);
        line->type = row.type;
        line->subject = row.subject;
        line->says = row.says;
        tail.push_back(std::move(line));
    }
}

QuorumSnapshot viewOf(int end, int highWatermark, int epoch) {
    QuorumSnapshot view;
    view.epoch = LeaderEpoch(epoch);
    view.voters = idsOf({1, 2, 3});
    view.logEnd = view.syncedEnd = Offset(end);
    view.highWatermark = Offset(highWatermark);
    view.snapshotEnd = Offset(40);
    view.snapshotEpoch = LeaderEpoch(3);
    view.since = at(epoch == 4 ? 300 : kDied + 2'300);
    auto tail = std::make_shared<MetadataTail>();
    append(*tail, lines(), end);
    if (epoch > 4) append(*tail, failoverLines(), end);
    view.tail = std::move(tail);
    return view;
}

QuorumSnapshot following(QuorumSnapshot view, int leader, QuorumRole role = QuorumRole::kFollower) {
    view.role = role;
    view.leader = BrokerId(leader);
    if (role == QuorumRole::kFollower) view.voted = BrokerId(leader);
    return view;
}

QuorumReplica replica(int broker, int end, int fetched, int caughtUp, bool isVoter = true) {
    return {.broker = BrokerId(broker),
            .isVoter = isVoter,
            .logEnd = Offset(end),
            .lastFetch = at(fetched),
            .lastCaughtUp = at(caughtUp)};
}

QuorumSnapshot leading(QuorumSnapshot view, int self, std::vector<BrokerId> granted,
                       std::vector<QuorumReplica> replicas) {
    view.role = QuorumRole::kLeader;
    view.leader = view.voted = BrokerId(self);
    view.granted = std::move(granted);
    view.replicas = std::move(replicas);
    return view;
}

QuorumSnapshot viewOf(QuorumScene scene, int broker) {
    constexpr int kNow = kSecond * 1000;
    switch (scene) {
        case QuorumScene::kWell:
            if (broker == 1)
                return leading(viewOf(48, 48, 4), 1, idsOf({1, 3}),
                               {replica(2, 48, kNow - 310, kNow - 310), replica(3, 48, kNow - 90, kNow - 90),
                                replica(4, 48, kNow - 220, kNow - 220, false)});
            return following(viewOf(48, 48, 4), 1,
                             broker == 4 ? QuorumRole::kObserver : QuorumRole::kFollower);
        case QuorumScene::kFailover:
            if (broker == 1) return leading(viewOf(48, 48, 4), 1, idsOf({1, 3}), {});
            if (broker == 2) {
                QuorumSnapshot view = leading(viewOf(65, 63, 5), 2, idsOf({2, 3}),
                                              {replica(1, -1, 0, 0), replica(3, 63, kNow - 240, kNow - 400),
                                               replica(4, 61, kNow - 2'400, kNow - 2'900, false)});
                view.replicas.front().lastFetch = view.replicas.front().lastCaughtUp = kNoTimestamp;
                return view;
            }
            return following(viewOf(broker == 3 ? 63 : 61, broker == 3 ? 63 : 60, 5), 2,
                             broker == 4 ? QuorumRole::kObserver : QuorumRole::kFollower);
        case QuorumScene::kAlone:
            if (broker == 1) return leading(viewOf(48, 48, 4), 1, idsOf({1, 3}), {});
            if (broker == 2) return leading(viewOf(65, 63, 5), 2, idsOf({2, 3}), {});
            QuorumSnapshot view = following(viewOf(64, 63, 5), 2);
            if (broker == 4) {
                view.role = QuorumRole::kObserver;
                view.leader = kNoBroker;
                return view;
            }
            view.role = QuorumRole::kProspective;
            view.leader = kNoBroker;
            view.silentLeader = BrokerId(2);
            view.granted = idsOf({3});
            view.syncedEnd = Offset(63);
            return view;
    }
    return {};
}

bool isDead(QuorumScene scene, int broker) {
    return (broker == 1 && scene != QuorumScene::kWell) || (broker == 2 && scene == QuorumScene::kAlone);
}

class Story {
public:
    void tell(int millis, EventKind kind, int broker, std::vector<EventArgument> arguments) {
        arguments.push_back({"broker", std::to_string(broker)});
        m_events.push_back({.number = m_events.size() + 1,
                            .time = at(millis),
                            .kind = kind,
                            .broker = BrokerId(broker),
                            .partition = std::nullopt,
                            .arguments = std::move(arguments)});
    }
    std::vector<Event> take() { return std::move(m_events); }

private:
    std::vector<Event> m_events;
};

void tellFirst(Story& story) {
    const std::string epoch = "4";
    story.tell(20, EventKind::kPreVoteAsked, 1,
               {{"voters", "2, 3"}, {"epoch", epoch}, {"reason", "it knows of no controller"}});
    story.tell(104, EventKind::kPreVoteGranted, 3, {{"candidate", "1"}, {"epoch", epoch}});
    story.tell(106, EventKind::kVoteAsked, 1, {{"voters", "2, 3"}, {"epoch", epoch}});
    story.tell(131, EventKind::kVoteGranted, 3, {{"candidate", "1"}, {"epoch", epoch}});
    story.tell(135, EventKind::kControllerElected, 1, {{"epoch", epoch}});
    story.tell(171, EventKind::kControllerFollowed, 3, {{"leader", "1"}, {"epoch", epoch}});
    story.tell(260, EventKind::kControllerFollowed, 2, {{"leader", "1"}, {"epoch", epoch}});
}

void tellFailover(Story& story) {
    const std::string epoch = "5";
    story.tell(kDied, EventKind::kBrokerKilled, 1, {});
    story.tell(kDied + 1'960, EventKind::kPreVoteAsked, 3,
               {{"voters", "1, 2"}, {"epoch", epoch}, {"reason", "it no longer hears controller 1"}});
    story.tell(
        kDied + 1'964, EventKind::kPreVoteRefused, 2,
        {{"candidate", "3"}, {"epoch", epoch}, {"reason", "the log of broker 3 ends at 59, this one at 60"}});
    story.tell(kDied + 2'210, EventKind::kPreVoteAsked, 2,
               {{"voters", "1, 3"}, {"epoch", epoch}, {"reason", "it no longer hears controller 1"}});
    story.tell(kDied + 2'213, EventKind::kPreVoteGranted, 3, {{"candidate", "2"}, {"epoch", epoch}});
    story.tell(kDied + 2'219, EventKind::kVoteAsked, 2, {{"voters", "1, 3"}, {"epoch", epoch}});
    story.tell(kDied + 2'231, EventKind::kVoteGranted, 3, {{"candidate", "2"}, {"epoch", epoch}});
    story.tell(kDied + 2'234, EventKind::kControllerElected, 2, {{"epoch", epoch}});
    story.tell(kDied + 2'240, EventKind::kControllerFollowed, 3, {{"leader", "2"}, {"epoch", epoch}});
}

}  // namespace

std::vector<Event> quorumEvents(QuorumScene scene) {
    Story story;
    tellFirst(story);
    if (scene != QuorumScene::kWell) tellFailover(story);
    if (scene == QuorumScene::kAlone) {
        story.tell(kDied2, EventKind::kBrokerKilled, 2, {});
        story.tell(kDied2 + 2'100, EventKind::kPreVoteAsked, 3,
                   {{"voters", "1, 2"}, {"epoch", "6"}, {"reason", "it no longer hears controller 2"}});
    }
    return story.take();
}

SnapshotPointer quorum(QuorumScene scene) {
    auto cluster = std::make_shared<ClusterSnapshot>(*sample::cluster({.second = kSecond}));
    const bool hasController = scene != QuorumScene::kAlone;
    cluster->activeController = hasController ? BrokerId(scene == QuorumScene::kWell ? 1 : 2) : kNoBroker;
    cluster->controllerEpoch = LeaderEpoch(scene == QuorumScene::kWell ? 4 : 5);
    cluster->brokers.push_back(cluster->brokers.back());
    for (std::size_t i = 0; i < cluster->brokers.size(); ++i) {
        const int id = static_cast<int>(i) + 1;
        auto broker = std::make_shared<BrokerSnapshot>(*cluster->brokers[i]);
        broker->id = BrokerId(id);
        broker->isVoter = id <= 3;
        broker->activeController = cluster->activeController;
        broker->controllerEpoch = cluster->controllerEpoch;
        broker->quorum = std::make_shared<const QuorumSnapshot>(viewOf(scene, id));
        broker->metadataEnd = std::max(Offset(0), broker->quorum->highWatermark);
        if (isDead(scene, id)) {
            broker->state = BrokerState::kDead;
            broker->stateReason = "killed";
            broker->stateSince = at(id == 1 ? kDied : kDied2);
        }
        for (const char* name : {"election.timeout.ms", "fetch.timeout.ms"})
            broker->settings.push_back(
                {std::string("controller.quorum.") + name, name[0] == 'e' ? "1000" : "2000", "default"});
        cluster->brokers[i] = std::move(broker);
    }
    return cluster;
}

}  // namespace sample
