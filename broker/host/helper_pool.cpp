#include "broker/host/helper_pool.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <utility>

#include "broker/base/check.h"
#include "broker/host/loop_core.h"
#include "broker/host/posix.h"

namespace broker::host {

/// `work` belongs to whoever moves the state away from kQueued, `done` to the loop.
struct HelperPool::Job {
    enum class State : std::uint8_t { kQueued, kBegun, kCancelled };

    bool leaveQueue(State to) {
        State expected = State::kQueued;
        return state.compare_exchange_strong(expected, to);
    }

    std::atomic<State> state = State::kQueued;
    world::Callback work;
    world::Callback done;
};

class HelperPool::Handle final : public world::Operation {
public:
    explicit Handle(std::shared_ptr<Job> job)
        : m_job(std::move(job)) {}
    ~Handle() override {
        world::Callback work;
        if (m_job->leaveQueue(Job::State::kCancelled)) work = std::exchange(m_job->work, nullptr);
        const world::Callback done = std::exchange(m_job->done, nullptr);
    }

private:
    std::shared_ptr<Job> m_job;
};

HelperPool::HelperPool(LoopCore& loop, std::string name, std::size_t threads)
    : m_loop(loop)
    , m_name(std::move(name))
    , m_maxThreads(std::clamp<std::size_t>(threads, 1, kMaxThreads)) {}

HelperPool::~HelperPool() {
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads) thread.join();
}

world::Call HelperPool::run(world::Callback work, world::Callback done) {
    auto job = std::make_shared<Job>();
    job->work = std::move(work);
    job->done = std::move(done);
    bool needsThread;
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(job);
        needsThread = m_queue.size() > m_idle && m_threads.size() < m_maxThreads;
    }
    if (needsThread) {
        try {
            m_threads.push_back(startThread(m_name, [this] { serve(); }));
        } catch (const std::system_error&) {
            // The system has no thread left: those that run must do, and without any nothing can.
            CHECK(!m_threads.empty());
        }
    }
    m_wake.notify_one();
    return std::make_unique<Handle>(std::move(job));
}

void HelperPool::serve() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
        --m_idle;
        if (m_isStopping) return;
        std::shared_ptr<Job> job = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        if (job->leaveQueue(Job::State::kBegun)) {
            std::exchange(job->work, nullptr)();
            m_loop.post(LoopCore::Lane::kNode, [job = std::move(job)] {
                if (job->done) std::exchange(job->done, nullptr)();
            });
        }
        job.reset();
        lock.lock();
    }
}

}  // namespace broker::host
