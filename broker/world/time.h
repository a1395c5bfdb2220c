#pragma once

#include <chrono>
#include <compare>

#include "broker/base/ids.h"
#include "broker/world/pending.h"

namespace broker::world {

using Duration = std::chrono::microseconds;
using namespace std::chrono_literals;

/// A moment of the monotonic clock: it never jumps and means nothing to another process. Timers and
/// deadlines use it; timestamps and retention use the wall clock.
class Moment {
public:
    constexpr Moment() = default;
    constexpr explicit Moment(Duration sinceStart)
        : m_sinceStart(sinceStart) {}
    constexpr Duration sinceStart() const { return m_sinceStart; }

    friend constexpr auto operator<=>(Moment, Moment) = default;
    friend constexpr Moment operator+(Moment m, Duration d) { return Moment(m.m_sinceStart + d); }
    friend constexpr Moment operator-(Moment m, Duration d) { return Moment(m.m_sinceStart - d); }
    friend constexpr Duration operator-(Moment a, Moment b) { return a.m_sinceStart - b.m_sinceStart; }

private:
    Duration m_sinceStart{};
};

class Clock {
public:
    virtual ~Clock() = default;
    virtual Moment now() const = 0;
    virtual Timestamp wallTime() const = 0;
};

class Timers {
public:
    virtual ~Timers() = default;
    /// Runs `callback` once, no sooner than `delay` from now and never inside this call; 0 means later in
    /// this turn of the loop or in the next, after what is queued already. Equal deadlines run in the order
    /// in which they were asked for.
    [[nodiscard]] virtual Timer after(Duration delay, Callback callback) = 0;
};

}  // namespace broker::world
