#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "broker/base/result.h"
#include "broker/world/world.h"

namespace broker::host {

class LoopCore;

struct HostLoopOptions {
    std::string name = "loop";    ///< of the thread, as debuggers and `top` show it; 15 characters are kept
    std::uint64_t seed = 0;       ///< of world().random; 0: from the operating system
    std::size_t workThreads = 1;  ///< that run Work jobs, started when first needed; 1 to 16
    /// `socket.connection.setup.timeout.ms`: resolving the name and trying all its addresses.
    world::Duration connectDeadline = std::chrono::seconds(10);
};

/// One thread and what lives on it: the real clock, timers, network, files and work of world/. A broker, or
/// a set of clients, is constructed on the thread with `runAndWait`, lives there, and is destroyed there
/// before the loop is.
///
/// Life: `start` returns with the thread running; the destructor ends it and joins it and its helpers (a
/// job that has begun is waited for). What was posted before the destructor began still runs.
/// Thread: `post`, `runAndWait` and `setFrozen` from any thread, `world()` and what is made from it only on
/// the loop's own (Files, but for sync, from Work jobs too).
class HostLoop {
public:
    /// kInputOutput if the system has no thread or descriptor left.
    static Result<std::unique_ptr<HostLoop>> start(HostLoopOptions options = {});
    /// Not on the loop's own thread. Everything made from world() is gone by then.
    ~HostLoop();
    HostLoop(const HostLoop&) = delete;
    HostLoop& operator=(const HostLoop&) = delete;

    world::World& world();

    /// The control mailbox: runs the callback on the loop, in order, frozen or not. Wakes the thread only if
    /// the mailbox was empty.
    void post(world::Callback callback);
    /// Posts and blocks until it has run. Not from the loop's own thread.
    void runAndWait(world::Callback callback);
    bool isOnLoop() const;

    /// A frozen loop is a process that got no processor: timers, connections and completions of work and
    /// syncs wait, in order, while peers' bytes fill the kernel's buffers; what is posted runs. Takes effect
    /// in the order of the mailbox. Thawing runs what has become due meanwhile.
    void setFrozen(bool frozen);
    /// On the loop.
    bool isFrozen() const;

    const std::string& name() const;

    /// For the parts of host/ only.
    LoopCore& core() { return *m_core; }

private:
    explicit HostLoop(HostLoopOptions options);

    std::unique_ptr<LoopCore> m_core;
};

}  // namespace broker::host
