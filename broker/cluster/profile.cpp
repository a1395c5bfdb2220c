#include "broker/cluster/profile.h"

#include <algorithm>

#include "broker/quorum/quorum_state.h"

namespace broker::cluster {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

Result<void> setAll(ProfiledSettings& into, const Rows& rows, const std::string& source) {
    for (const auto& [name, value] : rows) {
        RETURN_IF_ERROR(into.settings.set(name, value));
        into.sources[name] = source;
    }
    return {};
}

}  // namespace

Result<ProfiledSettings> profiledSettings(const ClusterOptions& options) {
    ProfiledSettings profiled;
    const std::string copies = std::to_string(std::min(options.brokers, 3));
    const std::string inSync = std::to_string(std::min(options.brokers, 2));
    const Rows replicated{{"num.partitions", "6"},
                          {"default.replication.factor", copies},
                          {"min.insync.replicas", inSync},
                          {"offsets.topic.replication.factor", copies}};
    RETURN_IF_ERROR(setAll(profiled, replicated, "this cluster"));
    if (options.timing == "classroom") {
        const Rows classroom{{"broker.heartbeat.interval.ms", "100"},
                             {"broker.session.timeout.ms", "600"},
                             {"controller.quorum.fetch.timeout.ms", "400"},
                             {"controller.quorum.election.timeout.ms", "200"},
                             {"controller.quorum.election.backoff.max.ms", "200"},
                             {"controller.quorum.request.timeout.ms", "1000"},
                             {"replica.lag.time.max.ms", "1500"},
                             {"replica.fetch.wait.max.ms", "100"},
                             {"replica.fetch.backoff.ms", "100"},
                             {"replica.high.watermark.checkpoint.interval.ms", "1000"},
                             {"leader.imbalance.check.interval.seconds", "5"},
                             {"group.initial.rebalance.delay.ms", "300"},
                             {"group.min.session.timeout.ms", "1000"}};
        RETURN_IF_ERROR(setAll(profiled, classroom, "this cluster"));
    } else if (options.timing != "kafka") {
        return failure(ErrorCode::kInvalidArgument, "timing '{}': kafka or classroom is expected",
                       options.timing);
    }
    RETURN_IF_ERROR(setAll(profiled, options.settings, "command line"));
    return profiled;
}

Result<std::vector<BrokerId>> votersFor(const world::Files& files, const std::string& folder, int brokers) {
    const Result<Bytes> kept =
        world::readWhole(files, world::joinPath(folder, "broker-1/__cluster_metadata-0/quorum-state"),
                         quorum::kMaxQuorumStateFile);
    const auto state = kept ? quorum::decodeQuorumState(*kept) : failure(kept.error());
    if (state && !state->voters.empty()) {
        if (state->voters.back() <= BrokerId(brokers)) return state->voters;
        return failure(ErrorCode::kInvalidArgument,
                       "the metadata quorum in {} has voters up to broker {}: {} brokers are too few", folder,
                       state->voters.back(), brokers);
    }
    std::vector<BrokerId> voters;
    for (int number = 1; number <= std::min(brokers, kMostVoters); ++number) voters.emplace_back(number);
    return voters;
}

}  // namespace broker::cluster
