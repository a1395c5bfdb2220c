#include "broker/wire/messages/describe_topic_partitions.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DescribeTopicPartitionsCursor::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeTopicPartitionsCursor::topicName>("topicName"),
        field<&DescribeTopicPartitionsCursor::partitionIndex>("partitionIndex"),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeTopicPartitionsCursor>("Cursor", kFields);
    return kInfo;
}

const StructInfo& DescribeTopicPartitionsRequest::Topic::describe() {
    static constexpr Field kFields[] = {field<&Topic::name>("name")};
    static constexpr StructInfo kInfo = structInfo<Topic>("TopicRequest", kFields);
    return kInfo;
}

const StructInfo& DescribeTopicPartitionsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeTopicPartitionsRequest::topics>("topics"),
        field<&DescribeTopicPartitionsRequest::responsePartitionLimit>("responsePartitionLimit"),
        field<&DescribeTopicPartitionsRequest::cursor>("cursor").nullable(),
    };
    static constexpr StructInfo kInfo =
        structInfo<DescribeTopicPartitionsRequest>("DescribeTopicPartitionsRequest", kFields);
    return kInfo;
}

const StructInfo& DescribeTopicPartitionsResponse::Partition::describe() {
    static constexpr Field kFields[] = {
        field<&Partition::errorCode>("errorCode"),
        field<&Partition::partitionIndex>("partitionIndex"),
        field<&Partition::leaderId>("leaderId"),
        field<&Partition::leaderEpoch>("leaderEpoch"),
        field<&Partition::replicaNodes>("replicaNodes"),
        field<&Partition::isrNodes>("isrNodes"),
        field<&Partition::eligibleLeaderReplicas>("eligibleLeaderReplicas").nullable(),
        field<&Partition::lastKnownElr>("lastKnownElr").nullable(),
        field<&Partition::offlineReplicas>("offlineReplicas"),
    };
    static constexpr StructInfo kInfo =
        structInfo<Partition>("DescribeTopicPartitionsResponsePartition", kFields);
    return kInfo;
}

const StructInfo& DescribeTopicPartitionsResponse::Topic::describe() {
    static constexpr Field kFields[] = {
        field<&Topic::errorCode>("errorCode"),
        field<&Topic::name>("name").nullable(),
        field<&Topic::topicId>("topicId"),
        field<&Topic::isInternal>("isInternal"),
        field<&Topic::partitions>("partitions"),
        field<&Topic::topicAuthorizedOperations>("topicAuthorizedOperations"),
    };
    static constexpr StructInfo kInfo = structInfo<Topic>("DescribeTopicPartitionsResponseTopic", kFields);
    return kInfo;
}

const StructInfo& DescribeTopicPartitionsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeTopicPartitionsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&DescribeTopicPartitionsResponse::topics>("topics"),
        field<&DescribeTopicPartitionsResponse::nextCursor>("nextCursor").nullable(),
    };
    static constexpr StructInfo kInfo =
        structInfo<DescribeTopicPartitionsResponse>("DescribeTopicPartitionsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
