#include "tests/conformance/failover/middleman.h"

#include <QtEndian>
#include <algorithm>

namespace tests::conformance {
namespace {

constexpr qsizetype kLengthBytes = 4;
constexpr quint16 kProduceKey = 0;

bool isProduce(const QByteArray& frame) {
    return qFromBigEndian<quint16>(frame.constData() + kLengthBytes) == kProduceKey;
}

/// Takes a whole frame, with its length, from the front; empty if there is none yet.
QByteArray takeFrame(QByteArray& bytes) {
    if (bytes.size() < kLengthBytes) return {};
    const qsizetype size = kLengthBytes + qFromBigEndian<qint32>(bytes.constData());
    if (bytes.size() < size) return {};
    const QByteArray frame = bytes.first(size);
    bytes.remove(0, size);
    return frame;
}

}  // namespace

Middleman::Middleman(std::uint16_t brokerPort)
    : m_brokerPort(brokerPort) {
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    m_server.listen(QHostAddress::LocalHost);
}

void Middleman::accept() {
    Line& line = *m_lines.emplace_back(std::make_unique<Line>());
    line.client.reset(m_server.nextPendingConnection());
    line.broker = std::make_unique<QTcpSocket>();
    // The server would delete it before us.
    line.client->setParent(nullptr);
    QTcpSocket* const client = line.client.get();
    QTcpSocket* const broker = line.broker.get();
    QObject::connect(client, &QTcpSocket::readyRead, client, [this, &line] { onRequestBytes(line); });
    QObject::connect(broker, &QTcpSocket::readyRead, client,
                     [client, broker] { client->write(broker->readAll()); });
    QObject::connect(client, &QTcpSocket::disconnected, broker, &QTcpSocket::disconnectFromHost);
    QObject::connect(broker, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    broker->connectToHost(QHostAddress::LocalHost, m_brokerPort);
    onRequestBytes(line);
}

void Middleman::onRequestBytes(Line& line) {
    line.received += line.client->readAll();
    for (QByteArray frame; !(frame = takeFrame(line.received)).isEmpty();) line.detained.append(frame);
    moveOn(line);
}

void Middleman::moveOn(Line& line) {
    while (!line.detained.isEmpty()) {
        const bool isHeld = isProduce(line.detained.first()) && !m_isOpen;
        if (isHeld && m_allowed == 0) return;
        if (isHeld) --m_allowed;
        line.broker->write(line.detained.takeFirst());
    }
}

int Middleman::waiting() const {
    qsizetype count = 0;
    for (const auto& line : m_lines) count += std::ranges::count_if(line->detained, isProduce);
    return static_cast<int>(count);
}

void Middleman::pass(int count) {
    m_allowed += count;
    for (const auto& line : m_lines) moveOn(*line);
}

void Middleman::passAll() {
    m_isOpen = true;
    pass(0);
}

}  // namespace tests::conformance
