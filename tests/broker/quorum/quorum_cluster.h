#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "broker/base/random.h"
#include "broker/quorum/quorum.h"

namespace tests {

/// What a driver may get wrong although the quorum does not; the checkers must see each.
enum class DriverMutant : std::uint8_t {
    kNone,
    kClaimsToPersist,  ///< says that a state is durable before it is: a vote leaves too early
    kClaimsToSync,     ///< the same of the log: what is appended counts as synced
};

struct ClusterOptions {
    std::uint64_t seed = 0;
    int voters = 3;     ///< brokers 1…
    int observers = 0;  ///< and the ones after them
    broker::quorum::Mutant mutant = broker::quorum::Mutant::kNone;
    DriverMutant driverMutant = DriverMutant::kNone;
};

/// Quorums in a network that loses, delays, reorders and partitions, on disks that forget what was not synced
/// when their node crashes; everything drawn from one seed. After every step it looks from outside for what
/// must never happen (Q1–Q7 of the invariants).
class QuorumCluster {
public:
    explicit QuorumCluster(const ClusterOptions& options);
    ~QuorumCluster();

    /// One event: a message, a timer, a disk, a write, a crash, a partition.
    void step();
    /// Heals the network and lets all go on: whether they come to one leader and the same log.
    bool converges();

    /// The first thing that went wrong; empty: nothing did.
    const std::string& broken() const { return m_broken; }
    std::size_t committed() const { return m_committed.size(); }
    std::size_t leaderships() const { return m_leaders.size(); }
    std::size_t snapshotsLoaded() const { return m_snapshotsLoaded; }
    std::size_t crashes() const { return m_crashes; }

private:
    /// A record as far as anyone can tell records apart.
    struct Entry {
        broker::LeaderEpoch epoch;
        std::uint64_t value = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    using Entries = std::vector<Entry>;
    struct Node;
    struct Message;

    Node& node(int id) { return *m_nodes.at(id); }
    void restart(int id);
    void crash(int id);
    void input(int id, broker::quorum::Effects effects);
    void perform(int id, const broker::quorum::Effect& effect);
    void appendOwn(int id, int count);
    void takeFetched(int id);
    void install(int id, const broker::quorum::SnapshotId& snapshot);
    void sync(int id);
    void finishPersisting(int id);
    void takeSnapshot(int id);

    void send(Message message);
    void post(int from, int to, Message message);
    void deliver(Message message);
    void deliverRequest(Message message);
    void deliverAnswer(Message message);
    void expire(int id);
    void answerFetch(const Message& message);
    void answerSnapshot(const Message& message);
    void repartition();
    bool isCut(int from, int to) const { return m_cuts.contains({from, to}); }
    void runEverything();

    void check();
    void checkNode(int id);
    void checkLeaders();
    void checkDurability();
    void fail(const std::string& what);

    ClusterOptions m_options;
    broker::Random m_random;
    broker::world::Moment m_now;
    std::map<int, std::unique_ptr<Node>> m_nodes;
    std::vector<Message> m_messages;
    std::set<std::pair<int, int>> m_cuts;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_lastValue = 0;
    std::size_t m_crashes = 0;
    std::size_t m_snapshotsLoaded = 0;
    bool m_isReliable = false;
    std::string m_broken;

    // What the checkers remember.
    std::map<broker::LeaderEpoch, int> m_leaders;
    std::map<std::pair<int, broker::LeaderEpoch>, int> m_votes;  ///< told to a candidate, by voter and epoch
    Entries m_committed;
    std::uint64_t m_checks = 0;
};

}  // namespace tests
