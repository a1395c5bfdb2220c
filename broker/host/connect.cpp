#include "broker/host/connect.h"

#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include "broker/host/connection.h"
#include "broker/host/helper_pool.h"
#include "broker/host/loop_core.h"
#include "broker/host/timer_queue.h"

namespace broker::host {
namespace {

class Handle final : public world::Operation {
public:
    explicit Handle(std::shared_ptr<ConnectAttempt> attempt)
        : m_attempt(std::move(attempt)) {}
    ~Handle() override { m_attempt->cancel(); }

private:
    const std::shared_ptr<ConnectAttempt> m_attempt;
};

int pendingError(int socket) {
    int number = 0;
    socklen_t length = sizeof(number);
    if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &number, &length) != 0) return errno;
    return number;
}

/// A port of this machine that nobody listens on can be drawn as our own, and TCP then connects the socket
/// to itself.
bool isConnectedToItself(int socket) { return peerAddress(socket) == localAddress(socket); }

}  // namespace

world::Call ConnectAttempt::start(LoopCore& loop, const world::Address& address,
                                  const world::ConnectionLimits& limits, Done done) {
    auto attempt = std::make_shared<ConnectAttempt>(loop, address, limits, std::move(done));
    attempt->begin();
    return std::make_unique<Handle>(std::move(attempt));
}

ConnectAttempt::ConnectAttempt(LoopCore& loop, world::Address address, const world::ConnectionLimits& limits,
                               Done done)
    : m_loop(loop)
    , m_address(std::move(address))
    , m_limits(limits)
    , m_done(std::move(done)) {}

void ConnectAttempt::begin() {
    m_deadline = m_loop.timers().after(m_loop.options().connectDeadline, [self = shared_from_this()] {
        self->complete(failure(ErrorCode::kTimedOut, "connecting to {}: no answer within {} ms",
                               self->m_address.text(),
                               self->m_loop.options().connectDeadline.count() / 1000));
    });
    if (const auto numeric = parseNumeric(m_address)) {
        m_loop.later([self = shared_from_this(), numeric] { self->onResolved(std::vector{*numeric}); });
        return;
    }
    m_resolving = m_loop.resolver().run<Result<std::vector<SocketAddress>>>(
        [address = m_address] { return resolve(address); },
        [self = shared_from_this()](Result<std::vector<SocketAddress>> addresses) {
            self->onResolved(std::move(addresses));
        });
}

void ConnectAttempt::cancel() {
    m_deadline.reset();
    m_resolving.reset();
    if (m_socket) {
        asio::error_code ignored;
        m_socket->close(ignored);
        m_socket.reset();
    }
    const Done dropped = std::exchange(m_done, nullptr);
}

void ConnectAttempt::onResolved(Result<std::vector<SocketAddress>> addresses) {
    if (!m_done) return;
    if (!addresses) return complete(failure(std::move(addresses.error())));
    m_candidates = std::move(*addresses);
    tryNext();
}

void ConnectAttempt::tryNext() {
    m_socket.reset();
    while (m_next < m_candidates.size()) {
        const Result<void> isUnderWay = tryAddress(m_candidates[m_next++]);
        if (isUnderWay) return;
        m_lastFailure = isUnderWay.error();
    }
    complete(failure(*m_lastFailure));
}

Result<void> ConnectAttempt::tryAddress(const SocketAddress& address) {
    ASSIGN_OR_RETURN(Descriptor socket, openSocket(address.storage.ss_family));
    if (::connect(socket.number(), address.get(), address.length) != 0 && errno != EINPROGRESS &&
        errno != EINTR)
        return systemFailure(errno, "connecting to {}", m_address.text());
    auto watched = std::make_shared<asio::posix::stream_descriptor>(m_loop.io());
    asio::error_code error;
    watched->assign(socket.number(), error);
    if (error)
        return failure(ErrorCode::kInputOutput, "connecting to {}: {}", m_address.text(), error.message());
    socket.release();
    m_socket = watched;
    watched->async_wait(asio::posix::stream_descriptor::wait_write,
                        [self = shared_from_this(), watched](const asio::error_code& failed) {
                            if (failed) return;
                            self->m_loop.gated([self, watched] {
                                if (self->m_socket == watched) self->onWritable();
                            });
                        });
    return {};
}

void ConnectAttempt::onWritable() {
    int number = pendingError(m_socket->native_handle());
    if (number == 0 && isConnectedToItself(m_socket->native_handle())) number = ECONNREFUSED;
    if (number != 0) {
        m_lastFailure = systemFailure(number, "connecting to {}", m_address.text()).error();
        return tryNext();
    }
    Descriptor socket(m_socket->release());
    m_socket.reset();
    complete(ConnectionCore::make(m_loop, std::move(socket),
                                  std::make_shared<PeerBudget>(PeerBudget{.limits = m_limits})));
}

void ConnectAttempt::complete(Result<std::unique_ptr<world::Connection>> result) {
    Done done = std::exchange(m_done, nullptr);
    cancel();
    if (done) done(std::move(result));
}

}  // namespace broker::host
