#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "broker/node/coordinator_runtime/coordinator_log.h"
#include "broker/node/node_observer.h"

namespace broker::node {

/// What a coordinator knows through one partition's log, whatever it coordinates.
class CoordinatorState {
public:
    /// How it was loaded.
    struct Load {
        std::uint64_t records = 0;
        world::Duration taken{};
    };

    virtual ~CoordinatorState() = default;
    /// A record of the log, in its order. An error ends the coordinator: it must not serve what it cannot
    /// read.
    virtual Result<void> replay(const wire::RecordView& record, Offset offset) = 0;
    /// All that the log held when this broker began to lead it is replayed: serve.
    virtual void loaded(const Load& load) = 0;
    /// Its log can't be read, so it serves nobody. The last call.
    virtual void unreadable(const Error& error) = 0;
    /// Another broker leads: whoever waits is told NOT_COORDINATOR. The last call.
    virtual void unload(const std::string& reason) = 0;
};

/// For each partition of one internal topic that this broker leads: reads its log in bounded steps into a
/// fresh CoordinatorState, lets that serve while the leadership lasts without a break, and drops it then.
///
/// A shard is loading (its log is being read), then active, or failed if that can't be read: a failed one
/// serves nobody until it is led anew.
///
/// On the node's loop.
class CoordinatorRuntime {
public:
    struct Context {
        std::string topic;
        BrokerId self;
        world::World& world;
        Partitions& partitions;
        DelayedOperations& delayed;
        NodeObserver& observer;
        /// Makes an empty state over a log.
        std::function<std::unique_ptr<CoordinatorState>(CoordinatorLog)> begin;
        std::function<void()> onChanged;  ///< a snapshot would look different
    };
    explicit CoordinatorRuntime(Context context);
    ~CoordinatorRuntime();

    /// The replica of a partition may lead, follow or be gone. Looked at later in this turn.
    void roleChanged(const TopicPartition& partition);
    /// The broker stops: unloads all.
    void close();

    /// COORDINATOR_LOAD_IN_PROGRESS; NOT_COORDINATOR: the partition is not led here, or its log can't be
    /// read.
    Result<CoordinatorState*> find(PartitionIndex index) const;
    /// All that are active, by partition.
    std::vector<CoordinatorState*> active() const;
    /// With those that are being loaded.
    std::vector<CoordinatorState*> all() const;
    bool isLoading() const { return !m_loading.empty(); }

    struct ShownShard {
        PartitionIndex partition;
        LeaderEpoch leaderEpoch;
        bool isLoading = false;
        Offset loadedTo;
        Offset loadsUpTo;
        Timestamp since;  ///< when it began to load, or to serve
        CoordinatorState* state = nullptr;
    };
    /// By partition, failed ones left out.
    std::vector<ShownShard> show() const;

private:
    enum class Phase : std::uint8_t { kLoading, kActive, kFailed };
    struct Shard {
        Shard(CoordinatorLog led, std::unique_ptr<CoordinatorState> made)
            : log(std::move(led))
            , state(std::move(made)) {}

        CoordinatorLog log;
        std::unique_ptr<CoordinatorState> state;
        Phase phase = Phase::kLoading;
        Offset replayedTo{0};
        std::uint64_t records = 0;
        world::Moment began;
        Timestamp since;
    };
    using Shards = std::map<PartitionIndex, std::unique_ptr<Shard>>;

    void lookAgain();
    void begin(const HostedPartition& led);
    void end(PartitionIndex index, const std::string& reason);
    std::string reasonOf(const TopicPartition& partition) const;
    void loadLater();
    void loadSome();
    void loadStep(Shard& shard);

    Context m_context;
    Shards m_shards;
    std::deque<PartitionIndex> m_loading;  ///< the first is read now
    std::set<PartitionIndex> m_changed;
    world::Timer m_looking;
    world::Timer m_loadingStep;
    bool m_isClosed = false;
};

}  // namespace broker::node
