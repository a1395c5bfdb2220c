#pragma once

#include <optional>

#include "broker/faults/wiring.h"
#include "broker/world/network.h"

namespace broker::faults {

/// How long a call over a cut link waits for an answer, unless its owner gives up before.
inline constexpr Duration kAnswerDeadline = std::chrono::seconds(10);

/// A connection being made, over a link that may be cut or slow. Over a cut link nothing is sent at all; when
/// it heals in time, the call goes out as a retransmitted one would. The owner's handle.
class Dialling final : public world::Operation {
public:
    using Done = world::Completion<Result<std::unique_ptr<world::Connection>>>;

    Dialling(Wiring& wiring, world::Address address, const world::ConnectionLimits& limits, Done done);
    ~Dialling() override;

    void onLinkChanged();

private:
    bool isCut() const;
    Duration delay() const;
    void waitForHealing();
    void setOut();
    void dial();
    void onDone(Result<std::unique_ptr<world::Connection>> connection);

    Wiring& m_wiring;
    const std::uint64_t m_number;
    const world::Address m_address;
    const world::ConnectionLimits m_limits;
    const std::optional<BrokerId> m_far;
    const world::Moment m_giveUp;
    bool m_isWaiting = false;
    Done m_done;
    world::Pending m_pending;
};

}  // namespace broker::faults
