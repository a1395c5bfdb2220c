#pragma once

#include <memory>
#include <vector>

#include "broker/faults/line.h"
#include "broker/faults/wiring.h"
#include "broker/world/network.h"

namespace broker::faults {

/// The connection that its owner holds.
std::unique_ptr<world::Connection> wrapped(Wiring& wiring, std::unique_ptr<world::Connection> below,
                                           Line::Kind kind);

/// A network with troubles; see Faults for what they mean. Without any, frames go straight through.
class FaultyNetwork final : public world::Network {
public:
    FaultyNetwork(world::Network& below, const world::Clock& clock, world::Timers& timers, AddressBook& book);
    ~FaultyNetwork() override;

    Result<std::unique_ptr<world::Listener>> listen(const world::Address& address,
                                                    const world::ConnectionLimits& limits,
                                                    world::ListenerObserver& observer) override;
    [[nodiscard]] world::Call connect(
        const world::Address& address, const world::ConnectionLimits& limits,
        world::Completion<Result<std::unique_ptr<world::Connection>>> done) override;

    void setLink(BrokerId far, Direction direction, const LinkFault& fault);
    LinkFault link(BrokerId far, Direction direction) const;
    void healLinks();
    void goDark();
    void powerOn();

private:
    class Listening;
    class Reception;

    Wiring m_wiring;
    /// Of a machine without power: they take callers and say nothing.
    std::vector<std::unique_ptr<Reception>> m_deserted;
};

}  // namespace broker::faults
