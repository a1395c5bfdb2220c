#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/socket.h>

#include "broker/base/result.h"
#include "broker/host/posix.h"
#include "broker/world/network.h"

namespace broker::host {

/// An IPv4 or IPv6 address with a port, as the system wants it.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    world::Address toAddress() const;
};

/// What needs no resolving: numbers, IPv6 ones with or without brackets; an empty host is every interface.
std::optional<SocketAddress> parseNumeric(const world::Address& address);
/// Asks the system, which can take seconds. Never empty. kNotFound.
Result<std::vector<SocketAddress>> resolve(const world::Address& address);

world::Address localAddress(int socket);
std::optional<world::Address> peerAddress(int socket);

/// A stream socket for that family that neither blocks nor outlives an exec.
Result<Descriptor> openSocket(int family);
/// Frames are gathered by us, so the system shall not wait for more.
void sendAtOnce(int socket);

}  // namespace broker::host
