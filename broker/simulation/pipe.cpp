#include "broker/simulation/pipe.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/simulation/network_state.h"

namespace broker::simulation {
namespace {

/// A program's hold on one end.
class SimulatedConnection final : public world::Connection {
public:
    SimulatedConnection(std::shared_ptr<Pipe> pipe, Side side)
        : m_pipe(std::move(pipe))
        , m_side(side) {}
    ~SimulatedConnection() override { m_pipe->detach(m_side); }

    void start(Observer& observer) override { m_pipe->start(m_side, observer); }
    void send(world::Frame frame) override { m_pipe->send(m_side, std::move(frame)); }
    std::size_t unsentBytes() const override { return m_pipe->unsentBytes(m_side); }
    bool isCongested() const override { return m_pipe->isCongested(m_side); }
    void pauseReading(bool paused) override { m_pipe->pauseReading(m_side, paused); }
    void closeAfterSending() override { m_pipe->closeAfterSending(m_side); }
    const world::Address& peer() const override { return m_pipe->peer(m_side); }
    const world::Address& local() const override { return m_pipe->local(m_side); }

private:
    std::shared_ptr<Pipe> m_pipe;
    Side m_side;
};

constexpr std::size_t kLengthBytes = 4;

std::size_t wireSize(const world::Frame& frame) {
    return static_cast<std::size_t>(world::frameSize(frame)) + kLengthBytes;
}

/// The frame's bytes, slices read from their files.
Result<Bytes> gather(const world::Frame& frame) {
    Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(world::frameSize(frame)));
    for (const world::Piece& piece : frame) {
        if (const auto* owned = std::get_if<Bytes>(&piece)) {
            bytes.insert(bytes.end(), owned->begin(), owned->end());
        } else if (const auto* shared = std::get_if<SharedBytes>(&piece)) {
            bytes.insert(bytes.end(), (*shared)->begin(), (*shared)->end());
        } else {
            const auto& slice = std::get<world::FileSlice>(piece);
            const std::size_t before = bytes.size();
            bytes.resize(before + static_cast<std::size_t>(slice.length));
            ASSIGN_OR_RETURN(const std::size_t count,
                             slice.file->readAt(slice.position, MutableByteView(bytes).subspan(before)));
            if (count < slice.length)
                return failure(ErrorCode::kInputOutput, "sending {}: {} of {} bytes at {}",
                               slice.file->path(), count, slice.length, slice.position);
        }
    }
    return bytes;
}

Error closedByPeer(const world::Address& peer) {
    return {ErrorCode::kConnectionClosed, fmt::format("connection to {}: closed by the peer", peer.text())};
}

}  // namespace

Pipe::Pipe(NetworkState& network, std::uint64_t number, EndSetup connector, EndSetup acceptor)
    : m_network(network)
    , m_number(number) {
    m_ends[0].setup = std::move(connector);
    m_ends[1].setup = std::move(acceptor);
    for (End& end : m_ends) {
        end.lastActivity = network.scheduler.now();
        if (end.setup.budget) ++end.setup.budget->connections;
    }
}

Pipe::~Pipe() = default;

std::unique_ptr<world::Connection> Pipe::attach(Side side) {
    scheduleIdleCheck(side);
    return std::make_unique<SimulatedConnection>(shared_from_this(), side);
}

void Pipe::start(Side side, world::Connection::Observer& observer) {
    CHECK(at(side).observer == nullptr);
    if (!at(side).alive) return;
    at(side).observer = &observer;
    scheduleDelivery(side);
}

void Pipe::send(Side side, world::Frame frame) {
    End& end = at(side);
    if (!end.alive || end.closed || end.closing) return;
    end.lastActivity = m_network.scheduler.now();
    end.unsentBytes += wireSize(frame);
    end.queue.push_back(std::move(frame));
    if (end.unsentBytes >= kCongestedBytes) end.congested = true;
    pump(side);
}

void Pipe::pauseReading(Side side, bool paused) {
    at(side).paused = paused;
    scheduleDelivery(side);
}

void Pipe::closeAfterSending(Side side) {
    End& end = at(side);
    if (!end.alive || end.closed) return;
    end.closing = true;
    pump(side);
}

