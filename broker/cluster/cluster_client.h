#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/client/admin.h"
#include "broker/client/offset_reset.h"
#include "broker/client/producer.h"
#include "broker/cluster/local_cluster.h"

namespace broker::cluster {

/// Carries out the commands that the protocol has a request for, as any client would, over TCP. On one loop.
/// Destroying it answers what is under way with kStopped.
class ClusterClient {
public:
    ClusterClient(std::vector<world::Address> bootstrap, world::World world);
    ~ClusterClient();

    void run(const CreateTopic& command, OutcomeHandler done);
    void run(const DeleteTopic& command, OutcomeHandler done);
    void run(const DescribeTopicSettings& command, OutcomeHandler done);
    void run(SendText command, OutcomeHandler done);
    void run(ProduceRecord command, OutcomeHandler done);
    void run(const RemoveGroupMember& command, OutcomeHandler done);
    void run(const DeleteGroup& command, OutcomeHandler done);
    void run(const ResetOffsets& command, OutcomeHandler done);

private:
    struct Sending;
    /// One command under way, with what it holds pending.
    struct Operation {
        OutcomeHandler done;
        world::Call call;
        std::unique_ptr<Sending> sending;
        std::unique_ptr<client::OffsetReset> reset;

        Operation();
        ~Operation();
    };

    Operation& begin(OutcomeHandler done, std::uint64_t& id);
    void finish(std::uint64_t id, CommandOutcome outcome);
    void sendLines(std::uint64_t id, SendText command);

    client::ClientOptions m_options;
    world::World m_world;
    client::Admin m_admin;
    std::uint64_t m_nextId = 1;
    std::map<std::uint64_t, std::unique_ptr<Operation>> m_operations;
};

}  // namespace broker::cluster
