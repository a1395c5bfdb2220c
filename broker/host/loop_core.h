#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include "broker/base/bytes.h"
#include "broker/base/random.h"
#include "broker/host/host_loop.h"
#include "broker/world/pending.h"
#include "broker/world/time.h"

namespace broker::host {

class Files;
class HelperPool;
class Network;
class TimerQueue;

/// A loop from inside: the io_context and its thread, the mailbox, the gate that a frozen loop closes, and
/// the parts that make up its world. What asio calls back goes through `gated` before it reaches the node.
class LoopCore {
public:
    /// Bytes read from a socket at most at once, into a buffer that all connections of the loop share.
    static constexpr std::size_t kScratchBytes = 128 * 1024;

    explicit LoopCore(HostLoopOptions options);
    ~LoopCore();
    LoopCore(const LoopCore&) = delete;
    LoopCore& operator=(const LoopCore&) = delete;

    asio::io_context& io() { return m_io; }
    world::World& world() { return m_world; }
    TimerQueue& timers() { return *m_timers; }
    /// For names to resolve, which can take long and must hold up nothing else.
    HelperPool& resolver() { return *m_resolver; }
    const HostLoopOptions& options() const { return m_options; }
    MutableByteView scratch() { return m_scratch; }
    bool isOnLoop() const { return std::this_thread::get_id() == m_threadId; }

    enum class Lane : std::uint8_t {
        kControl,  ///< runs frozen or not
        kNode,     ///< waits while the loop is frozen
    };
    /// Any thread.
    void post(Lane lane, world::Callback callback);

    // The rest only on the loop.

    /// Runs it now, or at the thaw if the loop is frozen.
    template <class F>
    void gated(F action) {
        if (m_frozen)
            m_held.emplace_back(std::move(action));
        else
            action();
    }
    /// Runs it after what the loop has to do already; waits while frozen.
    template <class F>
    void later(F action) {
        asio::post(m_io, [this, action = std::move(action)]() mutable { gated(std::move(action)); });
    }
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozen; }

private:
    struct Mail {
        Lane lane;
        world::Callback callback;
    };
    class HostClock;

    void drainMailbox();

    HostLoopOptions m_options;
    asio::io_context m_io;
    asio::executor_work_guard<asio::io_context::executor_type> m_guard;
    Bytes m_scratch;
    bool m_frozen = false;
    std::vector<world::Callback> m_held;

    std::mutex m_mailMutex;
    std::vector<Mail> m_mail;

    Random m_random;
    std::unique_ptr<HostClock> m_clock;
    std::unique_ptr<TimerQueue> m_timers;
    std::unique_ptr<HelperPool> m_work;
    std::unique_ptr<HelperPool> m_syncer;
    std::unique_ptr<HelperPool> m_resolver;
    std::unique_ptr<Files> m_files;
    std::unique_ptr<Network> m_network;
    world::World m_world;

    std::atomic<std::thread::id> m_threadId;
    std::thread m_thread;
};

}  // namespace broker::host
