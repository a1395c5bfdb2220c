#pragma once

#include <QString>

#include "app/groups/group_lag.h"
#include "app/inspect/inspection.h"
#include "broker/observe/snapshot.h"

/// What the window says of consumer groups.
namespace app {

/// "Stable", "PreparingRebalance": as Kafka calls it, in every language.
QString groupStateWord(broker::observe::GroupState state);
Tone groupStateTone(broker::observe::GroupState state);
/// What the state means.
QString groupStateMeaning(broker::observe::GroupState state);

/// "consumer-2", or the id of a member that has no name.
QString memberName(const std::string& clientId, const std::string& id);
/// "840 ms", "3.2 s", "5 min": how long something took, or is old.
QString span(std::int64_t milliseconds);
/// "0.7 s", "> 3 s" where it is at least that, "–".
QString ageWords(std::int64_t milliseconds, bool isOlder);
/// What began a rebalance; empty: none.
QString rebalanceReason(const broker::observe::RebalanceSnapshot& rebalance);

/// *In words*: how the group is. `lag`: null where it is not known yet.
QString groupWords(const broker::observe::ClusterSnapshot& snapshot,
                   const broker::observe::GroupSnapshot& group, const GroupLag* lag, broker::Timestamp now);
/// *In words*: how a rebalance went.
QString rebalanceWords(const broker::observe::RebalanceSnapshot& rebalance);
/// *In words*: what this member is to its group.
QString memberWords(const broker::observe::GroupSnapshot& group,
                    const broker::observe::GroupMemberSnapshot& member, broker::Timestamp now);

}  // namespace app
