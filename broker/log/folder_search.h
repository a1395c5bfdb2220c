#pragma once

#include <string>
#include <vector>

#include "broker/base/result.h"
#include "broker/log/folder_reader.h"
#include "broker/world/files.h"

namespace broker::log {

/// The search that FolderReader::find tells of, over segments ascending by base offset.
Result<OffsetSearch> findOffset(const world::Files& files, const std::string& folder,
                                const std::vector<SegmentInfo>& segments, Offset wanted);

}  // namespace broker::log
