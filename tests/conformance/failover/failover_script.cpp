#include "tests/conformance/failover/failover_script.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <algorithm>
#include <map>

#include "tests/conformance/kcat.h"
#include "tests/conformance/rdkafka_client.h"

namespace tests::conformance {
namespace {

/// Kafka as it comes needs 9 s to miss a broker; then elections, and a client's own timeouts.
constexpr int kPatienceMs = 90'000;

qint64 now() { return QDateTime::currentMSecsSinceEpoch(); }

QByteArray cell(const QByteArray& text, int width) { return text.leftJustified(width); }
QByteArray cell(qint64 number, int width) { return QByteArray::number(number).rightJustified(width) + "  "; }

qint64 middle(std::vector<qint64> values) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

}  // namespace

FailoverScript::FailoverScript(HurtCluster& cluster)
    : m_cluster(cluster) {}

QString FailoverScript::begin() {
    constexpr int kReplicas = 3;
    RdkafkaClient admin(m_cluster.bootstrapServers(), {});
    const QString refused =
        admin.createTopic(m_topic, kPartitions, {{"min.insync.replicas", "2"}}, kReplicas);
    // A slow answer makes librdkafka ask again.
    if (!refused.isEmpty() && refused != QLatin1String("TOPIC_ALREADY_EXISTS")) return refused;
    return waitUntilWhole(-1);
}

QString FailoverScript::waitForWriters() {
    const bool haveAll = eventually(
        [this] {
            return !troubleOfWriters().isEmpty() ||
                   std::ranges::all_of(acknowledged(), [](const auto& counts) {
                       return std::ranges::all_of(counts, [](std::int64_t count) { return count > 0; });
                   });
        },
        kPatienceMs);
    return haveAll ? troubleOfWriters() : QStringLiteral("nothing was acknowledged at first");
}

std::vector<PartitionSight> FailoverScript::lookWithout(int broker) const {
    for (int other = 1; other <= m_cluster.brokers(); ++other) {
        if (other == broker) continue;
        std::vector<PartitionSight> sight = lookAtTopic(m_cluster.port(other), m_topic);
        if (sight.size() == kPartitions) return sight;
    }
    return {};
}

QString FailoverScript::troubleOfWriters() const {
    for (const auto& writer : m_writers)
        if (const QString trouble = writer->trouble(); !trouble.isEmpty())
            return writer->name() + ": " + trouble;
    return {};
}

QString FailoverScript::round(Harm harm) {
    const std::vector<PartitionSight> before = lookWithout(-1);
    if (before.empty()) return QStringLiteral("nobody tells of the topic");
    const int broker = before[m_outages.size() % kPartitions].leader;
    if (broker < 0) return QStringLiteral("a partition has no leader");
    Outage outage{.harm = harm, .broker = broker};
    outage.wasController = activeController(m_cluster.port(broker)) == broker;
    outage.partitions = static_cast<int>(std::ranges::count(before, broker, &PartitionSight::leader));

    const qint64 begin = now();
    for (const QString& trouble : {m_cluster.harm(broker, harm), waitForNewLeaders(broker, before, outage),
                                   waitForNewAcknowledgements(before, broker)})
        if (!trouble.isEmpty()) return trouble;
    for (const auto& writer : m_writers) {
        qint64& longest = outage.silentMs.emplace_back(0);
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i].leader == broker)
                longest = std::max(longest, writer->longestSilence(static_cast<int>(i), begin));
    }
    const qint64 mending = now();
    for (const QString& trouble : {m_cluster.mend(broker, harm), waitUntilWhole(broker)})
        if (!trouble.isEmpty()) return trouble;
    outage.wholeMs = now() - mending;
    m_outages.push_back(outage);
    return troubleOfWriters();
}

QString FailoverScript::waitForNewLeaders(int broker, const std::vector<PartitionSight>& before,
                                          Outage& outage) {
    QElapsedTimer clock;
    clock.start();
    const bool haveChanged = eventually(
        [&] {
            const std::vector<PartitionSight> sight = lookWithout(broker);
            for (std::size_t i = 0; i < before.size(); ++i)
                if (before[i].leader == broker &&
                    (sight.empty() || sight[i].leader < 0 || sight[i].epoch <= before[i].epoch))
                    return false;
            return true;
        },
        kPatienceMs);
    outage.newLeadersMs = clock.elapsed();
    if (haveChanged) return {};
    return QStringLiteral("after %1 of broker %2 its partitions got no other leaders")
        .arg(nameOf(outage.harm))
        .arg(broker);
}

