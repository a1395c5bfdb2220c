#include "tests/conformance/peers/kafka_broker.h"

#include <QFile>
#include <QTcpServer>
#include <csignal>
#include <memory>

#include "tests/conformance/peers/peers.h"

namespace tests::peers {

std::vector<std::uint16_t> freePorts(int count) {
    // Held until all are known, so that none is given twice.
    std::vector<std::unique_ptr<QTcpServer>> servers;
    std::vector<std::uint16_t> ports;
    for (int i = 0; i < count; ++i) {
        servers.push_back(std::make_unique<QTcpServer>());
        if (!servers.back()->listen(QHostAddress::LocalHost)) return {};
        ports.push_back(servers.back()->serverPort());
    }
    return ports;
}

bool KafkaBroker::start(const QByteArray& settings, Wait wait) {
    QFile file(m_folder.filePath(QStringLiteral("properties")));
    if (!file.open(QIODevice::WriteOnly) || file.write(settings) != settings.size()) return false;
    file.close();
    QStringList arguments = javaArguments(QStringLiteral("kafka.Kafka"), {file.fileName()});
    arguments.prepend(QStringLiteral("-Dorg.slf4j.simpleLogger.log.kafka.server=info"));
    m_told.clear();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(javaProgram(), arguments);
    if (wait == Wait::kNot) return m_process.waitForStarted(conformance::kDeadlineMs);
    return conformance::waitUntil(m_process, [this] { return told().contains("Kafka Server started"); });
}

bool KafkaBroker::stop() {
    m_process.terminate();
    return m_process.waitForFinished(conformance::kDeadlineMs);
}

void KafkaBroker::kill() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished(conformance::kDeadlineMs);
}

void KafkaBroker::signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }

QByteArray KafkaBroker::told() {
    constexpr qsizetype kEnough = 100'000;
    m_told = (m_told + m_process.readAllStandardOutput()).right(kEnough);
    return m_told;
}

}  // namespace tests::peers
