#include "broker/faults/dialling.h"

#include <algorithm>
#include <utility>

#include "broker/faults/faulty_network.h"
#include "broker/faults/line.h"

namespace broker::faults {

Dialling::Dialling(Wiring& wiring, world::Address address, const world::ConnectionLimits& limits, Done done)
    : m_wiring(wiring)
    , m_number(wiring.nextNumber++)
    , m_address(std::move(address))
    , m_limits(limits)
    , m_far(wiring.book.brokerAt(m_address))
    , m_giveUp(wiring.clock.now() + kAnswerDeadline)
    , m_done(std::move(done)) {
    m_wiring.diallings.emplace(m_number, this);
    if (isCut())
        waitForHealing();
    else
        setOut();
}

Dialling::~Dialling() { m_wiring.diallings.erase(m_number); }

bool Dialling::isCut() const {
    if (!m_far) return false;
    return m_wiring.fault(*m_far, Direction::kOutgoing).trouble == LinkTrouble::kCut ||
           m_wiring.fault(*m_far, Direction::kIncoming).trouble == LinkTrouble::kCut;
}

/// A handshake goes there and back.
Duration Dialling::delay() const {
    Duration sum{};
    if (!m_far) return sum;
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
        const LinkFault& fault = m_wiring.fault(*m_far, direction);
        if (fault.trouble == LinkTrouble::kSlow) sum += fault.delay;
    }
    return sum;
}

void Dialling::onLinkChanged() {
    if (!m_isWaiting || isCut()) return;
    m_isWaiting = false;
    setOut();
}

void Dialling::waitForHealing() {
    m_isWaiting = true;
    const Duration left = std::max(Duration::zero(), m_giveUp - m_wiring.clock.now());
    m_pending = m_wiring.timers.after(left, [this] {
        onDone(failure(ErrorCode::kTimedOut, "connecting to {}: no answer", m_address.text()));
    });
}

void Dialling::setOut() {
    if (const Duration slow = delay(); slow > Duration::zero())
        m_pending = m_wiring.timers.after(slow, [this] { dial(); });
    else
        dial();
}

void Dialling::dial() {
    if (isCut()) return waitForHealing();
    m_pending = m_wiring.network.connect(
        m_address, m_limits,
        [this](Result<std::unique_ptr<world::Connection>> made) { onDone(std::move(made)); });
}

void Dialling::onDone(Result<std::unique_ptr<world::Connection>> connection) {
    // The completion may destroy this.
    Done done = std::move(m_done);
    if (!connection) return done(failure(std::move(connection).error()));
    done(wrapped(m_wiring, std::move(*connection), {.far = m_far}));
}

}  // namespace broker::faults