/// Begins to transmit the next frame if the window has room for it.
void Pipe::pump(Side side) {
    End& end = at(side);
    const End& receiver = at(otherSide(side));
    if (!end.alive || end.closed || end.transmittingBytes > 0) return;
    if (end.queue.empty()) {
        if (!end.closing) return;
        closeEnd(side,
                 {ErrorCode::kConnectionClosed,
                  fmt::format("connection to {}: closed after sending", end.setup.peer.text())},
                 false);
        return;
    }
    if (receiver.inboxBytes + receiver.flyingBytes >= kWindowBytes) return;
    const LinkOptions& link = m_network.link(*end.setup.host, *receiver.setup.host);
    end.transmittingBytes = wireSize(end.queue.front());
    const auto pace = std::max<std::uint64_t>(link.bytesPerSecond, 1);
    const Duration took(static_cast<std::int64_t>(end.transmittingBytes * 1'000'000 / pace));
    if (receiver.setup.budget) receiver.setup.budget->halfFrameBytes += end.transmittingBytes;
    end.transmission = m_network.scheduler.schedule(
        took, EventKind::kSent, kNoMachine, [self = shared_from_this(), side, took] {
            const Duration limit = self->at(otherSide(side)).setup.limits.frameDeadline;
            self->onTransmitted(side, took > limit);
        });
}

void Pipe::onTransmitted(Side side, bool tooSlow) {
    End& end = at(side);
    const Side to = otherSide(side);
    End& receiver = at(to);
    const std::size_t size = std::exchange(end.transmittingBytes, 0);
    const bool tooMuch = receiver.setup.budget &&
                         receiver.setup.budget->halfFrameBytes > receiver.setup.limits.maxHalfFrameBytes;
    if (receiver.setup.budget) receiver.setup.budget->halfFrameBytes -= size;
    const world::Frame frame = std::move(end.queue.front());
    end.queue.pop_front();
    end.unsentBytes -= size;
    Result<Bytes> bytes = gather(frame);
    if (!bytes) {
        closeEnd(side, std::move(bytes).error(), false);
        return;
    }
    if (receiver.alive && !receiver.closed && (tooSlow || tooMuch)) {
        const std::string who = receiver.setup.peer.text();
        closeEnd(to,
                 tooSlow ? Error{ErrorCode::kTimedOut, fmt::format("a frame from {} took too long", who)}
                         : Error{ErrorCode::kTooLarge, fmt::format("too many half-received frames, one from "
                                                                   "{}",
                                                                   who)},
                 false);
        return;
    }
    const LinkOptions& link = m_network.link(*end.setup.host, *receiver.setup.host);
    const bool breaks = link.resetOneIn > 0 && m_network.random.oneIn(link.resetOneIn);
    launch(side, {.frame = std::move(*bytes)});
    if (breaks) {
        reset();
        return;
    }
    if (end.congested && end.unsentBytes <= kCongestedBytes / 2) {
        end.congested = false;
        m_network.scheduler.schedule(Duration::zero(), EventKind::kWritable, end.setup.host->machine(),
                                     [self = shared_from_this(), side] {
                                         const End& here = self->at(side);
                                         if (here.alive && !here.closed && here.observer && !here.congested)
                                             here.observer->onWritable();
                                     });
    }
    pump(side);
}

/// Puts a frame, or the news of the close, on its way; nothing overtakes in one direction.
void Pipe::launch(Side from, Flying flying) {
    const Side to = otherSide(from);
    End& receiver = at(to);
    const LinkOptions& link = m_network.link(*at(from).setup.host, *receiver.setup.host);
    Scheduler& scheduler = m_network.scheduler;
    receiver.lastArrival = std::max(scheduler.now() + m_network.drawLatency(link), receiver.lastArrival);
    if (flying.frame) receiver.flyingBytes += flying.frame->size() + kLengthBytes;
    receiver.flying.push_back(std::move(flying));
    scheduler.schedule(receiver.lastArrival - scheduler.now(), EventKind::kArrived, kNoMachine,
                       [self = shared_from_this(), to] { self->onArrival(to); });
}

bool Pipe::isCut(Side from) const {
    return m_network.link(*at(from).setup.host, *at(otherSide(from)).setup.host).cut;
}

