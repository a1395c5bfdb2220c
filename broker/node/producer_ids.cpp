#include "broker/node/producer_ids.h"

#include <utility>

namespace broker::node {

void ProducerIds::next(BrokerEpoch epoch, world::Completion<Result<ProducerId>> done) {
    if (m_left > 0) {
        --m_left;
        done(std::exchange(m_next, m_next + 1));
        return;
    }
    if (m_waiting.size() >= kMaxWaiting)
        return done(
            failure(ErrorCode::kCoordinatorLoadInProgress, "{} producers wait for an id", m_waiting.size()));
    m_waiting.push_back(std::move(done));
    if (m_waiting.size() > 1) return;
    wire::AllocateProducerIdsRequest request;
    request.brokerId = m_self;
    request.brokerEpoch = epoch;
    m_controller.send(
        request, std::chrono::seconds(5),
        [this](Result<wire::AllocateProducerIdsResponse> response) { onBlock(std::move(response)); });
}

void ProducerIds::onBlock(Result<wire::AllocateProducerIdsResponse> response) {
    const bool isGiven = response && response->errorCode == ErrorCode::kNone;
    if (isGiven) {
        m_next = response->producerIdStart;
        m_left = response->producerIdLen;
    }
    for (auto& done : std::exchange(m_waiting, {})) {
        if (m_left > 0) {
            --m_left;
            done(std::exchange(m_next, m_next + 1));
        } else {
            done(failure(ErrorCode::kCoordinatorLoadInProgress, "the controller gave no producer ids"));
        }
    }
}

}  // namespace broker::node
