#pragma once

#include "broker/wire/messages/elect_leaders.h"

namespace broker::node {

/// The same refusal for the whole and for each partition asked for: version 0 knows only the latter.
wire::ElectLeadersResponse refuseElections(const wire::ElectLeadersRequest& request, ErrorCode error,
                                           const std::optional<std::string>& message = std::nullopt);

}  // namespace broker::node
