#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "broker/metadata/controller.h"
#include "broker/node/api_table.h"
#include "broker/node/raft_driver/raft_driver.h"
#include "broker/wire/messages/allocate_producer_ids.h"
#include "broker/wire/messages/alter_configs.h"
#include "broker/wire/messages/alter_partition.h"
#include "broker/wire/messages/broker_heartbeat.h"
#include "broker/wire/messages/broker_registration.h"
#include "broker/wire/messages/create_partitions.h"
#include "broker/wire/messages/create_topics.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/elect_leaders.h"
#include "broker/wire/messages/incremental_alter_configs.h"

namespace broker::node {

/// The active controller of this node, where it is a voter: each command becomes records and a reply
/// (metadata::Controller), the records are appended and replayed at once, and the reply leaves when
/// everything that it saw is committed. When leadership ends, whoever waits is answered NOT_CONTROLLER.
///
/// On the node's loop.
class ControllerService {
public:
    struct Context {
        RaftDriver& raft;
        world::World& world;
        NodeObserver& observer;
    };
    ControllerService(Context context, metadata::ControllerOptions options);

    /// This node leads `epoch`, and everything before is committed.
    void activate(LeaderEpoch epoch);
    void deactivate();
    bool isActive() const { return m_controller.isActive(); }
    /// The committed image moved on: releases replies.
    void onCommitted(Offset end);

    void handle(Exchange<wire::BrokerRegistrationRequest> exchange);
    void handle(Exchange<wire::BrokerHeartbeatRequest> exchange);
    void handle(Exchange<wire::AllocateProducerIdsRequest> exchange);
    void handle(Exchange<wire::AlterPartitionRequest> exchange);
    void handle(Exchange<wire::ElectLeadersRequest> exchange);
    void handle(Exchange<wire::CreateTopicsRequest> exchange);
    void handle(Exchange<wire::DeleteTopicsRequest> exchange);
    void handle(Exchange<wire::CreatePartitionsRequest> exchange);
    void handle(Exchange<wire::AlterConfigsRequest> exchange);
    void handle(Exchange<wire::IncrementalAlterConfigsRequest> exchange);

private:
    /// Runs with whether the node is still the controller.
    using Release = std::move_only_function<void(bool isController)>;

    /// Appends and replays the decision, and keeps the reply until it is committed. `answer(reply, error)`
    /// runs exactly once, later.
    template <class ReplyValue, class Answer>
    void execute(metadata::Decision<ReplyValue> decision, Answer answer);
    bool append(const std::vector<metadata::Record>& records);
    void tickNow();
    void scheduleTick();
    world::Moment now() const { return m_context.world.clock.now(); }

    Context m_context;
    metadata::Controller m_controller;
    /// Replies by the offset that must be committed first, ascending.
    std::deque<std::pair<Offset, Release>> m_waiting;
    world::Timer m_tick;
    bool m_wasRefused =
        false;  ///< the log takes nothing in: leadership or the disk is lost, others will tell
    world::Timer m_release;
};

}  // namespace broker::node
