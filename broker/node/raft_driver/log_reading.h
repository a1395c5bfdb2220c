#pragma once

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"

namespace broker::log {
class PartitionLog;
}

namespace broker::node {

/// Batches between two offsets of an open log, as the files hold them, as many as are read at a time; the
/// first one may begin before `from`. Empty if there is nothing.
Result<Bytes> readBatches(const log::PartitionLog& log, Offset from, Offset to);

}  // namespace broker::node
