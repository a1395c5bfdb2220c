#include "broker/log/epoch_file.h"

#include <utility>

#include "broker/log/checkpoint.h"

namespace broker::log {

Result<void> EpochFile::write(std::uint64_t version, const std::vector<EpochEntry>& entries) {
    const std::lock_guard turn(m_turn);
    if (version <= m_written) return {};
    RETURN_IF_ERROR(writeEpochCheckpoint(m_files, m_path, entries));
    m_written = version;
    return {};
}

void EpochFile::relocate(std::string path) {
    const std::lock_guard turn(m_turn);
    m_path = std::move(path);
}

}  // namespace broker::log
