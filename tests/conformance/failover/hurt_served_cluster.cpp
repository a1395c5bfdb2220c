#include "tests/conformance/failover/hurt_served_cluster.h"

namespace tests::conformance {

QString nameOf(Harm harm) {
    switch (harm) {
        case Harm::kKill:
            return QStringLiteral("kill");
        case Harm::kPowerLoss:
            return QStringLiteral("power loss");
        case Harm::kFreeze:
            return QStringLiteral("freeze");
        case Harm::kCut:
            return QStringLiteral("cut off");
        case Harm::kShutdown:
            return QStringLiteral("shutdown");
        case Harm::kRestart:
            return QStringLiteral("restart");
    }
    return {};
}

HurtServedCluster::HurtServedCluster(const QStringList& arguments, int brokers)
    : m_brokers(brokers)
    , m_cluster(QStringList{"--data", m_data.path(), "--brokers", QString::number(brokers)} + arguments) {}

QString HurtServedCluster::start() {
    return m_cluster.start() ? QString() : "no start: " + m_cluster.errors();
}

QString HurtServedCluster::folder(int broker) const {
    return m_data.filePath(QStringLiteral("broker-%1").arg(broker));
}

QString HurtServedCluster::command(const QStringList& lines) {
    for (const QString& line : lines) {
        const QString answer = m_cluster.command(line);
        if (!answer.startsWith(QStringLiteral("ok")))
            return QStringLiteral("'%1' was answered '%2' %3").arg(line, answer, m_cluster.errors());
    }
    return {};
}

QStringList HurtServedCluster::onLinksOf(int broker, const QString& verb) const {
    QStringList lines{QStringLiteral("%1 %2 clients").arg(verb).arg(broker)};
    for (int other = 1; other <= m_brokers; ++other)
        if (other != broker) lines << QStringLiteral("%1 %2 %3").arg(verb).arg(broker).arg(other);
    return lines;
}

QString HurtServedCluster::harm(int broker, Harm harm) {
    const QString number = QString::number(broker);
    switch (harm) {
        case Harm::kKill:
            return command({"kill " + number});
        case Harm::kPowerLoss:
            return command({"powerloss " + number});
        case Harm::kFreeze:
            return command({"freeze " + number});
        case Harm::kCut:
            return command(onLinksOf(broker, QStringLiteral("cut")));
        case Harm::kShutdown:
            return command({"shutdown " + number});
        case Harm::kRestart:
            return command({"kill " + number, "restart " + number});
    }
    return {};
}

QString HurtServedCluster::mend(int broker, Harm harm) {
    const QString number = QString::number(broker);
    switch (harm) {
        case Harm::kKill:
        case Harm::kPowerLoss:
        case Harm::kShutdown:
            return command({"restart " + number});
        case Harm::kFreeze:
            return command({"thaw " + number});
        case Harm::kCut:
            return command(onLinksOf(broker, QStringLiteral("heal")));
        case Harm::kRestart:
            return {};
    }
    return {};
}

QString HurtServedCluster::stop() {
    return m_cluster.stop() == 0 ? QString() : "no clean stop: " + m_cluster.errors();
}

}  // namespace tests::conformance
