#pragma once

#include <optional>

#include "app/inspect/inspection.h"

namespace app {

/// A consumer group, one of its members, or of its rebalances. None: there is no such one.
std::optional<Inspection> inspectGroup(const ClusterSession& session, const GroupSubject& subject);
std::optional<Inspection> inspectMember(const ClusterSession& session, const MemberSubject& subject);
std::optional<Inspection> inspectRebalance(const ClusterSession& session, const RebalanceSubject& subject);

}  // namespace app
