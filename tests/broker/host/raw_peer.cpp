#include "tests/broker/host/raw_peer.h"

#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace tests {

RawPeer::RawPeer(std::uint16_t port)
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

void RawPeer::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string RawPeer::receive(std::size_t count) const {
    std::string received(count, '\0');
    const ssize_t got = ::recv(m_socket.number(), received.data(), count, MSG_WAITALL);
    received.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return received;
}

bool RawPeer::hearsTheEnd() const {
    char dropped[4096];
    for (;;) {
        const ssize_t count = ::recv(m_socket.number(), dropped, sizeof(dropped), 0);
        if (count > 0) continue;
        return count == 0 || errno == ECONNRESET;
    }
}

void RawPeer::reset() {
    const linger abort{1, 0};
    ::setsockopt(m_socket.number(), SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
    close();
}

broker::Bytes announced(std::uint32_t length) {
    return {static_cast<std::uint8_t>(length >> 24), static_cast<std::uint8_t>(length >> 16),
            static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
}

broker::Bytes framed(std::string_view content) {
    broker::Bytes bytes = announced(static_cast<std::uint32_t>(content.size()));
    const broker::ByteView tail = broker::asBytes(content);
    bytes.insert(bytes.end(), tail.begin(), tail.end());
    return bytes;
}

}  // namespace tests
