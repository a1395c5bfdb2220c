#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include <asio/posix/stream_descriptor.hpp>

#include "broker/host/frame_assembler.h"
#include "broker/host/posix.h"
#include "broker/host/send_queue.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::host {

class LoopCore;

/// What the connections of one listener share: the limits, and what they have used of them. A connection
/// that was made by us has one to itself.
struct PeerBudget {
    world::ConnectionLimits limits;
    std::size_t connections = 0;
    std::size_t halfFrameBytes = 0;
};

/// A connection's inside. The system's callbacks and the handle share it; the handle's death takes the
/// observer away and closes the socket, and the last callback frees it. All calls to the observer come from
/// the loop, with a reference on its stack, and after each the core looks whether it still has one.
class ConnectionCore final : public std::enable_shared_from_this<ConnectionCore> {
public:
    /// `isCongested` begins at this many unsent bytes and ends at half.
    static constexpr std::size_t kCongestedBytes = 1024 * 1024;
    /// Read at most from one connection before the others have their turn.
    static constexpr std::size_t kReadStepBytes = 512 * 1024;
    /// After closeAfterSending: how long the peer may take to read the end, and what it may send meanwhile.
    static constexpr world::Duration kLingerDeadline = std::chrono::seconds(2);
    static constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;

    /// Takes a connected socket. kInputOutput if the loop cannot watch it.
    static Result<std::unique_ptr<world::Connection>> make(LoopCore& loop, Descriptor socket,
                                                           std::shared_ptr<PeerBudget> budget);

    ConnectionCore(LoopCore& loop, std::shared_ptr<PeerBudget> budget, world::Address peer,
                   world::Address local);
    ~ConnectionCore();

    void start(world::Connection::Observer& observer);
    void detach();
    void send(world::Frame frame);
    void pauseReading(bool paused);
    void closeAfterSending();
    std::size_t unsentBytes() const { return m_unsent; }
    bool isCongested() const { return m_isCongested; }
    const world::Address& peer() const { return m_peer; }
    const world::Address& local() const { return m_local; }

private:
    enum class State {
        kOpen,
        kEnding,     ///< sends what is queued, delivers nothing
        kLingering,  ///< all is sent, the observer has been told; waits for the peer's end
        kClosed,
    };

    /// Not reading is our own doing, until what was read before the pause has been delivered.
    bool isResting() const { return m_isPaused || m_resumeQueued; }
    bool delivers() const { return m_state == State::kOpen && m_observer != nullptr && !m_isPaused; }

    void waitReadable();
    void readStep();
    std::size_t readOnce();
    void consume(ByteView input);
    void afterReading(bool completedFrame);
    void resume();
    void discardStep();

    void scheduleFlush();
    void waitWritable();
    void flush();
    void afterWriting(bool isBlocked);

    void watch();
    void onWatch();
    std::optional<world::Moment> nextDeadline() const;

    void fail(Error reason);
    void tellClosed(Error reason);
    void linger();
    void close();
    void account(std::size_t halfFrameBytes);

    LoopCore& m_loop;
    const std::shared_ptr<PeerBudget> m_budget;
    const world::Address m_peer;
    const world::Address m_local;
    asio::posix::stream_descriptor m_socket;
    world::Connection::Observer* m_observer = nullptr;
    State m_state = State::kOpen;
    std::optional<Error> m_failure;  ///< before start, to be told then

    FrameAssembler m_assembler;
    Bytes m_undelivered;  ///< read before the observer paused; at most one read
    bool m_isPaused = false;
    bool m_awaitsReadable = false;
    bool m_resumeQueued = false;
    std::size_t m_accounted = 0;  ///< of the budget's halfFrameBytes
    std::size_t m_discarded = 0;

    SendQueue m_queue;
    std::size_t m_unsent = 0;
    bool m_isCongested = false;
    bool m_flushQueued = false;
    bool m_awaitsWritable = false;

    world::Moment m_lastActive;
    std::optional<world::Moment> m_frameBegan;
    world::Moment m_lingerUntil;
    world::Timer m_watch;
    world::Moment m_watchAt;
};

}  // namespace broker::host
