#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/groups/group_coordinator.h"
#include "broker/node/coordinator_runtime/coordinator_runtime.h"

namespace broker::node {

/// The groups of one partition of `__consumer_offsets`: carries out what `groups::GroupCoordinator` decides.
/// Records go into the log and are replayed from there; answers leave once what they saw is committed; its
/// deadlines run on the node's timers.
class GroupShard final : public CoordinatorState {
public:
    struct Context {
        BrokerId self;
        world::World& world;
        NodeObserver& observer;
        groups::GroupCoordinator::Options options;
        world::Duration commitPatience;  ///< offsets.commit.timeout.ms
        std::function<void()> onChanged;
    };
    GroupShard(Context context, CoordinatorLog log);

    using Answer = world::Completion<Result<groups::Response>>;
    using Command = std::move_only_function<groups::Outcome(groups::GroupCoordinator&, groups::Ticket,
                                                            const groups::Now&)>;
    /// Once active. The answer comes now or later: the coordinator's, or NOT_COORDINATOR or REQUEST_TIMED_OUT
    /// where what it saw is not committed in time.
    void ask(Command command, Answer answer);
    /// At any time.
    void topicDeleted(const std::string& topic, const Uuid& id);

    Result<void> replay(const wire::RecordView& record, Offset offset) override;
    void loaded(const Load& load) override;
    void unreadable(const Error& error) override;
    void unload(const std::string& reason) override;

    std::size_t groupCount() const { return m_coordinator.groupCount(); }
    const TopicPartition& partition() const { return m_log.partition(); }
    const groups::GroupCoordinator& coordinator() const { return m_coordinator; }
    using Groups = std::vector<std::shared_ptr<const observe::GroupSnapshot>>;
    /// By id. `isNew`: something may differ from what was shown last.
    const Groups& show(bool& isNew);

private:
    groups::Now now() const;
    /// Appends until there is nothing more to append, then lets the answers go.
    void carryOut(groups::Outcome outcome);
    groups::Outcome append(const groups::Outcome& outcome);
    void release(groups::Reply& reply);
    void report(std::vector<observe::Event>& events);
    void reportUnloaded(const std::string& reason);
    void awaitDeadline();

    Context m_context;
    CoordinatorLog m_log;
    groups::GroupCoordinator m_coordinator;
    std::map<groups::Ticket, Answer> m_asked;
    groups::Ticket m_nextTicket{1};
    bool m_isLoaded = false;
    std::vector<std::pair<std::string, Uuid>> m_deletedMeanwhile;  ///< topics, while it was loading
    world::Timer m_timer;
    std::optional<world::Moment> m_timerAt;
    Groups m_shown;
    bool m_isDirty = true;
};

}  // namespace broker::node
