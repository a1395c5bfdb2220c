#pragma once

#include <array>

#include "tests/conformance/failover/hurt_cluster.h"
#include "tests/conformance/peers/kafka_broker.h"

namespace tests::peers {

/// Three brokers of Apache Kafka, each a controller too, as processes: what a signal can do can be done to
/// them.
class HurtKafkaCluster final : public conformance::HurtCluster {
public:
    /// Rows of a properties file for all of them.
    explicit HurtKafkaCluster(QByteArray settings);

    /// Formats the folders and starts. What went wrong; empty if all are in.
    QString start();

    QString name() const override { return QStringLiteral("Apache Kafka"); }
    int brokers() const override { return kBrokers; }
    QString bootstrapServers() const override;
    std::uint16_t port(int broker) const override;
    QString folder(int broker) const override;
    bool can(conformance::Harm harm) const override;
    QString harm(int broker, conformance::Harm harm) override;
    QString mend(int broker, conformance::Harm harm) override;
    QString stop() override;

private:
    static constexpr int kBrokers = 3;

    KafkaBroker& at(int broker) { return m_brokers[static_cast<std::size_t>(broker - 1)]; }
    QByteArray settingsOf(int broker) const;
    QString startAgain(int broker);

    QTemporaryDir m_data;
    QByteArray m_settings;
    /// Of the brokers, then of the controllers.
    std::vector<std::uint16_t> m_ports;
    std::array<KafkaBroker, kBrokers> m_brokers;
};

}  // namespace tests::peers
