#pragma once

#include <optional>

#include "app/inspect/inspection.h"

namespace app {

/// A consumer group, and one of its members. None: there is no such one.
std::optional<Inspection> inspectGroup(const ClusterSession& session, const GroupSubject& subject);
std::optional<Inspection> inspectMember(const ClusterSession& session, const MemberSubject& subject);

}  // namespace app
