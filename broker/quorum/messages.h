#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/quorum/epoch_history.h"
#include "broker/quorum/quorum_state.h"
#include "broker/world/time.h"

/// What goes into a quorum and comes out of it: the content of KRaft's messages (KIP-595, KIP-996, KIP-630)
/// without their encoding, and what the driver is to do.
namespace broker::quorum {

/// A snapshot of everything below `end`; `epoch` is that of the last batch in it.
struct SnapshotId {
    Offset end{-1};
    LeaderEpoch epoch = kNoLeaderEpoch;

    friend auto operator<=>(const SnapshotId&, const SnapshotId&) = default;
};

/// A candidate asks a voter.
struct VoteRequest {
    std::optional<std::string> clusterId;
    BrokerId voter = kNoBroker;  ///< whom it means; kNoBroker: it did not say
    BrokerId candidate = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
    LeaderEpoch lastEpoch = kNoLeaderEpoch;  ///< of the last batch in the candidate's log
    Offset end{0};                           ///< of the candidate's log
    /// Only asks whether it would be voted for in the epoch after `epoch` (KIP-996).
    bool preVote = false;
};

/// A leader makes itself known to a voter.
struct BeginEpochRequest {
    std::optional<std::string> clusterId;
    BrokerId voter = kNoBroker;  ///< whom it means; kNoBroker: it did not say
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
};

/// A leader steps back.
struct EndEpochRequest {
    std::optional<std::string> clusterId;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
    std::vector<BrokerId> successors;  ///< whom it would like to follow it, best first
};

/// The answer to any of the three.
struct ElectionAnswer {
    ErrorCode error = ErrorCode::kNone;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
    bool granted = false;   ///< of a vote
    std::string refusal{};  ///< why a vote is not granted, in words; it does not travel
};

/// A replica of the metadata log asks its leader for what follows `offset`.
struct FetchRequest {
    BrokerId replica = kNoBroker;  ///< kNoBroker: a reader that is no broker
    std::optional<std::string> clusterId;
    LeaderEpoch epoch = kNoLeaderEpoch;  ///< the newest the replica knows
    Offset offset{0};                    ///< the replica's log end
    LeaderEpoch lastFetchedEpoch = kNoLeaderEpoch;
    /// As the replica knows it, -1 if it knows none (Fetch v18, KIP-1166); absent: it did not say.
    std::optional<Offset> highWatermark;
};

/// What a fetch came back with.
struct FetchResponse {
    BrokerId from = kNoBroker;
    ErrorCode error = ErrorCode::kNone;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
    Offset highWatermark{-1};
    std::optional<EpochEnd> diverging;
    /// The log begins behind what was asked for: this snapshot is to be loaded instead.
    std::optional<SnapshotId> snapshot;
    bool hasRecords = false;
};

/// A replica asks its leader for a part of a snapshot (KIP-630).
struct SnapshotRequest {
    BrokerId replica = kNoBroker;
    std::optional<std::string> clusterId;
    LeaderEpoch epoch = kNoLeaderEpoch;
    SnapshotId id;
    std::uint64_t position = 0;  ///< in the file, bytes
};

/// What that came back with; the bytes themselves stay with the driver.
struct SnapshotResponse {
    BrokerId from = kNoBroker;
    ErrorCode error = ErrorCode::kNone;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
    SnapshotId id;
    std::uint64_t size = 0;      ///< of the whole file, bytes
    std::uint64_t position = 0;  ///< of the part
    std::uint64_t count = 0;     ///< bytes in the part
};

/// To be written and synced; then `statePersisted(number)`. If several wait, the last alone will do. A
/// failure must stop the node.
struct PersistState {
    std::uint64_t number = 0;
    QuorumState state;
};
/// This node leads `epoch` from the current log end on: append the LEADER_CHANGE control batch, sync it like
/// any other, and report both.
struct AppendLeaderChange {
    LeaderEpoch epoch;
    BrokerId leader;
    std::vector<BrokerId> voters;
    std::vector<BrokerId> grantingVoters;
};
/// Send this to that broker; then `fetchResponse` or `fetchFailed`. At most one fetch, of the log or of a
/// snapshot, is under way: another one cancels it.
struct SendFetch {
    BrokerId to;
    FetchRequest request;
    world::Duration timeout{};
};
/// The same for a part of a snapshot; then `snapshotResponse` or `fetchFailed`.
struct SendFetchSnapshot {
    BrokerId to;
    SnapshotRequest request;
    world::Duration timeout{};
};
/// Send this to that voter; then `electionAnswer` or `electionFailed` with the same round. At most one vote
/// or begin of an epoch is under way to a voter: another one cancels it.
struct SendVote {
    BrokerId to;
    std::uint64_t round = 0;
    VoteRequest request;
    world::Duration timeout{};
};
struct SendBeginEpoch {
    BrokerId to;
    std::uint64_t round = 0;
    BeginEpochRequest request;
    world::Duration timeout{};
};
/// Send this to that voter; nothing depends on the answer.
struct SendEndEpoch {
    BrokerId to;
    EndEpochRequest request;
    world::Duration timeout{};
};
/// Answer the vote, begin or end of an epoch that came in under that number.
struct Answer {
    std::uint64_t number = 0;
    ElectionAnswer answer;
};
/// Append the records of the response just given, then report with `appended`.
struct AppendFetched {};
/// Write the bytes of the response just given into the file of that unfinished snapshot; then `partWritten`.
/// Position 0 begins the file anew.
struct WriteSnapshotPart {
    SnapshotId id;
    std::uint64_t position = 0;
};
/// All of it is written: check it, make it durable, empty the log so that it begins and ends at the
/// snapshot's end, take its content for what is replayed; then `snapshotInstalled` or, if it is no snapshot,
/// `snapshotRefused`.
struct InstallSnapshot {
    SnapshotId id;
};
/// Everything before `start` is in the snapshot that ends there: the log begins there from now on, and older
/// snapshots may go.
struct MoveLogStart {
    Offset start;
};
/// Cut the log back so that it ends here; the quorum has taken it into account already.
struct TruncateLog {
    Offset end;
};
/// Everything below is committed and may be replayed. It only grows while the node lives.
struct HighWatermarkMoved {
    Offset highWatermark;
};
/// Whom this node takes for the leader of `epoch`; kNoBroker: nobody yet.
struct LeaderIs {
    BrokerId leader;
    LeaderEpoch epoch;
};
/// This node no longer leads `epoch`.
struct LeadershipLost {
    LeaderEpoch epoch;
    std::string reason;
};

/// In the order in which they are to be carried out.
using Effect =
    std::variant<PersistState, AppendLeaderChange, SendFetch, SendFetchSnapshot, SendVote, SendBeginEpoch,
                 SendEndEpoch, Answer, AppendFetched, WriteSnapshotPart, InstallSnapshot, MoveLogStart,
                 TruncateLog, HighWatermarkMoved, LeaderIs, LeadershipLost>;
using Effects = std::vector<Effect>;

/// How to answer a FetchRequest.
struct FetchAnswer {
    ErrorCode error = ErrorCode::kNone;
    BrokerId leader = kNoBroker;  ///< whom this node takes for the leader of `epoch`
    LeaderEpoch epoch = kNoLeaderEpoch;
    Offset highWatermark{-1};
    /// The replica's log is not a prefix of ours: it must cut itself back to this end of this epoch, or
    /// further.
    std::optional<EpochEnd> diverging;
    /// What the replica asks for is no longer in the log: it must load this.
    std::optional<SnapshotId> snapshot;
    /// Read from the asked offset up to here, exclusive; equal to it when there is nothing.
    Offset readUpTo{0};
    /// Nothing to tell yet: the answer may be held back until the log grows, the high watermark moves or
    /// leadership ends, and is then asked for again.
    bool mayWait = false;
    /// To be carried out first: a voter's fetch can move the high watermark.
    Effects effects;
};

/// How to answer a SnapshotRequest.
struct SnapshotAnswer {
    ErrorCode error = ErrorCode::kNone;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch = kNoLeaderEpoch;
};

/// One line, as the transcripts of the tests have it.
std::string tell(const Effect& effect);

}  // namespace broker::quorum
