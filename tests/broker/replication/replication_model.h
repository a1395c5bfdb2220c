#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/replication/follower_replica.h"
#include "broker/replication/leader_replica.h"

namespace tests {

using namespace broker;
using namespace broker::replication;

struct ModelRecord {
    LeaderEpoch epoch;
    int value = 0;

    friend bool operator==(const ModelRecord&, const ModelRecord&) = default;
};

/// A log in memory that knows how much of it would survive a loss of power.
struct ModelLog {
    std::vector<ModelRecord> records;
    log::EpochCache epochs;
    std::size_t durable = 0;

    Offset end() const { return Offset(static_cast<std::int64_t>(records.size())); }
    LogView view() const { return {Offset(0), end(), epochs}; }
    const ModelRecord* at(std::size_t offset) const {
        return offset < records.size() ? &records[offset] : nullptr;
    }
    void append(const ModelRecord& record);
    void truncateTo(Offset offset);
};

/// What the controller has committed: one partition, three brokers (KIP-631, KIP-966).
struct ModelMetadata {
    metadata::PartitionImage partition;
    Brokers brokers;
};

/// Three brokers with one partition among them, a controller that is always there, messages that are late,
/// lost, reordered and sent twice, crashes with and without a loss of the log's tail, clients that write and
/// read. All of it is drawn from one seed. Checkers watch from outside; at most one replica at a time has
/// lost what it had, as min.insync.replicas 2 promises to bear.
class ReplicationModel {
public:
    static constexpr std::int32_t kMinInSync = 2;

    ReplicationModel(std::uint64_t seed, Mutant mutant);

    void step();
    /// No more faults: everything is delivered until all replicas are alike and in sync.
    bool converges();

    /// The first invariant that broke, with what happened; empty while all hold.
    const std::string& broken() const { return m_broken; }
    std::size_t acknowledged() const { return m_acknowledged.size(); }
    std::size_t elections() const {
        return static_cast<std::size_t>(current().partition.leaderEpoch.value());
    }

private:
    struct Node {
        BrokerId id;
        bool isRunning = true;
        bool wasCleanlyStopped = false;
        bool hasLost = false;  ///< crashed, and since then not in sync again
        BrokerEpoch epoch = kNoBrokerEpoch;
        std::size_t caughtUpAt = 0;  ///< roles are taken from this metadata on
        std::size_t applied = 0;     ///< metadata
        ModelLog log;
        Offset highWatermark{0};
        Offset checkpointed{0};
        std::unique_ptr<LeaderReplica> leader;
        std::unique_ptr<FollowerReplica> follower;
    };
    struct Message {
        enum class Kind { kFetch, kFetchAnswer, kAlter, kAlterAnswer } kind;
        BrokerId from;
        BrokerId to;
        BrokerEpoch uptime;  ///< of the broker that asked
        FollowerFetch fetch;
        FetchPlan plan;
        LeaderAnswer answer;
        std::vector<ModelRecord> records;
        IsrProposal proposal;
        IsrAnswer isrAnswer;
    };
    struct PendingWrite {
        BrokerId node;
        BrokerEpoch uptime;
        LeaderEpoch epoch;
        Offset offset;
        ModelRecord record;
    };

    const ModelMetadata& current() const { return m_metadata.back(); }
    Node& pick() { return m_nodes.at(BrokerId(static_cast<int>(m_random.between(1, 3)))); }
    world::Moment now() const { return world::Moment(world::Duration(m_micros)); }
    bool isCurrentLeader(const Node& node) const;

    // The controller.
    void commit(ModelMetadata metadata);
    void setIsr(metadata::PartitionImage& partition, std::vector<BrokerId> isr) const;
    void elect(ModelMetadata& metadata) const;
    void setBroker(ModelMetadata& metadata, BrokerId id, BrokerEpoch epoch, bool fenced) const;
    void fence(BrokerId id);
    void maybeUnfence(Node& node);
    IsrAnswer judge(const Message& message);

    // The brokers.
    void crash(Node& node, bool isLossy);
    void stopCleanly(Node& node);
    void restart(Node& node);
    void applyMetadata(Node& node, std::size_t upTo);
    void becomeLeader(Node& node, const metadata::PartitionImage& partition);
    void becomeFollower(Node& node, const metadata::PartitionImage& partition);
    void carryOut(Node& node, const LeaderDecisions& decisions);
    void truncate(Node& node, Offset offset);
    void sendFetch(Node& node);
    void deliver(Message message);
    void onFetch(Node& node, const Message& message);
    void onFetchAnswer(Node& node, const Message& message);

    // The clients.
    void produce(Node& node);
    void consume(Node& node);
    void askLatest(Node& node);
    void collectAcknowledgements();

    // The checkers.
    void check();
    void checkGrowth(const Node& leader, const IsrProposal& proposal);
    void expect(bool holds, const std::string& invariant);
    void note(std::size_t offset, const ModelRecord& record);

    Random m_random;
    Mutant m_mutant;
    std::int64_t m_micros = 0;
    std::int64_t m_nextBrokerEpoch = 1;
    int m_nextValue = 1;
    bool m_isHealing = false;
    std::map<BrokerId, Node> m_nodes;
    std::vector<ModelMetadata> m_metadata;
    std::vector<Message> m_network;
    std::vector<PendingWrite> m_pending;

    std::string m_broken;
    std::map<std::size_t, ModelRecord> m_committed;  ///< acknowledged or served
    std::set<std::size_t> m_acknowledged;
    std::map<LeaderEpoch, Offset> m_latestTold;
};

}  // namespace tests
