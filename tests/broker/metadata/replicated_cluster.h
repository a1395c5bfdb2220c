#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "tests/broker/metadata/controller_fixture.h"

namespace tests {

std::vector<broker::BrokerId> ids(std::initializer_list<int> values);
/// Options that allow three replicas.
broker::metadata::ControllerOptions replicated();

/// A controller and brokers 1 to 3.
class ReplicatedCluster : public ControllerFixture {
public:
    explicit ReplicatedCluster(broker::metadata::ControllerOptions options = replicated());

    using Settings = std::vector<broker::metadata::NewTopic::Setting>;
    /// A topic of `partitions` partitions with these replicas, all in sync; two must be.
    void create(const std::string& name, std::vector<broker::BrokerId> replicas,
                Settings settings = {{"min.insync.replicas", "2"}}, int partitions = 1);
    /// What the leader of partition 0 would send now.
    broker::metadata::AlterPartition asking(const std::string& topic, std::initializer_list<int> isr);
    broker::metadata::AlterPartitionReply::Partition alter(const broker::metadata::AlterPartition& command);
    broker::metadata::Outcome elect(const std::string& topic, broker::metadata::ElectionType type);
    /// Ten seconds in which the others are heard from: these are fenced at the end.
    void silence(std::initializer_list<int> silent);
    /// All are heard from at the end.
    void passHeard(broker::world::Duration time);
    /// Comes back in another uptime, without a clean shutdown before it.
    void joinUncleanly(int id, std::uint8_t incarnation);
};

}  // namespace tests
