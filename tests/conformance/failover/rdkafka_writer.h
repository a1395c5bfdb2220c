#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "tests/conformance/failover/ledger_writer.h"
#include "tests/conformance/rdkafka_client.h"

namespace tests::conformance {

/// librdkafka's producer on a thread of its own. After a fatal error it begins a new session, as librdkafka's
/// manual says: versions before 2.3 end so when an answer did not come in time (its issue 4438).
class RdkafkaWriter final : public LedgerWriter {
public:
    RdkafkaWriter(const QString& bootstrapServers, QString topic, int partitions);
    ~RdkafkaWriter() override;

    QString name() const override { return QStringLiteral("librdkafka"); }
    std::vector<std::int64_t> acknowledged() const override;
    std::vector<LedgerSession> sessions() const override;
    qint64 longestSilence(int partition, qint64 since) const override;
    QString trouble() const override;
    QString finish() override;

private:
    void beginSession();
    void write(const std::stop_token& stop);
    void sendOneToEach();
    void note();

    QString m_bootstrapServers;
    QString m_topic;
    int m_partitions;
    std::unique_ptr<RdkafkaClient> m_producer;  ///< the thread's, while it runs

    mutable std::mutex m_mutex;             ///< for what follows
    std::vector<LedgerSession> m_sessions;  ///< the last one goes on
    std::vector<qint64> m_lastHeard;
    Silences m_silences;
    QString m_trouble;

    std::jthread m_thread;
};

}  // namespace tests::conformance
