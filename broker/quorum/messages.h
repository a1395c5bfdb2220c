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

/// What goes into a quorum and comes out of it: the content of KRaft's messages (KIP-595) without their
/// encoding, and what the driver is to do.
namespace broker::quorum {

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
    bool hasRecords = false;
};

/// To be written and synced; then `statePersisted(number)`. A failure to do so must stop the node.
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
/// Send this to that broker; then `fetchResponse` or `fetchFailed`. At most one is under way.
struct SendFetch {
    BrokerId to;
    FetchRequest request;
    world::Duration timeout{};
};
/// Append the records of the response just given, then report with `appended`.
struct AppendFetched {};
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
using Effect = std::variant<PersistState, AppendLeaderChange, SendFetch, AppendFetched, TruncateLog,
                            HighWatermarkMoved, LeaderIs, LeadershipLost>;
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
    /// Read from the asked offset up to here, exclusive; equal to it when there is nothing.
    Offset readUpTo{0};
    /// Nothing to tell yet: the answer may be held back until the log grows, the high watermark moves or
    /// leadership ends, and is then asked for again.
    bool mayWait = false;
    /// To be carried out first: a voter's fetch can move the high watermark.
    Effects effects;
};

/// One line, as the transcripts of the tests have it.
std::string tell(const Effect& effect);

}  // namespace broker::quorum
