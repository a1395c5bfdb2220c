#include "tests/conformance/hostile_peer.h"

#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "broker/base/byte_writer.h"

namespace tests::conformance {

using broker::Bytes;
using broker::ByteView;

namespace {

constexpr std::size_t kMostReceived = std::size_t{64} * 1024 * 1024;

Bytes bigEndian(std::int32_t number) {
    broker::ByteWriter writer;
    writer.int32(number);
    return writer.take();
}

}  // namespace

HostilePeer::HostilePeer(std::uint16_t port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{60, 0};
    const int on = 1;
    ::setsockopt(m_socket.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(m_socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_isConnected = ::connect(m_socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
}

QString HostilePeer::address() const {
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    ::getsockname(m_socket.number(), reinterpret_cast<sockaddr*>(&address), &size);
    return QStringLiteral("127.0.0.1:%1").arg(ntohs(address.sin_port));
}

bool HostilePeer::send(ByteView bytes, int patienceMs) const {
    while (!bytes.empty()) {
        pollfd ready{.fd = m_socket.number(), .events = POLLOUT, .revents = 0};
        if (::poll(&ready, 1, patienceMs) != 1) return false;
        const ssize_t count =
            ::send(m_socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

bool HostilePeer::sendFrame(ByteView content) const {
    return announce(static_cast<std::int32_t>(content.size())) && send(content);
}

bool HostilePeer::announce(std::int32_t length) const { return send(bigEndian(length)); }

void HostilePeer::finishSending() const { ::shutdown(m_socket.number(), SHUT_WR); }

Bytes HostilePeer::receive(std::size_t count) const {
    Bytes received(count);
    const ssize_t got = ::recv(m_socket.number(), received.data(), count, MSG_WAITALL);
    received.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return received;
}

Bytes HostilePeer::receiveFrame() const {
    const Bytes length = receive(4);
    if (length.size() < 4) return {};
    std::size_t size = 0;
    for (const std::uint8_t byte : length) size = size << 8 | byte;
    return size > kMostReceived ? Bytes{} : receive(size);
}

bool HostilePeer::hearsTheEnd() const { return readsToTheEnd(0); }

bool HostilePeer::hasHeardTheEnd() const { return readsToTheEnd(MSG_DONTWAIT); }

bool HostilePeer::readsToTheEnd(int flags) const {
    std::array<char, 4096> dropped;
    for (;;) {
        const ssize_t count = ::recv(m_socket.number(), dropped.data(), dropped.size(), flags);
        if (count > 0) continue;
        return count == 0 || errno == ECONNRESET;
    }
}

}  // namespace tests::conformance
