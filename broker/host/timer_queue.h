#pragma once

#include <cstdint>
#include <vector>

#include <asio/steady_timer.hpp>

#include "broker/world/time.h"

namespace broker::host {

class LoopCore;

world::Moment monotonicNow();

/// The loop's timers: a binary heap ordered by deadline, then by the order of asking, and one alarm of the
/// system for the earliest. Each entry knows its place, so that destroying its handle takes it out at once.
class TimerQueue final : public world::Timers {
public:
    explicit TimerQueue(LoopCore& loop);
    /// Handles may outlive it; they are inert then.
    ~TimerQueue() override;

    world::Timer after(world::Duration delay, world::Callback callback) override;

private:
    class Entry;

    void runDue();
    void arm();
    void insert(Entry* entry);
    void remove(Entry* entry);
    void place(std::size_t index, Entry* entry);
    void siftUp(std::size_t index);
    void siftDown(std::size_t index);

    LoopCore& m_loop;
    asio::steady_timer m_alarm;
    std::vector<Entry*> m_heap;
    std::uint64_t m_nextNumber = 0;
    bool m_isRunning = false;
    bool m_isPassQueued = false;  ///< a pass stands in the loop's queue already
    bool m_isArmed = false;
    world::Moment m_armedFor;
};

}  // namespace broker::host
