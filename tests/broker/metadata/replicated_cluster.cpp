#include "tests/broker/metadata/replicated_cluster.h"

#include <algorithm>

#include <QtGlobal>

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;

namespace tests {

std::vector<BrokerId> ids(std::initializer_list<int> values) {
    std::vector<BrokerId> result;
    for (const int value : values) result.push_back(BrokerId{value});
    return result;
}

ControllerOptions replicated() {
    ControllerOptions options = ControllerFixture::defaults();
    options.maxReplicationFactor = 3;
    return options;
}

ReplicatedCluster::ReplicatedCluster(ControllerOptions options)
    : ControllerFixture(std::move(options)) {
    for (int id = 1; id <= 3; ++id) join(id);
}

void ReplicatedCluster::create(const std::string& name, std::vector<BrokerId> replicas, Settings settings,
                               int partitions) {
    NewTopic topic{.name = name, .settings = std::move(settings)};
    for (int i = 0; i < partitions; ++i) topic.assignments.push_back({PartitionIndex{i}, replicas});
    const auto reply = run(controller.createTopics({.topics = {std::move(topic)}}));
    if (!reply.topics[0].outcome.ok()) qFatal("%s", reply.topics[0].outcome.detail.c_str());
}

AlterPartition ReplicatedCluster::asking(const std::string& topic, std::initializer_list<int> isr) {
    const PartitionImage& current = partition(topic);
    AlterPartition command{.broker = current.leader, .epoch = image().broker(current.leader)->epoch};
    AlterPartition::Partition& asked = command.partitions.emplace_back();
    asked.topicId = image().topic(topic)->id;
    asked.leaderEpoch = current.leaderEpoch;
    asked.partitionEpoch = current.partitionEpoch;
    for (const int id : isr) asked.isr.push_back({BrokerId{id}, brokerOf(id).epoch});
    return command;
}

AlterPartitionReply::Partition ReplicatedCluster::alter(const AlterPartition& command) {
    const AlterPartitionReply reply = run(controller.alterPartition(command));
    if (reply.partitions.size() != 1) qFatal("%zu answers", reply.partitions.size());
    return reply.partitions[0];
}

Outcome ReplicatedCluster::elect(const std::string& topic, ElectionType type) {
    return run(controller.electLeaders({type, {{{topic, PartitionIndex{0}}}}})).partitions.at(0).outcome;
}

void ReplicatedCluster::silence(std::initializer_list<int> silent) {
    for (int i = 0; i < 2; ++i) {
        pass(5s);
        for (int id = 1; id <= 3; ++id)
            if (std::find(silent.begin(), silent.end(), id) == silent.end() && !brokerOf(id).fenced) beat(id);
    }
    settle();
}

void ReplicatedCluster::passHeard(world::Duration time) {
    pass(time);
    for (int id = 1; id <= 3; ++id) beat(id);
    settle();
}

void ReplicatedCluster::joinUncleanly(int id, std::uint8_t incarnation) {
    RegisterBroker command = registration(id, incarnation);
    command.previousEpoch = kNoBrokerEpoch;
    const auto reply = run(controller.registerBroker(command, now));
    if (!reply.outcome.ok()) qFatal("%s", reply.outcome.detail.c_str());
    beat(id);
}

}  // namespace tests
