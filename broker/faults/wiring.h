#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "broker/faults/address_book.h"
#include "broker/faults/fault.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::faults {

class Dialling;
class Line;

/// What the connections of one broker share: what is wrong with its links, and which connections and calls
/// there are, so that a change reaches them. On the broker's loop.
struct Wiring {
    Wiring(world::Network& theNetwork, const world::Clock& theClock, world::Timers& theTimers,
           AddressBook& theBook);
    ~Wiring();

    const LinkFault& fault(BrokerId far, Direction direction) const;
    void setFault(BrokerId far, Direction direction, const LinkFault& fault);
    void healAll();
    /// Tells all that stand; nothing is called back inside.
    void changed();

    /// Keeps a connection that its owner let go of, because its peer must not hear of it.
    void keepSilent(std::shared_ptr<Line> line);
    void dropSilent(const Line& line);

    world::Network& network;
    const world::Clock& clock;
    world::Timers& timers;
    AddressBook& book;
    bool isDark = false;

    // By number, so that a change reaches them in the order in which they were made.
    std::uint64_t nextNumber = 1;
    std::map<std::uint64_t, Line*> lines;
    std::map<std::uint64_t, Dialling*> diallings;
    std::vector<std::shared_ptr<Line>> silent;

private:
    std::map<BrokerId, std::array<LinkFault, 2>> m_faults;
};

}  // namespace broker::faults
