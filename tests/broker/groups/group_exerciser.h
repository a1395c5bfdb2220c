#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/groups/group_coordinator.h"
#include "broker/groups/group_state.h"

namespace broker::groups {

/// Clients that join, sync, commit, leave, die and come back at random; a log that refuses now and then; a
/// high watermark that lags; crashes that lose what was not committed. After every step it checks:
/// - live durable state equals that of a shadow that only replayed the log's bytes (G4);
/// - in no generation a partition was handed to two members (G1);
/// - a commit is accepted only of a member of the present generation, and a refused one changes nothing (G2);
/// - a commit is answered no sooner than it is committed, and a fetch gives what the log says (G3);
/// - a stable group is what is stored; an empty one has no members; no ticket is answered twice.
class GroupExerciser {
public:
    explicit GroupExerciser(std::uint64_t seed);

    void run(int steps);
    /// Nobody sends anything any more: all waiting ends, and no group keeps a member.
    void fallSilent();

    /// What was found first; empty: all is well.
    const std::string& complaint() const { return m_complaint; }
    struct Counts {
        int crashes = 0;
        int assignments = 0;
        int commits = 0;
        int refusedCommits = 0;
        int refusedAppends = 0;
    };
    const Counts& counts() const { return m_counts; }

private:
    struct Client {
        std::string group;
        std::string name;
        std::optional<std::string> instance;
        std::string member;
        std::int32_t generation = -1;
        bool isLeader = false;
        bool mustAssign = false;
        std::vector<std::string> members;  ///< the leader's
        bool isWaiting = false;
        std::uint64_t life = 0;  ///< answers to an earlier life of it are nobody's
    };
    struct Asked {
        std::size_t client;
        std::uint64_t life;
        std::int32_t generation;
    };

    void step();
    void join(std::size_t index);
    void sync(std::size_t index);
    void heartbeat(std::size_t index);
    void leave(std::size_t index);
    void commit(std::size_t index);
    void fetch(const std::string& group);
    void administer();
    void restart(std::size_t index);
    void pass(std::int64_t milliseconds);
    void crash();

    void settle(Outcome outcome);
    void append(const wire::GroupRecord& record);
    void release();
    void hear(const Reply& reply);
    void heardJoin(Client& client, const wire::JoinGroupResponse& response);
    void heardSync(Client& client, const Asked& asked, const wire::SyncGroupResponse& response);
    void check();
    void checkGroup(const observe::GroupSnapshot& group);
    void complain(std::string text);
    Ticket ticketFor(std::size_t index);
    Bytes assignmentOf(const std::vector<std::int32_t>& partitions) const;
    std::unique_ptr<GroupCoordinator> make();

    std::uint64_t m_seed;
    Random m_random;
    Now m_now{world::Moment{std::chrono::seconds(1)}, Timestamp{1'000'000'000}};
    std::vector<wire::GroupRecordBytes> m_log;
    std::int64_t m_highWatermark = 0;
    std::unique_ptr<GroupCoordinator> m_coordinator;
    std::unique_ptr<GroupCoordinator> m_shadow;
    std::vector<Client> m_clients;
    std::uint64_t m_lastTicket = 0;
    std::map<Ticket, Asked> m_asked;
    std::set<Ticket> m_answered;
    std::vector<Reply> m_held;
    /// Of a group: generation, partition, who it was handed to.
    std::map<std::string, std::map<std::int32_t, std::map<std::int32_t, std::string>>> m_owners;
    bool m_refuses = false;
    std::string m_complaint;
    Counts m_counts;
};

}  // namespace broker::groups
