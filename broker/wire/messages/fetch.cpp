#include "broker/wire/messages/fetch.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& FetchRequest::ReplicaState::describe() {
    static constexpr Field kFields[] = {
        field<&ReplicaState::replicaId>("replicaId").since(15),
        field<&ReplicaState::replicaEpoch>("replicaEpoch").since(15),
    };
    static constexpr StructInfo kInfo = structInfo<ReplicaState>("ReplicaState", kFields);
    return kInfo;
}

const StructInfo& FetchRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partition>("partition"),
        field<&Partition::currentLeaderEpoch>("currentLeaderEpoch").since(9),
        field<&Partition::fetchOffset>("fetchOffset"),
        field<&Partition::lastFetchedEpoch>("lastFetchedEpoch").since(12),
        field<&Partition::logStartOffset>("logStartOffset").since(5),
        field<&Partition::partitionMaxBytes>("partitionMaxBytes"),
        taggedField<&Partition::replicaDirectoryId>("replicaDirectoryId", 0).since(17),
        taggedField<&Partition::highWatermark>("highWatermark", 1).since(18),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("FetchPartition", kFields);
    return kInfo;
}

const StructInfo& FetchRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topic>("topic").until(12),
        field<&Topic::topicId>("topicId").since(13),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("FetchTopic", kFields);
    return kInfo;
}

const StructInfo& FetchRequest::ForgottenTopic::describe() {
    static constexpr Field kFields[] = {
        field<&ForgottenTopic::topic>("topic").between(7, 12),
        field<&ForgottenTopic::topicId>("topicId").since(13),
        field<&ForgottenTopic::partitions>("partitions").since(7),
    };
    static constexpr StructInfo kInfo = structInfo<ForgottenTopic>("ForgottenTopic", kFields);
    return kInfo;
}

const StructInfo& FetchRequest::describe() {
    static constexpr Field kFields[] = {
        field<&FetchRequest::replicaId>("replicaId").until(14),
        field<&FetchRequest::maxWaitMs>("maxWaitMs"),
        field<&FetchRequest::minBytes>("minBytes"),
        field<&FetchRequest::maxBytes>("maxBytes"),
        field<&FetchRequest::isolationLevel>("isolationLevel"),
        field<&FetchRequest::sessionId>("sessionId").since(7),
        field<&FetchRequest::sessionEpoch>("sessionEpoch").since(7),
        field<&FetchRequest::topics>("topics"),
        field<&FetchRequest::forgottenTopicsData>("forgottenTopicsData").since(7),
        field<&FetchRequest::rackId>("rackId").since(11),
        taggedField<&FetchRequest::clusterId>("clusterId", 0).since(12).nullable(),
        taggedField<&FetchRequest::replicaState>("replicaState", 1).since(15),
    };
    static constexpr StructInfo kInfo = structInfo<FetchRequest>("FetchRequest", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::EpochEndOffset::describe() {
    static constexpr Field kFields[] = {
        field<&EpochEndOffset::epoch>("epoch").since(12),
        field<&EpochEndOffset::endOffset>("endOffset").since(12),
    };
    static constexpr StructInfo kInfo = structInfo<EpochEndOffset>("EpochEndOffset", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::LeaderIdAndEpoch::describe() {
    static constexpr Field kFields[] = {
        field<&LeaderIdAndEpoch::leaderId>("leaderId").since(12),
        field<&LeaderIdAndEpoch::leaderEpoch>("leaderEpoch").since(12),
    };
    static constexpr StructInfo kInfo = structInfo<LeaderIdAndEpoch>("LeaderIdAndEpoch", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::SnapshotId::describe() {
    static constexpr Field kFields[] = {
        field<&SnapshotId::endOffset>("endOffset"),
        field<&SnapshotId::epoch>("epoch"),
    };
    static constexpr StructInfo kInfo = structInfo<SnapshotId>("SnapshotId", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::AbortedTransaction::describe() {
    static constexpr Field kFields[] = {
        field<&AbortedTransaction::producerId>("producerId"),
        field<&AbortedTransaction::firstOffset>("firstOffset"),
    };
    static constexpr StructInfo kInfo = structInfo<AbortedTransaction>("AbortedTransaction", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::highWatermark>("highWatermark"),
        field<&Partition::lastStableOffset>("lastStableOffset"),
        field<&Partition::logStartOffset>("logStartOffset").since(5),
        field<&Partition::abortedTransactions>("abortedTransactions").nullable(),
        field<&Partition::preferredReadReplica>("preferredReadReplica").since(11),
        field<&Partition::records>("records").nullable(),
        taggedField<&Partition::divergingEpoch>("divergingEpoch", 0).since(12),
        taggedField<&Partition::currentLeader>("currentLeader", 1).since(12),
        taggedField<&Partition::snapshotId>("snapshotId", 2).since(12),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionData", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::topic>("topic").until(12),
        field<&Topic::topicId>("topicId").since(13),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("FetchableTopicResponse", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::NodeEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&NodeEndpoint::nodeId>("nodeId").since(16),
        field<&NodeEndpoint::host>("host").since(16),
        field<&NodeEndpoint::port>("port").since(16),
        field<&NodeEndpoint::rack>("rack").since(16).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<NodeEndpoint>("NodeEndpoint", kFields);
    return kInfo;
}

const StructInfo& FetchResponse::describe() {
    static constexpr Field kFields[] = {
        field<&FetchResponse::throttleTimeMs>("throttleTimeMs"),
        field<&FetchResponse::errorCode>("errorCode").since(7),
        field<&FetchResponse::sessionId>("sessionId").since(7),
        field<&FetchResponse::responses>("responses"),
        taggedField<&FetchResponse::nodeEndpoints>("nodeEndpoints", 0).since(16),
    };
    static constexpr StructInfo kInfo = structInfo<FetchResponse>("FetchResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
