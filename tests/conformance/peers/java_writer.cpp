#include "tests/conformance/peers/java_writer.h"

#include "tests/conformance/failover/failover_script.h"
#include "tests/conformance/failover/rdkafka_writer.h"
#include "tests/conformance/peers/peers.h"

namespace tests::peers {

using conformance::kDeadlineMs;

namespace {

/// Of what it says on its standard error: the end tells why it ended.
constexpr qsizetype kEnough = 4'000;

}  // namespace

JavaWriter::JavaWriter(const QString& bootstrapServers, const QString& topic, int partitions,
                       const QString& classes)
    : m_acknowledged(static_cast<std::size_t>(partitions), 0)
    , m_silences(partitions) {
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { onOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { m_errors = (m_errors + m_process.readAllStandardError()).right(kEnough); });
    m_process.start(javaProgram(),
                    javaArguments(QStringLiteral("Peer"),
                                  {"ledger", bootstrapServers, topic, QString::number(partitions)}, classes));
}

JavaWriter::~JavaWriter() {
    m_process.kill();
    m_process.waitForFinished(kDeadlineMs);
}

void JavaWriter::onOutput() {
    while (m_process.canReadLine()) onLine(m_process.readLine().trimmed());
}

void JavaWriter::onLine(const QByteArray& line) {
    QByteArrayList words = line.split(' ');
    const QByteArray what = words.takeFirst();
    if (what == "silence" && words.size() == 3) {
        m_silences.add(words[0].toInt(), words[1].toLongLong(), words[2].toLongLong());
    } else if (what == "acknowledged" || what == "finished") {
        std::vector<std::int64_t> counts;
        for (const QByteArray& word : words) counts.push_back(word.toLongLong());
        (what == "finished" ? m_finished : m_acknowledged) = std::move(counts);
    } else if (m_trouble.isEmpty()) {
        m_trouble = QString::fromUtf8(line);
    }
}

qint64 JavaWriter::longestSilence(int partition, qint64 since) const {
    return m_silences.longest(partition, since);
}

QString JavaWriter::trouble() const {
    if (!m_trouble.isEmpty() || m_isEnding || m_process.state() != QProcess::NotRunning) return m_trouble;
    return QStringLiteral("the process ended with exit code %1: %2")
        .arg(m_process.exitCode())
        .arg(QString::fromUtf8(m_errors));
}

std::vector<conformance::LedgerSession> JavaWriter::sessions() const {
    return {{.tag = "j", .acknowledged = m_acknowledged, .sent = m_finished}};
}

QString JavaWriter::finish() {
    m_isEnding = true;
    m_process.closeWriteChannel();
    conformance::waitUntil(m_process, [this] { return m_process.state() == QProcess::NotRunning; });
    onOutput();
    if (!m_trouble.isEmpty()) return m_trouble;
    if (m_finished.empty() || m_acknowledged != m_finished)
        return "not everything was acknowledged: " + QString::fromUtf8(m_errors);
    return {};
}

QString runLedger(conformance::HurtCluster& cluster, int seconds, const QString& classes) {
    conformance::FailoverScript script(cluster);
    if (const QString trouble = script.begin(); !trouble.isEmpty()) return trouble;
    script.add(std::make_unique<conformance::RdkafkaWriter>(cluster.bootstrapServers(), script.topic(),
                                                            conformance::FailoverScript::kPartitions));
    script.add(std::make_unique<JavaWriter>(cluster.bootstrapServers(), script.topic(),
                                            conformance::FailoverScript::kPartitions, classes));
    QString trouble = script.waitForWriters();
    if (trouble.isEmpty()) trouble = script.roundsFor(seconds);
    qInfo("%s", script.table().constData());
    if (trouble.isEmpty()) trouble = script.finish();
    if (!trouble.isEmpty()) return trouble;
    const conformance::Ended read =
        runJava(QStringLiteral("Peer"), {"ledger-read", cluster.bootstrapServers(), script.topic()}, classes);
    if (read.exitCode != 0) return QString::fromUtf8(told(read));
    trouble = conformance::checkLedger(read.output, script.sessions());
    return trouble.isEmpty() ? script.stopAndCompare() : trouble;
}

}  // namespace tests::peers
