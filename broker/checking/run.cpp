#include "broker/checking/run.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "broker/checking/chores.h"
#include "broker/checking/compacted_topic.h"
#include "broker/checking/group_load.h"
#include "broker/checking/liveness.h"
#include "broker/checking/load.h"
#include "broker/checking/simulated_cluster.h"
#include "broker/checking/swarm.h"
#include "broker/checking/watch.h"

namespace broker::checking {
namespace {

using namespace std::chrono_literals;

constexpr Duration kLookEvery = 2ms;
constexpr Duration kLookForRest = 20ms;
constexpr Duration kMostForBeginning = 120s;
/// After the last fault: until the cluster has settled, and until a new reader has read everything.
constexpr Duration kMostForRest = 120s;
constexpr Duration kMostForReading = 60s;
/// What a half-open connection or a pause between attempts may cost on top of elections.
constexpr Duration kControllerSlack = 10s;
constexpr std::size_t kToldLines = 60;

class Run {
public:
    Run(const Plan& plan, const std::function<void(std::string_view)>& onLine)
        : m_plan(plan)
        , m_cluster(plan)
        , m_truth(plan)
        , m_watch(plan, m_cluster, m_truth) {
        m_cluster.story().listener = onLine;
        m_cluster.setObserver(m_watch);
    }

    RunResult go() {
        if (begin()) beSafe() && beLive() && readAll();
        return result();
    }

private:
    simulation::Simulator& simulator() { return m_cluster.simulator(); }
    bool isFine() const { return !m_watch.finding(); }

    /// One step of looking; false once something was found.
    bool advance(Duration step) {
        simulator().runFor(step);
        m_cluster.bury();
        m_watch.look();
        return isFine();
    }
    /// Until `missing` has nothing left; a finding if it still has after `most`.
    template <class Missing>
    bool settle(Duration most, const char* what, Missing&& missing) {
        const world::Moment begun = simulator().now();
        for (;;) {
            const std::optional<std::string> left = missing();
            if (!left) break;
            if (simulator().now() - begun > most) {
                for (const BrokerLook& broker : m_watch.lastLook().brokers)
                    m_cluster.story().tell(describeQuorum(broker));
                m_watch.setFinding({"liveness", fmt::format("{} within {} s: {}", what, most / 1s, *left)});
                return false;
            }
            if (!advance(kLookForRest)) return false;
        }
        m_settledAfter = std::max(m_settledAfter, simulator().now() - begun);
        return true;
    }

    bool begin() {
        for (int broker = 1; broker <= m_plan.brokers; ++broker) m_cluster.start(broker);
        TopicMaker maker(m_plan, m_cluster);
        return settle(kMostForBeginning, "the cluster did not begin", [&]() -> std::optional<std::string> {
            if (!maker.isDone()) return maker.trouble();
            return missingForRest(m_watch.lastLook(), m_truth);
        });
    }

    bool beSafe() {
        m_cluster.story().tell("clients begin");
        for (std::size_t i = 0; i < m_plan.producers.size(); ++i)
            m_producers.push_back(std::make_unique<LoadProducer>(static_cast<int>(i) + 1, m_plan.producers[i],
                                                                 m_cluster, m_truth, m_watch));
        for (int i = 1; i <= m_plan.consumers; ++i)
            m_readers.push_back(std::make_unique<LoadReader>(i, m_cluster, m_truth, m_watch));
        m_prober = std::make_unique<LatestProber>(m_cluster, m_truth, m_watch);
        m_swarm = std::make_unique<Swarm>(m_plan, m_cluster, m_truth);
        if (const auto at = m_plan.chores.find(ChoreKind::kElectLeaders); at != m_plan.chores.end())
            m_elections = std::make_unique<PreferredElections>(at->second, m_cluster);
        if (m_plan.chores.contains(ChoreKind::kChurnTopic))
            m_churn = std::make_unique<TopicChurn>(m_plan, m_cluster, m_truth);
        if (m_plan.chores.contains(ChoreKind::kCompactTopic))
            m_compacted = std::make_unique<CompactedTopic>(m_plan, m_cluster, m_truth);
        for (std::size_t i = 0; i < m_plan.groups.size(); ++i)
            m_groups.push_back(std::make_unique<LoadGroup>(static_cast<int>(i), m_plan.groups[i], m_plan,
                                                           m_cluster, m_truth, m_watch));
        m_settledAfter = {};
        for (const world::Moment end = simulator().now() + m_plan.safety; simulator().now() < end;) {
            if (!advance(kLookEvery)) return false;
            m_swarm->act();
        }
        return true;
    }

