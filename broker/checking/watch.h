#pragma once

#include <memory>
#include <optional>

#include "broker/checking/checker.h"
#include "broker/checking/load.h"
#include "broker/checking/simulated_cluster.h"

namespace broker::checking {

/// Gathers what can be known of a run and hands it to the checkers.
class Watch final : public LoadObserver, public SimulatedCluster::Observer {
public:
    Watch(const Plan& plan, SimulatedCluster& cluster, Truth& truth);

    /// Between two events. Does nothing if nothing happened since the last look.
    void look();
    const ClusterLook& lastLook() const { return m_look; }
    void end();

    const std::optional<Finding>& finding() const { return m_finding; }
    void setFinding(Finding finding) {
        if (!m_finding) m_finding = std::move(finding);
    }
    std::size_t readRecords() const { return m_reads; }

private:
    void onAcked(std::size_t write) override;
    void onRead(int reader, int partition, Offset offset, std::size_t write) override;
    void onStrangeRecord(int partition, Offset offset) override;
    void onReadProblem(int partition, const Error& error) override;
    void onLatest(int partition, Offset latest, world::Moment asked) override;
    void onAssigned(const GroupAssignment& assigned) override;
    void onCommitAcked(std::size_t commit) override;
    void onOffsetFetched(const FetchedOffset& fetched) override;
    void onDeath(int broker, bool isLossy) override;
    void onGone(int broker) override;
    void onDead(int broker) override;

    void lookForExcuse();
    void lookAt(BrokerLook& broker);
    void noteNewest();
    void noteCaughtUp();

    const Plan& m_plan;
    SimulatedCluster& m_cluster;
    Truth& m_truth;
    std::optional<Finding> m_finding;
    Checkers m_metadataCheckers;
    std::unique_ptr<Checker> m_tracker;
    Checkers m_checkers;
    ClusterLook m_look;
    std::uint64_t m_lookedAt = 0;  ///< step of the simulator
    std::size_t m_reads = 0;
};

}  // namespace broker::checking
