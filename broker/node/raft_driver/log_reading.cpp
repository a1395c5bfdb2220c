#include "broker/node/raft_driver/log_reading.h"

#include "broker/log/partition_log.h"

namespace broker::node {

Result<Bytes> readBatches(const log::PartitionLog& log, Offset from, Offset to, std::uint64_t atATime) {
    ASSIGN_OR_RETURN(const log::FetchSlice found, log.read(from, {.maxBytes = atATime, .upperBound = to}));
    if (found.empty()) return Bytes{};
    Bytes bytes(found.slice.length);
    ASSIGN_OR_RETURN(const std::size_t count, found.slice.file->readAt(found.slice.position, bytes));
    if (count < bytes.size())
        return failure(ErrorCode::kInputOutput, "reading {}: {} of {} bytes", log.folder(), count,
                       bytes.size());
    return bytes;
}

}  // namespace broker::node
