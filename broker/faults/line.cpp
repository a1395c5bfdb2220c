#include "broker/faults/line.h"

#include <algorithm>
#include <utility>

#include "broker/faults/faulty_files.h"

namespace broker::faults {
namespace {

/// The transport may send a file that it knows without copying it.
void uncover(world::Frame& frame) {
    for (world::Piece& piece : frame)
        if (auto* slice = std::get_if<world::FileSlice>(&piece)) slice->file = uncovered(slice->file);
}

}  // namespace

world::Moment Line::Pace::due(world::Moment now, std::uint64_t bytes, const LinkFault& fault) {
    if (fault.trouble != LinkTrouble::kSlow) return now;
    m_free = std::max(m_free, now);
    if (fault.bytesPerSecond > 0)
        m_free = m_free + Duration(static_cast<std::int64_t>(bytes * 1'000'000 / fault.bytesPerSecond));
    return m_free + fault.delay;
}

Line::Line(Wiring& wiring, std::unique_ptr<world::Connection> below, Kind kind)
    : m_wiring(wiring)
    , m_number(wiring.nextNumber++)
    , m_kind(kind)
    , m_peer(below->peer())
    , m_local(below->local())
    , m_below(std::move(below)) {
    m_wiring.lines.emplace(m_number, this);
    if (!m_kind.isAccepted) m_wiring.book.addDialled(m_local, m_peer.port);
}

Line::~Line() {
    if (!m_kind.isAccepted) m_wiring.book.removeDialled(m_local, m_peer.port);
    m_wiring.lines.erase(m_number);
}

// What is wrong with the link.

/// An accepted connection is a client's unless a broker says that it dialled it: then the fault is in the
/// dialler's hands.
const LinkFault& Line::fault(Direction direction) const {
    static constexpr LinkFault kWell{};
    if (!m_kind.isAccepted) return m_kind.far ? m_wiring.fault(*m_kind.far, direction) : kWell;
    const LinkFault& clients = m_wiring.fault(kClients, direction);
    if (clients.trouble == LinkTrouble::kNone || m_isKnownClient) return clients;
    if (m_wiring.book.isDialled(m_peer, m_local.port)) return kWell;
    m_isKnownClient = m_hasSpoken;
    return clients;
}

bool Line::mustBeSilent() const {
    return m_wiring.isDark || fault(Direction::kOutgoing).trouble == LinkTrouble::kCut;
}

void Line::onLinkChanged() {
    const world::Moment now = m_wiring.clock.now();
    m_passedBytes = {};
    m_outgoingPace = {};
    m_incomingPace = {};
    for (Outgoing& held : m_outgoing)
        held.due = m_outgoingPace.due(now, held.bytes, fault(Direction::kOutgoing));
    for (Incoming& held : m_incoming)
        held.due = m_incomingPace.due(now, held.frame.size(), fault(Direction::kIncoming));
    choosePause();
    scheduleOutgoing();
    scheduleIncoming();
}

bool Line::resets(Direction direction, std::uint64_t bytes) {
    const LinkFault& now = fault(direction);
    if (now.trouble != LinkTrouble::kResetting) return false;
    std::uint64_t& passed = m_passedBytes[static_cast<std::size_t>(direction)];
    passed += bytes;
    return passed > now.resetAfterBytes;
}

void Line::breakLater() {
    m_isBroken = true;
    m_outgoing.clear();
    m_incoming.clear();
    m_outgoingBytes = 0;
    m_incomingBytes = 0;
    m_outgoingTimer.reset();
    m_incomingTimer.reset();
    m_breaking = m_wiring.timers.after(Duration::zero(), [this] { tellBroken(); });
}

void Line::tellBroken() {
    const auto self = shared_from_this();
    m_below.reset();
    Error reason{ErrorCode::kConnectionClosed,
                 fmt::format("the connection with {} was reset on its way", m_peer.text())};
    if (m_isStarted)
        tellClosed(reason);
    else
        m_failure = std::move(reason);
}

void Line::tellClosed(const Error& reason) {
    if (auto* observer = std::exchange(m_observer, nullptr)) observer->onClosed(reason);
}

// The owner.

void Line::start(world::Connection::Observer& observer) {
    m_observer = &observer;
    m_isStarted = true;
    if (m_failure)
        m_breaking = m_wiring.timers.after(Duration::zero(), [this] {
            const auto self = shared_from_this();
            tellClosed(*m_failure);
        });
    else
        m_below->start(*this);
    choosePause();
}

void Line::detach() {
    m_observer = nullptr;
    m_outgoing.clear();
    m_incoming.clear();
    m_outgoingTimer.reset();
    m_incomingTimer.reset();
    m_breaking.reset();
    const bool hasPeer = m_below && !m_isBroken && !m_isBelowClosed;
    if (!hasPeer || !mustBeSilent()) return m_below.reset();
    if (m_isStarted) m_below->pauseReading(true);
    m_wiring.keepSilent(shared_from_this());
}

void Line::send(world::Frame frame) {
    if (!m_below || m_isBroken || m_isEnding || m_isBelowClosed) return;
    const std::size_t bytes = world::frameSize(frame) + sizeof(std::int32_t);
    if (resets(Direction::kOutgoing, bytes)) return breakLater();
    const LinkTrouble trouble = fault(Direction::kOutgoing).trouble;
    const bool passes = trouble == LinkTrouble::kNone || trouble == LinkTrouble::kResetting;
    if (!passes || !m_outgoing.empty()) return holdOutgoing(std::move(frame), bytes);
    uncover(frame);
    m_below->send(std::move(frame));
}

std::size_t Line::unsentBytes() const { return m_outgoingBytes + (m_below ? m_below->unsentBytes() : 0); }

bool Line::isCongested() const { return m_isCongested || (m_below && m_below->isCongested()); }

void Line::pauseReading(bool paused) {
    m_isOwnerPaused = paused;
    choosePause();
    scheduleIncoming();
}

void Line::closeAfterSending() {
    if (!m_below || m_isBroken || m_isEnding) return;
    m_isEnding = true;
    if (m_outgoing.empty() && fault(Direction::kOutgoing).trouble != LinkTrouble::kCut)
        endBelow();
    else
        scheduleOutgoing();
}

/// Whoever called is known by his first frame at the latest, so that one is waited for.
void Line::choosePause() {
    if (!m_below || !m_isStarted || m_isBelowClosed) return;
    const bool isKnown = !m_kind.isAccepted || m_hasSpoken;
    const bool wants = m_isOwnerPaused || m_incomingBytes >= kHeldBytes ||
                       (isKnown && fault(Direction::kIncoming).trouble == LinkTrouble::kCut);
    if (wants == m_isBelowPaused) return;
    m_isBelowPaused = wants;
    m_below->pauseReading(wants);
}

// Outgoing.

void Line::endBelow() {
    m_isEndTold = true;
    m_below->closeAfterSending();
}

void Line::holdOutgoing(world::Frame frame, std::size_t bytes) {
    const world::Moment due = m_outgoingPace.due(m_wiring.clock.now(), bytes, fault(Direction::kOutgoing));
    m_outgoing.push_back({.frame = std::move(frame), .bytes = bytes, .due = due});
    m_outgoingBytes += bytes;
    if (m_outgoingBytes >= kHeldBytes) m_isCongested = true;
    if (m_outgoing.size() == 1) scheduleOutgoing();
}

void Line::scheduleOutgoing() {
    m_outgoingTimer.reset();
    if (!m_below || m_isBroken || m_isBelowClosed) return;
    if (m_outgoing.empty() && (!m_isEnding || m_isEndTold)) return;
    if (fault(Direction::kOutgoing).trouble == LinkTrouble::kCut) return;
    const world::Moment now = m_wiring.clock.now();
    const world::Moment due = m_outgoing.empty() ? now : std::max(now, m_outgoing.front().due);
    m_outgoingTimer = m_wiring.timers.after(due - now, [this] { pumpOutgoing(); });
}

void Line::pumpOutgoing() {
    const auto self = shared_from_this();
    const world::Moment now = m_wiring.clock.now();
    while (!m_outgoing.empty() && m_outgoing.front().due <= now) {
        Outgoing next = std::move(m_outgoing.front());
        m_outgoing.pop_front();
        m_outgoingBytes -= next.bytes;
        if (resets(Direction::kOutgoing, next.bytes)) return breakLater();
        uncover(next.frame);
        m_below->send(std::move(next.frame));
    }
    if (m_outgoing.empty() && m_isEnding) return endBelow();
    scheduleOutgoing();
    if (!m_isCongested || m_outgoingBytes > kHeldBytes / 2) return;
    m_isCongested = false;
    if (m_observer && !m_below->isCongested()) m_observer->onWritable();
}

void Line::onWritable() {
    if (m_observer && !m_isCongested && !m_isEnding) m_observer->onWritable();
}

// Incoming.

void Line::onFrame(Bytes frame) {
    m_hasSpoken = true;
    if (!m_observer || m_isBroken) return;
    const std::size_t bytes = frame.size() + sizeof(std::int32_t);
    if (resets(Direction::kIncoming, bytes)) return breakLater();
    const LinkTrouble trouble = fault(Direction::kIncoming).trouble;
    const bool passes = trouble == LinkTrouble::kNone || trouble == LinkTrouble::kResetting;
    if (passes && m_incoming.empty() && !m_isOwnerPaused) return m_observer->onFrame(std::move(frame));
    const world::Moment due = m_incomingPace.due(m_wiring.clock.now(), bytes, fault(Direction::kIncoming));
    holdIncoming({.frame = std::move(frame), .due = due});
}

/// A deadline of ours needs no news from the peer; the peer's end is such news and waits its turn.
void Line::onClosed(const Error& reason) {
    const auto self = shared_from_this();
    m_isBelowClosed = true;
    if (m_isBroken) return;
    if (!m_observer) return m_wiring.dropSilent(*this);
    const LinkTrouble trouble = fault(Direction::kIncoming).trouble;
    const bool isHeld = trouble == LinkTrouble::kCut || trouble == LinkTrouble::kSlow || !m_incoming.empty();
    if (!isHeld || reason.code == ErrorCode::kTimedOut) return tellClosed(reason);
    const world::Moment due = m_incomingPace.due(m_wiring.clock.now(), 0, fault(Direction::kIncoming));
    holdIncoming({.closed = reason, .due = due});
}

void Line::holdIncoming(Incoming incoming) {
    m_incomingBytes += incoming.frame.size();
    m_incoming.push_back(std::move(incoming));
    choosePause();
    if (m_incoming.size() == 1) scheduleIncoming();
}

void Line::scheduleIncoming() {
    m_incomingTimer.reset();
    if (!m_observer || m_isBroken || m_incoming.empty() || m_isOwnerPaused) return;
    if (fault(Direction::kIncoming).trouble == LinkTrouble::kCut) return;
    const world::Moment now = m_wiring.clock.now();
    const world::Moment due = std::max(now, m_incoming.front().due);
    m_incomingTimer = m_wiring.timers.after(due - now, [this] { pumpIncoming(); });
}

void Line::pumpIncoming() {
    const auto self = shared_from_this();
    const world::Moment now = m_wiring.clock.now();
    while (m_observer && !m_isOwnerPaused && !m_incoming.empty() && m_incoming.front().due <= now) {
        if (fault(Direction::kIncoming).trouble == LinkTrouble::kCut) break;
        Incoming next = std::move(m_incoming.front());
        m_incoming.pop_front();
        m_incomingBytes -= next.frame.size();
        if (next.closed) return tellClosed(*next.closed);
        m_observer->onFrame(std::move(next.frame));
    }
    if (!m_observer) return;
    choosePause();
    scheduleIncoming();
}

}  // namespace broker::faults
