#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "broker/base/strong.h"
#include "broker/simulation/trace_hash.h"
#include "broker/world/pending.h"
#include "broker/world/time.h"

namespace broker::simulation {

using world::Callback;
using world::Duration;
using world::Moment;

/// A machine by the order of its making, from 1. 0: no machine, the world between them.
using MachineId = Strong<struct MachineIdTag, std::int32_t>;
inline constexpr MachineId kNoMachine{0};

/// What an event is, for the trace.
enum class EventKind : std::uint8_t {
    kCommand = 1,  ///< asked for by whoever drives the simulation
    kTimer,
    kConnect,  ///< a handshake on its way
    kAccept,
    kSent,  ///< a frame left its sender
    kArrived,
    kDelivered,  ///< a frame reached the program
    kWritable,
    kClosed,
    kDisk,  ///< the disk finished a sync
    kSynced,
    kJob,
    kJobDone,
};

/// The place of an event in the order of everything. Never used twice.
struct EventId {
    Moment due;
    std::uint64_t sequence = 0;

    friend constexpr auto operator<=>(const EventId&, const EventId&) = default;
};

/// Virtual time and the queue of what will happen, ordered by time and then by the order of asking. On one
/// thread. Events that belong to a machine wait while it is frozen and vanish when it dies.
class Scheduler {
public:
    Scheduler() = default;
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;
    ~Scheduler();

    Moment now() const { return m_now; }
    std::uint64_t stepNumber() const { return m_steps; }
    TraceHash& trace() { return m_trace; }
    const TraceHash& trace() const { return m_trace; }

    /// A negative delay counts as none.
    EventId schedule(Duration delay, EventKind kind, MachineId machine, Callback callback);
    /// The same as an owned handle, which cancels when it is destroyed.
    [[nodiscard]] world::Pending pend(Duration delay, EventKind kind, MachineId machine, Callback callback);
    /// No effect if it has run.
    void cancel(EventId id);

    void freeze(MachineId machine);
    /// What came due meanwhile runs next, in its old order.
    void thaw(MachineId machine);
    bool isFrozen(MachineId machine) const { return m_frozen.contains(machine); }
    /// Drops all events of the machine, thaws it and begins its next life.
    void forget(MachineId machine);
    /// How often the machine was forgotten: what was begun in an earlier life must not call into this one.
    std::uint32_t life(MachineId machine) const;

    /// Runs the next event; false if there is none that may run.
    bool step();
    /// When the next event that may run is due; `Moment` at its greatest if none.
    Moment nextDue();
    /// Moves time on without running anything: no event may be due before.
    void advanceTo(Moment moment);

private:
    struct Event {
        EventKind kind{};
        MachineId machine;
        Callback callback;
    };

    void setAsideFrozen();

    Moment m_now;
    std::uint64_t m_nextSequence = 1;
    std::uint64_t m_steps = 0;
    std::map<EventId, Event> m_queue;
    std::map<EventId, Event> m_held;  ///< due, of frozen machines
    std::set<MachineId> m_frozen;
    std::map<MachineId, std::uint32_t> m_lives;
    TraceHash m_trace;
};

}  // namespace broker::simulation
