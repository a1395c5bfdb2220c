#pragma once

#include <cstdint>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"

namespace broker::log {
class PartitionLog;
}

namespace broker::node {

/// Batches between two offsets of an open log, as the files hold them, as many as `atATime` allows, at least
/// one; the first one may begin before `from`. Empty if there is nothing.
Result<Bytes> readBatches(const log::PartitionLog& log, Offset from, Offset to,
                          std::uint64_t atATime = 1024 * 1024);

}  // namespace broker::node
