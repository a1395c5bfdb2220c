#pragma once

#include "app/inspect/inspection.h"

namespace app {

/// A broker as a part of the metadata quorum. What can be done with it stays the caller's.
Inspection inspectVoter(const ClusterSession& session, const VoterSubject& subject);
/// A record of the metadata log, as that broker has it.
Inspection inspectMetadataLine(const ClusterSession& session, const MetadataLineSubject& subject);

}  // namespace app
