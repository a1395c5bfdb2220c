#include "app/serve_console.h"

#include <array>
#include <charconv>
#include <vector>

#include "app/console_faults.h"
#include "app/console_groups.h"
#include "app/console_words.h"

namespace app {
namespace {

using namespace broker;

ConsoleLine wrong(std::string error) {
    return {.kind = ConsoleLine::Kind::kError, .error = std::move(error)};
}

std::string_view stateName(const observe::ClusterSnapshot& cluster, const observe::BrokerSnapshot& broker) {
    if (cluster.faults.isFrozen(broker.id)) return "frozen";
    switch (broker.state) {
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

std::string endText(BrokerId end) {
    return end == faults::kClients ? "clients" : std::to_string(end.value());
}

/// ` links=1>2:cut,2>clients:slow disks=2:full`, or nothing when nothing is wrong.
std::string faultsText(const observe::FaultsSnapshot& faults) {
    static constexpr std::array kLinks{"cut", "slow", "resetting"};
    static constexpr std::array kDisks{"slow", "full", "failing"};
    std::string text;
    for (const observe::LinkSnapshot& link : faults.links)
        text += fmt::format("{}{}>{}:{}", text.empty() ? " links=" : ",", endText(link.from),
                            endText(link.to), kLinks[static_cast<std::size_t>(link.trouble)]);
    for (const observe::DiskSnapshot& disk : faults.disks)
        text += fmt::format("{}{}:{}", &disk == &faults.disks.front() ? " disks=" : ",", disk.broker,
                            kDisks[static_cast<std::size_t>(disk.trouble)]);
    return text;
}

}  // namespace

ConsoleLine parseConsoleLine(std::string_view line) {
    const Result<std::vector<std::string>> found = wordsOf(line);
    if (!found) return wrong(found.error().detail);
    const std::vector<std::string_view> parts(found->begin(), found->end());
    if (parts.empty()) return {};
    const std::string_view verb = parts.front();
    if (verb == "status" && parts.size() == 1) return {.kind = ConsoleLine::Kind::kStatus};
    if (verb == "help" && parts.size() == 1) return {.kind = ConsoleLine::Kind::kHelp};
    if (verb == "groups" && parts.size() == 1) return {.kind = ConsoleLine::Kind::kGroups};
    if (verb == "group") {
        if (parts.size() != 2) return wrong("group needs a name, as in 'group billing'; groups lists them");
        return {.kind = ConsoleLine::Kind::kGroup, .group = std::string(parts[1])};
    }
    for (auto command : {parseFault(parts), parseGroupCommand(parts)}) {
        if (!command) continue;
        if (!*command) return wrong(command->error().detail);
        return {.kind = ConsoleLine::Kind::kCommand, .command = std::move(**command)};
    }
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
        brokers += fmt::format("{}{}:{}", brokers.empty() ? "" : ",", one->id, stateName(cluster, *one));
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
    return fmt::format("brokers={} controller={} epoch={} topics={} partitions={} offline={}{}", brokers,
                       controller, cluster.controllerEpoch, cluster.metadata->topics.size(), partitions,
                       offline, faultsText(cluster.faults));
}

std::string consoleHelp() {
    return "commands: status, kill N, restart N, stop N, shutdown N, powerloss N, freeze N, thaw N, "
           "cut LINK, slow LINK [MS [BYTES/S]], reset LINK [BYTES], heal [LINK], "
           "disk N well|slow [MS]|full [BYTES]|failing [reads|writes|syncs] [PATH PART], "
           "groups, group NAME, remove-member GROUP MEMBER, delete-group GROUP, "
           "reset-offsets GROUP TOPIC[:PARTITION]...|* earliest|latest|OFFSET|+N|-N|@MS [preview], help; "
           "a LINK is '1 2', '2 clients' or, one way, '1 > 2'; a name with blanks stands in \"quotes\"";
}

}  // namespace app
