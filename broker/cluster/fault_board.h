#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "broker/faults/fault.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

namespace broker::cluster {

/// What somebody made wrong in a cluster, as values: who is frozen, which links, which disks. It carries out
/// nothing.
class FaultBoard {
public:
    struct Direction {
        BrokerId from;
        BrokerId to;

        friend auto operator<=>(const Direction&, const Direction&) = default;
    };

    void setFrozen(BrokerId broker, bool frozen);
    bool isFrozen(BrokerId broker) const { return m_frozen.contains(broker); }
    void setLink(const Direction& direction, const faults::LinkFault& fault);
    /// Those that something is wrong with.
    std::vector<Direction> links() const;
    void setDisk(BrokerId broker, const faults::DiskFault& fault);

    observe::FaultsSnapshot snapshot() const;

    // What is told of a change; time and number are not filled in.
    static observe::Event linkEvent(const Direction& direction, const faults::LinkFault& fault);
    static observe::Event diskEvent(BrokerId broker, const faults::DiskFault& fault);

private:
    std::set<BrokerId> m_frozen;
    std::map<Direction, faults::LinkFault> m_links;
    std::map<BrokerId, faults::DiskFault> m_disks;
};

}  // namespace broker::cluster
