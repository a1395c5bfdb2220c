#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "broker/groups/classic_group.h"
#include "broker/world/time.h"

namespace broker::groups {

/// When which group wants to be looked at next. A deadline that moves later, as every heartbeat makes it,
/// costs nothing: the group is then looked at too early, and sets its next one.
class DeadlineQueue {
public:
    /// The group has a deadline at `due`.
    void arm(ClassicGroup& group, world::Moment due) {
        if (group.wake && *group.wake <= due) return;
        remove(group);
        group.wake = due;
        m_queue.emplace(due, group.id());
    }
    void remove(ClassicGroup& group) {
        if (group.wake) m_queue.erase({*group.wake, group.id()});
        group.wake.reset();
    }
    std::optional<world::Moment> next() const {
        if (m_queue.empty()) return std::nullopt;
        return m_queue.begin()->first;
    }
    /// The group that is due first, taken out; none by then.
    std::optional<std::string> takeDue(world::Moment now) {
        if (m_queue.empty() || m_queue.begin()->first > now) return std::nullopt;
        return m_queue.extract(m_queue.begin()).value().second;
    }

private:
    std::set<std::pair<world::Moment, std::string>> m_queue;
};

}  // namespace broker::groups
