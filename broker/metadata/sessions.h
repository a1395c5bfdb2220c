#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include "broker/base/ids.h"
#include "broker/world/time.h"

namespace broker::metadata {

/// When the active controller last heard from each broker, and how far that one was. It is not in the log: a
/// controller that takes over gives every unfenced broker a full session, but for its predecessor: that one
/// it has followed, so it knows when it last heard from it. (Apache Kafka grants a full one there too; where
/// a controller is a broker and dies, its partitions then wait for the quorum's silence and for a session.)
class BrokerSessions {
public:
    explicit BrokerSessions(world::Duration timeout)
        : m_timeout(timeout) {}

    void clear() { m_contacts.clear(); }
    /// `metadataOffset`: of the last record the broker has replayed; -1: it did not say.
    void touch(BrokerId broker, BrokerEpoch epoch, Offset metadataOffset, world::Moment now);
    void end(BrokerId broker) { m_contacts.erase(broker); }

    /// Whether this uptime of the broker was heard from within the timeout.
    bool isValid(BrokerId broker, BrokerEpoch epoch, world::Moment now) const;
    /// When the session ends unless the broker is heard from; nothing: it has none.
    std::optional<world::Moment> endOf(BrokerId broker) const;
    Offset metadataOffset(BrokerId broker) const;
    /// A broker in controlled shutdown may stop once the others have replayed everything below this: `orElse`
    /// at the first call in its uptime, and that from then on.
    Offset leaveAfter(BrokerId broker, Offset orElse);
    /// A fenced broker may serve again once it has replayed everything below this: `orElse` at the first call
    /// since it was fenced, and that until it has returned. So it knows what was taken from it meanwhile.
    Offset returnAfter(BrokerId broker, Offset orElse);
    void returned(BrokerId broker) { m_contacts[broker].returnAfter.reset(); }

private:
    struct Contact {
        BrokerEpoch epoch = kNoBrokerEpoch;
        world::Moment at{};
        Offset metadataOffset{-1};
        std::optional<Offset> leaveAfter{};
        std::optional<Offset> returnAfter{};
    };
    world::Duration m_timeout;
    std::map<BrokerId, Contact> m_contacts;
};

}  // namespace broker::metadata
