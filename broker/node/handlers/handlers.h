#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "broker/metadata/image.h"
#include "broker/node/batch_validation.h"
#include "broker/node/broker_lifecycle.h"
#include "broker/node/connections.h"
#include "broker/node/controller_channel.h"
#include "broker/node/coordinator_runtime/group_service.h"
#include "broker/node/delayed_operations.h"
#include "broker/node/exchange.h"
#include "broker/node/fetch_sessions.h"
#include "broker/node/internal_topics.h"
#include "broker/node/node.h"
#include "broker/node/partitions.h"
#include "broker/node/producer_ids.h"
#include "broker/wire/messages/alter_configs.h"
#include "broker/wire/messages/api_versions.h"
#include "broker/wire/messages/create_partitions.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/delete_groups.h"
#include "broker/wire/messages/delete_records.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/describe_cluster.h"
#include "broker/wire/messages/describe_configs.h"
#include "broker/wire/messages/describe_groups.h"
#include "broker/wire/messages/describe_quorum.h"
#include "broker/wire/messages/describe_topic_partitions.h"
#include "broker/wire/messages/elect_leaders.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/find_coordinator.h"
#include "broker/wire/messages/heartbeat.h"
#include "broker/wire/messages/incremental_alter_configs.h"
#include "broker/wire/messages/init_producer_id.h"
#include "broker/wire/messages/join_group.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/list_groups.h"
#include "broker/wire/messages/list_offsets.h"
#include "broker/wire/messages/metadata.h"
#include "broker/wire/messages/offset_commit.h"
#include "broker/wire/messages/offset_delete.h"
#include "broker/wire/messages/offset_fetch.h"
#include "broker/wire/messages/offset_for_leader_epoch.h"
#include "broker/wire/messages/produce.h"
#include "broker/wire/messages/sync_group.h"

namespace broker::node {

/// What the handlers of the broker listener work with; all of it outlives every exchange.
struct BrokerContext {
    const NodeOptions& options;
    world::World& world;
    NodeObserver& observer;
    ApiTable& apis;
    Connections& connections;
    DelayedOperations& delayed;
    Partitions& partitions;
    ControllerChannel& controller;
    ProducerIds& producerIds;
    BatchValidation& validation;
    FetchSessions& fetchSessions;
    BrokerLifecycle& lifecycle;
    InternalTopics& internalTopics;
    GroupService& groups;
    /// The committed metadata as this broker has replayed it; replaced as it moves on.
    const metadata::ImagePointer& image;
};

/// Touched when an image was applied. Partitions count from 1 and the metadata log is 0.
inline constexpr DelayedOperations::Key kImageKey = ~DelayedOperations::Key{0};

/// How long a request may wait for its topic and for logs that are being opened before it is refused.
inline constexpr world::Duration kReadyPatience = std::chrono::milliseconds(500);

/// Calls `answer(broker, exchange)` once `notReadyYet(broker, exchange)`, which says what it waits for, is
/// empty, at once if it already is, or when patience is over.
template <class Request, class NotReadyYet, class Answer>
void answerWhenReady(BrokerContext& broker, Exchange<Request> exchange, NotReadyYet notReadyYet,
                     Answer answer) {
    std::vector<DelayedOperations::Key> keys = notReadyYet(broker, exchange);
    if (keys.empty()) return answer(broker, std::move(exchange));
    broker.delayed.add(std::move(keys), kReadyPatience,
                       [&broker, notReadyYet, answer, exchange = std::move(exchange)](bool expired) mutable {
                           if (!expired && !notReadyYet(broker, exchange).empty()) return false;
                           answer(broker, std::move(exchange));
                           return true;
                       });
}

// One per API, in a file for each or for a family of them. They answer through the exchange, now or later.
void handleApiVersions(BrokerContext& broker, Exchange<wire::ApiVersionsRequest> exchange);
void handleMetadata(BrokerContext& broker, Exchange<wire::MetadataRequest> exchange);
void handleProduce(BrokerContext& broker, Exchange<wire::ProduceRequest> exchange);
void handleFetch(BrokerContext& broker, Exchange<wire::FetchRequest> exchange);
void handleListOffsets(BrokerContext& broker, Exchange<wire::ListOffsetsRequest> exchange);
void handleOffsetForLeaderEpoch(BrokerContext& broker, Exchange<wire::OffsetForLeaderEpochRequest> exchange);
void handleCreateTopics(BrokerContext& broker, Exchange<wire::CreateTopicsRequest> exchange);
void handleDeleteTopics(BrokerContext& broker, Exchange<wire::DeleteTopicsRequest> exchange);
void handleElectLeaders(BrokerContext& broker, Exchange<wire::ElectLeadersRequest> exchange);
void handleDeleteRecords(BrokerContext& broker, Exchange<wire::DeleteRecordsRequest> exchange);
void handleCreatePartitions(BrokerContext& broker, Exchange<wire::CreatePartitionsRequest> exchange);
void handleAlterConfigs(BrokerContext& broker, Exchange<wire::AlterConfigsRequest> exchange);
void handleIncrementalAlterConfigs(BrokerContext& broker,
                                   Exchange<wire::IncrementalAlterConfigsRequest> exchange);
void handleDescribeConfigs(BrokerContext& broker, Exchange<wire::DescribeConfigsRequest> exchange);
void handleDescribeCluster(BrokerContext& broker, Exchange<wire::DescribeClusterRequest> exchange);
void handleDescribeQuorum(BrokerContext& broker, Exchange<wire::DescribeQuorumRequest> exchange);
void handleDescribeTopicPartitions(BrokerContext& broker,
                                   Exchange<wire::DescribeTopicPartitionsRequest> exchange);
void handleInitProducerId(BrokerContext& broker, Exchange<wire::InitProducerIdRequest> exchange);
void handleFindCoordinator(BrokerContext& broker, Exchange<wire::FindCoordinatorRequest> exchange);
void handleJoinGroup(BrokerContext& broker, Exchange<wire::JoinGroupRequest> exchange);
void handleSyncGroup(BrokerContext& broker, Exchange<wire::SyncGroupRequest> exchange);
void handleHeartbeat(BrokerContext& broker, Exchange<wire::HeartbeatRequest> exchange);
void handleLeaveGroup(BrokerContext& broker, Exchange<wire::LeaveGroupRequest> exchange);
void handleOffsetCommit(BrokerContext& broker, Exchange<wire::OffsetCommitRequest> exchange);
void handleOffsetFetch(BrokerContext& broker, Exchange<wire::OffsetFetchRequest> exchange);
void handleOffsetDelete(BrokerContext& broker, Exchange<wire::OffsetDeleteRequest> exchange);
void handleDescribeGroups(BrokerContext& broker, Exchange<wire::DescribeGroupsRequest> exchange);
void handleListGroups(BrokerContext& broker, Exchange<wire::ListGroupsRequest> exchange);
void handleDeleteGroups(BrokerContext& broker, Exchange<wire::DeleteGroupsRequest> exchange);

/// The table of the broker listener.
void addBrokerApis(ApiTable& apis, BrokerContext& broker);

}  // namespace broker::node
