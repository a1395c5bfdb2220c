#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/groups/commands.h"
#include "broker/groups/mutant.h"
#include "broker/observe/group_snapshot.h"

namespace broker::groups {

class ClassicGroup;
class DeadlineQueue;
class Membership;
struct AfterAppend;
struct Turn;

/// All groups of the classic protocol, and all committed offsets, of one partition of `__consumer_offsets`,
/// on the broker that leads it (KIP-62, KIP-345, KIP-394, KIP-496, KIP-800, KIP-814).
///
/// Life: made when the broker begins to lead the partition; every record of the log is replayed; `loaded`;
/// then commands and ticks until the broker leads no longer: `unload` answers whoever still waits, and the
/// object is dropped. It knows neither log, socket nor clock and lives on its broker's loop.
///
/// *Decide, append, replay.* A command that changes what must survive gives records. The runtime appends
/// them, calls `replay` for each one that the log accepted and then `appended`; or `refused` where the log
/// took none. Durable state, that is committed offsets and the last stored metadata of each group, changes
/// only in `replay`, alike when loading: so it always equals the log. Everything else (who is joining,
/// sessions) is volatile and begins anew when a group is loaded: its members then have a whole session to be
/// heard of.
///
/// A reply may leave once the high watermark has reached its `waitsFor`. What the runtime should do when that
/// takes too long (`offsets.commit.timeout.ms`) is tell the client COORDINATOR_NOT_AVAILABLE and drop the
/// reply when it comes. A ticket is answered exactly once, unless the object is dropped without `unload`.
///
/// Errors of the log are told to clients as Kafka does: NOT_ENOUGH_REPLICAS, REQUEST_TIMED_OUT and
/// UNKNOWN_TOPIC_OR_PARTITION as COORDINATOR_NOT_AVAILABLE; NOT_LEADER_OR_FOLLOWER and KAFKA_STORAGE_ERROR as
/// NOT_COORDINATOR; a batch too large as UNKNOWN_SERVER_ERROR.
class GroupCoordinator {
public:
    struct Options {
        BrokerId self = kNoBroker;
        PartitionIndex partition{0};  ///< of `__consumer_offsets`

        world::Duration minSessionTimeout{6'000'000};      ///< group.min.session.timeout.ms
        world::Duration maxSessionTimeout{1'800'000'000};  ///< group.max.session.timeout.ms
        world::Duration initialRebalanceDelay{3'000'000};  ///< group.initial.rebalance.delay.ms
        world::Duration newMemberJoinTimeout{
            300'000'000};                               ///< fixed in Kafka: a first JoinGroup waits so long
        std::int32_t maxSize = 2'147'483'647;           ///< group.max.size
        std::int32_t maxOffsetMetadata = 4096;          ///< offset.metadata.max.bytes
        std::int64_t offsetsRetentionMs = 604'800'000;  ///< offsets.retention.minutes
        world::Duration offsetsCheckInterval{600'000'000};  ///< offsets.retention.check.interval.ms
        Mutant mutant = Mutant::kNone;                      ///< for checking
    };
    /// Member ids that were given out and not used yet (KIP-394): more are refused, for they cost nothing to
    /// ask for.
    static constexpr std::size_t kMaxPendingMembers = 10'000;
    /// What a member says of itself in all its protocols together, in bytes: more would find no room in a
    /// batch of the log (`message.max.bytes`) once it is assigned something, and until then in nobody's
    /// memory.
    static constexpr std::size_t kMaxMemberMetadata = 1'000'000;

    /// `random` names members.
    GroupCoordinator(Options options, Random random);
    ~GroupCoordinator();
    GroupCoordinator(const GroupCoordinator&) = delete;
    GroupCoordinator& operator=(const GroupCoordinator&) = delete;

    /// Settings changed. They hold for what comes; deadlines that run are kept.
    void configure(const Options& options);

    // The log.

    /// The only way that durable state changes: a record of the log at `offset`, while loading or after it
    /// was appended. A record of another type is skipped.
    void replay(const wire::GroupRecord& record, Offset offset);
    /// All that was committed when this broker became leader is replayed. Groups that have more members than
    /// they may begin a rebalance.
    Outcome loaded(Now now);
    /// The records of the last outcome are in the log and replayed.
    Outcome appended();
    /// The log took none of them (or of those that need not be together, not all).
    Outcome refused(ErrorCode error);
    /// Whether records of the last outcome are still to be settled.
    bool isAwaitingAppend() const { return m_after != nullptr; }
    /// Someone else leads the partition: whoever waits is told NOT_COORDINATOR. The last call.
    Outcome unload(Now now);

