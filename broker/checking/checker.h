#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/checking/plan.h"
#include "broker/checking/truth.h"
#include "broker/node/inside.h"
#include "broker/simulation/disk.h"

namespace broker::checking {

/// A replica as a checker sees it between two events. Everything in a look is borrowed until the next event.
struct ReplicaLook {
    int partition = 0;  ///< index into Truth::partitions
    const node::HostedPartition* hosted = nullptr;
    /// Null: it is not open, or it failed.
    const log::PartitionLog* log = nullptr;
    const replication::LeaderReplica* leading = nullptr;
    Offset shared{0};  ///< how far it holds what is committed
};

struct BrokerLook {
    int number = 0;
    int life = 0;
    bool isUp = false;
    bool isFrozen = false;
    const world::Files* disk = nullptr;
    // Null while it is down or not that far.
    const quorum::Quorum* quorum = nullptr;
    const log::PartitionLog* metadataLog = nullptr;
    const node::BrokerLifecycle* lifecycle = nullptr;
    metadata::ImagePointer image;
    const node::GroupService* groups = nullptr;
    std::vector<ReplicaLook> replicas;

    const ReplicaLook* replica(int partition) const;
};

struct ClusterLook {
    world::Moment now;
    std::vector<BrokerLook> brokers;  ///< by number less one
    bool newestMoved = false;         ///< Truth::newest changed since the look before

    const BrokerLook& broker(BrokerId id) const {
        return brokers.at(static_cast<std::size_t>(id.value()) - 1);
    }
};

/// What a checker found wrong. The first one ends the run.
struct Finding {
    std::string invariant;
    std::string what;
};

struct ReadRecord {
    int reader = 0;
    int partition = 0;
    Offset offset;
    std::size_t write = 0;  ///< index into Truth::writes
};

/// Watches all nodes from outside for one invariant (or a few that share their state) of INVARIANTS' list.
/// It hears what happens in order: what clients send and are told, what is done to brokers, and how
/// everything looks, every few milliseconds and before each fault.
class Checker {
public:
    struct Context {
        const Plan& plan;
        Truth& truth;
        std::optional<Finding>& finding;
    };
    explicit Checker(const Context& context)
        : m_plan(context.plan)
        , m_truth(context.truth)
        , m_finding(context.finding) {}
    virtual ~Checker() = default;
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    virtual void onLook(const ClusterLook&) {}
    /// The broker is about to die; the look is the last of it.
    virtual void onDeath(const BrokerLook&, const world::Files& disk, bool isLossy) {
        (void)disk, (void)isLossy;
    }
    /// It is dead, and this is what its disk holds.
    virtual void onDead(int broker, const world::Files& disk) { (void)broker, (void)disk; }
    virtual void onAcked(std::size_t write) { (void)write; }
    /// Each record that any consumer delivers, before the truth notes it.
    virtual void onRead(const ReadRecord&) {}
    virtual void onReadProblem(int partition, const Error& error) { (void)partition, (void)error; }
    /// "The latest offset" as a client was told; `asked`: when.
    virtual void onLatest(int partition, Offset latest, world::Moment asked) {
        (void)partition, (void)latest, (void)asked;
    }
    virtual void onAssigned(const GroupAssignment&) {}
    virtual void onCommitAcked(std::size_t commit) { (void)commit; }
    virtual void onOffsetFetched(const FetchedOffset&) {}
    /// All faults are healed, the cluster has settled, and all records were read once more by a new reader.
    virtual void onEnd() {}

protected:
    void violated(std::string_view invariant, std::string what) {
        if (!m_finding) m_finding = Finding{std::string(invariant), std::move(what)};
    }

    const Plan& m_plan;
    Truth& m_truth;

private:
    std::optional<Finding>& m_finding;
};

using Checkers = std::vector<std::unique_ptr<Checker>>;

/// Looks first of all but the metadata checkers: it fills in the truth's committed logs (L1, T1).
std::unique_ptr<Checker> makeCommittedTracker(const Checker::Context& context);

// One per file of checkers; each adds its own.
void addQuorumCheckers(const Checker::Context& context, Checkers& checkers);
void addMetadataCheckers(const Checker::Context& context, Checkers& checkers);
void addRecordCheckers(const Checker::Context& context, Checkers& checkers);
void addReplicaCheckers(const Checker::Context& context, Checkers& checkers);
void addClientCheckers(const Checker::Context& context, Checkers& checkers);
void addDiskCheckers(const Checker::Context& context, Checkers& checkers);
void addGroupCheckers(const Checker::Context& context, Checkers& checkers);

}  // namespace broker::checking
