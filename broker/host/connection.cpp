#include "broker/host/connection.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include "broker/base/check.h"
#include "broker/host/loop_core.h"
#include "broker/host/socket_address.h"
#include "broker/host/timer_queue.h"

namespace broker::host {
namespace {

/// What the owner holds.
class Handle final : public world::Connection {
public:
    explicit Handle(std::shared_ptr<ConnectionCore> core)
        : m_core(std::move(core)) {}
    ~Handle() override { m_core->detach(); }

    void start(Observer& observer) override { m_core->start(observer); }
    void send(world::Frame frame) override { m_core->send(std::move(frame)); }
    std::size_t unsentBytes() const override { return m_core->unsentBytes(); }
    bool isCongested() const override { return m_core->isCongested(); }
    void pauseReading(bool paused) override { m_core->pauseReading(paused); }
    void closeAfterSending() override { m_core->closeAfterSending(); }
    const world::Address& peer() const override { return m_core->peer(); }
    const world::Address& local() const override { return m_core->local(); }

private:
    const std::shared_ptr<ConnectionCore> m_core;
};

bool wouldBlock(int number) { return number == EAGAIN || number == EWOULDBLOCK || number == EINTR; }

}  // namespace

Result<std::unique_ptr<world::Connection>> ConnectionCore::make(LoopCore& loop, Descriptor socket,
                                                                std::shared_ptr<PeerBudget> budget) {
    const std::optional<world::Address> peer = peerAddress(socket.number());
    if (!peer) return systemFailure(errno, "asking for the peer of a connection");
    sendAtOnce(socket.number());
    auto core =
        std::make_shared<ConnectionCore>(loop, std::move(budget), *peer, localAddress(socket.number()));
    asio::error_code error;
    core->m_socket.assign(socket.number(), error);
    if (error)
        return failure(ErrorCode::kInputOutput, "watching the connection with {}: {}", peer->text(),
                       error.message());
    socket.release();
    return std::make_unique<Handle>(std::move(core));
}

ConnectionCore::ConnectionCore(LoopCore& loop, std::shared_ptr<PeerBudget> budget, world::Address peer,
                               world::Address local)
    : m_loop(loop)
    , m_budget(std::move(budget))
    , m_peer(std::move(peer))
    , m_local(std::move(local))
    , m_socket(loop.io())
    , m_assembler(m_budget->limits.maxFrameBytes)
    , m_lastActive(monotonicNow()) {
    ++m_budget->connections;
}

ConnectionCore::~ConnectionCore() { close(); }

void ConnectionCore::start(world::Connection::Observer& observer) {
    CHECK(m_observer == nullptr);
    m_observer = &observer;
    if (m_failure) {
        m_loop.later([self = shared_from_this()] { self->tellClosed(*std::exchange(self->m_failure, {})); });
        return;
    }
    m_lastActive = monotonicNow();
    watch();
    waitReadable();
}

void ConnectionCore::detach() {
    m_observer = nullptr;
    if (m_state != State::kLingering) close();
}

// Reading.

void ConnectionCore::pauseReading(bool paused) {
    if (m_isPaused == paused || m_state == State::kClosed) return;
    m_isPaused = paused;
    if (paused || m_resumeQueued) return;
    m_resumeQueued = true;
    m_loop.later([self = shared_from_this()] { self->resume(); });
}

/// The peer is not to blame for the time in which we did not read.
void ConnectionCore::resume() {
    m_resumeQueued = false;
    if (!delivers()) return;
    m_lastActive = monotonicNow();
    if (m_frameBegan) m_frameBegan = m_lastActive;
    const Bytes input = std::exchange(m_undelivered, {});
    consume(input);
    if (!delivers()) return;
    watch();
    waitReadable();
}

void ConnectionCore::waitReadable() {
    if (m_awaitsReadable || (!delivers() && m_state != State::kLingering)) return;
    m_awaitsReadable = true;
    m_socket.async_wait(asio::posix::stream_descriptor::wait_read,
                        [self = shared_from_this()](const asio::error_code& error) {
                            if (error || self->m_state == State::kClosed) return;
                            self->m_loop.gated([self] {
                                self->m_awaitsReadable = false;
                                if (self->m_state == State::kLingering)
                                    self->discardStep();
                                else
                                    self->readStep();
                                self->waitReadable();
                            });
                        });
}

/// Reads while the socket fills the buffer, so that a large frame takes few turns of the loop, but leaves the
/// other connections theirs. What was read before a pause comes first, and `resume` is on its way to deliver
/// it.
void ConnectionCore::readStep() {
    for (std::size_t bytes = 0; bytes < kReadStepBytes && delivers() && !m_resumeQueued;) {
        const std::size_t count = readOnce();
        if (count < m_loop.scratch().size()) return;
        bytes += count;
    }
}

/// Delivers what became whole. How much was read.
std::size_t ConnectionCore::readOnce() {
    const MutableByteView scratch = m_loop.scratch();
    const ssize_t count = ::recv(m_socket.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (count > 0) {
        m_lastActive = monotonicNow();
        consume(scratch.first(static_cast<std::size_t>(count)));
    } else if (count == 0 && m_assembler.isInside()) {
        fail({ErrorCode::kConnectionClosed,
              fmt::format("{} closed the connection in the middle of a frame, after {} bytes", m_peer.text(),
                          m_assembler.heldBytes())});
    } else if (count == 0) {
        fail({ErrorCode::kConnectionClosed, fmt::format("{} closed the connection", m_peer.text())});
    } else if (!wouldBlock(errno)) {
        fail(systemFailure(errno, "receiving from {}", m_peer.text()).error());
    }
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

void ConnectionCore::consume(ByteView input) {
    bool completed = false;
    while (!input.empty()) {
        Result<std::size_t> used = m_assembler.feed(input);
        if (!used) {
            fail({used.error().code, fmt::format("{}: {}", m_peer.text(), used.error().detail)});
            return;
        }
        input = input.subspan(*used);
        if (!m_assembler.isComplete()) break;
        completed = true;
        m_observer->onFrame(m_assembler.take());
        if (delivers()) continue;
        if (m_state == State::kOpen && m_observer != nullptr)
            m_undelivered.assign(input.begin(), input.end());
        break;
    }
    if (m_state == State::kOpen && m_observer != nullptr) afterReading(completed);
}

void ConnectionCore::afterReading(bool completedFrame) {
    if (!m_assembler.isInside()) {
        account(0);
        m_frameBegan.reset();
        return;
    }
    account(m_assembler.heldBytes());
    if (m_budget->halfFrameBytes > m_budget->limits.maxHalfFrameBytes) {
        fail({ErrorCode::kTooLarge,
              fmt::format(
                  "{} sent a part of a frame, and all such parts together are {} bytes, at most {} are held",
                  m_peer.text(), m_budget->halfFrameBytes, m_budget->limits.maxHalfFrameBytes)});
        return;
    }
    if (m_frameBegan && !completedFrame) return;
    m_frameBegan = m_lastActive;
    watch();
}

void ConnectionCore::account(std::size_t halfFrameBytes) {
    m_budget->halfFrameBytes += halfFrameBytes;
    m_budget->halfFrameBytes -= std::exchange(m_accounted, halfFrameBytes);
}

// Writing.

void ConnectionCore::send(world::Frame frame) {
    if (m_state != State::kOpen) return;
    const Result<std::size_t> bytes = m_queue.push(std::move(frame));
    if (!bytes) {
        m_loop.later([self = shared_from_this(), error = bytes.error()] { self->fail(error); });
        return;
    }
    if (m_unsent == 0) m_lastActive = monotonicNow();
    m_unsent += *bytes;
    if (m_unsent >= kCongestedBytes) m_isCongested = true;
    scheduleFlush();
}

/// Everything that is sent in one turn of the loop leaves together.
void ConnectionCore::scheduleFlush() {
    if (m_flushQueued || m_awaitsWritable) return;
    m_flushQueued = true;
    m_loop.later([self = shared_from_this()] {
        self->m_flushQueued = false;
        self->flush();
    });
}

void ConnectionCore::waitWritable() {
    if (m_awaitsWritable) return;
    m_awaitsWritable = true;
    m_socket.async_wait(asio::posix::stream_descriptor::wait_write,
                        [self = shared_from_this()](const asio::error_code& error) {
                            if (error || self->m_state == State::kClosed) return;
                            self->m_loop.gated([self] {
                                self->m_awaitsWritable = false;
                                self->flush();
                            });
                        });
}

void ConnectionCore::flush() {
    if (m_state != State::kOpen && m_state != State::kEnding) return;
    const Result<SendQueue::Step> step = m_queue.writeStep(m_socket.native_handle());
    if (!step) {
        fail({step.error().code, fmt::format("to {}: {}", m_peer.text(), step.error().detail)});
        return;
    }
    if (step->sent > 0) m_lastActive = monotonicNow();
    m_unsent -= step->sent;
    afterWriting(step->isBlocked);
}

void ConnectionCore::afterWriting(bool isBlocked) {
    if (m_queue.isEmpty() && m_state == State::kEnding) return linger();
    if (!m_queue.isEmpty()) {
        if (isBlocked)
            waitWritable();
        else
            scheduleFlush();
    }
    if (!m_isCongested || m_unsent > kCongestedBytes / 2) return;
    m_isCongested = false;
    if (m_state == State::kOpen && m_observer != nullptr) m_observer->onWritable();
}

// Ending.

void ConnectionCore::closeAfterSending() {
    if (m_state != State::kOpen) return;
    m_state = State::kEnding;
    m_undelivered = {};
    account(0);
    watch();
    scheduleFlush();
}

/// Closing with the peer's bytes unread would reset the connection and take from it what it has not read
/// yet, so the end of sending is announced and the peer's end awaited, for a while.
void ConnectionCore::linger() {
    m_state = State::kLingering;
    m_lingerUntil = monotonicNow() + kLingerDeadline;
    ::shutdown(m_socket.native_handle(), SHUT_WR);
    watch();
    waitReadable();
    tellClosed({ErrorCode::kConnectionClosed, fmt::format("closed after all was sent to {}", m_peer.text())});
}

void ConnectionCore::discardStep() {
    const MutableByteView scratch = m_loop.scratch();
    const ssize_t count = ::recv(m_socket.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (count > 0) m_discarded += static_cast<std::size_t>(count);
    const bool hasEnded = count == 0 || (count < 0 && !wouldBlock(errno));
    if (hasEnded || m_discarded > kLingerBytes) close();
}

void ConnectionCore::fail(Error reason) {
    if (m_state == State::kClosed) return;
    const bool observerKnows = m_state == State::kLingering;
    close();
    if (!observerKnows) tellClosed(std::move(reason));
}

void ConnectionCore::tellClosed(Error reason) {
    if (m_observer == nullptr)
        m_failure = std::move(reason);
    else
        std::exchange(m_observer, nullptr)->onClosed(reason);
}

void ConnectionCore::close() {
    if (m_state == State::kClosed) return;
    m_state = State::kClosed;
    asio::error_code ignored;
    m_socket.close(ignored);
    m_watch.reset();
    m_queue.clear();
    m_unsent = 0;
    m_isCongested = false;
    m_undelivered = {};
    account(0);
    --m_budget->connections;
}

// Deadlines. One timer stands for all of them: it is set for the earliest, moved only forward in time when
// it fires, and asks then what is due.

std::optional<world::Moment> ConnectionCore::nextDeadline() const {
    if (m_state == State::kClosed) return std::nullopt;
    if (m_state == State::kLingering) return m_lingerUntil;
    const world::Moment idle = m_lastActive + m_budget->limits.idleDeadline;
    if (!m_frameBegan || isResting() || m_state != State::kOpen) return idle;
    return std::min(idle, *m_frameBegan + m_budget->limits.frameDeadline);
}

void ConnectionCore::watch() {
    const std::optional<world::Moment> deadline = nextDeadline();
    if (!deadline || (m_watch && m_watchAt <= *deadline)) return;
    m_watchAt = *deadline;
    m_watch = m_loop.timers().after(*deadline - monotonicNow(), [this] {
        const auto self = shared_from_this();
        m_watch.reset();
        onWatch();
    });
}

void ConnectionCore::onWatch() {
    if (m_state == State::kLingering) return close();
    // Whatever arrived while this thread did not run counts.
    readStep();
    if (m_state == State::kClosed) return;
    const world::Moment now = monotonicNow();
    const world::ConnectionLimits& limits = m_budget->limits;
    // Nothing to send and nothing to read: the silence is ours.
    if (isResting() && m_queue.isEmpty()) m_lastActive = now;
    if (now >= m_lastActive + limits.idleDeadline) {
        fail({ErrorCode::kTimedOut,
              fmt::format("{} was idle for {} ms", m_peer.text(), (now - m_lastActive).count() / 1000)});
    } else if (nextDeadline() <= now) {
        fail({ErrorCode::kTimedOut,
              fmt::format("{} sent only {} bytes of a frame of {} within {} ms", m_peer.text(),
                          m_assembler.heldBytes(), m_assembler.announcedBytes(),
                          limits.frameDeadline.count() / 1000)});
    } else {
        watch();
    }
}

}  // namespace broker::host
