#include "app/diagnostic_file.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>

namespace app {

using namespace broker;

Result<std::unique_ptr<DiagnosticFile>> DiagnosticFile::open(const std::string& path, observe::Level least) {
    if (path.empty()) return std::unique_ptr<DiagnosticFile>(new DiagnosticFile(stderr, false, least));
    std::FILE* file = std::fopen(path.c_str(), "a");
    if (!file) return failure(ErrorCode::kPermissionDenied, "--log-file {}: {}", path, std::strerror(errno));
    return std::unique_ptr<DiagnosticFile>(new DiagnosticFile(file, true, least));
}

DiagnosticFile::DiagnosticFile(std::FILE* file, bool isOwned, observe::Level least)
    : m_file(file)
    , m_isOwned(isOwned)
    , m_least(least) {}

DiagnosticFile::~DiagnosticFile() {
    if (m_isOwned) std::fclose(m_file);
}

void DiagnosticFile::write(observe::Level level, std::string_view line) {
    if (!wants(level)) return;
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> stamp{};
    std::strftime(stamp.data(), stamp.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const std::scoped_lock lock(m_mutex);
    std::fprintf(m_file, "%s.%03dZ %s %.*s\n", stamp.data(), static_cast<int>(millis),
                 levelName(level).data(), static_cast<int>(line.size()), line.data());
    std::fflush(m_file);
}

}  // namespace app
