#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "broker/base/result.h"
#include "broker/simulation/network.h"
#include "broker/simulation/scheduler.h"

namespace broker::simulation {

class Host;

/// What the connections of one listener hold together.
struct ListenerBudget {
    std::size_t connections = 0;
    std::size_t halfFrameBytes = 0;
};

/// Which end of a pipe.
enum class Side : std::uint8_t { kConnector, kAcceptor };
constexpr Side otherSide(Side side) { return side == Side::kConnector ? Side::kAcceptor : Side::kConnector; }

/// What one end of a connection starts with.
struct EndSetup {
    Host* host = nullptr;
    world::Address local;
    world::Address peer;
    world::ConnectionLimits limits;
    std::shared_ptr<ListenerBudget> budget;  ///< null: counts nowhere
};

/// A connection as the network sees it: two ends and what is between them. A frame waits in its sender's
/// queue, is transmitted at the link's pace while the receiver's window has room, flies, and lies in the
/// receiver's inbox until the program takes it. Ends die one by one: destroyed or killed (the peer hears of
/// it), or without power (it does not). Programs hold an end through SimulatedConnection; events hold the
/// pipe.
class Pipe : public std::enable_shared_from_this<Pipe> {
public:
    Pipe(NetworkState& network, std::uint64_t number, EndSetup connector, EndSetup acceptor);
    ~Pipe();

    std::unique_ptr<world::Connection> attach(Side side);

    // For SimulatedConnection.
    void start(Side side, world::Connection::Observer& observer);
    void send(Side side, world::Frame frame);
    std::size_t unsentBytes(Side side) const { return at(side).unsentBytes; }
    bool isCongested(Side side) const { return at(side).congested; }
    void pauseReading(Side side, bool paused);
    void closeAfterSending(Side side);
    const world::Address& local(Side side) const { return at(side).setup.local; }
    const world::Address& peer(Side side) const { return at(side).setup.peer; }
    /// The program let go of its end.
    void detach(Side side);

    // For the network.
    bool joins(const Host& one, const Host& other) const;
    bool isOver() const;
    /// The end's program died; what is on its way to the peer may be cut short.
    void killEndsOf(const Host& host);
    /// The end is gone and nobody is told.
    void silenceEndsOf(const Host& host);
    void reset();
    /// A link's state changed: what waited may go on.
    void onLinkChanged();

private:
    /// A frame or, without one, the news that the other end closed.
    struct Flying {
        std::optional<Bytes> frame;
    };

    struct End {
        EndSetup setup;
        bool alive = true;  ///< held, or about to be held, by a program that has not heard onClosed
        world::Connection::Observer* observer = nullptr;
        bool paused = false;

        std::deque<world::Frame> queue;
        std::size_t unsentBytes = 0;
        std::size_t transmittingBytes = 0;  ///< of the frame at the queue's front; 0: none
        EventId transmission;
        bool congested = false;
        bool closing = false;  ///< after the queue

        std::deque<Flying> flying;  ///< towards this end
        std::size_t flyingBytes = 0;
        Moment lastArrival;
        std::size_t stalled = 0;  ///< arrivals that a cut link holds back
        bool stallTimer = false;  ///< about data that this end sent
        EventId stallEvent;

        std::deque<Bytes> inbox;
        std::size_t inboxBytes = 0;
        bool deliveryScheduled = false;
        std::optional<Error> closed;  ///< to be told after the inbox
        Moment lastActivity;
        EventId idleEvent;
    };

    End& at(Side side) { return m_ends[static_cast<std::size_t>(side)]; }
    const End& at(Side side) const { return m_ends[static_cast<std::size_t>(side)]; }

    void pump(Side side);
    void onTransmitted(Side side, bool tooSlow);
    void launch(Side from, Flying flying);
    void onArrival(Side to);
    void receive(Side to, Bytes frame);
    void scheduleDelivery(Side side);
    void deliver(Side side);
    void scheduleIdleCheck(Side side);
    void watchStall(Side sender);
    void calmStall(Side sender);
    bool isCut(Side from) const;

    /// Closes the end with the reason, to be told to its program after the inbox, or at once without it.
    void closeEnd(Side side, Error reason, bool keepInbox);
    void tellPeerClosed(Side side, bool cutShort);
    void cutShortTowards(Side side);
    void die(Side side);
    void stopSending(Side side);

    NetworkState& m_network;
    std::uint64_t m_number;
    std::array<End, 2> m_ends;
};

}  // namespace broker::simulation
