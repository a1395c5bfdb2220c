#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "broker/wire/version_range.h"

namespace broker::wire {

/// Every API of Kafka 4.3: name, number (https://kafka.apache.org/protocol#protocol_api_keys) and the first
/// version with flexible encoding (KIP-482). Those described here are in `registry.h`; which of them a broker
/// offers is its handlers' to say.
#define BROKER_API_KEYS(X)                          \
    X(Produce, 0, 9)                                \
    X(Fetch, 1, 12)                                 \
    X(ListOffsets, 2, 6)                            \
    X(Metadata, 3, 9)                               \
    X(LeaderAndIsr, 4, 4)                           \
    X(StopReplica, 5, 2)                            \
    X(UpdateMetadata, 6, 6)                         \
    X(ControlledShutdown, 7, 3)                     \
    X(OffsetCommit, 8, 8)                           \
    X(OffsetFetch, 9, 6)                            \
    X(FindCoordinator, 10, 3)                       \
    X(JoinGroup, 11, 6)                             \
    X(Heartbeat, 12, 4)                             \
    X(LeaveGroup, 13, 4)                            \
    X(SyncGroup, 14, 4)                             \
    X(DescribeGroups, 15, 5)                        \
    X(ListGroups, 16, 3)                            \
    X(SaslHandshake, 17, kNeverFlexible)            \
    X(ApiVersions, 18, 3)                           \
    X(CreateTopics, 19, 5)                          \
    X(DeleteTopics, 20, 4)                          \
    X(DeleteRecords, 21, 2)                         \
    X(InitProducerId, 22, 2)                        \
    X(OffsetForLeaderEpoch, 23, 4)                  \
    X(AddPartitionsToTxn, 24, 3)                    \
    X(AddOffsetsToTxn, 25, 3)                       \
    X(EndTxn, 26, 3)                                \
    X(WriteTxnMarkers, 27, 1)                       \
    X(TxnOffsetCommit, 28, 3)                       \
    X(DescribeAcls, 29, 2)                          \
    X(CreateAcls, 30, 2)                            \
    X(DeleteAcls, 31, 2)                            \
    X(DescribeConfigs, 32, 4)                       \
    X(AlterConfigs, 33, 2)                          \
    X(AlterReplicaLogDirs, 34, 2)                   \
    X(DescribeLogDirs, 35, 2)                       \
    X(SaslAuthenticate, 36, 2)                      \
    X(CreatePartitions, 37, 2)                      \
    X(CreateDelegationToken, 38, 2)                 \
    X(RenewDelegationToken, 39, 2)                  \
    X(ExpireDelegationToken, 40, 2)                 \
    X(DescribeDelegationToken, 41, 2)               \
    X(DeleteGroups, 42, 2)                          \
    X(ElectLeaders, 43, 2)                          \
    X(IncrementalAlterConfigs, 44, 1)               \
    X(AlterPartitionReassignments, 45, 0)           \
    X(ListPartitionReassignments, 46, 0)            \
    X(OffsetDelete, 47, kNeverFlexible)             \
    X(DescribeClientQuotas, 48, 1)                  \
    X(AlterClientQuotas, 49, 1)                     \
    X(DescribeUserScramCredentials, 50, 0)          \
    X(AlterUserScramCredentials, 51, 0)             \
    X(Vote, 52, 0)                                  \
    X(BeginQuorumEpoch, 53, 1)                      \
    X(EndQuorumEpoch, 54, 1)                        \
    X(DescribeQuorum, 55, 0)                        \
    X(AlterPartition, 56, 0)                        \
    X(UpdateFeatures, 57, 0)                        \
    X(Envelope, 58, 0)                              \
    X(FetchSnapshot, 59, 0)                         \
    X(DescribeCluster, 60, 0)                       \
    X(DescribeProducers, 61, 0)                     \
    X(BrokerRegistration, 62, 0)                    \
    X(BrokerHeartbeat, 63, 0)                       \
    X(UnregisterBroker, 64, 0)                      \
    X(DescribeTransactions, 65, 0)                  \
    X(ListTransactions, 66, 0)                      \
    X(AllocateProducerIds, 67, 0)                   \
    X(ConsumerGroupHeartbeat, 68, 0)                \
    X(ConsumerGroupDescribe, 69, 0)                 \
    X(ControllerRegistration, 70, 0)                \
    X(GetTelemetrySubscriptions, 71, 0)             \
    X(PushTelemetry, 72, 0)                         \
    X(AssignReplicasToDirs, 73, 0)                  \
    X(ListConfigResources, 74, 0)                   \
    X(DescribeTopicPartitions, 75, 0)               \
    X(ShareGroupHeartbeat, 76, 0)                   \
    X(ShareGroupDescribe, 77, 0)                    \
    X(ShareFetch, 78, 0)                            \
    X(ShareAcknowledge, 79, 0)                      \
    X(AddRaftVoter, 80, 0)                          \
    X(RemoveRaftVoter, 81, 0)                       \
    X(UpdateRaftVoter, 82, 0)                       \
    X(InitializeShareGroupState, 83, 0)             \
    X(ReadShareGroupState, 84, 0)                   \
    X(WriteShareGroupState, 85, 0)                  \
    X(DeleteShareGroupState, 86, 0)                 \
    X(ReadShareGroupStateSummary, 87, 0)            \
    X(StreamsGroupHeartbeat, 88, 0)                 \
    X(StreamsGroupDescribe, 89, 0)                  \
    X(DescribeShareGroupOffsets, 90, 0)             \
    X(AlterShareGroupOffsets, 91, 0)                \
    X(DeleteShareGroupOffsets, 92, 0)               \
    X(StreamsGroupTopologyDescriptionUpdate, 93, 0) \
    X(UnregisterController, 94, 0)

enum class ApiKey : std::int16_t {
#define X(name, number, flexibleFrom) k##name = number,
    BROKER_API_KEYS(X)
#undef X
};

struct ApiKeyInfo {
    ApiKey key;
    std::string_view name;
    std::int16_t flexibleFrom;
};

/// Ascending by number.
std::span<const ApiKeyInfo> allApiKeys();
/// Null if no API has this number.
const ApiKeyInfo* findApiKey(std::int16_t number);
/// "Fetch"; "UNKNOWN" for a number without an API.
std::string_view apiName(ApiKey key);

/// 1, or 2 for flexible requests, which add tagged fields after the client id. 1 for an unknown key.
std::int16_t requestHeaderVersion(ApiKey key, std::int16_t version);
/// 0, or 1 for flexible responses; ApiVersions always 0, so that a client that knows no version yet can read
/// it (KIP-511).
std::int16_t responseHeaderVersion(ApiKey key, std::int16_t version);

}  // namespace broker::wire
