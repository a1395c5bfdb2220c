#include "tests/conformance/failover/rdkafka_writer.h"

#include <QDateTime>
#include <utility>

#include "tests/conformance/served_cluster.h"

namespace tests::conformance {
namespace {

/// Records of a partition that wait for their acknowledgement; more are not sent meanwhile.
constexpr std::int64_t kMostWaiting = 3'000;

Settings settings() {
    return {{"enable.idempotence", "true"},
            {"acks", "all"},
            {"linger.ms", "1"},
            // With several in flight, librdkafka before 2.3 gives up after a timeout (its issue 4438), and
            // later ones may repeat a record when a leader changes (4953), whoever's broker it is.
            {"max.in.flight.requests.per.connection", "1"},
            // What a broker took without a word must be tried elsewhere soon.
            {"request.timeout.ms", "1000"},
            {"socket.timeout.ms", "1500"},
            {"message.timeout.ms", "0"},
            {"queue.buffering.max.messages", "100000"},
            {"reconnect.backoff.ms", "20"},
            {"reconnect.backoff.max.ms", "100"},
            {"retry.backoff.ms", "20"},
            {"topic.metadata.refresh.interval.ms", "1000"},
            {"topic.metadata.refresh.fast.interval.ms", "50"}};
}

}  // namespace

RdkafkaWriter::RdkafkaWriter(const QString& bootstrapServers, QString topic, int partitions)
    : m_bootstrapServers(bootstrapServers)
    , m_topic(std::move(topic))
    , m_partitions(partitions)
    , m_lastHeard(static_cast<std::size_t>(partitions), QDateTime::currentMSecsSinceEpoch())
    , m_silences(partitions) {
    beginSession();
    m_thread = std::jthread([this](const std::stop_token& stop) { write(stop); });
}

RdkafkaWriter::~RdkafkaWriter() = default;

void RdkafkaWriter::beginSession() {
    m_producer = std::make_unique<RdkafkaClient>(m_bootstrapServers, settings());
    const std::vector<std::int64_t> none(static_cast<std::size_t>(m_partitions), 0);
    const std::scoped_lock lock(m_mutex);
    m_sessions.push_back({.tag = "r" + QByteArray::number(static_cast<qlonglong>(m_sessions.size())),
                          .acknowledged = none,
                          .sent = none});
}

void RdkafkaWriter::write(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        sendOneToEach();
        const qint64 next = QDateTime::currentMSecsSinceEpoch() + kLedgerPaceMs;
        for (qint64 now = 0; (now = QDateTime::currentMSecsSinceEpoch()) < next;) {
            m_producer->poll(static_cast<int>(next - now));
            note();
        }
        if (m_producer->fatalError().isEmpty()) continue;
        qInfo("librdkafka begins anew: %s", qPrintable(m_producer->fatalError()));
        beginSession();
    }
}

void RdkafkaWriter::sendOneToEach() {
    LedgerSession& session = m_sessions.back();
    for (int partition = 0; partition < m_partitions; ++partition) {
        std::int64_t& next = session.sent[static_cast<std::size_t>(partition)];
        if (next - m_producer->acknowledged(partition) >= kMostWaiting) continue;
        const QByteArray value = session.tag + ' ' + QByteArray::number(static_cast<qlonglong>(next)) + ' ' +
                                 QByteArray(static_cast<qsizetype>(next * 37 % 100), 'x');
        if (!m_producer->send(m_topic, {.partition = partition, .number = next, .value = value})) continue;
        const std::scoped_lock lock(m_mutex);
        ++next;
    }
}

void RdkafkaWriter::note() {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const std::scoped_lock lock(m_mutex);
    if (m_producer->fatalError().isEmpty()) m_trouble = m_producer->trouble();
    LedgerSession& session = m_sessions.back();
    for (int partition = 0; partition < m_partitions; ++partition) {
        const auto index = static_cast<std::size_t>(partition);
        const std::int64_t count = m_producer->acknowledged(partition);
        if (count == session.acknowledged[index]) continue;
        session.acknowledged[index] = count;
        m_silences.add(partition, m_lastHeard[index], now);
        m_lastHeard[index] = now;
    }
}

std::vector<std::int64_t> RdkafkaWriter::acknowledged() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<std::int64_t> sums(static_cast<std::size_t>(m_partitions), 0);
    for (const LedgerSession& session : m_sessions)
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += session.acknowledged[i];
    return sums;
}

std::vector<LedgerSession> RdkafkaWriter::sessions() const {
    const std::scoped_lock lock(m_mutex);
    return m_sessions;
}

qint64 RdkafkaWriter::longestSilence(int partition, qint64 since) const {
    const std::scoped_lock lock(m_mutex);
    return m_silences.longest(partition, since);
}

QString RdkafkaWriter::trouble() const {
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

QString RdkafkaWriter::finish() {
    m_thread.request_stop();
    m_thread.join();
    const bool isFlushed = m_producer->flush(kDeadlineMs);
    note();
    if (!m_trouble.isEmpty() || !m_producer->fatalError().isEmpty()) return m_trouble;
    if (!isFlushed || m_sessions.back().acknowledged != m_sessions.back().sent)
        return QStringLiteral("not everything was acknowledged");
    return {};
}

}  // namespace tests::conformance
