#include "broker/checking/plan.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "broker/base/random.h"

namespace broker::checking {
namespace {

using namespace std::chrono_literals;

template <class T, std::size_t N>
T oneOf(Random& random, const T (&choices)[N]) {
    return choices[random.below(N)];
}

void drawSize(Plan& plan, const PlanLimits& limits, Random& random) {
    const int least = std::max({limits.leastVoters, limits.leastReplicas, 1});
    plan.brokers = std::max(least, oneOf(random, {1, 2, 3, 3, 3, 3, 4, 5}));
    const int mostVoters = std::max(limits.leastVoters, std::min(limits.mostVoters, plan.brokers));
    plan.voters = std::clamp(oneOf(random, {1, 3, 3, 3, 5, 5}), limits.leastVoters, mostVoters);
    const int mostReplicas = std::max(limits.leastReplicas, std::min(limits.mostReplicas, plan.brokers));
    plan.replicationFactor =
        std::clamp(oneOf(random, {1, 2, 3, 3, 3, 3, 3}), limits.leastReplicas, mostReplicas);
    plan.minInSync = plan.replicationFactor >= 3 ? 2 : 1;
    plan.topics.push_back({.name = "orders", .partitions = static_cast<int>(random.between(1, 4))});
    if (random.oneIn(2)) plan.topics.push_back({.name = "clicks", .partitions = 1});
}

/// Shrunk, so that what is rare in life happens in a minute.
void drawSettings(Plan& plan, Random& random) {
    const auto set = [&plan](const char* name, std::int64_t value) {
        plan.settings[name] = std::to_string(value);
    };
    const std::int64_t session = oneOf<std::int64_t>(random, {300, 600, 1'500});
    set("broker.session.timeout.ms", session);
    set("broker.heartbeat.interval.ms", std::max<std::int64_t>(session / 6, 50));
    const std::int64_t fetch = oneOf<std::int64_t>(random, {600, 1'000, 2'000});
    set("controller.quorum.fetch.timeout.ms", fetch);
    set("controller.quorum.request.timeout.ms", oneOf<std::int64_t>(random, {1'000, 2'000}));
    set("controller.quorum.election.timeout.ms", oneOf<std::int64_t>(random, {150, 300, 700}));
    set("controller.quorum.election.backoff.max.ms", oneOf<std::int64_t>(random, {50, 300}));
    set("metadata.log.max.record.bytes.between.snapshots",
        oneOf<std::int64_t>(random, {2'000, 20'000, 20'971'520}));
    set("replica.lag.time.max.ms", oneOf<std::int64_t>(random, {400, 1'000, 3'000}));
    set("replica.fetch.wait.max.ms", oneOf<std::int64_t>(random, {50, 100, 200}));
    set("replica.fetch.backoff.ms", oneOf<std::int64_t>(random, {50, 200}));
    set("replica.high.watermark.checkpoint.interval.ms", oneOf<std::int64_t>(random, {200, 1'000, 5'000}));
    set("log.flush.offset.checkpoint.interval.ms", oneOf<std::int64_t>(random, {500, 2'000, 60'000}));
    set("log.index.interval.bytes", oneOf<std::int64_t>(random, {0, 200, 4'096}));
    set("log.index.size.max.bytes", oneOf<std::int64_t>(random, {96, 480, 10'485'760}));
    if (random.oneIn(3)) set("log.flush.interval.messages", oneOf<std::int64_t>(random, {1, 20, 200}));
    set("request.timeout.ms", 2'000);
    set("min.insync.replicas", plan.minInSync);
    plan.allowsUncleanElection = plan.replicationFactor > 1 && random.oneIn(10);
    plan.settings["unclean.leader.election.enable"] = plan.allowsUncleanElection ? "true" : "false";
    plan.settings["auto.leader.rebalance.enable"] = random.oneIn(2) ? "true" : "false";
    set("leader.imbalance.check.interval.seconds", oneOf<std::int64_t>(random, {1, 5, 300}));
}

void drawWorld(Plan& plan, Random& random) {
    plan.link.minLatency = oneOf<Duration>(random, {50us, 100us, 1ms});
    plan.link.maxLatency = plan.link.minLatency + oneOf<Duration>(random, {100us, 500us, 3ms, 15ms});
    plan.link.slowOneIn = oneOf<std::uint32_t>(random, {0, 64, 256});
    plan.machine.disk.maxSync = oneOf<Duration>(random, {500us, 4ms, 20ms});
    plan.machine.maxWork = oneOf<Duration>(random, {200us, 1ms, 10ms});
}

void drawFaults(Plan& plan, Random& random) {
    for (const FaultKind kind : kAllFaults) {
        // Most runs know a few faults only: what all of them together would hide shows.
        if (!random.oneIn(3)) continue;
        const Duration every = oneOf<Duration>(random, {2s, 5s, 10s, 20s});
        plan.faults[kind] = {.every = kind == FaultKind::kKillAll ? every * 3 : every,
                             .lasts = oneOf<Duration>(random, {200ms, 1s, 2s, 4s})};
    }
    plan.usesDecorators = random.oneIn(3);
    // A broker that dies of its disk is one more that the controller distrusts: together with a loss of power
    // that may be one too many.
    if (plan.faults.contains(FaultKind::kLosePower)) {
        plan.faults.erase(FaultKind::kFullDisk);
        plan.faults.erase(FaultKind::kFailingDisk);
    }
    if (plan.faults.empty()) plan.faults[FaultKind::kKill] = {.every = 5s, .lasts = 1s};
}

void drawHarshFaults(Plan& plan, Random& random) {
    plan.faults.clear();
    for (const FaultKind kind :
         {FaultKind::kKill, FaultKind::kFreeze, FaultKind::kCut, FaultKind::kCutOneWay, FaultKind::kIsolate,
          FaultKind::kSlowLink, FaultKind::kLosePower, FaultKind::kFullDisk, FaultKind::kFailingDisk}) {
        const bool isOfDisk = kind == FaultKind::kFullDisk || kind == FaultKind::kFailingDisk;
        if (isOfDisk && plan.faults.contains(FaultKind::kLosePower)) continue;
        if (kind == FaultKind::kKill || random.oneIn(2))
            plan.faults[kind] = {.every = oneOf<Duration>(random, {700ms, 1'500ms, 3s}),
                                 .lasts = oneOf<Duration>(random, {200ms, 700ms, 1'500ms})};
    }
}

void drawChores(Plan& plan, Random& random) {
    for (const ChoreKind kind : kAllChores)
        if (random.oneIn(3)) plan.chores[kind] = oneOf<Duration>(random, {500ms, 2s, 8s});
    if (random.oneIn(2)) plan.briefTopicSettings["segment.ms"] = random.oneIn(2) ? "300" : "2000";
    if (random.oneIn(2)) plan.briefTopicSettings["retention.ms"] = random.oneIn(2) ? "400" : "3000";
}

void drawLoad(Plan& plan, Random& random) {
    const auto count = random.between(2, 4);
    for (std::int64_t i = 0; i < count; ++i) {
        ProducerPlan producer;
        producer.acks = i > 0 && random.oneIn(3) ? 1 : -1;
        producer.batchBytes = oneOf<std::size_t>(random, {200, 1'000, 16'384});
        producer.valueBytes = oneOf<std::size_t>(random, {12, 40, 400});
        producer.linger = oneOf<Duration>(random, {0ms, 5ms, 50ms});
        producer.mostBetween = oneOf<Duration>(random, {20ms, 60ms, 200ms});
        producer.deliveryDeadline = oneOf<Duration>(random, {2s, 10s, 60s});
        producer.bufferBytes = oneOf<std::size_t>(random, {8'000, 32 << 20, 32 << 20});
        producer.tooLargeOneIn = oneOf<std::uint32_t>(random, {0, 0, 0, 40});
        plan.producers.push_back(producer);
    }
}

/// Also shrunk: logs of groups and of compacted topics roll and are compacted all the time.
void drawGroups(Plan& plan, const PlanLimits& limits, Random& random) {
    const auto set = [&plan](const char* name, std::int64_t value) {
        plan.settings[name] = std::to_string(value);
    };
    set("offsets.topic.num.partitions", random.between(1, 2));
    set("offsets.topic.replication.factor", plan.replicationFactor);
    set("offsets.commit.timeout.ms", oneOf<std::int64_t>(random, {1'000, 5'000}));
    set("group.min.session.timeout.ms", 100);
    set("group.initial.rebalance.delay.ms", oneOf<std::int64_t>(random, {0, 200}));
    set("log.cleaner.backoff.ms", oneOf<std::int64_t>(random, {100, 400, 1'500}));
    set("log.cleaner.dedupe.buffer.size", oneOf<std::int64_t>(random, {4'096, 65'536}));
    set("log.cleaner.max.compaction.lag.ms", oneOf<std::int64_t>(random, {300, 1'000, 4'000}));
    if (random.oneIn(3)) plan.compactedTopicSettings["delete.retention.ms"] = "1000";
    plan.compactedTopicSettings["min.cleanable.dirty.ratio"] = random.oneIn(2) ? "0.1" : "0.5";
    if (!limits.hasGroups && random.oneIn(2)) return;
    const auto count = random.between(1, 2);
    for (std::int64_t i = 1; i <= count; ++i) {
        GroupPlan group{.name = fmt::format("group-{}", i)};
        group.members = static_cast<int>(random.between(1, 3));
        group.isStatic = random.oneIn(3);
        group.strategy = oneOf(random, {assignors::Strategy::kRange, assignors::Strategy::kRoundRobin});
        group.session = oneOf<Duration>(random, {300ms, 800ms, 2s});
        group.rebalance = oneOf<Duration>(random, {500ms, 2s});
        group.mostBetween = oneOf<Duration>(random, {60ms, 150ms, 400ms});
        group.actEvery = oneOf<Duration>(random, {1'500ms, 4s, 10s});
        plan.groups.push_back(group);
    }
}

std::string milliseconds(Duration duration) {
    return fmt::format("{} ms", std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

}  // namespace

std::string_view faultName(FaultKind kind) {
    static constexpr std::string_view kNames[]{"kill",      "power loss",   "kill all",    "stop",
                                               "freeze",    "cut",          "one-way cut", "isolation",
                                               "slow link", "reset",        "flaky link",  "slow disk",
                                               "full disk", "failing disk", "clock jump"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view choreName(ChoreKind kind) {
    static constexpr std::string_view kNames[]{"preferred leaders", "a topic comes and goes",
                                               "a compacted topic"};
    return kNames[static_cast<std::size_t>(kind)];
}

Duration Plan::sessionTimeout() const {
    return std::chrono::milliseconds(std::stoll(settings.at("broker.session.timeout.ms")));
}

Duration Plan::electionTimeout() const {
    return std::chrono::milliseconds(std::stoll(settings.at("controller.quorum.fetch.timeout.ms")) +
                                     2 * std::stoll(settings.at("controller.quorum.election.timeout.ms")));
}

int Plan::partitions() const {
    int count = 0;
    for (const TopicPlan& topic : topics) count += topic.partitions;
    return count;
}

Plan drawPlan(std::uint64_t seed, const PlanLimits& limits) {
    Random random(seed);
    Plan plan;
    plan.seed = seed;
    plan.safety = limits.safety;
    plan.mutants = limits.mutants;
    drawSize(plan, limits, random);
    drawSettings(plan, random);
    drawWorld(plan, random);
    drawFaults(plan, random);
    if (limits.isHarsh) drawHarshFaults(plan, random);
    drawLoad(plan, random);
    drawChores(plan, random);
    drawGroups(plan, limits, random);
    return plan;
}

std::string describe(const Plan& plan) {
    std::string text = fmt::format(
        "{} brokers, {} voters, replication factor {}, min.insync.replicas {}, {} partitions, unclean "
        "election {}\n",
        plan.brokers, plan.voters, plan.replicationFactor, plan.minInSync, plan.partitions(),
        plan.allowsUncleanElection ? "on" : "off");
    for (const auto& [name, value] : plan.settings) text += fmt::format("  {}={}\n", name, value);
    text += fmt::format("links {} to {} us, syncs up to {} us\nfaults:", plan.link.minLatency.count(),
                        plan.link.maxLatency.count(), plan.machine.disk.maxSync.count());
    for (const auto& [kind, faulting] : plan.faults)
        text += fmt::format(" {} (every {}, for {})", faultName(kind), milliseconds(faulting.every),
                            milliseconds(faulting.lasts));
    text += plan.usesDecorators ? "\nlinks and power by the decorators, chores:" : "\nchores:";
    for (const auto& [kind, every] : plan.chores)
        text += fmt::format(" {} (every {})", choreName(kind), milliseconds(every));
    text += "\nproducers:";
    for (const ProducerPlan& producer : plan.producers)
        text += fmt::format(" acks={} (batch {} B, a record within {})", producer.acks, producer.batchBytes,
                            milliseconds(producer.mostBetween));
    text += "\ngroups:";
    for (const GroupPlan& group : plan.groups)
        text += fmt::format(" {} of {} {} (session {}, a commit within {}, an act every {})", group.name,
                            group.members, group.isStatic ? "static members" : "members",
                            milliseconds(group.session), milliseconds(group.mostBetween),
                            milliseconds(group.actEvery));
    return text + "\n";
}

}  // namespace broker::checking
