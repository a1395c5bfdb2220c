#include "broker/replication/follower_replica.h"

#include <algorithm>

namespace broker::replication {

FollowerReplica::FollowerReplica(Options options, Offset highWatermark)
    : m_options(options)
    , m_highWatermark(highWatermark) {}

std::optional<TruncateTo> FollowerReplica::start(const LogView& log) const {
    const bool isBlind = !log.epochs.latest() || m_options.mutant == Mutant::kTruncateToOwnHighWatermark;
    if (!isBlind || m_highWatermark >= log.end) return std::nullopt;
    return TruncateTo{.offset = m_highWatermark};
}

FetchPlan FollowerReplica::plan(const LogView& log) const {
    return {.leaderEpoch = m_options.leaderEpoch, .position = endOf(log), .logStart = log.start};
}

FollowerStep FollowerReplica::onAnswer(const FetchPlan& asked, const LeaderAnswer& answer,
                                       const LogView& log) const {
    if (asked.leaderEpoch != m_options.leaderEpoch || asked.position != endOf(log)) return Ignore{};
    if (answer.error == ErrorCode::kOffsetOutOfRange && answer.logStart > log.end)
        return TruncateFully{.newStart = answer.logStart};
    if (answer.error != ErrorCode::kNone) return TryLater{.reason = std::string(errorName(answer.error))};
    if (answer.divergence) {
        const Offset point = truncationPoint(*answer.divergence, log);
        return TruncateTo{.offset = point, .isBelowHighWatermark = point < m_highWatermark};
    }
    return AppendRecords{};
}

bool FollowerReplica::settle(const LeaderAnswer& answer, const LogView& log) {
    const Offset before = m_highWatermark;
    // While logs diverge, what lies below the leader's watermark may differ here.
    if (answer.error == ErrorCode::kNone && !answer.divergence)
        m_highWatermark = std::max(m_highWatermark, answer.highWatermark);
    m_highWatermark = std::clamp(m_highWatermark, log.start, log.end);
    return m_highWatermark != before;
}

std::optional<Offset> FollowerReplica::newLogStart(const LeaderAnswer& answer, const LogView& log) const {
    if (answer.error != ErrorCode::kNone || answer.divergence) return std::nullopt;
    const Offset start = std::min(answer.logStart, m_highWatermark);
    if (start <= log.start) return std::nullopt;
    return start;
}

}  // namespace broker::replication
