#include "broker/cluster/profile.h"

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
    RETURN_IF_ERROR(setAll(profiled, {{"num.partitions", "6"}}, "this cluster"));
    if (options.timing == "classroom") {
        const Rows classroom{{"broker.heartbeat.interval.ms", "100"},
                             {"broker.session.timeout.ms", "600"},
                             {"controller.quorum.fetch.timeout.ms", "600"},
                             {"controller.quorum.request.timeout.ms", "1000"}};
        RETURN_IF_ERROR(setAll(profiled, classroom, "this cluster"));
    } else if (options.timing != "kafka") {
        return failure(ErrorCode::kInvalidArgument, "timing '{}': kafka or classroom is expected",
                       options.timing);
    }
    RETURN_IF_ERROR(setAll(profiled, options.settings, "command line"));
    return profiled;
}

}  // namespace broker::cluster
