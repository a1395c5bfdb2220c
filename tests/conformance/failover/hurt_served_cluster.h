#pragma once

#include "tests/conformance/failover/hurt_cluster.h"
#include "tests/conformance/served_cluster.h"

namespace tests::conformance {

/// `brokerscope serve`, harmed by its own commands, on a temporary folder.
class HurtServedCluster final : public HurtCluster {
public:
    /// `arguments` follow `serve`; they do not name a folder nor the number of brokers.
    explicit HurtServedCluster(const QStringList& arguments, int brokers = 3);

    /// What went wrong; empty if it serves.
    QString start();
    ServedCluster& served() { return m_cluster; }

    QString name() const override { return QStringLiteral("Brokerscope"); }
    int brokers() const override { return m_brokers; }
    QString bootstrapServers() const override { return m_cluster.bootstrapServers(); }
    std::uint16_t port(int broker) const override { return m_cluster.port(broker); }
    QString folder(int broker) const override;
    bool can(Harm) const override { return true; }
    QString harm(int broker, Harm harm) override;
    QString mend(int broker, Harm harm) override;
    QString stop() override;

private:
    /// All of them must be answered with `ok`.
    QString command(const QStringList& lines);
    /// To every other broker and to the clients.
    QStringList onLinksOf(int broker, const QString& verb) const;

    QTemporaryDir m_data;
    int m_brokers;
    ServedCluster m_cluster;
};

}  // namespace tests::conformance