void Pipe::onArrival(Side to) {
    End& receiver = at(to);
    const Side from = otherSide(to);
    if (receiver.flying.empty()) return;
    if (isCut(from) || (!receiver.alive && !receiver.setup.host->isPoweredOn())) {
        ++receiver.stalled;
        watchStall(from);
        return;
    }
    // Arrived, but with the way back cut the sender does not learn it.
    if (isCut(to)) watchStall(from);
    const Flying flying = std::move(receiver.flying.front());
    receiver.flying.pop_front();
    if (flying.frame) receiver.flyingBytes -= flying.frame->size() + kLengthBytes;
    if (!flying.frame) {
        // A close says nothing to an end that is closed itself.
        if (receiver.alive && !receiver.closed) closeEnd(to, closedByPeer(receiver.setup.peer), true);
    } else if (!receiver.alive || receiver.closed) {
        // Nobody takes it any more: the sender is told with a reset.
        if (at(from).alive && !at(from).closed) launch(to, {});
    } else {
        receive(to, std::move(*flying.frame));
    }
}

void Pipe::receive(Side to, Bytes frame) {
    End& receiver = at(to);
    receiver.lastActivity = m_network.scheduler.now();
    if (frame.size() > receiver.setup.limits.maxFrameBytes) {
        closeEnd(to,
                 {ErrorCode::kTooLarge,
                  fmt::format("a frame of {} bytes from {}, at most {} are taken", frame.size(),
                              receiver.setup.peer.text(), receiver.setup.limits.maxFrameBytes)},
                 false);
        return;
    }
    receiver.inboxBytes += frame.size() + kLengthBytes;
    receiver.inbox.push_back(std::move(frame));
    scheduleDelivery(to);
}

void Pipe::scheduleDelivery(Side side) {
    End& end = at(side);
    if (!end.alive || !end.observer || end.deliveryScheduled || end.paused) return;
    if (end.inbox.empty() && !end.closed) return;
    end.deliveryScheduled = true;
    const EventKind kind = end.inbox.empty() ? EventKind::kClosed : EventKind::kDelivered;
    m_network.scheduler.schedule(Duration::zero(), kind, end.setup.host->machine(),
                                 [self = shared_from_this(), side] { self->deliver(side); });
}

void Pipe::deliver(Side side) {
    End& end = at(side);
    end.deliveryScheduled = false;
    if (!end.alive || end.paused) return;
    world::Connection::Observer& observer = *end.observer;
    TraceHash& trace = m_network.scheduler.trace();
    trace.mix(m_number << 1 | static_cast<std::uint64_t>(side));
    if (!end.inbox.empty()) {
        Bytes frame = std::move(end.inbox.front());
        end.inbox.pop_front();
        end.inboxBytes -= frame.size() + kLengthBytes;
        trace.mix(frame);
        pump(otherSide(side));
        scheduleDelivery(side);
        observer.onFrame(std::move(frame));
    } else if (end.closed) {
        const Error reason = *end.closed;
        die(side);
        observer.onClosed(reason);
    }
}

void Pipe::closeEnd(Side side, Error reason, bool keepInbox) {
    End& end = at(side);
    const bool byPeer = keepInbox;
    stopSending(side);
    if (!keepInbox) {
        end.inbox.clear();
        end.inboxBytes = 0;
    }
    end.closed = std::move(reason);
    if (!byPeer) tellPeerClosed(side, false);
    scheduleDelivery(side);
}

void Pipe::tellPeerClosed(Side side, bool cutShort) {
    const End& peer = at(otherSide(side));
    if (!peer.alive || peer.closed) return;
    if (cutShort) cutShortTowards(otherSide(side));
    launch(side, {});
}

/// A reset overtakes what was on its way: a random number of frames still arrives.
void Pipe::cutShortTowards(Side side) {
    End& end = at(side);
    const std::size_t kept = m_network.random.below(end.flying.size() + 1);
    while (end.flying.size() > kept) {
        if (end.flying.back().frame) end.flyingBytes -= end.flying.back().frame->size() + kLengthBytes;
        end.flying.pop_back();
    }
}

void Pipe::stopSending(Side side) {
    End& end = at(side);
    if (end.transmittingBytes > 0) {
        m_network.scheduler.cancel(end.transmission);
        const EndSetup& receiver = at(otherSide(side)).setup;
        if (receiver.budget) receiver.budget->halfFrameBytes -= end.transmittingBytes;
        end.transmittingBytes = 0;
    }
    const std::deque<world::Frame> dropped = std::exchange(end.queue, {});
    end.unsentBytes = 0;
    end.congested = false;
}

