#pragma once

#include <optional>
#include <string>
#include <variant>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/replication/divergence.h"
#include "broker/replication/mutant.h"

namespace broker::replication {

/// One partition of the fetch that a follower sends.
struct FetchPlan {
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    LogPosition position;
    Offset logStart{0};

    friend bool operator==(const FetchPlan&, const FetchPlan&) = default;
};

/// The leader's answer to it, without the records.
struct LeaderAnswer {
    ErrorCode error = ErrorCode::kNone;
    Offset highWatermark{-1};
    Offset logStart{-1};  ///< -1: not told
    std::optional<log::EpochEnd> divergence;
};

/// What the follower has to do with its log.
struct AppendRecords {};
struct TruncateTo {
    Offset offset;
    bool isBelowHighWatermark = false;  ///< what was committed is lost: an unclean election came before
};
/// The leader no longer has what comes next: everything goes, and the log begins anew where the leader's
/// does.
struct TruncateFully {
    Offset newStart;
};
/// Ask again after a pause.
struct TryLater {
    std::string reason;
};
/// The answer is to a question of long ago.
struct Ignore {};
using FollowerStep = std::variant<AppendRecords, TruncateTo, TruncateFully, TryLater, Ignore>;

/// A replica that follows a leader for one leader epoch (KIP-101, KIP-279, KIP-320, KIP-595): where it
/// fetches from, where it cuts its log, how far it knows the log to be committed.
///
/// A follower never cuts its log because of its own high watermark, which may be old, but only where the
/// leader's epochs part from its own. It asks with its last record's epoch each time, so that no record is
/// appended behind one that the leader does not have.
///
/// The high watermark never falls but by a truncation below it.
class FollowerReplica {
public:
    struct Options {
        BrokerId leader = kNoBroker;
        LeaderEpoch leaderEpoch = kNoLeaderEpoch;
        Mutant mutant = Mutant::kNone;
    };
    FollowerReplica(Options options, Offset highWatermark);

    BrokerId leader() const { return m_options.leader; }
    LeaderEpoch leaderEpoch() const { return m_options.leaderEpoch; }
    Offset highWatermark() const { return m_highWatermark; }

    /// Before the first fetch: a log whose epochs are not known is cut to its high watermark, because the
    /// leader can't tell whether they agree.
    std::optional<TruncateTo> start(const LogView& log) const;

    FetchPlan plan(const LogView& log) const;
    FollowerStep onAnswer(const FetchPlan& asked, const LeaderAnswer& answer, const LogView& log) const;

    /// The step was carried out, and the log is now like this. True if the high watermark moved.
    bool settle(const LeaderAnswer& answer, const LogView& log);
    /// Where the log should begin, because the leader's begins there, and everything before it is committed.
    std::optional<Offset> newLogStart(const LeaderAnswer& answer, const LogView& log) const;

private:
    Options m_options;
    Offset m_highWatermark;
};

}  // namespace broker::replication
