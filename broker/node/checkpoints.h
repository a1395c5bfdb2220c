#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "broker/log/checkpoint.h"
#include "broker/world/world.h"

namespace broker::node {

/// What the checkpoint files of a data folder hold, one file for each.
enum class CheckpointKind : std::uint8_t { kRecoveryPoint, kHighWatermark, kLogStart, kCleaner };

/// Writes checkpoint files as Work, one job at a time, so that an older content never follows a newer one.
/// What is asked for while a job runs goes into the next one. On the node's loop; destroying it forgets who
/// waits.
class Checkpoints {
public:
    /// `collect` gives the content at the moment when its job begins.
    Checkpoints(world::World& world, std::string folder,
                std::function<log::OffsetCheckpoint(CheckpointKind)> collect);

    /// Calls back when a job that began after this call has written them, or could not.
    void write(const std::set<CheckpointKind>& kinds, world::Completion<Result<void>> done);

    /// What a file held when the folder was opened.
    void adopt(CheckpointKind kind, const log::OffsetCheckpoint& content);
    /// Whether any of the files may say something of a partition of that name.
    bool mayHold(const TopicPartition& name) const;

    /// Calls back, later, when no job is under way; none begins any more.
    void whenIdle(world::Callback done);

    static Result<void> writeFile(world::Files& files, const std::string& folder, CheckpointKind kind,
                                  const log::OffsetCheckpoint& content);

private:
    void begin();
    void onWritten(const Result<void>& written);

    world::World& m_world;
    std::string m_folder;
    std::function<log::OffsetCheckpoint(CheckpointKind)> m_collect;
    using Names = std::map<CheckpointKind, std::set<TopicPartition>>;
    Names m_held;   ///< by the files
    Names m_going;  ///< into the files, by the job under way
    std::set<CheckpointKind> m_wanted;
    std::vector<world::Completion<Result<void>>> m_waiting;
    std::vector<world::Completion<Result<void>>> m_served;  ///< by the job under way
    bool m_isWriting = false;
    bool m_isOver = false;
    world::Callback m_whenIdle;
    world::Call m_job;
    world::Timer m_idle;
};

}  // namespace broker::node
