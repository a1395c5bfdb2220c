#include "tests/conformance/failover/question.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTcpSocket>
#include <QTimer>
#include <QtEndian>
#include <algorithm>

#include "broker/wire/messages/describe_quorum.h"
#include "broker/wire/messages/metadata.h"

namespace tests::conformance {

using namespace broker;

namespace {

constexpr qsizetype kLengthBytes = 4;
constexpr int kLookEveryMs = 15;

std::vector<int> numbers(const std::vector<BrokerId>& brokers) {
    std::vector<int> all;
    for (const BrokerId broker : brokers) all.push_back(broker.value());
    return all;
}

QByteArray receive(QTcpSocket& socket, qsizetype count, const QDeadlineTimer& deadline) {
    while (socket.bytesAvailable() < count)
        if (!socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()))) return {};
    return socket.read(count);
}

}  // namespace

Bytes exchangeFrames(std::uint16_t port, ByteView frame, int patienceMs) {
    const QDeadlineTimer deadline(patienceMs);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!socket.waitForConnected(patienceMs)) return {};
    QByteArray length(kLengthBytes, '\0');
    qToBigEndian(static_cast<quint32>(frame.size()), length.data());
    socket.write(length);
    socket.write(reinterpret_cast<const char*>(frame.data()), static_cast<qint64>(frame.size()));
    const QByteArray announced = receive(socket, kLengthBytes, deadline);
    if (announced.isEmpty()) return {};
    const QByteArray answer = receive(socket, qFromBigEndian<qint32>(announced.constData()), deadline);
    return {answer.begin(), answer.end()};
}

std::vector<PartitionSight> lookAtTopic(std::uint16_t port, const QString& topic) {
    constexpr std::int16_t kVersion = 12;
    const auto answer = ask(
        port,
        wire::MetadataRequest{.topics = {{{.name = topic.toStdString()}}}, .allowAutoTopicCreation = false},
        kVersion);
    if (!answer || answer->topics.size() != 1) return {};
    std::vector<PartitionSight> partitions(answer->topics[0].partitions.size());
    for (const auto& partition : answer->topics[0].partitions) {
        const auto index = static_cast<std::size_t>(partition.partitionIndex.value());
        if (index >= partitions.size()) return {};
        partitions[index] = {.leader = partition.leaderId.value(),
                             .epoch = partition.leaderEpoch.value(),
                             .replicas = numbers(partition.replicaNodes),
                             .isr = numbers(partition.isrNodes)};
    }
    return partitions;
}

int activeController(std::uint16_t port) {
    wire::DescribeQuorumRequest request;
    request.topics.push_back({.topicName = "__cluster_metadata", .partitions = {{.partitionIndex = {}}}});
    const auto answer = ask(port, request, 1);
    if (!answer || answer->topics.size() != 1 || answer->topics[0].partitions.size() != 1) return -1;
    return answer->topics[0].partitions[0].leaderId.value();
}

bool eventually(const std::function<bool()>& isTrue, int deadlineMs) {
    const QDeadlineTimer deadline(deadlineMs);
    while (!isTrue()) {
        if (deadline.hasExpired()) return false;
        QEventLoop loop;
        QTimer::singleShot(kLookEveryMs, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return true;
}

}  // namespace tests::conformance
