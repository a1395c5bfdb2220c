#include "broker/metadata/tell.h"

#include <fmt/format.h>

namespace broker::metadata {
namespace {

using observe::Event;
using observe::EventArgument;
using observe::EventKind;

Event about(EventKind kind, BrokerId broker, std::vector<EventArgument> arguments) {
    Event event;
    event.kind = kind;
    event.broker = broker;
    event.arguments = std::move(arguments);
    return event;
}

template <class T>
EventArgument argument(std::string name, const T& value) {
    return {std::move(name), fmt::format("{}", value)};
}

void tellBroker(const ImageDelta::Broker& change, std::vector<Event>& events) {
    const BrokerImage* before = change.before.get();
    const BrokerImage* after = change.after.get();
    const bool isRegistered = after && (!before || before->epoch != after->epoch);
    if (before && !before->fenced && (!after || after->fenced)) {
        std::string reason = "the controller did not hear from it in time";
        if (before->inControlledShutdown || (after && after->inControlledShutdown)) reason = "it is stopping";
        if (!after) reason = "it was unregistered";
        if (isRegistered) reason = "it started again";
        events.push_back(about(EventKind::kBrokerFenced, change.id,
                               {argument("broker", change.id), argument("reason", reason)}));
    }
    if (isRegistered)
        events.push_back(about(EventKind::kBrokerRegistered, change.id,
                               {argument("broker", change.id), argument("epoch", after->epoch)}));
    if (after && !after->fenced && (isRegistered || before->fenced))
        events.push_back(about(EventKind::kBrokerUnfenced, change.id, {argument("broker", change.id)}));
}

void tellTopic(const ImageDelta::Topic& change, std::vector<Event>& events) {
    if (change.before && change.after) return;
    const TopicImage& topic = change.topic();
    std::vector<EventArgument> arguments{argument("topic", topic.name)};
    if (change.after) {
        const std::size_t factor = topic.partitions.empty() ? 0 : topic.partitions.front()->replicas.size();
        arguments.push_back(argument("partitions", topic.partitions.size()));
        arguments.push_back(argument("factor", factor));
    }
    Event event = about(change.after ? EventKind::kTopicCreated : EventKind::kTopicDeleted, kNoBroker,
                        std::move(arguments));
    event.partition = TopicPartition{topic.name, PartitionIndex{-1}};
    events.push_back(std::move(event));
}

/// What became of a broker, as the reason for what followed from it.
std::string fateOf(BrokerId id, const MetadataImage& image) {
    const BrokerImage* broker = image.broker(id);
    if (!broker) return fmt::format("broker {} is not registered", id);
    if (broker->inControlledShutdown) return fmt::format("broker {} is stopping", id);
    if (broker->fenced) return fmt::format("broker {} is fenced", id);
    return fmt::format("broker {} is there", id);
}

std::string electionReason(const PartitionImage* before, const PartitionImage& after,
                           const MetadataImage& image) {
    if (!before) return "the partition is new";
    if (after.recovery == LeaderRecoveryState::kRecovering && before->recovery != after.recovery)
        return "no in-sync replica was left, so that records may be lost";
    if (before->leader == kNoBroker) return fmt::format("broker {} is back", after.leader);
    const BrokerImage* old = image.broker(before->leader);
    if (old && old->isActive() && !after.replicas.empty() && after.leader == after.replicas.front())
        return "it is the preferred leader";
    return fateOf(before->leader, image);
}

void tellPartition(const std::string& topic, const ImageDelta::Partition& change, const MetadataImage& image,
                   std::vector<Event>& events) {
    const PartitionImage* before = change.before.get();
    const PartitionImage* after = change.after.get();
    if (!after) return;
    const TopicPartition partition{topic, change.index};
    const auto add = [&](EventKind kind, BrokerId broker, std::vector<EventArgument> arguments) {
        arguments.push_back(argument("partition", partition));
        events.push_back(about(kind, broker, std::move(arguments)));
        events.back().partition = partition;
    };
    if (before && before->isr != after->isr) {
        const bool shrank = after->isr.size() < before->isr.size();
        add(EventKind::kIsrChanged, kNoBroker,
            {argument("isr", fmt::format("{}", fmt::join(after->isr, ", "))),
             argument("reason", shrank ? "a replica left" : "a replica caught up")});
    }
    const bool ledBefore = before && before->leader != kNoBroker;
    if (after->leader != kNoBroker && (!before || before->leaderEpoch != after->leaderEpoch))
        add(EventKind::kLeaderElected, after->leader,
            {argument("broker", after->leader), argument("epoch", after->leaderEpoch),
             argument("reason", electionReason(before, *after, image))});
    else if (after->leader == kNoBroker && (ledBefore || !before))
        add(EventKind::kPartitionOffline, ledBefore ? before->leader : kNoBroker,
            {argument("reason", fateOf(ledBefore ? before->leader : kNoBroker, image))});
}

}  // namespace

std::vector<Event> tellChanges(const MetadataImage& after, const ImageDelta& delta) {
    std::vector<Event> events;
    for (const ImageDelta::Broker& change : delta.brokers) tellBroker(change, events);
    for (const ImageDelta::Topic& change : delta.topics) {
        tellTopic(change, events);
        // The leaders of a fresh topic go without saying.
        const bool isFresh = !change.before;
        for (const ImageDelta::Partition& partition : change.partitions)
            if (!isFresh || partition.after->leader == kNoBroker)
                tellPartition(change.topic().name, partition, after, events);
    }
    return events;
}

}  // namespace broker::metadata
