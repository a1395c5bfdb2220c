#include "tests/conformance/peers/hurt_kafka_cluster.h"

#include <QFile>
#include <csignal>
#include <utility>

#include "tests/conformance/failover/question.h"
#include "tests/conformance/peers/peers.h"

namespace tests::peers {

using conformance::Harm;

HurtKafkaCluster::HurtKafkaCluster(QByteArray settings)
    : m_settings(std::move(settings))
    , m_ports(freePorts(2 * kBrokers)) {}

QByteArray HurtKafkaCluster::settingsOf(int broker) const {
    QStringList voters;
    for (int id = 1; id <= kBrokers; ++id)
        voters << QStringLiteral("%1@127.0.0.1:%2")
                      .arg(id)
                      .arg(m_ports[static_cast<std::size_t>(kBrokers + id - 1)]);
    return QStringLiteral(
               "process.roles=broker,controller\n"
               "node.id=%1\n"
               "controller.quorum.voters=%2\n"
               "controller.listener.names=CONTROLLER\n"
               "listeners=PLAINTEXT://127.0.0.1:%3,CONTROLLER://127.0.0.1:%4\n"
               "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
               "log.dirs=%5\n")
               .arg(broker)
               .arg(voters.join(','))
               .arg(port(broker))
               .arg(m_ports[static_cast<std::size_t>(kBrokers + broker - 1)])
               .arg(folder(broker))
               .toUtf8() +
           m_settings;
}

QString HurtKafkaCluster::start() {
    const QString cluster = QString::fromUtf8(
        runJava(QStringLiteral("kafka.tools.StorageTool"), {"random-uuid"}).output.trimmed());
    for (int broker = 1; broker <= kBrokers; ++broker) {
        QFile file(m_data.filePath(QStringLiteral("properties-%1").arg(broker)));
        if (!file.open(QIODevice::WriteOnly) || file.write(settingsOf(broker)) <= 0)
            return file.errorString();
        file.close();
        const conformance::Ended formatted = runJava(QStringLiteral("kafka.tools.StorageTool"),
                                                     {"format", "-t", cluster, "-c", file.fileName()});
        if (formatted.exitCode != 0) return QString::fromUtf8(told(formatted));
        if (const QString trouble = startAgain(broker); !trouble.isEmpty()) return trouble;
    }
    const auto answers = [this](int broker) { return conformance::activeController(port(broker)) > 0; };
    const bool runs = conformance::eventually([&] { return answers(1) && answers(2) && answers(3); });
    return runs ? QString() : QString::fromUtf8(at(1).told().right(4'000));
}

QString HurtKafkaCluster::bootstrapServers() const {
    QStringList addresses;
    for (int broker = 1; broker <= kBrokers; ++broker)
        addresses << QStringLiteral("127.0.0.1:%1").arg(port(broker));
    return addresses.join(',');
}

std::uint16_t HurtKafkaCluster::port(int broker) const {
    return m_ports[static_cast<std::size_t>(broker - 1)];
}

QString HurtKafkaCluster::folder(int broker) const {
    return m_data.filePath(QStringLiteral("broker-%1").arg(broker));
}

bool HurtKafkaCluster::can(Harm harm) const { return harm != Harm::kCut && harm != Harm::kPowerLoss; }

QString HurtKafkaCluster::startAgain(int broker) {
    const bool hasStarted = at(broker).start(settingsOf(broker), KafkaBroker::Wait::kNot);
    return hasStarted ? QString() : QStringLiteral("broker %1 did not start").arg(broker);
}

QString HurtKafkaCluster::harm(int broker, Harm harm) {
    switch (harm) {
        case Harm::kFreeze:
            at(broker).signal(SIGSTOP);
            return {};
        case Harm::kShutdown:
            return at(broker).stop() ? QString() : QStringLiteral("broker %1 did not stop").arg(broker);
        case Harm::kRestart:
            at(broker).kill();
            return startAgain(broker);
        default:
            at(broker).kill();
            return {};
    }
}

QString HurtKafkaCluster::mend(int broker, Harm harm) {
    if (harm == Harm::kRestart) return {};
    if (harm != Harm::kFreeze) return startAgain(broker);
    at(broker).signal(SIGCONT);
    return {};
}

QString HurtKafkaCluster::stop() {
    // Together: the last one alone has no quorum to say goodbye to.
    for (KafkaBroker& broker : m_brokers) broker.signal(SIGTERM);
    for (KafkaBroker& broker : m_brokers)
        if (!broker.stop()) return QStringLiteral("a broker did not stop");
    return {};
}

}  // namespace tests::peers
