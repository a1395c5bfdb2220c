#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QTcpServer>
#include <QTcpSocket>

namespace tests::conformance {

/// A slow piece of network between clients and one broker: produce requests, and whatever a client sends
/// behind them, wait in it until they are let pass. Answers always pass. Works while an event loop runs.
class Middleman {
public:
    explicit Middleman(std::uint16_t brokerPort);

    std::uint16_t port() const { return m_server.serverPort(); }
    /// Produce requests that wait.
    int waiting() const;
    /// Lets that many of them go on, the oldest first.
    void pass(int count = 1);
    /// Nothing waits any more, now and later.
    void passAll();

private:
    struct Line {
        std::unique_ptr<QTcpSocket> client;
        std::unique_ptr<QTcpSocket> broker;
        QByteArray received;      ///< no whole frame yet
        QByteArrayList detained;  ///< frames, the first a produce request
    };

    void accept();
    void onRequestBytes(Line& line);
    void moveOn(Line& line);

    std::uint16_t m_brokerPort;
    QTcpServer m_server;
    std::vector<std::unique_ptr<Line>> m_lines;
    int m_allowed = 0;
    bool m_isOpen = false;
};

}  // namespace tests::conformance
