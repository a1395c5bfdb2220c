#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "broker/host/posix.h"
#include "tests/benchmark/samples.h"

namespace tests::benchmark {

/// A blocking TCP socket over 127.0.0.1, without Nagle's delay. Failing to connect, send or receive ends the
/// program.
class LoopbackSocket {
public:
    explicit LoopbackSocket(std::uint16_t port);
    /// Both ends of one connection.
    static std::pair<LoopbackSocket, LoopbackSocket> pair();

    void send(std::span<const std::uint8_t> bytes) const;
    /// Fills the span.
    void receive(std::span<std::uint8_t> bytes) const;
    /// Whatever is there, at least a byte.
    std::size_t receiveSome(std::span<std::uint8_t> bytes) const;

private:
    explicit LoopbackSocket(broker::host::Descriptor socket);

    broker::host::Descriptor m_socket;
};

/// Seconds for sending so many bytes in pieces of 64 KiB from one thread to another, and the processor time
/// that both ends took together.
struct Transfer {
    double seconds = 0;
    double cpuSeconds = 0;
};
Transfer sendOverLoopback(std::size_t bytes);

/// Microseconds of each round trip of so many bytes to another thread that sends them back.
Samples pingPong(int times, std::size_t bytes);

}  // namespace tests::benchmark
