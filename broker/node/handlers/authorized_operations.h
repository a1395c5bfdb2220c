#pragma once

#include <cstdint>

/// What a client may do to a resource, as Metadata, DescribeCluster and DescribeGroups tell it when asked
/// (KIP-430) and DescribeTopicPartitions always: a bit for each of Kafka's AclOperation codes. Without an
/// authorizer everybody may do all that there is.
namespace broker::node {

inline constexpr std::int32_t kAclRead = 1 << 3;
inline constexpr std::int32_t kAclWrite = 1 << 4;
inline constexpr std::int32_t kAclCreate = 1 << 5;
inline constexpr std::int32_t kAclDelete = 1 << 6;
inline constexpr std::int32_t kAclAlter = 1 << 7;
inline constexpr std::int32_t kAclDescribe = 1 << 8;
inline constexpr std::int32_t kAclClusterAction = 1 << 9;
inline constexpr std::int32_t kAclDescribeConfigs = 1 << 10;
inline constexpr std::int32_t kAclAlterConfigs = 1 << 11;
inline constexpr std::int32_t kAclIdempotentWrite = 1 << 12;

inline constexpr std::int32_t kAllTopicOperations = kAclRead | kAclWrite | kAclCreate | kAclDelete |
                                                    kAclAlter | kAclDescribe | kAclDescribeConfigs |
                                                    kAclAlterConfigs;
inline constexpr std::int32_t kAllClusterOperations = kAclCreate | kAclAlter | kAclDescribe |
                                                      kAclClusterAction | kAclDescribeConfigs |
                                                      kAclAlterConfigs | kAclIdempotentWrite;
inline constexpr std::int32_t kAllGroupOperations =
    kAclRead | kAclDelete | kAclDescribe | kAclDescribeConfigs | kAclAlterConfigs;

}  // namespace broker::node
