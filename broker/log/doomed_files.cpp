#include "broker/log/doomed_files.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace broker::log {

void DoomedFiles::add(std::vector<std::string> paths, std::int64_t delayMs) {
    if (paths.empty()) return;
    if (!m_timers || delayMs <= 0) return removeNow(std::move(paths));
    const Round round = m_rounds++;
    for (const std::string& path : paths) m_roundOf[path] = round;
    m_waiting[round] = m_timers->after(std::chrono::milliseconds(std::min(delayMs, kLongestDeleteDelayMs)),
                                       [this, round, paths = std::move(paths)] { onTime(round, paths); });
}

void DoomedFiles::onTime(Round round, const std::vector<std::string>& paths) {
    std::vector<std::string> due;
    for (const std::string& path : paths) {
        const auto at = m_roundOf.find(path);
        if (at == m_roundOf.end() || at->second != round) continue;
        due.push_back(path);
        m_roundOf.erase(at);
    }
    m_waiting.erase(round);
    removeNow(std::move(due));
}

void DoomedFiles::removeNow(std::vector<std::string> paths) {
    m_due.insert(m_due.end(), std::make_move_iterator(paths.begin()), std::make_move_iterator(paths.end()));
    if (m_isRemoving || m_due.empty()) return;
    m_isRemoving = true;
    m_job = m_work.run<Result<void>>(
        [&files = m_files, due = std::exchange(m_due, {})]() -> Result<void> {
            for (const std::string& path : due) RETURN_IF_ERROR(files.remove(path));
            return {};
        },
        [this](const Result<void>&) {
            m_isRemoving = false;
            removeNow({});
        });
}

void DoomedFiles::leave() {
    m_waiting.clear();
    m_roundOf.clear();
    m_job.reset();
}

}  // namespace broker::log
