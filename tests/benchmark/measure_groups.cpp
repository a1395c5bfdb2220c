#include <array>
#include <chrono>
#include <thread>

#include <fmt/core.h>

#include "tests/benchmark/cluster_view.h"
#include "tests/benchmark/group_crowd.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/three_brokers.h"

namespace tests::benchmark {
namespace {

using namespace std::chrono_literals;

constexpr const char* kTopic = "grouped";
constexpr int kPartitions = 60;
constexpr std::array<int, 2> kSizes{3, 30};

/// One cluster and what was measured of its groups.
struct Contender {
    struct Rebalances {
        Samples joins;
        Samples deaths;
    };

    std::unique_ptr<ThreeBrokers> brokers;
    std::array<Rebalances, kSizes.size()> rebalances;
    Samples oneCommit;
    Samples commits;
    Samples cpuOfCommits;
    Samples memory;

    explicit Contender(std::unique_ptr<ThreeBrokers> started)
        : brokers(std::move(started)) {
        if (!brokers) return;
        const ClusterView view(brokers->bootstrapServers());
        if (const std::string reason = view.createTopic(kTopic, kPartitions); !reason.empty()) giveUp(reason);
    }

    void play(const Plan& plan, int turn);
    void takeGroups(const Plan& plan, int turn);
};

/// Turn -1 warms up and is not counted.
void Contender::play(const Plan& plan, int turn) {
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        GroupCrowd crowd({.bootstrapServers = brokers->bootstrapServers(),
                          .group = fmt::format("crowd-{}-{}", kSizes[i], turn),
                          .topic = kTopic,
                          .partitions = kPartitions});
        crowd.join(kSizes[i] - 1);
        const double join = crowd.join(1);
        const double before = brokers->cpuSeconds();
        const std::chrono::milliseconds time(static_cast<int>(1000 * plan.secondsAtRate));
        const std::vector<double> taken = crowd.commitFor(time);
        const double cpuUsed = brokers->cpuSeconds() - before;
        const double death = crowd.killOne();
        if (turn < 0) continue;
        rebalances[i].joins.add(1e3 * join);
        rebalances[i].deaths.add(1e3 * death);
        if (kSizes[i] != kSizes.back() || taken.empty()) continue;
        Samples seconds;
        for (const double one : taken) seconds.add(one);
        oneCommit.add(1e6 * seconds.median());
        commits.add(static_cast<double>(taken.size()) / 1e3 / plan.secondsAtRate);
        cpuOfCommits.add(1e6 * cpuUsed / static_cast<double>(taken.size()));
    }
}

void Contender::takeGroups(const Plan& plan, int turn) {
    const double before = brokers->residentMebibytes();
    commitForGroups(brokers->bootstrapServers(), fmt::format("many-{}", turn), kTopic, plan.groups);
    if (turn >= 0) memory.add((brokers->residentMebibytes() - before) * 1000 / plan.groups);
}

}  // namespace

void measureGroups(const Plan& plan, Table& table) {
    Contender ours(startOurs("classroom"));
    Contender kafka(plan.withKafka ? startKafka("classroom") : nullptr);
    for (int turn = kafka.brokers ? -1 : 0; turn < plan.turns; ++turn)
        for (Contender* contender : {&ours, &kafka})
            if (contender->brokers) contender->play(plan, turn);
    for (int turn = -1; turn < plan.turns; ++turn)
        for (Contender* contender : {&ours, &kafka})
            if (contender->brokers) contender->takeGroups(plan, turn);

    const std::string name = kafkaName();
    table.beginGroup(
        fmt::format("Groups: our own client, range, {} partitions, session 1 s, heartbeat 100 ms, "
                    "group.initial.rebalance.delay.ms 300, replication factor 3",
                    kPartitions));
    for (std::size_t i = 0; i < kSizes.size(); ++i) {
        table.add({.name = fmt::format("one joins, {} in all", kSizes[i]),
                   .unit = Unit::kMilliseconds,
                   .ours = ours.rebalances[i].joins,
                   .raw = {{name, kafka.rebalances[i].joins}}});
        table.add({.name = fmt::format("one of {} dies", kSizes[i]),
                   .unit = Unit::kMilliseconds,
                   .ours = ours.rebalances[i].deaths,
                   .raw = {{name, kafka.rebalances[i].deaths}}});
    }
    table.add({.name = fmt::format("commits of {} members", kSizes.back()),
               .unit = Unit::kRecordsPerSecond,
               .ours = ours.commits,
               .raw = {{name, kafka.commits}}});
    table.add({.name = "  one of them",
               .unit = Unit::kMicroseconds,
               .ours = ours.oneCommit,
               .raw = {{name, kafka.oneCommit}}});
    table.add({.name = "  processor of the brokers for one",
               .unit = Unit::kMicroseconds,
               .ours = ours.cpuOfCommits,
               .raw = {{name, kafka.cpuOfCommits}}});
    table.add({.name = "memory for 1,000 groups of 10 offsets",
               .unit = Unit::kMebibytes,
               .ours = ours.memory,
               .raw = {{name, kafka.memory}}});
}

}  // namespace tests::benchmark
