#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "broker/base/bytes.h"
#include "broker/host/posix.h"

namespace tests {

/// A blocking client socket that sends what a well-behaved peer would not. A read that waits for 60 seconds
/// fails.
class RawPeer {
public:
    /// To 127.0.0.1.
    explicit RawPeer(std::uint16_t port);

    bool isConnected() const { return m_isConnected; }
    void send(std::string_view bytes) const;
    void send(const broker::Bytes& bytes) const { send(broker::asText(bytes)); }
    /// That many bytes, fewer if the connection ends before.
    std::string receive(std::size_t count) const;
    /// Waits until the other side has closed or reset the connection; what it sent is dropped.
    bool hearsTheEnd() const;
    /// Resets the connection, as a process does that dies with unread data.
    void reset();
    void close() { m_socket.reset(); }

private:
    broker::host::Descriptor m_socket;
    bool m_isConnected = false;
};

/// With its length in front.
broker::Bytes framed(std::string_view content);
/// Only the length.
broker::Bytes announced(std::uint32_t length);

}  // namespace tests
