#include "broker/node/handlers/handlers.h"

namespace broker::node {

void addBrokerApis(ApiTable& apis, BrokerContext& broker) {
    const auto with = [&broker](auto handler) {
        return [&broker, handler](auto exchange) { handler(broker, std::move(exchange)); };
    };
    apis.add<wire::ProduceRequest>({3, 13}, with(&handleProduce));
    // librdkafka up to 2.11 compresses only for brokers that offer version 0 (KAFKA-18659); 0 to 2 are
    // refused.
    apis.advertiseFrom(0);
    apis.add<wire::FetchRequest>({4, 18}, with(&handleFetch));
    apis.add<wire::ListOffsetsRequest>({1, 11}, with(&handleListOffsets));
    apis.add<wire::OffsetForLeaderEpochRequest>({2, 4}, with(&handleOffsetForLeaderEpoch));
    apis.add<wire::MetadataRequest>({0, 13}, with(&handleMetadata));
    apis.add<wire::OffsetCommitRequest>({2, 10}, with(&handleOffsetCommit));
    apis.add<wire::OffsetFetchRequest>({1, 10}, with(&handleOffsetFetch));
    apis.add<wire::FindCoordinatorRequest>({0, 6}, with(&handleFindCoordinator));
    apis.add<wire::JoinGroupRequest>({0, 9}, with(&handleJoinGroup));
    apis.add<wire::HeartbeatRequest>({0, 4}, with(&handleHeartbeat));
    apis.add<wire::LeaveGroupRequest>({0, 5}, with(&handleLeaveGroup));
    apis.add<wire::SyncGroupRequest>({0, 5}, with(&handleSyncGroup));
    apis.add<wire::DescribeGroupsRequest>({0, 6}, with(&handleDescribeGroups));
    apis.add<wire::ListGroupsRequest>({0, 5}, with(&handleListGroups));
    apis.add<wire::ApiVersionsRequest>({0, 4}, with(&handleApiVersions));
    apis.add<wire::CreateTopicsRequest>({2, 7}, with(&handleCreateTopics));
    apis.add<wire::DeleteTopicsRequest>({1, 6}, with(&handleDeleteTopics));
    apis.add<wire::DeleteRecordsRequest>({0, 2}, with(&handleDeleteRecords));
    apis.add<wire::InitProducerIdRequest>({0, 5}, with(&handleInitProducerId));
    apis.add<wire::DescribeConfigsRequest>({1, 4}, with(&handleDescribeConfigs));
    apis.add<wire::AlterConfigsRequest>({0, 2}, with(&handleAlterConfigs));
    apis.add<wire::CreatePartitionsRequest>({0, 3}, with(&handleCreatePartitions));
    apis.add<wire::IncrementalAlterConfigsRequest>({0, 1}, with(&handleIncrementalAlterConfigs));
    apis.add<wire::DeleteGroupsRequest>({0, 2}, with(&handleDeleteGroups));
    apis.add<wire::ElectLeadersRequest>({0, 2}, with(&handleElectLeaders));
    apis.add<wire::OffsetDeleteRequest>({0, 0}, with(&handleOffsetDelete));
    apis.add<wire::DescribeQuorumRequest>({0, 2}, with(&handleDescribeQuorum));
    apis.add<wire::DescribeClusterRequest>({0, 2}, with(&handleDescribeCluster));
    apis.add<wire::DescribeTopicPartitionsRequest>({0, 0}, with(&handleDescribeTopicPartitions));
}

}  // namespace broker::node
