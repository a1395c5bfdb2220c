#pragma once

#include "broker/groups/commands.h"

namespace broker::groups {

/// The response with the error wherever Kafka tells it when the whole request failed.
Response failed(Response response, ErrorCode error);

}  // namespace broker::groups
