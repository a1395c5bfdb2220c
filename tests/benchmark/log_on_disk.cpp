#include "tests/benchmark/log_on_disk.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {
namespace {

using std::chrono::steady_clock;

constexpr auto kBetweenLooks = std::chrono::milliseconds(5);
/// Longer than any segment takes to be compacted.
constexpr auto kStill = std::chrono::seconds(3);
constexpr auto kPatience = std::chrono::minutes(2);

}  // namespace

LogOnDisk::LogOnDisk(std::string folder)
    : m_folder(std::move(folder))
    , m_before(segments()) {}

/// What is renamed or removed meanwhile is not there.
LogOnDisk::Segments LogOnDisk::segments() const {
    Segments segments;
    std::error_code error;
    for (std::filesystem::directory_iterator at(m_folder, error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().extension() != ".log") continue;
        std::error_code gone;
        const std::uint64_t size = at->file_size(gone);
        if (!gone) segments[at->path().filename()] = size;
    }
    return segments;
}

std::uint64_t LogOnDisk::sealedBytes() const {
    const Segments present = segments();
    std::uint64_t bytes = 0;
    for (const auto& [name, size] : present)
        if (name != present.rbegin()->first) bytes += size;
    return bytes;
}

LogOnDisk::Moment LogOnDisk::waitForLastChange() {
    const Moment begin = steady_clock::now();
    std::optional<Moment> changed;
    while (true) {
        const Moment now = steady_clock::now();
        if (Segments present = segments(); present != m_before) {
            m_before = std::move(present);
            changed = now;
        }
        if (changed && now - *changed > kStill) return *changed;
        if (now - begin > kPatience) giveUp("nobody compacts " + m_folder);
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

}  // namespace tests::benchmark
