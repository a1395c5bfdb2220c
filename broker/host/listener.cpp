#include "broker/host/listener.h"

#include <cerrno>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "broker/host/loop_core.h"
#include "broker/host/socket_address.h"
#include "broker/host/timer_queue.h"

namespace broker::host {
namespace {

class Handle final : public world::Listener {
public:
    explicit Handle(std::shared_ptr<ListenerCore> core)
        : m_core(std::move(core)) {}
    ~Handle() override { m_core->detach(); }
    const world::Address& address() const override { return m_core->address(); }

private:
    const std::shared_ptr<ListenerCore> m_core;
};

Descriptor openSpare() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

/// Accepts one connection and tells who calls; nothing, with errno set, if there is none.
Descriptor acceptOne(int socket, SocketAddress& peer) {
    peer.length = sizeof(peer.storage);
    return Descriptor(::accept4(socket, reinterpret_cast<sockaddr*>(&peer.storage), &peer.length,
                                SOCK_NONBLOCK | SOCK_CLOEXEC));
}

}  // namespace

Result<std::unique_ptr<world::Listener>> ListenerCore::make(LoopCore& loop, const world::Address& address,
                                                            const world::ConnectionLimits& limits,
                                                            world::ListenerObserver& observer) {
    auto core = std::make_shared<ListenerCore>(loop, limits, observer);
    RETURN_IF_ERROR(core->open(address));
    core->waitForCallers();
    return std::make_unique<Handle>(std::move(core));
}

ListenerCore::ListenerCore(LoopCore& loop, const world::ConnectionLimits& limits,
                           world::ListenerObserver& observer)
    : m_loop(loop)
    , m_budget(std::make_shared<PeerBudget>(PeerBudget{.limits = limits}))
    , m_observer(&observer)
    , m_socket(loop.io())
    , m_spare(openSpare()) {}

Result<void> ListenerCore::open(const world::Address& address) {
    const std::optional<SocketAddress> numeric = parseNumeric(address);
    if (!numeric)
        return failure(ErrorCode::kInvalidArgument, "listening on {}: names are resolved before, not here",
                       address.text());
    const SocketAddress& where = *numeric;
    const int family = where.storage.ss_family;
    ASSIGN_OR_RETURN(Descriptor socket, openSocket(family));
    const int on = 1;
    const int off = 0;
    ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (family == AF_INET6) ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    if (::bind(socket.number(), where.get(), where.length) != 0 || ::listen(socket.number(), kBacklog) != 0)
        return systemFailure(errno, "listening on {}", address.text());
    m_address = {address.host, localAddress(socket.number()).port};
    asio::error_code error;
    m_socket.assign(socket.number(), error);
    if (error)
        return failure(ErrorCode::kInputOutput, "listening on {}: {}", address.text(), error.message());
    socket.release();
    return {};
}

void ListenerCore::detach() {
    m_observer = nullptr;
    m_retry.reset();
    asio::error_code ignored;
    m_socket.close(ignored);
}

void ListenerCore::waitForCallers() {
    m_socket.async_wait(asio::posix::stream_descriptor::wait_read,
                        [self = shared_from_this()](const asio::error_code& error) {
                            if (!error) self->m_loop.gated([self] { self->acceptSome(); });
                        });
}

void ListenerCore::acceptSome() {
    for (int i = 0; m_observer != nullptr && i < kAcceptsPerTurn; ++i) {
        SocketAddress peer;
        Descriptor socket = acceptOne(m_socket.native_handle(), peer);
        if (socket) {
            welcome(std::move(socket), peer.toAddress());
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED) continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK) break;
        return onAcceptFailure(errno);
    }
    if (m_observer != nullptr) waitForCallers();
}

void ListenerCore::welcome(Descriptor socket, const world::Address& peer) {
    if (m_budget->connections >= m_budget->limits.maxConnections) {
        socket.reset();
        m_observer->onRefused(
            peer, {ErrorCode::kTooLarge,
                   fmt::format("refusing {}: {} connections are open, at most that many are taken",
                               peer.text(), m_budget->connections)});
        return;
    }
    Result<std::unique_ptr<world::Connection>> connection =
        ConnectionCore::make(m_loop, std::move(socket), m_budget);
    if (connection)
        m_observer->onAccepted(std::move(*connection));
    else
        m_observer->onRefused(peer, connection.error());
}

/// Whatever it was, callers still wait in the kernel's queue, so asking again at once would only spin.
void ListenerCore::onAcceptFailure(int number) {
    m_retry = m_loop.timers().after(kRetryDelay, [self = shared_from_this()] { self->waitForCallers(); });
    const Error reason = systemFailure(number, "accepting a connection on {}", m_address.text()).error();
    if (number == EMFILE || number == ENFILE)
        turnAwayWithSpare(reason);
    else
        m_observer->onRefused({}, reason);
}

void ListenerCore::turnAwayWithSpare(const Error& reason) {
    SocketAddress peer;
    m_spare.reset();
    Descriptor socket = acceptOne(m_socket.native_handle(), peer);
    socket.reset();
    m_spare = openSpare();
    m_observer->onRefused(peer.toAddress(), reason);
}

}  // namespace broker::host
