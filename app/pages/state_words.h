#pragma once

#include <QString>

#include "app/inspect/inspection.h"
#include "broker/observe/snapshot.h"

/// Words of states that several pages show.
namespace app {

QString brokerStateName(broker::observe::BrokerState state);
Tone brokerStateTone(broker::observe::BrokerState state);
/// "1, 2, 3", or a dash.
QString brokerList(const std::vector<broker::BrokerId>& brokers);
QString partitionName(const broker::TopicPartition& partition);
/// Where a setting was set, in the window's language: "this cluster", "topic", "broker", "default" …
QString settingSource(const std::string& source);

}  // namespace app
