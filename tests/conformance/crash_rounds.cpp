#include "tests/conformance/crash_rounds.h"

#include <QDeadlineTimer>

namespace tests::conformance {
namespace {

const QString kTopic = QStringLiteral("ledger");

/// Uneven, so that batches and segments end anywhere.
QByteArray valueOf(std::int64_t number) {
    QByteArray value = QByteArray::number(static_cast<qlonglong>(number)) + ' ';
    return value.append(QByteArray(static_cast<qsizetype>(number * 37 % 150), 'x'));
}

}  // namespace

CrashRounds::CrashRounds(unsigned seed)
    : m_folder(m_temporary.path())
    , m_arguments{"--data",    m_folder,
                  "--profile", "classroom",
                  "--set",     "log.roll.ms=40",
                  "--set",     "log.index.interval.bytes=512",
                  "--set",     "log.flush.offset.checkpoint.interval.ms=30",
                  "--set",     "auto.create.topics.enable=false"}
    , m_random(seed)
    , m_sent(kPartitions, 0) {}

QString CrashRounds::begin() {
    if (!m_cluster.start(m_arguments, ServedCluster::Ports::kDefault)) return m_cluster.errors();
    // The producer knows these addresses, so every later start takes them again.
    m_arguments << QStringLiteral("--port=%1").arg(m_cluster.port(1));
    m_producer = std::make_unique<RdkafkaClient>(m_cluster.bootstrapServers(),
                                                 Settings{{"enable.idempotence", "true"},
                                                          {"linger.ms", "1"},
                                                          {"batch.num.messages", "40"},
                                                          {"queue.buffering.max.messages", "3000"},
                                                          {"reconnect.backoff.ms", "20"},
                                                          {"reconnect.backoff.max.ms", "100"},
                                                          {"retry.backoff.ms", "20"},
                                                          {"topic.metadata.refresh.fast.interval.ms", "50"}});
    return m_producer->createTopic(kTopic, kPartitions);
}

void CrashRounds::sendMore() {
    for (bool hasRoom = true; hasRoom;)
        for (int partition = 0; partition < kPartitions && hasRoom; ++partition) {
            std::int64_t& next = m_sent[static_cast<std::size_t>(partition)];
            hasRoom =
                m_producer->send(kTopic, {.partition = partition, .number = next, .value = valueOf(next)});
            next += hasRoom ? 1 : 0;
        }
}

QString CrashRounds::writeAndCrash() {
    const std::int64_t goal = m_producer->acknowledged() + 500 + static_cast<std::int64_t>(m_random() % 2000);
    const QDeadlineTimer deadline(kDeadlineMs);
    while (m_producer->acknowledged() < goal) {
        if (deadline.hasExpired())
            return QStringLiteral("%1 of %2 records acknowledged after a minute")
                .arg(m_producer->acknowledged())
                .arg(goal);
        sendMore();
        m_producer->poll(10);
        if (!m_producer->trouble().isEmpty()) return m_producer->trouble();
    }
    m_cluster.kill();
    m_producer->poll(0);
    const std::vector<std::int64_t> before = acknowledgedNow();
    if (const QString trouble = startAgain(); !trouble.isEmpty()) return trouble;
    return look(before);
}

QString CrashRounds::startAgain() {
    if (++m_starts % 3 == 0) m_cluster.startAndKill(m_arguments, static_cast<int>(m_random() % 60));
    if (!m_cluster.start(m_arguments)) return "no start: " + m_cluster.errors();
    // What happened before a command is printed before its answer.
    if (m_cluster.command("status").isEmpty()) return QStringLiteral("no status");
    m_recoveries += static_cast<int>(m_cluster.lines().filter("event LogRecovered").size());
    return {};
}

std::vector<std::int64_t> CrashRounds::acknowledgedNow() const {
    std::vector<std::int64_t> counts;
    for (int partition = 0; partition < kPartitions; ++partition)
        counts.push_back(m_producer->acknowledged(partition));
    return counts;
}

QString CrashRounds::look(const std::vector<std::int64_t>& acknowledged) {
    std::vector<std::int64_t> next(kPartitions, 0);
    const QByteArray output = consume(m_cluster, kTopic, {"-f", "%p %o %s\n"});
    for (const QByteArray& line : output.split('\n')) {
        if (line.isEmpty()) continue;
        const int partition = line.left(line.indexOf(' ')).toInt();
        std::int64_t& expected = next[static_cast<std::size_t>(partition)];
        const QByteArray wanted = QByteArray::number(partition) + ' ' +
                                  QByteArray::number(static_cast<qlonglong>(expected)) + ' ' +
                                  valueOf(expected);
        if (line != wanted)
            return QStringLiteral("partition, offset and value are '%1', not '%2'").arg(line, wanted);
        ++expected;
    }
    for (std::size_t i = 0; i < next.size(); ++i)
        if (next[i] < acknowledged[i])
            return QStringLiteral("partition %1 holds %2 records, and %3 were acknowledged")
                .arg(i)
                .arg(next[i])
                .arg(acknowledged[i]);
    return {};
}

QString CrashRounds::finish() {
    if (!m_producer->flush(kDeadlineMs)) return QStringLiteral("not everything was delivered");
    if (!m_producer->trouble().isEmpty()) return m_producer->trouble();
    if (acknowledgedNow() != m_sent) return QStringLiteral("not everything was acknowledged");
    if (m_cluster.stop() != 0) return "no clean stop: " + m_cluster.errors();
    if (!m_cluster.start(m_arguments)) return "no start: " + m_cluster.errors();
    if (m_cluster.command("status").isEmpty()) return QStringLiteral("no status");
    if (m_cluster.lines().filter("event LogRecovered").size() > 0)
        return QStringLiteral("logs were checked after a clean stop");
    return look(m_sent);
}

}  // namespace tests::conformance
