#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "broker/assignors/assignors.h"
#include "broker/node/node.h"
#include "broker/simulation/machine.h"
#include "broker/simulation/network.h"

namespace broker::checking {

using world::Duration;

/// What can be done to a cluster.
enum class FaultKind : std::uint8_t {
    kKill,
    kLosePower,
    kKillAll,
    kStop,  ///< controlled shutdown
    kFreeze,
    kCut,  ///< one link, both ways
    kCutOneWay,
    kIsolate,  ///< one broker from all others, clients included or not
    kSlowLink,
    kReset,      ///< the connections of one link break
    kFlakyLink,  ///< one in so many frames breaks its connection
    kSlowDisk,
    kFullDisk,
    kFailingDisk,
    kClock,  ///< the wall clock jumps, and back again; the monotonic one stays
};
inline constexpr std::array kAllFaults{FaultKind::kKill,      FaultKind::kLosePower,   FaultKind::kKillAll,
                                       FaultKind::kStop,      FaultKind::kFreeze,      FaultKind::kCut,
                                       FaultKind::kCutOneWay, FaultKind::kIsolate,     FaultKind::kSlowLink,
                                       FaultKind::kReset,     FaultKind::kFlakyLink,   FaultKind::kSlowDisk,
                                       FaultKind::kFullDisk,  FaultKind::kFailingDisk, FaultKind::kClock};
std::string_view faultName(FaultKind kind);

/// What somebody who looks after a cluster does to it, through its own APIs.
enum class ChoreKind : std::uint8_t {
    kElectLeaders,  ///< preferred leaders
    kChurnTopic,    ///< a topic is created, deleted, and created again under the same name
    kCompactTopic,  ///< keys get new values in a compacted topic
};
inline constexpr std::array kAllChores{ChoreKind::kElectLeaders, ChoreKind::kChurnTopic,
                                       ChoreKind::kCompactTopic};
std::string_view choreName(ChoreKind kind);

struct ProducerPlan {
    std::int16_t acks = -1;  ///< -1 goes with idempotence
    std::size_t batchBytes = 1'000;
    std::size_t valueBytes = 20;
    Duration linger{5'000};
    Duration mostBetween{40'000};  ///< between two records
    Duration deliveryDeadline{10'000'000};
    std::size_t bufferBytes = 32 << 20;  ///< what does not fit is refused by the client itself
    /// One record in so many is larger than its topic takes; 0: none.
    std::uint32_t tooLargeOneIn = 0;
};
/// A consumer group whose members subscribe to all topics that last.
struct GroupPlan {
    std::string name;
    int members = 2;
    bool isStatic = false;  ///< each has a `group.instance.id`, which whoever comes in its place has too
    assignors::Strategy strategy = assignors::Strategy::kRange;
    Duration session{1'000'000};
    Duration rebalance{2'000'000};
    Duration mostBetween{100'000};  ///< between two commits of a member
    Duration actEvery{4'000'000};   ///< mean time between two things that happen to a member
};

/// `max.message.bytes` of all topics, and the size of a record that no topic takes.
inline constexpr int kMostBatchBytes = 20'000;
inline constexpr std::size_t kTooLargeBytes = 30'000;

struct TopicPlan {
    std::string name;
    int partitions = 1;
};

/// All that a run draws from its seed before it begins. A plain value.
struct Plan {
    std::uint64_t seed = 0;
    int brokers = 3;
    int voters = 1;
    int replicationFactor = 1;
    int minInSync = 1;
    bool allowsUncleanElection = false;
    std::vector<TopicPlan> topics;
    std::map<std::string, std::string> settings;  ///< of each broker
    simulation::MachineOptions machine;
    simulation::LinkOptions link;
    Duration safety{60'000'000};  ///< while faults strike; virtual
    /// Mean time between two faults of a kind, and how long their effect lasts on average.
    struct Faulting {
        Duration every{};
        Duration lasts{};
    };
    std::map<FaultKind, Faulting> faults;  ///< those that this run knows
    /// Links and power are cut by the decorators of faults/, which serve the window, instead of by the
    /// simulated world.
    bool usesDecorators = false;
    std::map<ChoreKind, Duration> chores;  ///< mean time between two of a kind
    /// Of the topic that comes and goes.
    std::map<std::string, std::string> briefTopicSettings;
    std::map<std::string, std::string> compactedTopicSettings;
    std::vector<ProducerPlan> producers;
    std::vector<GroupPlan> groups;
    int consumers = 2;
    node::Mutants mutants;

    Duration sessionTimeout() const;
    Duration electionTimeout() const;  ///< until a voter has noticed a dead leader and stood for election
    int partitions() const;
};

/// What the caller fixes; 0: drawn.
struct PlanLimits {
    Duration safety{60'000'000};
    int mostVoters = 5;
    int mostReplicas = 3;
    int leastVoters = 1;
    int leastReplicas = 1;
    /// Brokers die, freeze and are cut off all the time: what comes of failovers in quick succession.
    bool isHarsh = false;
    bool hasGroups = false;  ///< else in one of two runs
    node::Mutants mutants;
};

Plan drawPlan(std::uint64_t seed, const PlanLimits& limits);
/// A few lines for people.
std::string describe(const Plan& plan);

}  // namespace broker::checking
