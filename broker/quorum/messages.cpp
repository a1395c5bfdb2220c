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
