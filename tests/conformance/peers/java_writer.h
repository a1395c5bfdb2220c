#pragma once

#include <QProcess>

#include "tests/conformance/failover/hurt_cluster.h"
#include "tests/conformance/failover/ledger_writer.h"

namespace tests::peers {

/// Apache Kafka's Java producer in a process of its own (java/Ledger.java). Hears what it tells while an
/// event loop runs.
class JavaWriter final : public conformance::LedgerWriter {
public:
    JavaWriter(const QString& bootstrapServers, const QString& topic, int partitions, const QString& classes);
    ~JavaWriter() override;

    QString name() const override { return QStringLiteral("Java"); }
    std::vector<std::int64_t> acknowledged() const override { return m_acknowledged; }
    std::vector<conformance::LedgerSession> sessions() const override;
    qint64 longestSilence(int partition, qint64 since) const override;
    QString trouble() const override;
    QString finish() override;

private:
    void onOutput();
    void onLine(const QByteArray& line);

    QProcess m_process;
    std::vector<std::int64_t> m_acknowledged;
    std::vector<std::int64_t> m_finished;
    conformance::Silences m_silences;
    QString m_trouble;
    QByteArray m_errors;
    bool m_isEnding = false;
};

/// Harms a cluster that runs for that long, while this writer and librdkafka's write; then looks, with a Java
/// consumer and kcat, whether everything is there once and in order, stops it and compares the replicas.
/// Prints what each harm cost. Returns what went wrong; empty if all is well.
QString runLedger(conformance::HurtCluster& cluster, int seconds, const QString& classes);

}  // namespace tests::peers
