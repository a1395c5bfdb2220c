#pragma once

#include <memory>
#include <vector>

#include "tests/conformance/failover/hurt_cluster.h"
#include "tests/conformance/failover/ledger_writer.h"
#include "tests/conformance/failover/question.h"

namespace tests::conformance {

/// What one harm cost.
struct Outage {
    Harm harm = Harm::kKill;
    int broker = -1;
    bool wasController = false;
    int partitions = 0;       ///< that it led
    qint64 newLeadersMs = 0;  ///< until all of them had another leader with a higher epoch
    /// By writer: the longest time without an acknowledgement of any of them, from the harm to the first
    /// acknowledgement by the new leader.
    std::vector<qint64> silentMs;
    qint64 wholeMs = 0;  ///< from mending until all in-sync sets were whole
};

/// Harms the leaders of a topic, one after another, while writers write to it. Each time it waits until
/// leader and epoch have changed before the broker may return, and until all replicas are in sync before the
/// next harm. What happens is seen from outside, by requests.
class FailoverScript {
public:
    static constexpr int kPartitions = 6;

    explicit FailoverScript(HurtCluster& cluster);

    const QString& topic() const { return m_topic; }

    // Each returns what went wrong; empty if all is well.

    /// Creates the topic with three replicas and min.insync.replicas 2.
    QString begin();
    void add(std::unique_ptr<LedgerWriter> writer) { m_writers.push_back(std::move(writer)); }
    /// Once every writer has got something into every partition.
    QString waitForWriters();
    QString round(Harm harm);
    /// All in turn that the cluster can suffer, until the time has passed; at least each once.
    QString roundsFor(int seconds);
    /// Everything that was acknowledged is there once and in order, as kcat reads it.
    QString finish();
    /// Then stops the cluster: all replicas hold the same bytes.
    QString stopAndCompare();

    std::vector<LedgerSession> sessions() const;
    const std::vector<Outage>& outages() const { return m_outages; }
    /// One row for each harm that was done, and the middle and the worst of each kind.
    QByteArray table() const;

private:
    /// By writer, then by partition.
    using Counts = std::vector<std::vector<std::int64_t>>;
    Counts acknowledged() const;
    std::vector<PartitionSight> lookWithout(int broker) const;
    QString troubleOfWriters() const;
    QString waitForNewLeaders(int broker, const std::vector<PartitionSight>& before, Outage& outage);
    QString waitForNewAcknowledgements(const std::vector<PartitionSight>& before, int broker);
    QString waitUntilWhole(int broker);
    QByteArray row(const Outage& outage) const;

    HurtCluster& m_cluster;
    QString m_topic = QStringLiteral("ledger");
    std::vector<std::unique_ptr<LedgerWriter>> m_writers;
    std::vector<Outage> m_outages;
};

}  // namespace tests::conformance
