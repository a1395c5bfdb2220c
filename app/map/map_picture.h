#pragma once

#include "app/inspect/subject.h"
#include "app/map/map_groups.h"
#include "app/session/cluster_session.h"
#include "widgets/map/map_picture.h"

namespace app {

/// What the map shows of the session at this moment. `groups` is shown its snapshot, and should be the same
/// from picture to picture.
widgets::MapPicture mapPicture(const ClusterSession& session, MapGroups& groups);

/// The window's subject as the map selects it, and back. A leader's cell stands for its partition.
widgets::MapSelection mapSelection(const broker::observe::ClusterSnapshot& snapshot, const Subject& subject);
Subject subjectOf(const broker::observe::ClusterSnapshot& snapshot, const widgets::MapSelection& selection);

}  // namespace app
