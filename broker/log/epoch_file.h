#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "broker/base/result.h"
#include "broker/log/epoch_cache.h"
#include "broker/world/files.h"

namespace broker::log {

/// The `leader-epoch-checkpoint` file as Work jobs and a closing log write it. A job that comes late must not
/// bring an older state back, and two must not write the temporary file at once: so writes carry a version
/// and take turns. The one lock of this folder; nobody on a loop waits for it but a log that closes.
class EpochFile {
public:
    EpochFile(world::Files& files, std::string path)
        : m_files(files)
        , m_path(std::move(path)) {}

    /// Replaces the file durably unless this version or a later one is there. Blocks.
    Result<void> write(std::uint64_t version, const std::vector<EpochEntry>& entries);
    /// The folder was renamed.
    void relocate(std::string path);

private:
    world::Files& m_files;
    std::mutex m_turn;
    std::string m_path;
    std::uint64_t m_written = 0;
};

}  // namespace broker::log
