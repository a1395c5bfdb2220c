#include "broker/node/delayed_operations.h"

#include <utility>

namespace broker::node {

DelayedOperations::DelayedOperations(world::Timers& timers)
    : m_timers(timers) {}

void DelayedOperations::add(std::vector<Key> keys, world::Duration timeout, Attempt attempt) {
    const Id id = m_nextId++;
    watch(id, keys, true);
    Operation& operation = m_operations[id];
    operation.keys = std::move(keys);
    operation.attempt = std::move(attempt);
    operation.expiry = m_timers.after(timeout, [this, id] { ask(id, true); });
}

void DelayedOperations::touched(Key key) {
    if (!m_watchers.contains(key)) return;
    if (m_touched.empty()) m_drain = m_timers.after(world::Duration::zero(), [this] { drain(); });
    m_touched.insert(key);
}

void DelayedOperations::drain() {
    std::set<Id> ready;
    for (const Key key : std::exchange(m_touched, {}))
        if (const auto watchers = m_watchers.find(key); watchers != m_watchers.end())
            ready.insert(watchers->second.begin(), watchers->second.end());
    for (const Id id : ready) ask(id, false);
}

void DelayedOperations::ask(Id id, bool expired) {
    const auto found = m_operations.find(id);
    if (found == m_operations.end()) return;
    // Taken out while it is asked: an attempt may add operations.
    auto node = m_operations.extract(found);
    if (!node.mapped().attempt(expired) && !expired) {
        m_operations.insert(std::move(node));
        return;
    }
    watch(id, node.mapped().keys, false);
}

void DelayedOperations::watch(Id id, const std::vector<Key>& keys, bool on) {
    for (const Key key : keys) {
        if (on) {
            m_watchers[key].insert(id);
            continue;
        }
        const auto watchers = m_watchers.find(key);
        if (watchers == m_watchers.end()) continue;
        watchers->second.erase(id);
        if (watchers->second.empty()) m_watchers.erase(watchers);
    }
}

}  // namespace broker::node
