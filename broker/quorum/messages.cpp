#include "broker/quorum/messages.h"

#include <fmt/format.h>

namespace broker::quorum {
namespace {

struct Teller {
    std::string operator()(const PersistState& e) const {
        return fmt::format("persist #{} epoch {} leader {} voted {}", e.number, e.state.epoch, e.state.leader,
                           e.state.voted);
    }
    std::string operator()(const AppendLeaderChange& e) const {
        return fmt::format("append leader change epoch {} leader {} voters [{}] granted by [{}]", e.epoch,
                           e.leader, fmt::join(e.voters, ","), fmt::join(e.grantingVoters, ","));
    }
    std::string operator()(const SendFetch& e) const {
        return fmt::format("fetch from {} epoch {} offset {} last {}", e.to, e.request.epoch,
                           e.request.offset, e.request.lastFetchedEpoch);
    }
    std::string operator()(const SendFetchSnapshot& e) const {
        return fmt::format("fetch snapshot {}-{} from {} epoch {} position {}", e.request.id.end,
                           e.request.id.epoch, e.to, e.request.epoch, e.request.position);
    }
    std::string operator()(const SendVote& e) const {
        return fmt::format("ask {} for its {} epoch {} end {} last {} (round {})", e.to,
                           e.request.preVote ? "pre-vote" : "vote", e.request.epoch, e.request.end,
                           e.request.lastEpoch, e.round);
    }
    std::string operator()(const SendBeginEpoch& e) const {
        return fmt::format("tell {} that epoch {} begins (round {})", e.to, e.request.epoch, e.round);
    }
    std::string operator()(const SendEndEpoch& e) const {
        return fmt::format("tell {} that epoch {} ends, successors [{}]", e.to, e.request.epoch,
                           fmt::join(e.request.successors, ","));
    }
    std::string operator()(const Answer& e) const {
        const ElectionAnswer& answer = e.answer;
        return fmt::format("answer #{} {} (leader {} epoch {})", e.number,
                           answer.error != ErrorCode::kNone ? errorName(answer.error)
                           : answer.granted                 ? "granted"
                                                            : "heard",
                           answer.leader, answer.epoch);
    }
    std::string operator()(const WriteSnapshotPart& e) const {
        return fmt::format("write snapshot {}-{} at {}", e.id.end, e.id.epoch, e.position);
    }
    std::string operator()(const InstallSnapshot& e) const {
        return fmt::format("install snapshot {}-{}", e.id.end, e.id.epoch);
    }
    std::string operator()(const MoveLogStart& e) const { return fmt::format("log start {}", e.start); }
    std::string operator()(const AppendFetched&) const { return "append fetched"; }
    std::string operator()(const TruncateLog& e) const { return fmt::format("truncate to {}", e.end); }
    std::string operator()(const HighWatermarkMoved& e) const {
        return fmt::format("high watermark {}", e.highWatermark);
    }
    std::string operator()(const LeaderIs& e) const {
        return e.leader == kNoBroker ? fmt::format("no leader in epoch {}", e.epoch)
                                     : fmt::format("leader {} epoch {}", e.leader, e.epoch);
    }
    std::string operator()(const LeadershipLost& e) const {
        return fmt::format("leadership of epoch {} lost: {}", e.epoch, e.reason);
    }
};

}  // namespace

std::string tell(const Effect& effect) { return std::visit(Teller{}, effect); }

}  // namespace broker::quorum
