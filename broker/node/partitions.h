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
#include "broker/node/checkpoints.h"
#include "broker/node/delayed_operations.h"
#include "broker/node/folder.h"
#include "broker/node/hosted_partition.h"
#include "broker/node/node_observer.h"
#include "broker/world/world.h"

namespace broker::node {

/// The replicas of one broker: opens, creates and deletes their logs as the metadata says, makes them leaders
/// or followers and carries out what `replication/` decides for them, and is where handlers find them. What
/// role a replica has follows from the last image that was applied.
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
        /// It follows somebody else, or nobody any more, or may go on after a pause.
        std::function<void(const TopicPartition&)> onFollowing;
        /// It may have begun to lead, or lead no longer, or be gone. Only to be marked.
        std::function<void(const TopicPartition&)> onRole;
        /// To be sent to the controller, after a pause if the last attempt failed.
        std::function<void(const HostedPartition&, const replication::IsrProposal&, bool afterPause)> askIsr;
        replication::Mutant mutant = replication::Mutant::kNone;  ///< for checking
        log::Mutant logMutant = log::Mutant::kNone;               ///< for checking
    };
    explicit Partitions(Context context);
    ~Partitions();

    /// The logs that were found at start-up, and what the checkpoints said of them.
    void adopt(OpenedFolder& opened);

    /// Follows the committed metadata: `delta` is what led from the image before to this one. The first image
    /// must be one in which this uptime is registered: by an older one a replica would lead or follow in an
    /// epoch that is long over.
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

    /// What a client no longer wants of a partition that is led here: the log begins at `offset` from now on,
    /// or at the high watermark with -1. Where it begins then. POLICY_VIOLATION: cleanup.policy does not
    /// delete; OFFSET_OUT_OF_RANGE: below 0 or beyond the high watermark.
    Result<Offset> deleteRecords(HostedPartition& partition, Offset offset);

    /// A replica's fetch that its leader judged sound.
    void noted(HostedPartition& partition, const replication::FollowerFetch& fetch);
    // What came of a request about the ISR. A partition that is gone or another's by now is ignored.
    void isrAnswered(const TopicPartition& name, const Uuid& topicId, const replication::IsrProposal& asked,
                     const replication::IsrAnswer& answer);
    void isrUnanswered(const TopicPartition& name, const Uuid& topicId,
                       const replication::IsrProposal& asked);

    /// What a follower does after its leader's answer.
    enum class FetchNext : std::uint8_t {
        kGoOn,   ///< fetch again
        kPause,  ///< fetch again later
        kWait    ///< `onFollowing` will say when
    };
    /// A leader's answer to one partition of a fetch. `records` are whole batches, perhaps a half one at the
    /// end.
    FetchNext fetched(HostedPartition& partition, const replication::FetchPlan& asked,
                      const replication::LeaderAnswer& answer, ByteView records);

    const std::map<TopicPartition, std::unique_ptr<HostedPartition>>& all() const { return m_partitions; }

    /// What there is to see of all replicas. Its cost follows what changed since it was asked for last.
    struct Shown {
        std::vector<std::shared_ptr<const observe::ReplicaSnapshot>> replicas;  ///< by name
        observe::TrafficCounters traffic;                                       ///< all of them together
        std::uint64_t bytes = 0;
    };
    const Shown& show();
    /// To be said in every turn in which anything that a snapshot tells of the replica changes.
    void looksDifferent(HostedPartition& partition);

    /// Now and then: rolls by age, forgets idle producers, notes recovery points and high watermarks.
    void maintain();
    // What came of a round of compaction: is told, and noted.
    void cleaned(HostedPartition& partition, const log::CleanReport& done);
    void notCleaned(HostedPartition& partition, const Error& why);
    /// Every log.retention.check.interval.ms: rolls by age and lets go what retention no longer keeps.
    void retain();
    /// Closes all logs and writes the checkpoints as Work, then calls back: with an error if a log was not
    /// closed, so that the folder must not be marked clean. Nothing is appended from here on.
    void close(world::Completion<Result<void>> done);

    log::LogConfig configFor(const metadata::MetadataImage& image, const std::string& topic) const;

private:
    void obeySettings(const metadata::ImageDelta& delta);
    HostedPartition& host(const TopicPartition& name, const Uuid& topicId);
    void open(HostedPartition& partition);
    void beginOpening(HostedPartition& partition);
    void openFolder(HostedPartition& partition);
    void opened(const TopicPartition& name, const Uuid& topicId,
                Result<std::unique_ptr<log::PartitionLog>> log);
    void discard(const TopicPartition& name, Result<std::unique_ptr<log::PartitionLog>> log);
    // partition_roles.cpp
    void becomeWhatTheImageSays(HostedPartition& partition, const metadata::PartitionImage& image);
    void becomeLeader(HostedPartition& partition, const metadata::PartitionImage& image);
    void becomeFollower(HostedPartition& partition, const metadata::PartitionImage& image);
    void becomeNothing(HostedPartition& partition);
    std::int32_t minInSync(const std::string& topic) const;
    void carryOut(HostedPartition& partition, const replication::LeaderDecisions& decisions,
                  bool afterPause = false);
    void watchFollowers();
    /// Why, or an error.
    Result<std::string> truncate(HostedPartition& partition, const replication::TruncateTo& cut,
                                 const replication::LeaderAnswer& answer);
    Result<std::string> restartLog(HostedPartition& partition, Offset newStart);
    void noteTruncation(HostedPartition& partition, const observe::TruncationSnapshot& cut);
    void hold(HostedPartition& partition);
    void release(const TopicPartition& name, const Uuid& topicId, const Result<void>& written);
    Result<void> appendFetched(HostedPartition& partition, ByteView records);
    std::vector<observe::FollowerSnapshot> followersOf(const HostedPartition& partition) const;

    // partition_upkeep.cpp
    std::shared_ptr<const observe::ReplicaSnapshot> snapshotOf(const HostedPartition& partition) const;
    void showAnew();
    log::OffsetCheckpoint offsets(CheckpointKind kind) const;
    void noteHighWatermarks();
    void closeLogs(world::Completion<Result<void>> done);

    void remove(const TopicPartition& name);
    void removeFolder(log::PartitionLog& log);
    void fail(HostedPartition& partition, Error error);
    /// `why` the log was truncated, if it was.
    void reportNotes(HostedPartition& partition, const std::string& why = {});
    void reportRecovery(const HostedPartition& partition);
    void flushIfDue(HostedPartition& partition);
    void noteStarts();
    void report(observe::EventKind kind, const HostedPartition& partition,
                std::vector<observe::EventArgument> more);

    Context m_context;
    std::map<TopicPartition, std::unique_ptr<HostedPartition>> m_partitions;
    Shown m_shown;
    bool m_isShownWhole = false;  ///< no replica came or went since
    /// Among them all that look different, some of them twice. Only of use while `m_isShownWhole`.
    std::vector<HostedPartition*> m_different;
    metadata::ImagePointer m_image;
    std::size_t m_opening = 0;
    std::map<TopicPartition, world::Call> m_abandoned;  ///< removed while they were being opened
    DelayedOperations::Key m_nextKey = 1;
    struct Removal {
        world::Timer timer;  ///< until its time has come
        world::Call job;
    };
    std::map<std::uint64_t, Removal> m_removals;  ///< of folders
    std::uint64_t m_nextRemoval = 1;
    Checkpoints m_checkpoints;
    log::OffsetCheckpoint m_notedHighWatermarks;
    world::Timer m_noting;
    world::Timer m_watching;  ///< of the leaders' followers
    world::Call m_closing;
};

}  // namespace broker::node
