#pragma once

#include <functional>
#include <map>
#include <memory>

#include "broker/node/controller_channel.h"
#include "broker/replication/leader_replica.h"
#include "broker/wire/messages/alter_partition.h"

namespace broker::node {

/// Sends what the leaders of this broker ask of the controller about their in-sync replicas (AlterPartition,
/// KIP-497), many partitions in one request, one request at a time. What fails is told to whoever asked, who
/// asks again if it still matters.
///
/// On the node's loop. Destroying it forgets what was asked.
class IsrRequests {
public:
    /// Of a partition by name: one of that name made later is told apart by the topic's id.
    struct Asked {
        Uuid topicId;
        replication::IsrProposal proposal;
    };
    struct Context {
        BrokerId self;
        world::World& world;
        ControllerChannel& controller;
        std::function<BrokerEpoch()> epoch;  ///< of this uptime
        std::function<void(const TopicPartition&, const Asked&, const replication::IsrAnswer&)> onAnswer;
        std::function<void(const TopicPartition&, const Asked&)> onNoAnswer;
    };
    explicit IsrRequests(Context context);

    /// One for each partition; a newer one takes the place of one that has not left yet.
    void ask(const TopicPartition& partition, Asked asked, bool afterPause);

private:
    void sendSoon(world::Duration delay);
    void send();
    void onResponse(const Result<wire::AlterPartitionResponse>& response);

    Context m_context;
    std::map<TopicPartition, Asked> m_waiting;
    std::map<TopicPartition, Asked> m_sent;
    bool m_isSending = false;
    world::Timer m_timer;
    world::Moment m_due;
    /// The channel outlives this and may still have an answer for it.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace broker::node
