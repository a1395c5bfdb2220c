#include "tests/app/sample/sample_groups.h"

#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "tests/app/sample/sample_cluster.h"

namespace sample {
namespace {

using namespace broker;
using namespace broker::observe;

constexpr int kOffsetPartitions = 50;
/// abs("billing".hashCode()) mod 50.
constexpr int kPartitionOfBilling = 9;
constexpr int kCoordinator = 2;
constexpr std::int64_t kRebalanced = 24'000;  ///< ms after the start

Timestamp at(std::int64_t millis) { return Timestamp(start().value() + millis); }

struct Owner {
    const char* topic;
    int partition;
    int before;  ///< consumer
    int after;
    int lag;
};
constexpr Owner kOwners[] = {{"orders", 0, 1, 1, 4},   {"orders", 1, 1, 1, 5},   {"orders", 2, 1, 2, 148},
                             {"orders", 3, 1, 2, 121}, {"payments", 0, 1, 1, 3}, {"payments", 1, 1, 2, 32},
                             {"payments", 2, 3, 3, 5}};

std::string clientId(int consumer) { return fmt::format("consumer-{}", consumer); }
std::string memberId(int consumer) {
    return fmt::format("{}-5f1c{:04d}-8a2e-4d0b-9c37-20d1f6b7e9a{}", clientId(consumer), consumer, consumer);
}

/// As topics are internal: `__consumer_offsets` with as many partitions as Kafka gives it.
void addOffsetsTopic(ClusterSnapshot& snapshot) {
    auto topic = std::make_shared<TopicSnapshot>();
    topic->name = "__consumer_offsets";
    topic->isInternal = true;
    for (int p = 0; p < kOffsetPartitions; ++p) {
        PartitionSnapshot partition;
        partition.index = PartitionIndex(p);
        partition.leader = partition.preferredLeader = BrokerId((p + 1) % 3 + 1);
        for (int r = 0; r < 3; ++r) {
            partition.replicas.emplace_back((p + 1 + r) % 3 + 1);
            const BrokerSnapshot* holder = snapshot.broker(partition.replicas.back());
            if (holder && isAlive(holder->state)) partition.isr.push_back(holder->id);
        }
        topic->partitions.push_back(std::make_shared<const PartitionSnapshot>(std::move(partition)));
    }
    auto metadata = std::make_shared<MetadataSnapshot>(*snapshot.metadata);
    std::erase_if(metadata->topics, [](const auto& one) { return one->name == "__consumer_offsets"; });
    metadata->topics.insert(metadata->topics.begin(), std::move(topic));
    snapshot.metadata = std::move(metadata);
}

std::int64_t watermark(const ClusterSnapshot& snapshot, const TopicPartition& which) {
    for (const auto& broker : snapshot.brokers)
        for (const auto& replica : broker->replicas)
            if (replica->partition == which && replica->isLeader) return replica->highWatermark.value();
    return 0;
}

/// Small until the rebalance, high after it, worked off and growing again.
double lagShare(double second) {
    const double since = second - kRebalanced / 1000.0;
    if (since < 0) return 0.04;
    return since < 4 ? 0.7 - 0.16 * since : std::min(1.0, 0.05 + 0.95 * (since - 4) / 32);
}

void addOffsets(GroupSnapshot& group, const ClusterSnapshot& snapshot) {
    const double share = lagShare(static_cast<double>(snapshot.time.value() - start().value()) / 1000);
    for (const char* name : {"orders", "payments"}) {
        auto topic = std::make_shared<CommittedTopicSnapshot>();
        topic->topic = name;
        for (const Owner& owner : kOwners) {
            if (topic->topic != owner.topic) continue;
            const TopicPartition which{topic->topic, PartitionIndex(owner.partition)};
            topic->partitions.push_back(
                {.partition = which.partition,
                 .offset = Offset(std::max<std::int64_t>(
                     0, watermark(snapshot, which) - static_cast<std::int64_t>(owner.lag * share))),
                 .leaderEpoch = LeaderEpoch(5),
                 .metadata = {},
                 .time = Timestamp(snapshot.time.value() - 1'200)});
        }
        group.offsets.push_back(std::move(topic));
    }
}

void addMembers(GroupSnapshot& group, const ClusterSnapshot& snapshot, bool isPreparing) {
    for (int consumer = 1; consumer <= 3; ++consumer) {
        GroupMemberSnapshot member;
        member.id = memberId(consumer);
        member.clientId = clientId(consumer);
        member.host = "/127.0.0.1";
        member.isLeader = consumer == 1;
        member.protocols = {"range", "cooperative-sticky"};
        member.topics = consumer == 3 ? std::vector<std::string>{"payments"}
                                      : std::vector<std::string>{"orders", "payments"};
        PartitionList assignment;
        for (const Owner& owner : kOwners)
            if ((isPreparing ? owner.before : owner.after) == consumer)
                assignment.push_back({owner.topic, PartitionIndex(owner.partition)});
        member.assignment = std::make_shared<const PartitionList>(std::move(assignment));
        member.subscriptionBytes = 34;
        member.assignmentBytes = 62;
        member.waitsFor = isPreparing && consumer != 3 ? MemberWait::kJoin : MemberWait::kNothing;
        member.joined = at(consumer == 2 ? kRebalanced : 2'000);
        member.lastHeard = Timestamp(snapshot.time.value() - 100 * consumer);
        member.sessionTimeoutMs = 45'000;
        member.rebalanceTimeoutMs = 300'000;
        if (member.waitsFor == MemberWait::kNothing)
            member.deadline = Timestamp(member.lastHeard.value() + member.sessionTimeoutMs);
        group.members.push_back(std::make_shared<const GroupMemberSnapshot>(std::move(member)));
    }
}

std::shared_ptr<const RebalanceSnapshot> rebalance(std::int64_t began, bool isUnderWay) {
    auto made = std::make_shared<RebalanceSnapshot>();
    made->reason = "consumer-2 joined";
    made->generationBefore = GenerationId(7);
    made->began = at(began);
    Ownership before;
    Ownership after;
    for (const Owner& owner : kOwners) {
        const TopicPartition which{owner.topic, PartitionIndex(owner.partition)};
        before.push_back({which, memberId(owner.before), clientId(owner.before)});
        after.push_back({which, memberId(owner.after), clientId(owner.after)});
    }
    made->before = std::make_shared<const Ownership>(std::move(before));
    const std::int64_t asked[] = {142, 0, 296};
    for (int consumer = 1; consumer <= 3; ++consumer) {
        MemberPhasesSnapshot phases;
        phases.member = memberId(consumer);
        phases.clientId = clientId(consumer);
        if (!isUnderWay || consumer != 3) phases.askedToJoin = at(began + asked[consumer - 1]);
        if (!isUnderWay) {
            phases.joined = at(began + 301);
            phases.askedToSync = at(began + (consumer == 1 ? 338 : 309));
            phases.assigned = at(began + 382 - 7 * consumer);
        }
        made->members.push_back(std::move(phases));
    }
    if (isUnderWay) return made;
    made->generation = GenerationId(8);
    made->protocol = "range";
    made->joined = at(began + 301);
    made->assigned = at(began + 338);
    made->completed = at(began + 380);
    made->after = std::make_shared<const Ownership>(std::move(after));
    made->moved = 3;
    return made;
}

/// As the one of that second: two came before that one.
std::shared_ptr<const RebalanceSnapshot> rebalanceAt(std::int64_t second) {
    if (second * 1000 >= kRebalanced) return rebalance(kRebalanced, false);
    const bool isFirst = second < 12;
    auto made = std::make_shared<RebalanceSnapshot>(*rebalance(isFirst ? 2'000 : 11'000, false));
    made->reason = isFirst
                       ? "consumer-3 joined"
                       : "consumer-2 was expelled: nothing was heard of it for 45000 ms (session.timeout.ms)";
    made->generationBefore = GenerationId(isFirst ? 5 : 6);
    made->generation = GenerationId(isFirst ? 6 : 7);
    made->after = made->before;
    made->moved = isFirst ? 1 : 2;
    Ownership before = *made->before;
    for (std::uint32_t i = 0; i < made->moved; ++i) {
        const int owner = isFirst ? 1 : 2;
        auto& owned = isFirst ? before.back() : before[i + 2];
        owned.member = memberId(owner);
        owned.clientId = clientId(owner);
    }
    made->before = std::make_shared<const Ownership>(std::move(before));
    std::erase_if(made->members, [](const auto& member) { return member.member == memberId(2); });
    return made;
}

std::shared_ptr<const GroupSnapshot> billing(const ClusterSnapshot& snapshot, Groups groups) {
    auto group = std::make_shared<GroupSnapshot>();
    group->id = "billing";
    group->coordinator = BrokerId(kCoordinator);
    group->partition = PartitionIndex(kPartitionOfBilling);
    group->protocolType = "consumer";
    group->commits = 211;
    group->rebalances = 3;
    addOffsets(*group, snapshot);
    if (groups == Groups::kEmpty) {
        group->state = GroupState::kEmpty;
        group->generation = GenerationId(9);
        group->stateSince = Timestamp(snapshot.time.value() - 12'000);
        return group;
    }
    const bool isPreparing = groups == Groups::kPreparing;
    const std::int64_t began = isPreparing ? snapshot.time.value() - start().value() - 420 : kRebalanced;
    addMembers(*group, snapshot, isPreparing);
    group->leader = memberId(1);
    group->generation = GenerationId(isPreparing ? 7 : 8);
    group->protocol = "range";
    const std::int64_t second = (snapshot.time.value() - start().value()) / 1000;
    group->rebalance = isPreparing ? rebalance(began, true) : rebalanceAt(second);
    group->state = isPreparing ? GroupState::kPreparingRebalance : GroupState::kStable;
    group->stateSince = isPreparing ? at(began) : at(began + 380);
    return group;
}

/// A group with offsets and no members.
std::shared_ptr<const GroupSnapshot> idle(const std::string& id, int coordinator, int partition,
                                          Timestamp since) {
    auto group = std::make_shared<GroupSnapshot>();
    group->id = id;
    group->coordinator = BrokerId(coordinator);
    group->partition = PartitionIndex(partition);
    group->state = GroupState::kEmpty;
    group->stateSince = since;
    group->protocolType = "consumer";
    group->generation = GenerationId(2);
    auto topic = std::make_shared<CommittedTopicSnapshot>();
    topic->topic = "audit";
    topic->partitions.push_back({.partition = PartitionIndex(0), .offset = Offset(48'000)});
    group->offsets.push_back(std::move(topic));
    return group;
}

}  // namespace

void addGroups(ClusterSnapshot& snapshot, Groups groups, int second) {
    if (groups == Groups::kNone) return;
    addOffsetsTopic(snapshot);
    const Timestamp idleSince = at(second * 1000 - 50'000);
    std::vector<std::shared_ptr<const GroupSnapshot>> all;
    all.push_back(billing(snapshot, groups == Groups::kMany ? Groups::kStable : groups));
    if (groups == Groups::kMany)
        for (int i = 0; i < 2'000; ++i)
            all.push_back(idle(fmt::format("team-{:04d}", i), kCoordinator, kPartitionOfBilling, idleSince));
    for (auto& broker : snapshot.brokers) {
        auto coordinator = std::make_shared<BrokerSnapshot>(*broker);
        if (broker->id.value() == kCoordinator) coordinator->groups = all;
        if (broker->id.value() == 3) coordinator->groups = {idle("nightly-report", 3, 28, idleSince)};
        for (const auto& partition : snapshot.metadata->topics.front()->partitions)
            if (partition->leader == broker->id)
                coordinator->coordinates.push_back({.partition = partition->index,
                                                    .leaderEpoch = LeaderEpoch(5),
                                                    .since = start(),
                                                    .groups = 1});
        broker = std::move(coordinator);
    }
}

std::vector<Event> groupEvents(std::uint64_t number) {
    std::vector<Event> all;
    const auto add = [&](std::int64_t millis, EventKind kind, std::vector<EventArgument> arguments) {
        Event event;
        event.number = number++;
        event.time = at(millis);
        event.kind = kind;
        event.arguments = std::move(arguments);
        all.push_back(std::move(event));
    };
    add(kRebalanced, EventKind::kMemberJoined,
        {{"client", "consumer-2"}, {"group", "billing"}, {"member", memberId(2)}});
    add(kRebalanced, EventKind::kGroupRebalancing, {{"group", "billing"}, {"reason", "consumer-2 joined"}});
    add(kRebalanced + 380, EventKind::kGroupRebalanced,
        {{"group", "billing"},
         {"generation", "8"},
         {"members", "3"},
         {"moved", "3"},
         {"joining", "301"},
         {"assigning", "79"}});
    return all;
}

}  // namespace sample