    // Requests. The ticket is the caller's; a reply to it comes in this outcome or in a later one.

    Outcome join(Ticket ticket, const Caller& caller, wire::JoinGroupRequest request, Now now);
    Outcome sync(Ticket ticket, const wire::SyncGroupRequest& request, Now now);
    Outcome heartbeat(Ticket ticket, const wire::HeartbeatRequest& request, Now now);
    /// Before version 3 the request's one member is in `memberId`, and the answer is its error.
    Outcome leave(Ticket ticket, const Caller& caller, wire::LeaveGroupRequest request, Now now);
    /// Topics come with name and, where the metadata knows it, id; both are echoed.
    Outcome commitOffsets(Ticket ticket, const Caller& caller, const wire::OffsetCommitRequest& request,
                          Now now);
    /// One group of an OffsetFetch. Topics come with names; ids of version 10 are echoed, and an offset that
    /// was committed for another topic of the same name counts as none.
    Outcome fetchOffsets(Ticket ticket, const wire::OffsetFetchRequest::Group& request) const;
    Outcome deleteOffsets(Ticket ticket, const wire::OffsetDeleteRequest& request, Now now);
    Outcome deleteGroups(Ticket ticket, const std::vector<std::string>& groups, Now now);
    /// In the order asked for. An unknown group is Dead; since version 6 it is an error as well.
    Outcome describe(Ticket ticket, const Caller& caller, const std::vector<std::string>& groups) const;
    /// By id.
    Outcome list(Ticket ticket, const wire::ListGroupsRequest& request) const;

    // Everything else.

    /// A topic was deleted: what was committed for it ends, but not what was committed for another topic of
    /// the same name. Its records need not be together.
    Outcome topicDeleted(const std::string& topic, const Uuid& id, Now now);
    /// What time demands: members whose session is over go, rebalances go on without who did not come,
    /// offsets expire. Its records need not be together.
    Outcome tick(Now now);
    /// When `tick` may have something to do if nothing comes until then; none before `loaded`.
    std::optional<world::Moment> nextDeadline() const;

    // Looking. Only what is in memory, committed or not; never for an answer to a client.

    std::size_t groupCount() const { return m_groups.size(); }
    /// One of them by id; null: there is none.
    std::shared_ptr<const observe::GroupSnapshot> snapshot(const std::string& group, Now now) const;
    /// By id. Leaves of groups, members and topics of which nothing changed are those of the call before.
    std::vector<std::shared_ptr<const observe::GroupSnapshot>> snapshot(Now now);

    /// The durable state as records, in the order of groups, topics and partitions: what a log that was
    /// compacted to the last of each key would hold. For tests and checkers.
    std::vector<wire::GroupRecord> durableState() const;

private:
    ClassicGroup* find(const std::string& id) const;
    ClassicGroup& findOrCreate(const std::string& id, Timestamp since);
    void replayOffset(const wire::OffsetCommitRecord& record);
    void replayGroup(const wire::GroupMetadataRecord& record);
    /// Begins a command: nothing else is under way.
    Turn begin(Now now) const;
    /// Ends it: what waits for records is kept until the log has spoken.
    Outcome finish(Turn turn);
    ErrorCode judgeCommit(const ClassicGroup* group, const Caller& caller,
                          const wire::OffsetCommitRequest& request) const;
    void tellRefusedCommit(const ClassicGroup* group, const Caller& caller,
                           const wire::OffsetCommitRequest& request, ErrorCode error, Turn& turn) const;
    void expireOffsets(Turn& turn);
    void expireOffsetsOf(const ClassicGroup& group, Turn& turn);

    Options m_options;
    Random m_random;
    std::map<std::string, std::unique_ptr<ClassicGroup>> m_groups;
    std::unique_ptr<DeadlineQueue> m_deadlines;
    std::unique_ptr<Membership> m_membership;
    std::unique_ptr<AfterAppend> m_after;
    Offset m_replayedEnd{0};
    bool m_isLoaded = false;
    std::optional<world::Moment> m_nextOffsetsCheck;
};

}  // namespace broker::groups
