#pragma once

#include <cstdint>
#include <string>

#include <QString>

#include "broker/base/bytes.h"
#include "broker/host/posix.h"

namespace tests::conformance {

/// A client that does what none should, on a blocking socket over the loopback. A read that waits for a
/// minute fails. Movable, so that thousands stand in a vector.
class HostilePeer {
public:
    explicit HostilePeer(std::uint16_t port);

    bool isConnected() const { return m_isConnected; }
    /// As the broker sees it, for looking it up in events.
    QString address() const;

    /// False if the other side has closed or, for `patienceMs`, takes nothing.
    bool send(broker::ByteView bytes, int patienceMs = 60'000) const;
    /// With its length in front.
    bool sendFrame(broker::ByteView content) const;
    bool announce(std::int32_t length) const;
    /// Says that nothing more will come.
    void finishSending() const;

    /// A whole frame without its length; empty if the connection ended.
    broker::Bytes receiveFrame() const;
    /// Waits until the other side has closed; what it sent before is dropped.
    bool hearsTheEnd() const;
    /// The same without waiting: whether the other side has closed by now.
    bool hasHeardTheEnd() const;

private:
    broker::Bytes receive(std::size_t count) const;
    bool readsToTheEnd(int flags) const;

    broker::host::Descriptor m_socket;
    bool m_isConnected = false;
};

}  // namespace tests::conformance
