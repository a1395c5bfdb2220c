#include "broker/wire/registry.h"

#include <algorithm>

#include "broker/wire/message.h"
#include "broker/wire/messages/all.h"

namespace broker::wire {
namespace {

template <Request R>
constexpr ApiDescription description() {
    static_assert(R::kVersions == R::Response::kVersions && R::kFlexibleFrom == R::Response::kFlexibleFrom);
    return {R::kKey, R::kVersions, R::kFlexibleFrom, &R::describe, &R::Response::describe};
}

constexpr ApiDescription kApis[] = {
    description<ProduceRequest>(),
    description<FetchRequest>(),
    description<ListOffsetsRequest>(),
    description<MetadataRequest>(),
    description<OffsetCommitRequest>(),
    description<OffsetFetchRequest>(),
    description<FindCoordinatorRequest>(),
    description<JoinGroupRequest>(),
    description<HeartbeatRequest>(),
    description<LeaveGroupRequest>(),
    description<SyncGroupRequest>(),
    description<DescribeGroupsRequest>(),
    description<ListGroupsRequest>(),
    description<ApiVersionsRequest>(),
    description<CreateTopicsRequest>(),
    description<DeleteTopicsRequest>(),
    description<DeleteRecordsRequest>(),
    description<InitProducerIdRequest>(),
    description<OffsetForLeaderEpochRequest>(),
    description<DescribeConfigsRequest>(),
    description<AlterConfigsRequest>(),
    description<CreatePartitionsRequest>(),
    description<DeleteGroupsRequest>(),
    description<ElectLeadersRequest>(),
    description<IncrementalAlterConfigsRequest>(),
    description<OffsetDeleteRequest>(),
    description<VoteRequest>(),
    description<BeginQuorumEpochRequest>(),
    description<EndQuorumEpochRequest>(),
    description<DescribeQuorumRequest>(),
    description<AlterPartitionRequest>(),
    description<EnvelopeRequest>(),
    description<FetchSnapshotRequest>(),
    description<DescribeClusterRequest>(),
    description<BrokerRegistrationRequest>(),
    description<BrokerHeartbeatRequest>(),
    description<AllocateProducerIdsRequest>(),
    description<DescribeTopicPartitionsRequest>(),
};
static_assert(std::ranges::is_sorted(kApis, {}, &ApiDescription::key));

}  // namespace

std::span<const ApiDescription> describedApis() { return kApis; }

const ApiDescription* findDescription(ApiKey key) {
    const auto* found = std::ranges::lower_bound(kApis, key, {}, &ApiDescription::key);
    return found != std::end(kApis) && found->key == key ? found : nullptr;
}

}  // namespace broker::wire
