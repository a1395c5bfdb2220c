#pragma once

#include <vector>

#include "widgets/replicas/partition_picture.h"
#include "widgets/replicas/replicas_view.h"

/// Partitions in every state that the view draws.
namespace sample {

widgets::ReplicaPicture replica(int broker, widgets::ReplicaPicture::State state, std::int64_t end);
/// Three replicas, their ends in order, the first one leading.
widgets::PartitionPicture partition(int index, std::int64_t watermark, const std::vector<std::int64_t>& ends);
/// In sync; cut and far behind; catching up; eligible and offline; empty; without a leader.
std::vector<widgets::PartitionPicture> everyState();
widgets::ReplicasContents contentsOf(std::vector<widgets::PartitionPicture> partitions);

}  // namespace sample
