#include "broker/wire/messages/fetch_snapshot.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& FetchSnapshotRequest::SnapshotId::describe() {
    static constexpr Field kFields[] = {
        field<&SnapshotId::endOffset>("endOffset"),
        field<&SnapshotId::epoch>("epoch"),
    };
    static constexpr StructInfo kInfo = structInfo<SnapshotId>("SnapshotId", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotRequest::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::partition>("partition"),
        field<&Partition::currentLeaderEpoch>("currentLeaderEpoch"),
        field<&Partition::snapshotId>("snapshotId"),
        field<&Partition::position>("position"),
        taggedField<&Partition::replicaDirectoryId>("replicaDirectoryId", 0).since(1),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionSnapshot", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotRequest::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicSnapshot", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotRequest::describe() {
    static constexpr Field kFields[] = {
        field<&FetchSnapshotRequest::replicaId>("replicaId"),
        field<&FetchSnapshotRequest::maxBytes>("maxBytes"),
        field<&FetchSnapshotRequest::topics>("topics"),
        taggedField<&FetchSnapshotRequest::clusterId>("clusterId", 0).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<FetchSnapshotRequest>("FetchSnapshotRequest", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotResponse::SnapshotId::describe() {
    static constexpr Field kFields[] = {
        field<&SnapshotId::endOffset>("endOffset"),
        field<&SnapshotId::epoch>("epoch"),
    };
    static constexpr StructInfo kInfo = structInfo<SnapshotId>("SnapshotId", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotResponse::LeaderIdAndEpoch::describe() {
    static constexpr Field kFields[] = {
        field<&LeaderIdAndEpoch::leaderId>("leaderId"),
        field<&LeaderIdAndEpoch::leaderEpoch>("leaderEpoch"),
    };
    static constexpr StructInfo kInfo = structInfo<LeaderIdAndEpoch>("LeaderIdAndEpoch", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::index>("index"),
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::snapshotId>("snapshotId"),
        field<&Partition::size>("size"),
        field<&Partition::position>("position"),
        field<&Partition::unalignedRecords>("unalignedRecords"),
        taggedField<&Partition::currentLeader>("currentLeader", 0),
    };
    static constexpr StructInfo kInfo = structInfo<Partition>("PartitionSnapshot", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::name>("name"),
        field<&Topic::partitions>("partitions"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicSnapshot", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotResponse::NodeEndpoint::describe() {
    static constexpr Field kFields[] = {
        field<&NodeEndpoint::nodeId>("nodeId").since(1),
        field<&NodeEndpoint::host>("host").since(1),
        field<&NodeEndpoint::port>("port").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<NodeEndpoint>("NodeEndpoint", kFields);
    return kInfo;
}

const StructInfo& FetchSnapshotResponse::describe() {
    static constexpr Field kFields[] = {
        field<&FetchSnapshotResponse::throttleTimeMs>("throttleTimeMs"),
        field<&FetchSnapshotResponse::errorCode>("errorCode"),
        field<&FetchSnapshotResponse::topics>("topics"),
        taggedField<&FetchSnapshotResponse::nodeEndpoints>("nodeEndpoints", 0).since(1),
    };
    static constexpr StructInfo kInfo = structInfo<FetchSnapshotResponse>("FetchSnapshotResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