    bool beLive() {
        m_swarm->healAll();
        // Recovery from a disk that was slow may take longer than any election.
        const bool areOpen =
            settle(kMostForRest, "a broker did not open its folder", [this]() -> std::optional<std::string> {
                restartFailed();
                for (const BrokerLook& broker : m_watch.lastLook().brokers)
                    if (!broker.quorum) return fmt::format("broker {}", broker.number);
                return std::nullopt;
            });
        if (!areOpen) return false;
        const Duration most = 3 * m_plan.electionTimeout() + kControllerSlack;
        const bool isLed = settle(most, "no controller that all follow", [this] {
            restartFailed();
            return missingController(m_watch.lastLook());
        });
        if (!isLed) return false;
        // New writes on top, so that a cluster that only seems well is seen not to be.
        for (const auto& producer : m_producers) producer->stop();
        if (m_elections) m_elections->stop();
        if (m_churn) m_churn->stop();
        if (m_compacted) m_compacted->stop();
        for (const auto& group : m_groups) group->stop();
        const bool isAtRest =
            settle(kMostForRest, "the cluster did not come to rest", [this]() -> std::optional<std::string> {
                restartFailed();
                for (const auto& producer : m_producers)
                    if (!producer->isSettled()) return "a producer still waits for answers";
                if (m_churn && !m_churn->isSettled()) return "a chore still waits for answers";
                if (m_compacted && !m_compacted->isSettled()) return "a chore still waits for answers";
                for (const auto& group : m_groups)
                    if (auto missing = group->missing()) return missing;
                if (auto missing = missingForRest(m_watch.lastLook(), m_truth)) return missing;
                return folderTooMany();
            });
        if (!isAtRest) return false;
        // Where nothing else happens a static member that returns is all that there is to see.
        for (const auto& group : m_groups) group->comeBack();
        return settle(kMostForRest, "a static member did not come back",
                      [this]() -> std::optional<std::string> {
                          for (const auto& group : m_groups)
                              if (auto missing = group->missing()) return missing;
                          return std::nullopt;
                      });
    }

    /// A folder of a partition that is not there any more.
    std::optional<std::string> folderTooMany() {
        for (int broker = 1; broker <= m_plan.brokers; ++broker) {
            const auto entries = m_cluster.machine(broker).disk().list(SimulatedCluster::kFolder);
            if (!entries) return fmt::format("the folder of broker {}: {}", broker, entries.error().detail);
            for (const world::FolderEntry& entry : *entries) {
                if (!entry.isFolder || entry.name == "__cluster_metadata-0") continue;
                const std::size_t dash = entry.name.rfind('-');
                const metadata::TopicImage* topic = m_truth.newest->topic(entry.name.substr(0, dash));
                const std::string index = dash == std::string::npos ? "" : entry.name.substr(dash + 1);
                const bool isThere = topic && index.size() == 1 && index[0] >= '0' &&
                                     index[0] - '0' < static_cast<int>(topic->partitions.size());
                if (isThere) continue;
                tidyUp(broker);
                return fmt::format("broker {} still has the folder {}", broker, entry.name);
            }
        }
        return std::nullopt;
    }

