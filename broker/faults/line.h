#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "broker/faults/wiring.h"
#include "broker/world/network.h"

namespace broker::faults {

/// `unsentBytes` held here from which a connection is congested, and what is held towards its owner before
/// reading pauses.
inline constexpr std::size_t kHeldBytes = 1024 * 1024;

/// A connection with what is wrong with its link: two lanes, in each of which frames pass, wait for their
/// time, or wait for the link to heal. It holds and observes the connection below; its owner holds a
/// FaultyConnection.
///
/// Invariants: a lane that holds something lets nothing overtake it. What is held goes on only from a timer,
/// so never inside a call of the owner's, and not while the loop is frozen. A line whose owner is gone
/// lives on in Wiring::silent while its peer must not hear of it.
class Line final : public world::Connection::Observer, public std::enable_shared_from_this<Line> {
public:
    /// Who made the connection, and so whose link it is on.
    struct Kind {
        bool isAccepted = false;
        std::optional<BrokerId> far;  ///< whom we dialled, if it is a broker
    };
    Line(Wiring& wiring, std::unique_ptr<world::Connection> below, Kind kind);
    ~Line() override;

    // For the owner's handle.
    void start(world::Connection::Observer& observer);
    void send(world::Frame frame);
    std::size_t unsentBytes() const;
    bool isCongested() const;
    void pauseReading(bool paused);
    void closeAfterSending();
    const world::Address& peer() const { return m_peer; }
    const world::Address& local() const { return m_local; }
    void detach();

    // For the wiring.
    void onLinkChanged();
    bool mustBeSilent() const;

private:
    struct Outgoing {
        world::Frame frame;
        std::size_t bytes = 0;
        world::Moment due;
    };
    struct Incoming {
        Bytes frame;
        std::optional<Error> closed;  ///< instead of a frame: the peer's end
        world::Moment due;
    };
    /// When what enters a slow lane leaves it.
    class Pace {
    public:
        world::Moment due(world::Moment now, std::uint64_t bytes, const LinkFault& fault);

    private:
        world::Moment m_free;
    };

    // From the connection below.
    void onFrame(Bytes frame) override;
    void onWritable() override;
    void onClosed(const Error& reason) override;

    const LinkFault& fault(Direction direction) const;
    bool resets(Direction direction, std::uint64_t bytes);
    void breakLater();
    void tellBroken();
    void tellClosed(const Error& reason);
    void holdOutgoing(world::Frame frame, std::size_t bytes);
    void holdIncoming(Incoming incoming);
    void pumpOutgoing();
    void pumpIncoming();
    void scheduleOutgoing();
    void scheduleIncoming();
    void choosePause();
    void endBelow();

    Wiring& m_wiring;
    const std::uint64_t m_number;
    Kind m_kind;
    const world::Address m_peer;
    const world::Address m_local;
    mutable bool m_isKnownClient = false;
    bool m_hasSpoken = false;  ///< a frame came: by now a broker's call stands in the book

    world::Connection::Observer* m_observer = nullptr;  ///< null: not started, told the end, or let go
    std::optional<Error> m_failure;                     ///< to be told at the start
    bool m_isStarted = false;
    bool m_isBroken = false;  ///< by a reset of ours
    bool m_isEnding = false;
    bool m_isEndTold = false;  ///< to the connection below
    bool m_isBelowClosed = false;

    std::deque<Outgoing> m_outgoing;
    std::size_t m_outgoingBytes = 0;
    bool m_isCongested = false;
    Pace m_outgoingPace;
    world::Timer m_outgoingTimer;

    std::deque<Incoming> m_incoming;
    std::size_t m_incomingBytes = 0;
    bool m_isOwnerPaused = false;
    bool m_isBelowPaused = false;
    Pace m_incomingPace;
    world::Timer m_incomingTimer;

    std::array<std::uint64_t, 2> m_passedBytes{};  ///< by direction, since the link last changed
    world::Timer m_breaking;
    std::unique_ptr<world::Connection> m_below;  ///< last, so that it dies before what it observes
};

}  // namespace broker::faults
