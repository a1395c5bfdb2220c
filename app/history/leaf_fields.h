#pragma once

#include <concepts>
#include <type_traits>

#include "broker/observe/snapshot.h"

/// The fields of each node of a snapshot, once for writing and for reading: `fields(codec, node)` hands them
/// to `codec(…)`, in the order in which they are declared. A field that is added here comes with another
/// version of the layout in leaf_bytes.cpp.
namespace app::leaf_fields {

using namespace broker::observe;

template <class Node, class Type>
concept Is = std::same_as<std::remove_const_t<Node>, Type>;

void fields(auto& codec, Is<broker::TopicPartition> auto& n) { codec(n.topic, n.partition); }

void fields(auto& codec, Is<TrafficCounters> auto& n) {
    codec(n.recordsIn, n.bytesIn, n.bytesOut, n.fetches, n.batchesIn);
}

void fields(auto& codec, Is<FollowerSnapshot> auto& n) {
    codec(n.broker, n.logEnd, n.lastCaughtUp, n.isInSync);
}

void fields(auto& codec, Is<TruncationSnapshot> auto& n) {
    codec(n.time, n.leader, n.lastEpoch, n.epoch, n.epochEnd, n.rounds, n.from, n.to, n.committedEnd);
}

void fields(auto& codec, Is<ReplicaSnapshot> auto& n) {
    codec(n.partition, n.topicId, n.broker, n.isLeader, n.leaderEpoch, n.logStart, n.highWatermark, n.logEnd,
          n.sizeBytes, n.segments, n.folder, n.failure, n.traffic, n.follows, n.roleSince, n.isTruncating,
          n.lastTruncation, n.epochStart, n.followers);
}

void fields(auto& codec, Is<ClientSnapshot> auto& n) {
    codec(n.connection, n.clientId, n.software, n.address, n.since, n.requests, n.bytesIn, n.bytesOut,
          n.isProducer, n.isConsumer, n.isBroker, n.follower, n.producedTo, n.consumedFrom);
}

void fields(auto& codec, Is<RequestCounters> auto& n) {
    codec(n.api, n.count, n.errors, n.totalMicros, n.maxMicros);
}

void fields(auto& codec, Is<QuorumReplica> auto& n) {
    codec(n.broker, n.isVoter, n.logEnd, n.lastFetch, n.lastCaughtUp);
}

void fields(auto& codec, Is<MetadataLine> auto& n) {
    codec(n.offset, n.epoch, n.time, n.type, n.subject, n.says);
}

void fields(auto& codec, Is<QuorumSnapshot> auto& n) {
    codec(n.role, n.since, n.epoch, n.leader, n.voted, n.silentLeader, n.voters, n.logStart, n.logEnd,
          n.syncedEnd, n.highWatermark, n.epochStart, n.snapshotEnd, n.snapshotEpoch, n.granted, n.refused,
          n.replicas);
}

void fields(auto& codec, Is<CoordinatorShardSnapshot> auto& n) {
    codec(n.partition, n.leaderEpoch, n.isLoading, n.loadedTo, n.loadsUpTo, n.since, n.groups);
}

void fields(auto& codec, Is<BrokerSnapshot::Setting> auto& n) { codec(n.name, n.value, n.source); }

void fields(auto& codec, Is<BrokerSnapshot> auto& n) {
    codec(n.id, n.state, n.stateReason, n.stateSince, n.rack, n.host, n.port, n.controllerPort, n.folder,
          n.epoch, n.isVoter, n.activeController, n.controllerEpoch, n.metadataEnd, n.quorum, n.traffic,
          n.logBytes, n.diskFreeBytes, n.delayedOperations, n.requests, n.coordinates, n.settings);
}

void fields(auto& codec, Is<PartitionSnapshot> auto& n) {
    codec(n.index, n.leader, n.preferredLeader, n.leaderEpoch, n.partitionEpoch, n.replicas, n.isr,
          n.eligible, n.lastKnownLeaders, n.isRecovering);
}

void fields(auto& codec, Is<TopicSnapshot> auto& n) { codec(n.name, n.id, n.isInternal, n.settings); }

void fields(auto& codec, Is<RegisteredBroker> auto& n) {
    codec(n.id, n.epoch, n.isFenced, n.isLeaving, n.rack, n.host, n.port);
}

void fields(auto& codec, Is<MetadataSnapshot> auto& n) {
    codec(n.clusterId, n.end, n.epoch, n.brokerSettings);
}

void fields(auto& codec, Is<LinkSnapshot> auto& n) {
    codec(n.from, n.to, n.trouble, n.delayMillis, n.bytesPerSecond, n.resetAfterBytes);
}

void fields(auto& codec, Is<DiskSnapshot> auto& n) {
    codec(n.broker, n.trouble, n.delayMillis, n.bytesLeft, n.what);
}

void fields(auto& codec, Is<FaultsSnapshot> auto& n) { codec(n.frozen, n.links, n.disks); }

void fields(auto& codec, Is<ClusterSnapshot> auto& n) {
    codec(n.number, n.time, n.clusterId, n.name, n.bootstrapServers, n.folder, n.folderIsTemporary,
          n.activeController, n.controllerEpoch, n.noControllerReason, n.faults, n.residentBytes,
          n.eventsDropped);
}

void fields(auto& codec, Is<GroupMemberSnapshot> auto& n) {
    codec(n.id, n.instanceId, n.clientId, n.host, n.isLeader, n.protocols, n.topics, n.assignment,
          n.subscriptionBytes, n.assignmentBytes, n.waitsFor, n.joined, n.lastHeard, n.deadline,
          n.sessionTimeoutMs, n.rebalanceTimeoutMs);
}

void fields(auto& codec, Is<CommittedOffsetSnapshot> auto& n) {
    codec(n.partition, n.offset, n.leaderEpoch, n.metadata, n.time);
}

void fields(auto& codec, Is<CommittedTopicSnapshot> auto& n) { codec(n.topic, n.partitions); }

void fields(auto& codec, Is<OwnedPartitionSnapshot> auto& n) { codec(n.partition, n.member, n.clientId); }

void fields(auto& codec, Is<MemberPhasesSnapshot> auto& n) {
    codec(n.member, n.clientId, n.askedToJoin, n.joined, n.askedToSync, n.assigned);
}

void fields(auto& codec, Is<RebalanceSnapshot> auto& n) {
    codec(n.reason, n.generationBefore, n.generation, n.protocol, n.began, n.joined, n.assigned, n.completed,
          n.members, n.before, n.after, n.moved);
}

void fields(auto& codec, Is<GroupSnapshot> auto& n) {
    codec(n.id, n.coordinator, n.partition, n.state, n.stateSince, n.protocolType, n.protocol, n.generation,
          n.leader, n.members, n.offsets, n.rebalance, n.rebalances, n.commits);
}

}  // namespace app::leaf_fields
