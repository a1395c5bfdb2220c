#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/generation_id.h"
#include "broker/wire/messages/join_group.h"
#include "broker/wire/messages/sync_group.h"
#include "tests/broker/node/simulated_brokers.h"

namespace tests {

/// Asks this broker who coordinates the group until it knows; 0 after a minute.
int coordinatorOf(SimulatedBrokers& brokers, int askedBroker, const std::string& group);

/// A member of a group that speaks to one broker in single frames.
class GroupPeer {
public:
    /// Connects to that broker as the coordinator.
    GroupPeer(SimulatedBrokers& brokers, int broker, std::string group);

    /// Asks to join; the answer may have to wait for others. Sends the member id it was given, if any.
    std::int32_t sendJoin(std::int16_t version = 9);
    /// Keeps what it was told.
    std::optional<broker::wire::JoinGroupResponse> receiveJoin(std::int32_t id, std::int16_t version = 9);
    /// The two rounds of a new member, who is alone or the last one that the others wait for.
    bool join();
    std::int32_t sendSync(const std::vector<broker::wire::SyncGroupRequest::Assignment>& assignments = {});
    std::optional<broker::wire::SyncGroupResponse> receiveSync(std::int32_t id);
    broker::ErrorCode sync(const std::vector<broker::wire::SyncGroupRequest::Assignment>& assignments = {});
    /// Joins as the only member and gives itself that assignment.
    bool becomeOnlyMember(const std::string& assignment = "all");
    broker::ErrorCode heartbeat();
    broker::ErrorCode leave();

    /// Of the topic's first partition, as a member or, before it joined, as nobody's.
    broker::ErrorCode commit(const std::string& topic, std::int64_t offset, const std::string& metadata = "");
    /// -1: none; -2: an error.
    std::int64_t committed(const std::string& topic, broker::ErrorCode* error = nullptr);

    FrameClient client;
    std::string group;
    std::string memberId;
    std::string leader;
    std::string assignment;  ///< as it was given last
    broker::GenerationId generation = broker::kNoGeneration;
    std::int32_t sessionTimeoutMs = 10'000;
    std::optional<std::int32_t> rebalanceTimeoutMs;  ///< twice the session if it is not given
    std::optional<std::string> instanceId;
};

}  // namespace tests
