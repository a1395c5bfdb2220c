#include "tests/benchmark/loopback.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {

using broker::host::Descriptor;

namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;

void check(bool worked, const char* act) {
    if (!worked) giveUp(fmt::format("{} over loopback: {}", act, std::strerror(errno)));
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

Descriptor newSocket() { return Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

}  // namespace

LoopbackSocket::LoopbackSocket(Descriptor socket)
    : m_socket(std::move(socket)) {
    const int on = 1;
    ::setsockopt(m_socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

LoopbackSocket::LoopbackSocket(std::uint16_t port)
    : LoopbackSocket(newSocket()) {
    const sockaddr_in address = loopback(port);
    check(::connect(m_socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
          "connecting");
}

std::pair<LoopbackSocket, LoopbackSocket> LoopbackSocket::pair() {
    const Descriptor listener = newSocket();
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof(address);
    check(::bind(listener.number(), reinterpret_cast<const sockaddr*>(&address), size) == 0, "binding");
    check(::listen(listener.number(), 1) == 0, "listening");
    ::getsockname(listener.number(), reinterpret_cast<sockaddr*>(&address), &size);
    LoopbackSocket one(ntohs(address.sin_port));
    Descriptor other(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
    check(static_cast<bool>(other), "accepting");
    return {std::move(one), LoopbackSocket(std::move(other))};
}

void LoopbackSocket::send(std::span<const std::uint8_t> bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        check(count > 0, "sending");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

std::size_t LoopbackSocket::receiveSome(std::span<std::uint8_t> bytes) const {
    const ssize_t count = ::recv(m_socket.number(), bytes.data(), bytes.size(), 0);
    check(count > 0, "receiving");
    return static_cast<std::size_t>(count);
}

void LoopbackSocket::receive(std::span<std::uint8_t> bytes) const {
    while (!bytes.empty()) bytes = bytes.subspan(receiveSome(bytes));
}

Transfer sendOverLoopback(std::size_t bytes) {
    const auto [from, to] = LoopbackSocket::pair();
    const double before = cpuSeconds(::getpid());
    const double seconds = secondsOf([&] {
        std::thread receiver = broker::host::startThread("receiver", [&to, bytes] {
            std::vector<std::uint8_t> room(kPiece);
            for (std::size_t left = bytes; left > 0;) left -= to.receiveSome(room);
        });
        const std::vector<std::uint8_t> piece(kPiece, 'x');
        for (std::size_t left = bytes; left > 0;) {
            const std::size_t count = std::min(left, piece.size());
            from.send(std::span(piece).first(count));
            left -= count;
        }
        receiver.join();
    });
    return {.seconds = seconds, .cpuSeconds = cpuSeconds(::getpid()) - before};
}

Samples pingPong(int times, std::size_t bytes) {
    const auto [one, other] = LoopbackSocket::pair();
    std::thread echo = broker::host::startThread("echo", [&other, times, bytes] {
        std::vector<std::uint8_t> room(bytes);
        for (int i = 0; i < times; ++i) {
            other.receive(room);
            other.send(room);
        }
    });
    Samples samples;
    std::vector<std::uint8_t> ball(bytes, 'x');
    for (int i = 0; i < times; ++i)
        samples.add(1e6 * secondsOf([&] {
                        one.send(ball);
                        one.receive(ball);
                    }));
    echo.join();
    return samples;
}

}  // namespace tests::benchmark
