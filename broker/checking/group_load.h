#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/checking/load.h"
#include "broker/checking/simulated_cluster.h"
#include "broker/checking/truth.h"
#include "broker/client/group_member.h"

namespace broker::checking {

class LoadGroup;

/// One member of a group: what it is assigned it asks the group's offset of, and then it commits one offset
/// after the other, as if it read. Each commit's metadata is its number.
class LoadMember final : client::GroupMember::Observer {
public:
    /// In a group of static members it is that seat's.
    LoadMember(LoadGroup& group, int number, std::size_t seat);

    const client::GroupMember& member() const { return m_member; }
    bool isSettled() const { return m_open == 0; }
    /// Commits no more of its own accord.
    void stop() { m_timer = nullptr; }
    void hang();
    /// Commits as who it was, for something that it once was assigned.
    void commitFromTheGrave();
    void leave(std::function<void()> done);
    /// Its instance was in that generation a moment ago, and should go on there.
    void comeBackTo(GenerationId generation);

private:
    void onAssigned(GenerationId generation, const std::vector<TopicPartition>& partitions) override;
    void onRevoked(std::string_view why) override;
    void onProblem(const Error& error) override;
    void askForOffsets();
    void scheduleCommit();
    void commit(const TopicPartition& partition);
    void settle(std::size_t number, const Result<std::vector<client::GroupOffset>>& answer);

    LoadGroup& m_group;
    const std::string m_instance;  ///< empty: it is not static
    struct Return {
        GenerationId generation;
        world::Moment since;
    };
    std::optional<Return> m_return;
    Random m_random;
    std::vector<TopicPartition> m_owned;
    std::int64_t m_next = 0;
    std::size_t m_open = 0;
    std::vector<world::Call> m_calls;
    world::Call m_fetch;
    world::Timer m_timer;
    client::GroupMember m_member;
};

/// A group whose members come, go and die, and speak up after they are gone. Where they are static, some come
/// back within their session, and some find another one in their place that has fenced them.
class LoadGroup {
public:
    LoadGroup(int index, const GroupPlan& plan, const Plan& run, SimulatedCluster& cluster, Truth& truth,
              LoadObserver& observer);
    ~LoadGroup();

    /// Nobody comes or goes any more, and nobody commits; who is missing comes back.
    void stop();
    /// What it lacks until it is at rest, in words: all its members in one generation that owns everything.
    std::optional<std::string> missing() const;
    /// Of a group at rest: a static member dies and is back at once.
    void comeBack();

private:
    friend class LoadMember;
    struct Seat {
        std::unique_ptr<LoadMember> member;
        bool isGoing = false;
        world::Timer timer;
        world::Timer revival;
    };

    void scheduleAct(std::size_t seat);
    void act(std::size_t seat);
    void sit(std::size_t seat);
    /// A static one that was fenced by the late words of one before it is started anew.
    void onProblem(const LoadMember& member);
    /// It hangs and speaks once more, long after its session ended.
    void haunt(std::unique_ptr<LoadMember> member);

    const int m_index;
    const GroupPlan& m_plan;
    SimulatedCluster& m_cluster;
    Truth& m_truth;
    LoadObserver& m_observer;
    world::World m_world;
    Random m_random;
    std::vector<std::string> m_topics;
    std::size_t m_partitions = 0;
    /// Commits that were acknowledged, in the order of their answers.
    std::map<TopicPartition, std::size_t> m_acked;
    int m_named = 0;
    bool m_hasStopped = false;
    struct Ghost {
        std::unique_ptr<LoadMember> member;
        world::Timer timer;
    };
    std::vector<std::unique_ptr<Ghost>> m_ghosts;
    std::vector<std::unique_ptr<Seat>> m_seats;
};

}  // namespace broker::checking
