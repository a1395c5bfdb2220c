#include "broker/wire/messages/describe_cluster.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DescribeClusterRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeClusterRequest::includeClusterAuthorizedOperations>(
            "includeClusterAuthorizedOperations"),
        field<&DescribeClusterRequest::endpointType>("endpointType").since(1),
        field<&DescribeClusterRequest::includeFencedBrokers>("includeFencedBrokers").since(2),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeClusterRequest>("DescribeClusterRequest", kFields);
    return kInfo;
}

const StructInfo& DescribeClusterResponse::Broker::describe() {
    static constexpr Field kFields[] = {
        field<&Broker::brokerId>("brokerId"),
        field<&Broker::host>("host"),
        field<&Broker::port>("port"),
        field<&Broker::rack>("rack").nullable(),
        field<&Broker::isFenced>("isFenced").since(2),
    };
    static constexpr StructInfo kInfo = structInfo<Broker>("DescribeClusterBroker", kFields);
    return kInfo;
}

const StructInfo& DescribeClusterResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeClusterResponse::throttleTimeMs>("throttleTimeMs"),
        field<&DescribeClusterResponse::errorCode>("errorCode"),
        field<&DescribeClusterResponse::errorMessage>("errorMessage").nullable(),
        field<&DescribeClusterResponse::endpointType>("endpointType").since(1),
        field<&DescribeClusterResponse::clusterId>("clusterId"),
        field<&DescribeClusterResponse::controllerId>("controllerId"),
        field<&DescribeClusterResponse::brokers>("brokers"),
        field<&DescribeClusterResponse::clusterAuthorizedOperations>("clusterAuthorizedOperations"),
    };
    static constexpr StructInfo kInfo =
        structInfo<DescribeClusterResponse>("DescribeClusterResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
