#include "tests/app/sample/sample_faults.h"

#include <utility>

#include <fmt/core.h>

#include "tests/app/sample/sample_cluster.h"

namespace sample {

using namespace broker;
using namespace broker::observe;

std::vector<std::shared_ptr<const ClientSnapshot>> copies(int leader, int second, bool brokerThreeDead) {
    std::vector<std::shared_ptr<const ClientSnapshot>> clients;
    for (int follower = 1; follower <= 3; ++follower) {
        if (follower == leader || (brokerThreeDead && follower == 3)) continue;
        auto client = std::make_shared<ClientSnapshot>();
        client->connection = static_cast<std::uint64_t>(90 + follower);
        client->clientId = fmt::format("broker-{}-fetcher", follower);
        client->address = fmt::format("127.0.0.1:{}", 50'000 + leader * 100 + follower);
        client->since = start();
        client->isConsumer = true;
        client->isBroker = true;
        client->follower = BrokerId(follower);
        client->bytesOut = static_cast<std::uint64_t>(second + 40) * 180'000;
        client->requests = client->bytesOut / 4'000;
        client->consumedFrom["orders"] = client->bytesOut;
        clients.push_back(std::move(client));
    }
    return clients;
}

void addFaults(ClusterSnapshot& snapshot) {
    FaultsSnapshot& faults = snapshot.faults;
    faults.frozen = {BrokerId(3)};
    faults.links = {
        {.from = kNoBroker, .to = BrokerId(1), .trouble = LinkTrouble::kResetting, .resetAfterBytes = 65'536},
        {.from = BrokerId(1), .to = BrokerId(2), .trouble = LinkTrouble::kSlow, .delayMillis = 200},
        {.from = BrokerId(1), .to = BrokerId(3), .trouble = LinkTrouble::kCut},
        {.from = BrokerId(3), .to = BrokerId(1), .trouble = LinkTrouble::kCut}};
    faults.disks = {{.broker = BrokerId(2), .trouble = DiskTrouble::kFull, .bytesLeft = 1'000'000}};
}

std::vector<Event> faultEvents(std::uint64_t number) {
    std::vector<Event> all;
    const auto add = [&](int second, EventKind kind, int broker, std::vector<EventArgument> arguments) {
        Event event;
        event.number = number++;
        event.time = Timestamp(start().value() + second * 1000);
        event.kind = kind;
        event.broker = BrokerId(broker);
        event.arguments = std::move(arguments);
        all.push_back(std::move(event));
    };
    add(34, EventKind::kLinkCut, 1, {{"from", "broker 1"}, {"to", "broker 3"}});
    add(34, EventKind::kLinkCut, 3, {{"from", "broker 3"}, {"to", "broker 1"}});
    add(40, EventKind::kLinkSlowed, 1,
        {{"from", "broker 1"}, {"to", "broker 2"}, {"reason", "each frame comes 200 ms late"}});
    add(44, EventKind::kLinkResetting, 1, {{"from", "clients"}, {"to", "broker 1"}, {"bytes", "65536"}});
    add(48, EventKind::kDiskFull, 2, {{"broker", "2"}, {"bytes", "1000000"}});
    add(49, EventKind::kBrokerFrozen, 3, {{"broker", "3"}});
    return all;
}

}  // namespace sample
