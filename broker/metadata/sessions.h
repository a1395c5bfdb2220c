#pragma once

#include <map>
#include <optional>

#include "broker/base/ids.h"
#include "broker/world/time.h"

namespace broker::metadata {

/// When the active controller last heard from each broker. It is not in the log: a controller that takes over
/// gives every unfenced broker a full session.
class BrokerSessions {
public:
    explicit BrokerSessions(world::Duration timeout)
        : m_timeout(timeout) {}

    void clear() { m_last.clear(); }
    void touch(BrokerId broker, BrokerEpoch epoch, world::Moment now);
    void end(BrokerId broker) { m_last.erase(broker); }

    /// Whether this uptime of the broker was heard from within the timeout.
    bool isValid(BrokerId broker, BrokerEpoch epoch, world::Moment now) const;
    std::optional<world::Moment> endOf(BrokerId broker) const;
    /// The last metadata offset each live broker said it has replayed, for controlled shutdown.
    world::Duration timeout() const { return m_timeout; }

private:
    struct Contact {
        BrokerEpoch epoch;
        world::Moment at;
    };
    world::Duration m_timeout;
    std::map<BrokerId, Contact> m_last;
};

}  // namespace broker::metadata
