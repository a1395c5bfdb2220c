#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broker/log/cleaner.h"
#include "broker/log/partition_log.h"
#include "broker/log/segment.h"

/// The states of a round of compaction; see log_cleaning.cpp.
namespace broker::log {

struct PartitionLog::Cleaning {
    std::unique_ptr<Cleaner> cleaner;  ///< null while a job has it
    world::Completion<Result<CleanReport>> done;
    std::optional<CleanedGroup> group;  ///< its names become durable
    world::Call job;
};

/// The segment is the log's, its files still have their swap names, and those of the replaced ones go.
struct PartitionLog::Swap {
    const Segment* segment = nullptr;
    std::vector<Offset> replaced;
    std::vector<std::string> gone;
    world::Call job;
};

}  // namespace broker::log
