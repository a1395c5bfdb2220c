#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "broker/world/work.h"

namespace broker::host {

class LoopCore;

/// Threads beside one loop that run jobs in the order in which they were given and post their completions
/// to it. A thread is started when a job waits and none is idle, up to the number given.
class HelperPool final : public world::Work {
public:
    static constexpr std::size_t kMaxThreads = 16;

    HelperPool(LoopCore& loop, std::string name, std::size_t threads);
    /// Waits for jobs that have begun; the others never begin, and nothing completes.
    ~HelperPool() override;

    using world::Work::run;
    /// On the loop.
    world::Call run(world::Callback job, world::Callback done) override;

private:
    struct Job;
    class Handle;

    void serve();

    LoopCore& m_loop;
    const std::string m_name;
    const std::size_t m_maxThreads;
    std::vector<std::thread> m_threads;  ///< of the loop, and of the destructor after it

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Job>> m_queue;
    std::size_t m_idle = 0;
    bool m_isStopping = false;
};

}  // namespace broker::host
