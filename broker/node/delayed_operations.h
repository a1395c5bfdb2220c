#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "broker/world/time.h"

namespace broker::node {

/// Requests that wait for something: a fetch for bytes, a produce for the high watermark, a client for a
/// topic being created. An operation watches keys; whoever changes what a key stands for calls `touched`,
/// which only marks, and at the end of the turn each marked operation is asked whether it can be answered. It
/// is asked a last time when its time is over.
///
/// Lives on one loop. Destroying it forgets all operations without asking them.
class DelayedOperations {
public:
    /// What an operation watches: whatever numbers its users agree on, as `PartitionHandle` or a counter.
    using Key = std::uint64_t;
    /// Returns whether it is done (and has answered). With `expired` it must answer; the result is ignored.
    using Attempt = std::move_only_function<bool(bool expired)>;

    explicit DelayedOperations(world::Timers& timers);

    /// Keeps the operation until an attempt succeeds or `timeout` is over. It is not asked inside this call:
    /// whoever adds it has tried before.
    void add(std::vector<Key> keys, world::Duration timeout, Attempt attempt);
    void touched(Key key);
    std::size_t size() const { return m_operations.size(); }

private:
    struct Operation {
        std::vector<Key> keys;
        Attempt attempt;
        world::Timer expiry;
    };
    using Id = std::uint64_t;

    void drain();
    void ask(Id id, bool expired);
    void watch(Id id, const std::vector<Key>& keys, bool on);

    world::Timers& m_timers;
    std::map<Id, Operation> m_operations;
    std::map<Key, std::set<Id>> m_watchers;
    std::set<Key> m_touched;
    world::Timer m_drain;
    Id m_nextId = 1;
};

}  // namespace broker::node
