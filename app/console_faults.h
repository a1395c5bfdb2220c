#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "broker/base/result.h"
#include "broker/cluster/commands.h"

namespace app {

/// The commands of `serve` that break and mend, as words of a line. None: the first word is not one of them.
///
///     freeze N | thaw N | powerloss N | shutdown N
///     link = END END (both ways) | END > END (one way);  END = the number of a broker, or "clients"
///     cut link | heal link | heal | slow link [MILLISECONDS [BYTES-PER-SECOND]] | reset link [BYTES]
///     disk N well | disk N slow [MILLISECONDS] | disk N full [BYTES]
///     disk N failing [reads|writes|syncs] [PART-OF-PATH]
std::optional<broker::Result<broker::cluster::Command>> parseFault(std::span<const std::string_view> words);

}  // namespace app
