#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/client/brokers.h"
#include "broker/client/group_offsets.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/delete_groups.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/describe_configs.h"
#include "broker/wire/messages/elect_leaders.h"
#include "broker/wire/messages/leave_group.h"
#include "broker/wire/messages/metadata.h"

namespace broker::client {

/// A topic to be created.
struct NewTopic {
    std::string name;
    std::int32_t partitions = -1;         ///< -1: the cluster's default
    std::int16_t replicationFactor = -1;  ///< -1: the cluster's default
    std::map<std::string, std::string> settings;
};

/// `describe configs` of what; the numbers travel.
enum class ResourceType : std::int8_t { kTopic = 2, kBroker = 4 };

/// Commands to a cluster. What can be tried again (a lost connection, a controller that moved) is, until the
/// deadline of each call passes; then its last error is the answer. Error codes of single topics inside a
/// response are the caller's to look at. On one loop; the world outlives it. Destroying it cancels all.
class Admin {
public:
    Admin(ClientOptions options, const world::World& world);

    /// Null: all topics.
    [[nodiscard]] world::Call metadata(std::optional<std::vector<std::string>> topics,
                                       world::Completion<Result<wire::MetadataResponse>> done);
    [[nodiscard]] world::Call createTopics(const std::vector<NewTopic>& topics, bool validateOnly,
                                           world::Completion<Result<wire::CreateTopicsResponse>> done);
    [[nodiscard]] world::Call deleteTopics(const std::vector<std::string>& topics,
                                           world::Completion<Result<wire::DeleteTopicsResponse>> done);
    /// Gives the partitions to their preferred leaders or, if `unclean`, those without a leader to whatever
    /// replica is alive. Nothing: all partitions.
    [[nodiscard]] world::Call electLeaders(bool unclean,
                                           std::optional<std::vector<TopicPartition>> partitions,
                                           world::Completion<Result<wire::ElectLeadersResponse>> done);
    /// All parameters of a topic, by name, or of a broker, by its id in digits.
    [[nodiscard]] world::Call describeConfigs(ResourceType type, const std::string& name,
                                              world::Completion<Result<wire::DescribeConfigsResponse>> done);

    // Of consumer groups: the group's coordinator is found first.

    /// Takes a member out of its group, a static one too (KIP-571). It may join again at once.
    [[nodiscard]] world::Call removeGroupMember(const std::string& group, const std::string& memberId,
                                                const std::string& reason,
                                                world::Completion<Result<wire::LeaveGroupResponse>> done);
    /// Deletes a group that has no members, and what it committed.
    [[nodiscard]] world::Call deleteGroup(const std::string& group,
                                          world::Completion<Result<wire::DeleteGroupsResponse>> done);
    /// What a group has committed for these partitions; for none of them: for all that it has, and then only
    /// those.
    [[nodiscard]] world::Call groupOffsets(const std::string& group,
                                           const std::vector<TopicPartition>& partitions,
                                           world::Completion<Result<std::vector<GroupOffset>>> done);
    /// Commits as nobody's member, which the coordinator takes while the group has none. Answers the same
    /// offsets, each with its code.
    [[nodiscard]] world::Call commitGroupOffsets(const std::string& group,
                                                 const std::vector<GroupOffset>& offsets,
                                                 world::Completion<Result<std::vector<GroupOffset>>> done);

private:
    world::World m_world;
    /// Shared only with handles, which look whether it still lives.
    std::shared_ptr<Brokers> m_brokers;
};

}  // namespace broker::client