QString FailoverScript::waitForNewAcknowledgements(const std::vector<PartitionSight>& before, int broker) {
    const Counts then = acknowledged();
    QString silent;
    const bool haveAll = eventually(
        [&] {
            if (!troubleOfWriters().isEmpty()) return true;
            const Counts now = acknowledged();
            for (std::size_t writer = 0; writer < now.size(); ++writer)
                for (std::size_t i = 0; i < before.size(); ++i)
                    if (before[i].leader == broker && now[writer][i] == then[writer][i]) {
                        silent = QStringLiteral(
                                     "the new leader of partition %1 acknowledged nothing to %2 after its "
                                     "first %3 records")
                                     .arg(i)
                                     .arg(m_writers[writer]->name())
                                     .arg(now[writer][i]);
                        return false;
                    }
            return true;
        },
        kPatienceMs);
    return haveAll ? troubleOfWriters() : silent;
}

QString FailoverScript::waitUntilWhole(int broker) {
    std::vector<PartitionSight> sight;
    const bool isWhole = eventually(
        [&] {
            sight = lookWithout(broker);
            return !sight.empty() && std::ranges::all_of(sight, &PartitionSight::isWhole);
        },
        kPatienceMs);
    if (isWhole) return {};
    QString told = QStringLiteral("not all replicas came into sync:");
    for (const PartitionSight& one : sight)
        told +=
            QStringLiteral(" leader %1 epoch %2 isr %3;").arg(one.leader).arg(one.epoch).arg(one.isr.size());
    return told;
}

QString FailoverScript::roundsFor(int seconds) {
    QElapsedTimer clock;
    clock.start();
    for (std::size_t i = 0; i < kHarms.size() || clock.elapsed() < qint64{seconds} * 1'000; ++i) {
        const Harm harm = kHarms[i % kHarms.size()];
        if (!m_cluster.can(harm)) continue;
        if (const QString trouble = round(harm); !trouble.isEmpty())
            return QStringLiteral("round %1, %2: %3").arg(i + 1).arg(nameOf(harm), trouble);
    }
    return {};
}

FailoverScript::Counts FailoverScript::acknowledged() const {
    Counts all;
    for (const auto& writer : m_writers) all.push_back(writer->acknowledged());
    return all;
}

std::vector<LedgerSession> FailoverScript::sessions() const {
    std::vector<LedgerSession> all;
    for (const auto& writer : m_writers)
        for (LedgerSession& session : writer->sessions()) all.push_back(std::move(session));
    return all;
}

QString FailoverScript::finish() {
    for (const auto& writer : m_writers)
        if (const QString trouble = writer->finish(); !trouble.isEmpty())
            return writer->name() + ": " + trouble;
    const Ended read = kcat(m_cluster.bootstrapServers(),
                            {"-C", "-q", "-e", "-o", "beginning", "-f", "%p %s\n", "-t", m_topic});
    if (read.exitCode != 0) return "kcat: " + QString::fromUtf8(read.errors);
    return checkLedger(read.output, sessions());
}

QString FailoverScript::stopAndCompare() {
    const std::vector<PartitionSight> sight = lookWithout(-1);
    if (const QString trouble = m_cluster.stop(); !trouble.isEmpty()) return trouble;
    for (std::size_t i = 0; i < sight.size(); ++i) {
        QStringList folders;
        for (const int broker : sight[i].replicas)
            folders << QStringLiteral("%1/%2-%3").arg(m_cluster.folder(broker), m_topic).arg(i);
        if (const QString trouble = compareReplicas(folders); !trouble.isEmpty()) return trouble;
    }
    return {};
}

QByteArray FailoverScript::row(const Outage& outage) const {
    QByteArray text = cell(nameOf(outage.harm).toLatin1(), 12) + cell(outage.broker, 6) +
                      cell(outage.wasController ? "yes" : "", 12) + cell(outage.partitions, 10) +
                      cell(outage.newLeadersMs, 11);
    for (const qint64 silent : outage.silentMs) text += cell(silent, 10);
    return text + cell(outage.wholeMs, 8) + '\n';
}

QByteArray FailoverScript::table() const {
    QByteArray writers;
    for (const auto& writer : m_writers) writers += writer->name().toLatin1().rightJustified(10) + "  ";
    QByteArray text = m_cluster.name().toLatin1() +
                      ": milliseconds from the harm to new leaders, without an "
                      "acknowledgement, and from mending to whole in-sync sets\n" +
                      cell("harm", 12) + "broker  controller  partitions  new leaders  " + writers +
                      "   whole\n";
    std::map<Harm, std::vector<std::vector<qint64>>> silent;
    for (const Outage& outage : m_outages) {
        text += row(outage);
        auto& columns = silent[outage.harm];
        columns.resize(m_writers.size());
        for (std::size_t i = 0; i < columns.size(); ++i) columns[i].push_back(outage.silentMs[i]);
    }
    for (const auto& [harm, columns] : silent) {
        text += cell(nameOf(harm).toLatin1(), 12) + QByteArray::number(columns.front().size()) + " times; ";
        for (std::size_t i = 0; i < columns.size(); ++i)
            text += m_writers[i]->name().toLatin1() + " " + QByteArray::number(middle(columns[i])) +
                    " ms in the middle, " + QByteArray::number(std::ranges::max(columns[i])) + " at worst; ";
        text += '\n';
    }
    return text;
}

}  // namespace tests::conformance
