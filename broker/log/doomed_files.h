#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "broker/world/files.h"
#include "broker/world/pending.h"
#include "broker/world/time.h"
#include "broker/world/work.h"

namespace broker::log {

/// The setting may name more milliseconds than a duration holds.
inline constexpr std::int64_t kLongestDeleteDelayMs =
    std::chrono::milliseconds(std::chrono::years(100)).count();

/// Files of a log that were renamed to "….deleted" and leave the disk some time later
/// (`file.delete.delay.ms`), as Work, because freeing a gigabyte takes its time. What is left when this is
/// destroyed is removed when the log is opened. On the log's loop.
class DoomedFiles {
public:
    /// Without timers nothing waits.
    DoomedFiles(world::Files& files, world::Work& work, world::Timers* timers)
        : m_files(files)
        , m_work(work)
        , m_timers(timers) {}

    /// Of a file that has been doomed before, and was made and doomed again since, the later time counts.
    void add(std::vector<std::string> paths, std::int64_t delayMs);
    /// Removes nothing more.
    void leave();

private:
    using Round = std::uint64_t;

    void onTime(Round round, const std::vector<std::string>& paths);
    void removeNow(std::vector<std::string> paths);

    world::Files& m_files;
    world::Work& m_work;
    world::Timers* m_timers;
    Round m_rounds = 0;
    std::map<Round, world::Timer> m_waiting;
    std::map<std::string, Round> m_roundOf;  ///< of what waits for its time
    std::vector<std::string> m_due;          ///< while a job is under way
    world::Call m_job;
    bool m_isRemoving = false;
};

}  // namespace broker::log
