#include "broker/host/loop_core.h"

#include <chrono>

#include <asio/executor_work_guard.hpp>

#include "broker/host/files.h"
#include "broker/host/helper_pool.h"
#include "broker/host/network.h"
#include "broker/host/posix.h"
#include "broker/host/process.h"
#include "broker/host/timer_queue.h"

namespace broker::host {

class LoopCore::HostClock final : public world::Clock {
public:
    world::Moment now() const override { return monotonicNow(); }
    Timestamp wallTime() const override {
        const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
        return Timestamp(std::chrono::duration_cast<std::chrono::milliseconds>(sinceEpoch).count());
    }
};

LoopCore::LoopCore(HostLoopOptions options)
    : m_options(std::move(options))
    , m_io(1)
    , m_guard(m_io.get_executor())
    , m_scratch(kScratchBytes)
    , m_random(m_options.seed != 0 ? m_options.seed : randomSeed())
    , m_clock(std::make_unique<HostClock>())
    , m_timers(std::make_unique<TimerQueue>(*this))
    , m_work(std::make_unique<HelperPool>(*this, m_options.name + "-work", m_options.workThreads))
    , m_syncer(std::make_unique<HelperPool>(*this, m_options.name + "-sync", 1))
    , m_resolver(std::make_unique<HelperPool>(*this, m_options.name + "-names", 1))
    , m_files(std::make_unique<Files>(*m_syncer))
    , m_network(std::make_unique<Network>(*this))
    , m_world{*m_clock, *m_timers, *m_network, *m_files, *m_work, m_random} {
    m_thread = startThread(m_options.name, [this] {
        m_threadId = std::this_thread::get_id();
        m_io.run();
    });
}

LoopCore::~LoopCore() {
    post(Lane::kControl, [this] { m_io.stop(); });
    m_thread.join();
    // Helpers end before what their jobs and completions refer to.
    m_work.reset();
    m_syncer.reset();
    m_resolver.reset();
    m_held.clear();
    m_mail.clear();
}

void LoopCore::post(Lane lane, world::Callback callback) {
    bool wasEmpty;
    {
        const std::lock_guard lock(m_mailMutex);
        wasEmpty = m_mail.empty();
        m_mail.push_back({lane, std::move(callback)});
    }
    if (wasEmpty) asio::post(m_io, [this] { drainMailbox(); });
}

void LoopCore::drainMailbox() {
    std::vector<Mail> mail;
    {
        const std::lock_guard lock(m_mailMutex);
        mail.swap(m_mail);
    }
    for (Mail& letter : mail) {
        world::Callback callback = std::move(letter.callback);
        if (letter.lane == Lane::kControl)
            callback();
        else
            gated(std::move(callback));
    }
}

void LoopCore::setFrozen(bool frozen) {
    if (m_frozen == frozen) return;
    m_frozen = frozen;
    std::vector<world::Callback> held;
    if (!frozen) held.swap(m_held);
    for (world::Callback& action : held) std::exchange(action, nullptr)();
}

}  // namespace broker::host
