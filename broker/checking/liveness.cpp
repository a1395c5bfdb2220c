#include "broker/checking/liveness.h"

#include <algorithm>

#include <fmt/format.h>

namespace broker::checking {
namespace {

using Missing = std::optional<std::string>;

Missing missingOfReplica(const ClusterLook& look, const Truth::Partition& partition, int index,
                         const metadata::PartitionImage& image) {
    const ReplicaLook* leader = look.broker(image.leader).replica(index);
    if (!leader || !leader->log || !leader->leading)
        return fmt::format("broker {} does not lead {}", image.leader, partition.name);
    const Offset end = leader->log->end();
    for (const BrokerId id : image.replicas) {
        const ReplicaLook* replica = look.broker(id).replica(index);
        if (!replica || !replica->log)
            return fmt::format(
                "broker {} does not have {} open{}", id, partition.name,
                replica && replica->hosted->failure ? ": " + replica->hosted->failure->detail : "");
        if (replica->log->end() != end)
            return fmt::format("{} ends at {} on its leader {} and at {} on broker {}", partition.name, end,
                               image.leader, replica->log->end(), id);
        if (replica->hosted->highWatermark != end)
            return fmt::format("{} ends at {}, its high watermark on broker {} is {}", partition.name, end,
                               id, replica->hosted->highWatermark);
    }
    return std::nullopt;
}

Missing missingOfBroker(const BrokerLook& broker) {
    static constexpr std::string_view kStates[]{"is starting", "is registering", "is fenced",
                                                "runs",        "is leaving",     "is gone"};
    if (!broker.lifecycle) return fmt::format("broker {} has not opened its folder", broker.number);
    const auto state = broker.lifecycle->state();
    if (state == node::BrokerLifecycle::State::kRunning) return std::nullopt;
    std::string closed;
    for (const ReplicaLook& replica : broker.replicas)
        if (!replica.log) closed += fmt::format(", {} is not open", replica.hosted->name);
    return fmt::format("broker {} {} with broker epoch {}, metadata up to {} of its log's {}{}",
                       broker.number, kStates[static_cast<std::size_t>(state)], broker.lifecycle->epoch(),
                       broker.image->end(), broker.metadataLog ? broker.metadataLog->end() : Offset(-1),
                       closed);
}

Missing missingOfPartition(const ClusterLook& look, const Truth& truth, int index) {
    const Truth::Partition& partition = truth.partitions[static_cast<std::size_t>(index)];
    const metadata::PartitionImage* image = truth.newestImage(index);
    if (!image && partition.topicId.isZero()) return fmt::format("{} is not in the metadata", partition.name);
    if (!image) {
        for (const BrokerLook& broker : look.brokers)
            if (broker.replica(index))
                return fmt::format("broker {} still has {} of a topic that was deleted", broker.number,
                                   partition.name);
        return std::nullopt;
    }
    if (image->leader == kNoBroker) return fmt::format("{} has no leader", partition.name);
    if (image->isr.size() != image->replicas.size())
        return fmt::format("{} of {} replicas of {} are in sync", image->isr.size(), image->replicas.size(),
                           partition.name);
    return missingOfReplica(look, partition, index, *image);
}

}  // namespace

std::string describeQuorum(const BrokerLook& broker) {
    if (!broker.quorum) return fmt::format("broker {}: its folder is not open", broker.number);
    const quorum::Quorum& quorum = *broker.quorum;
    return fmt::format(
        "broker {}: {} of epoch {}, leader {}, metadata log {} to {}, synced {}, high watermark {}, image {}",
        broker.number, quorum::roleName(quorum.role()), quorum.epoch(), quorum.leader(), quorum.logStart(),
        quorum.logEnd(), quorum.syncedEnd(), quorum.highWatermark(), broker.image->end());
}

std::string describeReplicas(const BrokerLook& broker) {
    std::string text = fmt::format("broker {}:", broker.number);
    for (const ReplicaLook& replica : broker.replicas) {
        const node::HostedPartition& hosted = *replica.hosted;
        const char* const part = replica.leading ? " led" : hosted.following ? " followed" : "";
        if (replica.log)
            text += fmt::format(" {} {}/{} in {}{},", hosted.name, hosted.highWatermark, replica.log->end(),
                                hosted.leaderEpoch, part);
        else
            text += fmt::format(" {} {},", hosted.name, hosted.failure ? "failed" : "not open");
    }
    return text;
}

Missing missingController(const ClusterLook& look) {
    BrokerId leader = kNoBroker;
    for (const BrokerLook& broker : look.brokers) {
        if (!broker.quorum) return fmt::format("broker {} is not up", broker.number);
        if (broker.quorum->isLeader()) leader = BrokerId(broker.number);
    }
    if (leader == kNoBroker) return "the quorum has no leader";
    const LeaderEpoch epoch = look.broker(leader).quorum->epoch();
    for (const BrokerLook& broker : look.brokers)
        if (broker.quorum->leader() != leader || broker.quorum->epoch() != epoch)
            return fmt::format(
                "broker {} leads the quorum in epoch {}, broker {} believes in {} and epoch {}", leader,
                epoch, broker.number, broker.quorum->leader(), broker.quorum->epoch());
    return std::nullopt;
}

Missing missingForRest(const ClusterLook& look, const Truth& truth) {
    if (const Missing missing = missingController(look)) return missing;
    for (const BrokerLook& broker : look.brokers) {
        if (const Missing missing = missingOfBroker(broker)) return missing;
        if (broker.image->end() != truth.newest->end())
            return fmt::format("broker {} has the metadata up to {}, of {}", broker.number,
                               broker.image->end(), truth.newest->end());
        const metadata::BrokerImage* image = truth.newest->broker(BrokerId(broker.number));
        if (!image || image->fenced) return fmt::format("broker {} is fenced", broker.number);
    }
    for (std::size_t i = 0; i < truth.partitions.size(); ++i)
        if (const Missing missing = missingOfPartition(look, truth, static_cast<int>(i))) return missing;
    return std::nullopt;
}

}  // namespace broker::checking
