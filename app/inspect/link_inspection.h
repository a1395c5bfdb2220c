#pragma once

#include "app/inspect/inspection.h"

namespace app {

/// What the inspector says of the line between two brokers, or between a broker and its clients.
Inspection inspectLink(const ClusterSession& session, const LinkSubject& subject);

/// What somebody made wrong with a broker, its links and its disk, as sentences; empty: nothing.
QString brokerFaultWords(const ClusterSession& session, const broker::observe::BrokerSnapshot& broker);
/// The rows that say the same in short.
std::vector<Inspection::Row> brokerFaultRows(const broker::observe::ClusterSnapshot& snapshot,
                                             broker::BrokerId id);
/// What can be made wrong with a broker: of acts that turn one another round, the one that is possible.
std::vector<Inspection::Act> brokerFaultActs(const ClusterSession& session, broker::BrokerId id);

}  // namespace app
