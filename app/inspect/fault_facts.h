#pragma once

#include <QString>

#include "app/session/event_log.h"
#include "broker/observe/snapshot.h"

/// What is wrong with a cluster because somebody wanted it so: facts of a snapshot, and the few words for
/// them that the map, the inspector and the dialogs share.
namespace app {

/// Whether nothing passes between it and any other broker, either way. A broker alone is not cut off.
bool isCutOff(const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId id);
/// Whether it came back before the controller has ended its old session, and waits for that.
bool isRefused(const broker::observe::ClusterSnapshot& snapshot,
               const broker::observe::BrokerSnapshot& broker);
/// Whether it is dead and the controller still counts it as a member.
bool isUnnoticed(const broker::observe::ClusterSnapshot& snapshot,
                 const broker::observe::BrokerSnapshot& broker);
/// The links of a broker that something is wrong with, either way: the far ends, kNoBroker for clients.
std::vector<broker::BrokerId> troubledEnds(const broker::observe::ClusterSnapshot& snapshot,
                                           broker::BrokerId id);
/// When such an event of this broker happened last; kNoTimestamp if it is not known any more.
broker::Timestamp lastTime(const EventLog& events, broker::observe::EventKind kind, broker::BrokerId broker);
/// A setting of the brokers, as this one has it.
QString brokerSetting(const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId broker,
                      std::string_view name);

/// "cut", "200 ms late", "resets"; null: "well".
QString linkTroubleName(const broker::observe::LinkSnapshot* link);
/// The same for where there is little room: "cut", "200 ms", "resets".
QString linkTroubleTag(const broker::observe::LinkSnapshot& link);
/// "slow, 200 ms", "full", "failing"; null: "well".
QString diskTroubleName(const broker::observe::DiskSnapshot* disk);
/// "broker 2", "clients".
QString linkEndName(broker::BrokerId end);

}  // namespace app
