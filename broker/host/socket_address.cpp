#include "broker/host/socket_address.h"

#include <cerrno>
#include <cstring>
#include <memory>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

namespace broker::host {
namespace {

template <class T>
SocketAddress fill(const T& address) {
    SocketAddress result;
    std::memcpy(&result.storage, &address, sizeof(address));
    result.length = sizeof(address);
    return result;
}

std::string withoutBrackets(const std::string& host) {
    const bool hasBrackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    return hasBrackets ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

world::Address SocketAddress::toAddress() const {
    char text[INET6_ADDRSTRLEN] = "";
    if (storage.ss_family == AF_INET6) {
        const auto& address = reinterpret_cast<const sockaddr_in6&>(storage);
        ::inet_ntop(AF_INET6, &address.sin6_addr, text, sizeof(text));
        return {text, ntohs(address.sin6_port)};
    }
    if (storage.ss_family != AF_INET) return {};
    const auto& address = reinterpret_cast<const sockaddr_in&>(storage);
    ::inet_ntop(AF_INET, &address.sin_addr, text, sizeof(text));
    return {text, ntohs(address.sin_port)};
}

std::optional<SocketAddress> parseNumeric(const world::Address& address) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(address.port);
    if (address.host.empty() || ::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr) == 1)
        return fill(v4);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(address.port);
    if (::inet_pton(AF_INET6, withoutBrackets(address.host).c_str(), &v6.sin6_addr) == 1) return fill(v6);
    return std::nullopt;
}

Result<std::vector<SocketAddress>> resolve(const world::Address& address) {
    if (const auto numeric = parseNumeric(address)) return std::vector{*numeric};
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const std::string port = std::to_string(address.port);
    const int code = ::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found);
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> list(found, ::freeaddrinfo);
    std::vector<SocketAddress> addresses;
    if (code == 0) {
        for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
            if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
            SocketAddress& one = addresses.emplace_back();
            std::memcpy(&one.storage, entry->ai_addr, entry->ai_addrlen);
            one.length = entry->ai_addrlen;
        }
    }
    if (addresses.empty())
        return failure(ErrorCode::kNotFound, "resolving the name {}: {}", address.host,
                       code != 0 ? ::gai_strerror(code) : "it has no address");
    return addresses;
}

world::Address localAddress(int socket) {
    SocketAddress address;
    address.length = sizeof(address.storage);
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address.storage), &address.length) != 0) return {};
    return address.toAddress();
}

std::optional<world::Address> peerAddress(int socket) {
    SocketAddress address;
    address.length = sizeof(address.storage);
    if (::getpeername(socket, reinterpret_cast<sockaddr*>(&address.storage), &address.length) != 0)
        return std::nullopt;
    return address.toAddress();
}

Result<Descriptor> openSocket(int family) {
    Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!socket) return systemFailure(errno, "opening a socket");
    return socket;
}

void sendAtOnce(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

}  // namespace broker::host
