#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/config/settings.h"
#include "broker/log/checkpoint.h"
#include "broker/log/partition_log.h"
#include "broker/metadata/delta.h"
#include "broker/metadata/image.h"
#include "broker/node/delayed_operations.h"
#include "broker/node/folder.h"
#include "broker/node/node_observer.h"
#include "broker/world/world.h"

namespace broker::node {

/// A replica that this broker holds.
struct HostedPartition {
    TopicPartition name;
    Uuid topicId;
    DelayedOperations::Key key = 0;          ///< touched when anything a client waits for changes
    std::unique_ptr<log::PartitionLog> log;  ///< null while it is being opened
    std::optional<Error> failure;            ///< why it is offline
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    Offset highWatermark{0};
    observe::TrafficCounters traffic;
    world::Call opening;
    world::Call flushing;
    std::shared_ptr<const observe::ReplicaSnapshot> snapshot;  ///< null: changed since the last publish

    bool isOpen() const { return log != nullptr && !failure; }
};

/// The replicas of one broker: opens, creates and deletes their logs as the metadata says, and is where
/// handlers find them. Whether this broker leads a partition follows from the last image that was applied.
///
/// On the node's loop. Destroying it leaves the files as they are; `close` says goodbye.
class Partitions {
public:
    struct Context {
        BrokerId self;
        const std::string& folder;
        const config::Settings& settings;
        world::World& world;
        NodeObserver& observer;
        DelayedOperations& delayed;
        std::function<void()> onChanged;  ///< a snapshot would look different
        std::function<void()> onAllOpened;
    };
    explicit Partitions(Context context);
    ~Partitions();

    /// The logs that were found at start-up, and what the checkpoints said of them.
    void adopt(OpenedFolder& opened);

    /// Follows the committed metadata: `delta` is what led from the image before to this one.
    void apply(const metadata::ImagePointer& image, const metadata::ImageDelta& delta);
    /// For the image with which the broker has caught up after its start: replicas that it does not give to
    /// this broker are strays, and their folders go.
    void removeStrays(const metadata::MetadataImage& image);

    /// Whether every replica that the metadata gives to this broker has been opened or has failed.
    bool allOpened() const { return m_opening == 0; }

    HostedPartition* find(const TopicPartition& name);

    /// The partition, if this broker leads it in the epoch the client knows. Codes:
    /// UNKNOWN_TOPIC_OR_PARTITION, NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR, FENCED_LEADER_EPOCH,
    /// UNKNOWN_LEADER_EPOCH (KIP-320).
    Result<HostedPartition*> findLed(const metadata::MetadataImage& image, const TopicPartition& name,
                                     LeaderEpoch clientEpoch = kNoLeaderEpoch);

    /// After an append as leader: the watermark, waiting requests, notes of the log, flushes that are due.
    void appended(HostedPartition& partition, const log::AppendResult& result);

    const std::map<TopicPartition, std::unique_ptr<HostedPartition>>& all() const { return m_partitions; }
    std::vector<std::shared_ptr<const observe::ReplicaSnapshot>> snapshots();
    observe::TrafficCounters traffic() const;

    /// Now and then: rolls by age, lets go what retention no longer keeps, forgets idle producers, notes
    /// recovery points and high watermarks.
    void maintain();
    /// Closes all logs and writes the checkpoints as Work, then calls back: with an error if a log was not
    /// closed, so that the folder must not be marked clean. Nothing is appended from here on.
    void close(world::Completion<Result<void>> done);

    log::LogConfig configFor(const metadata::MetadataImage& image, const std::string& topic) const;

private:
    HostedPartition& host(const TopicPartition& name, const Uuid& topicId);
    void open(HostedPartition& partition, const log::LogConfig& config);
    void opened(const TopicPartition& name, const Uuid& topicId,
                Result<std::unique_ptr<log::PartitionLog>> log);
    void becomeWhatTheImageSays(HostedPartition& partition, const metadata::PartitionImage& image);
    void remove(const TopicPartition& name);
    void fail(HostedPartition& partition, Error error);
    void reportNotes(HostedPartition& partition);
    void reportRecovery(const HostedPartition& partition);
    void flushIfDue(HostedPartition& partition);
    void retain(HostedPartition& partition, Timestamp now);
    void report(observe::EventKind kind, const HostedPartition& partition,
                std::vector<observe::EventArgument> more);
    log::OffsetCheckpoint offsets(Offset (*of)(const HostedPartition&)) const;

    Context m_context;
    std::map<TopicPartition, std::unique_ptr<HostedPartition>> m_partitions;
    metadata::ImagePointer m_image;
    std::size_t m_opening = 0;
    DelayedOperations::Key m_nextKey = 1;
    std::map<std::uint64_t, world::Call> m_removals;
    std::uint64_t m_nextRemoval = 1;
    world::Call m_checkpointing;
    world::Call m_closing;
};

}  // namespace broker::node