    /// A folder that could not be removed while its disk failed goes with the next start.
    void tidyUp(int broker) {
        const bool hadBadDisk =
            m_plan.faults.contains(FaultKind::kFailingDisk) || m_plan.faults.contains(FaultKind::kFullDisk);
        if (!hadBadDisk || !m_cluster.isUp(broker) || !m_tidied.insert(broker).second) return;
        m_cluster.kill(broker);
        m_cluster.start(broker);
    }

    /// As a person would who sees that a log is offline although its disk is well.
    void restartFailed() {
        for (const BrokerLook& broker : m_watch.lastLook().brokers) {
            const int number = broker.number;
            const bool hasFailure = std::ranges::any_of(broker.replicas, [](const ReplicaLook& replica) {
                return replica.hosted->failure.has_value();
            });
            if (m_cluster.presence(number) == SimulatedCluster::Presence::kUp && hasFailure) {
                m_cluster.kill(number);
                m_cluster.start(number);
                return;
            }
            if (m_cluster.presence(number) == SimulatedCluster::Presence::kDown) m_cluster.start(number);
        }
    }

    bool readAll() {
        m_cluster.story().tell("everything is read once more");
        m_readers.push_back(std::make_unique<LoadReader>(m_plan.consumers + 1, m_cluster, m_truth, m_watch));
        if (m_churn) m_churn->beginReading();
        if (m_compacted) m_compacted->beginReading();
        const bool isRead =
            settle(kMostForReading, "not everything could be read", [this]() -> std::optional<std::string> {
                // What a disk did wrong while it was slow too is told late.
                restartFailed();
                for (const auto& reader : m_readers)
                    for (std::size_t i = 0; i < reader->progress().size(); ++i) {
                        const LoadReader::Progress& progress = reader->progress()[i];
                        const Truth::Partition& partition = m_truth.partitions[i];
                        if (progress.highWatermark < partition.highWatermark ||
                            progress.next < progress.highWatermark)
                            return fmt::format("{} was read up to {} of {}", partition.name, progress.next,
                                               partition.highWatermark);
                    }
                if (m_compacted)
                    if (auto missing = m_compacted->missing()) return missing;
                return m_churn ? m_churn->missing() : std::nullopt;
            });
        if (m_churn && m_churn->finding()) m_watch.setFinding(*m_churn->finding());
        if (m_compacted && m_compacted->finding()) m_watch.setFinding(*m_compacted->finding());
        if (isRead) m_watch.end();
        return isRead && isFine();
    }

    RunResult result() {
        RunResult result{.finding = m_watch.finding(),
                         .story = {},
                         .traceHash = simulator().traceHash(),
                         .steps = simulator().stepNumber(),
                         .virtualTime = simulator().now().sinceStart(),
                         .settledAfter = m_settledAfter,
                         .faults = m_swarm ? m_swarm->strikes() : 0,
                         .writes = m_truth.writes.size(),
                         .reads = m_watch.readRecords()};
        if (result.finding) result.story = m_cluster.story().last(kToldLines);
        for (const Write& write : m_truth.writes) result.acked += write.state == Write::State::kAcked ? 1 : 0;
        return result;
    }

    const Plan& m_plan;
    SimulatedCluster m_cluster;
    Truth m_truth;
    Watch m_watch;
    std::vector<std::unique_ptr<LoadProducer>> m_producers;
    std::vector<std::unique_ptr<LoadReader>> m_readers;
    std::unique_ptr<LatestProber> m_prober;
    std::unique_ptr<Swarm> m_swarm;
    std::unique_ptr<PreferredElections> m_elections;
    std::unique_ptr<TopicChurn> m_churn;
    std::unique_ptr<CompactedTopic> m_compacted;
    std::vector<std::unique_ptr<LoadGroup>> m_groups;
    Duration m_settledAfter{};
    std::set<int> m_tidied;  ///< brokers that were started anew for a folder that stayed
};

}  // namespace

RunResult run(const Plan& plan, const std::function<void(std::string_view)>& onLine) {
    return Run(plan, onLine).go();
}

}  // namespace broker::checking
