#pragma once

#include <QString>

#include "app/session/cluster_session.h"

namespace app {

/// Why a command came to nothing, as a sentence in the window's language. Where the broker's own sentence is
/// not one of the known ones, its error code is put into words and the sentence kept behind it, because it
/// has the facts.
QString refusalWords(const ClusterSession::Outcome& outcome);

}  // namespace app
