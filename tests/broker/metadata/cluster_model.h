#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "tests/broker/metadata/controller_fixture.h"
#include "tests/broker/metadata/metadata_checker.h"

namespace tests {

/// A bug planted between the model and the controller, which the checkers must notice.
enum class Mutant {
    kNone,
    kTrustsRestarted,       ///< takes every restart for one after a clean shutdown
    kKeepsEligible,         ///< leaves the ELR as it is when the ISR has grown
    kKeepsFencedInSync,     ///< leaves a fenced broker in the ISR
    kElectsAnybody,         ///< gives a partition that nobody may lead to whoever is alive
    kHidesUncleanElection,  ///< does not mark the leader as recovering
    kForgetsLastKnown,      ///< an unclean election passes over the last leader
    kIgnoresEpochs,         ///< takes each AlterPartition for a current one
    kIgnoresUptimes,        ///< does not compare the broker epochs of new members
    kIgnoresSessions,       ///< lets a second uptime in while the first one's session lasts
    kCommitsBelowMinIsr,    ///< a leader commits though fewer than min.insync.replicas are in sync
    kForgetsMaximalIsr,     ///< a leader does not wait for those whom it asks to be let in
};

/// Brokers, their data and a controller under drawn events: starts, kills with and without loss, silence,
/// controlled shutdowns, topics, produced records, ISR changes that arrive late or twice, elections, failover
/// of the controller. After each decision the checker looks at the image and at the data.
///
/// Of the data it knows how far each replica has come and what is committed: a leader commits when all of its
/// maximal ISR has the record and min.insync.replicas are in sync.
class ClusterModel {
public:
    explicit ClusterModel(std::uint64_t seed, Mutant mutant = Mutant::kNone);

    void step();
    /// The first invariant that did not hold, in words; empty if all do.
    const std::string& violation() const { return m_violation; }

    ControllerFixture& fixture() { return m_fixture; }
    broker::Random& random() { return m_random; }
    const MetadataChecker& checker() const { return m_checker; }

private:
    static constexpr int kBrokers = 4;
    enum class State { kDown, kUp, kStopping };
    struct Process {
        State state = State::kDown;
        broker::Uuid incarnation;
        broker::BrokerEpoch epoch = broker::kNoBrokerEpoch;       ///< none: not registered in this uptime
        broker::BrokerEpoch cleanEpoch = broker::kNoBrokerEpoch;  ///< of the last uptime, if it ended cleanly
    };

    void start(broker::BrokerId id);
    void beat(broker::BrokerId id);
    void kill(broker::BrokerId id);
    /// Kills it, waits until its session has ended and starts it again.
    void bounce(broker::BrokerId id);
    void stop(broker::BrokerId id);
    void createTopic();
    void produce();
    void proposeIsr();
    void deliver();
    void elect();
    /// Some of the replicas that run catch up with their leader.
    void fetch(const PartitionKey& key, const broker::metadata::PartitionImage& partition);

    /// Appends and replays what was decided, mutated, and has it checked.
    template <class Reply>
    Reply commit(broker::metadata::Decision<Reply> decision, const DecisionContext& context = {});
    void mutate(std::vector<broker::metadata::Record>& records) const;
    broker::metadata::PartitionChangeRecord mutated(broker::metadata::PartitionChangeRecord change) const;

    /// Whether the broker runs in the uptime that the image knows.
    bool isRunning(broker::BrokerId id) const;
    broker::BrokerId drawBroker() {
        return broker::BrokerId(static_cast<int>(m_random.between(1, kBrokers)));
    }
    Process& process(broker::BrokerId id) { return m_processes[static_cast<std::size_t>(id.value())]; }
    const Process& process(broker::BrokerId id) const {
        return m_processes[static_cast<std::size_t>(id.value())];
    }
    /// Whom a leader waits for: the ISR and those that it has asked to be let in.
    std::vector<broker::BrokerId> maximalIsr(const PartitionKey& key,
                                             const broker::metadata::PartitionImage& partition) const;
    /// A partition that has a running leader; null if there is none.
    const broker::metadata::PartitionImage* drawLed(PartitionKey& key);

    broker::Random m_random;
    Mutant m_mutant;
    ControllerFixture m_fixture;
    MetadataChecker m_checker;
    std::array<Process, kBrokers + 1> m_processes;
    std::vector<broker::metadata::AlterPartition> m_inFlight;
    std::string m_violation;
};

}  // namespace tests