void Pipe::die(Side side) {
    End& end = at(side);
    if (!end.alive) return;
    stopSending(side);
    end.alive = false;
    end.observer = nullptr;
    end.inbox.clear();
    end.inboxBytes = 0;
    m_network.scheduler.cancel(end.idleEvent);
    calmStall(side);
    if (end.setup.budget) --end.setup.budget->connections;
    if (isOver()) m_network.pipes.erase(m_number);
}

void Pipe::detach(Side side) {
    const std::shared_ptr<Pipe> self = shared_from_this();
    End& end = at(side);
    if (!end.alive) return;
    const bool unread = !end.inbox.empty();
    const bool mustTell = !end.closed;
    die(side);
    if (mustTell) tellPeerClosed(side, unread);
}

bool Pipe::isOver() const { return !m_ends[0].alive && !m_ends[1].alive; }

bool Pipe::joins(const Host& one, const Host& other) const {
    const Host* first = m_ends[0].setup.host;
    const Host* second = m_ends[1].setup.host;
    return (first == &one && second == &other) || (first == &other && second == &one);
}

void Pipe::killEndsOf(const Host& host) {
    for (const Side side : {Side::kConnector, Side::kAcceptor}) {
        const End& end = at(side);
        if (!end.alive || end.setup.host != &host) continue;
        const bool mustTell = !end.closed;
        die(side);
        if (mustTell) tellPeerClosed(side, m_network.random.oneIn(2));
    }
}

void Pipe::silenceEndsOf(const Host& host) {
    for (const Side side : {Side::kConnector, Side::kAcceptor})
        if (at(side).setup.host == &host) die(side);
}

void Pipe::reset() {
    for (const Side side : {Side::kConnector, Side::kAcceptor}) {
        stopSending(side);
        cutShortTowards(side);
    }
    for (const Side side : {Side::kConnector, Side::kAcceptor})
        if (at(side).alive && !at(side).closed) launch(otherSide(side), {});
}

void Pipe::onLinkChanged() {
    for (const Side to : {Side::kConnector, Side::kAcceptor}) {
        const Side from = otherSide(to);
        if (isCut(from)) continue;
        if (!isCut(to)) calmStall(from);
        End& receiver = at(to);
        Scheduler& scheduler = m_network.scheduler;
        const LinkOptions& link = m_network.link(*at(from).setup.host, *receiver.setup.host);
        for (std::size_t left = std::exchange(receiver.stalled, 0); left > 0; --left) {
            receiver.lastArrival =
                std::max(scheduler.now() + m_network.drawLatency(link), receiver.lastArrival);
            scheduler.schedule(receiver.lastArrival - scheduler.now(), EventKind::kArrived, kNoMachine,
                               [self = shared_from_this(), to] { self->onArrival(to); });
        }
    }
}

/// Data of this end goes unanswered: after a while it gives up, alone.
void Pipe::watchStall(Side sender) {
    End& end = at(sender);
    if (!end.alive || end.closed || end.stallTimer) return;
    end.stallTimer = true;
    end.stallEvent = m_network.scheduler.schedule(
        kTransmissionTimeout, EventKind::kClosed, kNoMachine, [self = shared_from_this(), sender] {
            End& here = self->at(sender);
            here.stallTimer = false;
            if (!here.alive || here.closed) return;
            self->stopSending(sender);
            here.closed =
                Error{ErrorCode::kTimedOut,
                      fmt::format("connection to {}: no answer to what was sent", here.setup.peer.text())};
            self->scheduleDelivery(sender);
        });
}

void Pipe::calmStall(Side sender) {
    End& end = at(sender);
    if (!std::exchange(end.stallTimer, false)) return;
    m_network.scheduler.cancel(end.stallEvent);
}

void Pipe::scheduleIdleCheck(Side side) {
    End& end = at(side);
    Scheduler& scheduler = m_network.scheduler;
    if (!end.alive || end.closed) return;
    const Moment due = end.lastActivity + end.setup.limits.idleDeadline;
    if (due <= scheduler.now()) {
        closeEnd(
            side,
            {ErrorCode::kTimedOut, fmt::format("connection to {}: idle for too long", end.setup.peer.text())},
            false);
        return;
    }
    end.idleEvent = scheduler.schedule(due - scheduler.now(), EventKind::kTimer, end.setup.host->machine(),
                                       [self = shared_from_this(), side] { self->scheduleIdleCheck(side); });
}

}  // namespace broker::simulation
