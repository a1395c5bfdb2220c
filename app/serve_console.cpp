#include "app/serve_console.h"

#include <charconv>
#include <vector>

namespace app {
namespace {

using namespace broker;

std::vector<std::string_view> words(std::string_view line) {
    std::vector<std::string_view> found;
    while (true) {
        const std::size_t begin = line.find_first_not_of(" \t\r");
        if (begin == std::string_view::npos) return found;
        const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
        found.push_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
}

ConsoleLine wrong(std::string error) {
    return {.kind = ConsoleLine::Kind::kError, .error = std::move(error)};
}

std::string_view stateName(observe::BrokerState state) {
    switch (state) {
        case observe::BrokerState::kStarting:
            return "starting";
        case observe::BrokerState::kFenced:
            return "fenced";
        case observe::BrokerState::kRunning:
            return "running";
        case observe::BrokerState::kStopping:
            return "stopping";
        case observe::BrokerState::kStopped:
            return "stopped";
        case observe::BrokerState::kDead:
            return "dead";
    }
    return "";
}

}  // namespace

ConsoleLine parseConsoleLine(std::string_view line) {
    const std::vector<std::string_view> parts = words(line);
    if (parts.empty()) return {};
    const std::string_view verb = parts.front();
    if (verb == "status" && parts.size() == 1) return {.kind = ConsoleLine::Kind::kStatus};
    if (verb == "help" && parts.size() == 1) return {.kind = ConsoleLine::Kind::kHelp};
    if (verb != "kill" && verb != "restart" && verb != "stop")
        return wrong(fmt::format("there is no command '{}'; help lists them", line));
    int number = 0;
    const bool hasNumber = parts.size() == 2 &&
                           std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), number).ptr ==
                               parts[1].data() + parts[1].size();
    if (!hasNumber) return wrong(fmt::format("{} needs the number of a broker, as in '{} 2'", verb, verb));
    const BrokerId id(number);
    ConsoleLine parsed{.kind = ConsoleLine::Kind::kCommand};
    if (verb == "kill") parsed.command = cluster::KillBroker{id};
    if (verb == "restart") parsed.command = cluster::RestartBroker{id};
    if (verb == "stop") parsed.command = cluster::StopBroker{id};
    return parsed;
}

std::string statusText(const observe::ClusterSnapshot& cluster) {
    std::string brokers;
    for (const auto& one : cluster.brokers)
        brokers += fmt::format("{}{}:{}", brokers.empty() ? "" : ",", one->id, stateName(one->state));
    std::size_t partitions = 0;
    std::size_t offline = 0;
    for (const auto& topic : cluster.metadata->topics) {
        partitions += topic->partitions.size();
        for (const auto& partition : topic->partitions) {
            const observe::BrokerSnapshot* leader = cluster.broker(partition->leader);
            offline += leader && observe::isAlive(leader->state) ? 0 : 1;
        }
    }
    const std::string controller =
        cluster.activeController == kNoBroker ? "none" : std::to_string(cluster.activeController.value());
    return fmt::format("brokers={} controller={} epoch={} topics={} partitions={} offline={}", brokers,
                       controller, cluster.controllerEpoch, cluster.metadata->topics.size(), partitions,
                       offline);
}

std::string consoleHelp() { return "commands: status, kill N, restart N, stop N, help"; }

}  // namespace app
