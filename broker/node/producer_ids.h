#pragma once

#include <cstdint>
#include <deque>

#include "broker/node/controller_channel.h"
#include "broker/wire/messages/allocate_producer_ids.h"

namespace broker::node {

/// Hands out producer ids from blocks that the controller gives to this broker (KIP-730). What is left of a
/// block at a crash is never used again.
class ProducerIds {
public:
    ProducerIds(BrokerId self, ControllerChannel& controller)
        : m_self(self)
        , m_controller(controller) {}

    /// Completes at once inside this call while the block lasts, else when the controller has answered.
    /// COORDINATOR_LOAD_IN_PROGRESS, which clients retry, if it does not.
    void next(BrokerEpoch epoch, world::Completion<Result<ProducerId>> done);

private:
    void onBlock(Result<wire::AllocateProducerIdsResponse> response);

    static constexpr std::size_t kMaxWaiting = 10'000;

    BrokerId m_self;
    ControllerChannel& m_controller;
    ProducerId m_next{0};
    std::int32_t m_left = 0;
    std::deque<world::Completion<Result<ProducerId>>> m_waiting;
};

}  // namespace broker::node
