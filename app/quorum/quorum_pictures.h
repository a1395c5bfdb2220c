#pragma once

#include "app/quorum/elections.h"
#include "broker/observe/snapshot.h"
#include "widgets/quorum/election_picture.h"
#include "widgets/quorum/quorum_picture.h"

/// The pictures of the Quorum page, made from a snapshot and events, in the window's language.
namespace app {

widgets::QuorumPicture quorumPicture(const broker::observe::ClusterSnapshot& snapshot, broker::Timestamp now);

/// Lanes are the voters; who is down in them is so at this moment.
widgets::ElectionPicture electionPicture(const Election& election,
                                         const broker::observe::ClusterSnapshot& snapshot);

}  // namespace app
