#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/world/files.h"
#include "broker/world/pending.h"
#include "broker/world/time.h"

namespace broker::world {

struct Address {
    std::string host;
    std::uint16_t port = 0;

    std::string text() const { return host + ":" + std::to_string(port); }
    friend auto operator<=>(const Address&, const Address&) = default;
};

/// One frame to send, without its length: pieces sent one after another. Bytes are owned, shared bytes are
/// never changed again, slices are read when their turn comes; a slice that comes up short breaks the
/// connection. The transport puts the four-byte big-endian length in front.
using Piece = std::variant<Bytes, SharedBytes, FileSlice>;
using Frame = std::vector<Piece>;

std::uint64_t frameSize(const Frame& frame);

/// What one peer may cost us.
struct ConnectionLimits {
    std::size_t maxFrameBytes = 100 * 1024 * 1024;      ///< `socket.request.max.bytes`
    std::size_t maxConnections = 4096;                  ///< per listener; one more is closed at once
    std::size_t maxHalfFrameBytes = 256 * 1024 * 1024;  ///< all half-received frames of the listener together
    Duration frameDeadline = 30s;                       ///< from a frame's first byte to its last
    Duration idleDeadline = 10min;                      ///< `connections.max.idle.ms`
};

/// A connection that carries length-prefixed frames. Frames arrive whole, in order, once, or the connection
/// breaks and the sender cannot know which ones arrived. Destroying it closes it silently: the observer is
/// never called again. On one loop.
class Connection {
public:
    /// Called from the loop, never inside a call to the connection. Any callback may destroy it.
    class Observer {
    public:
        virtual ~Observer() = default;
        virtual void onFrame(Bytes frame) = 0;
        /// `unsentBytes()` fell to the low mark (half of the amount at which `isCongested()` began).
        virtual void onWritable() {}
        /// The last call: closed by the peer (kConnectionClosed), a broken rule (kTooLarge, kMalformed,
        /// kTimedOut) or the system.
        virtual void onClosed(const Error& reason) = 0;
    };

    virtual ~Connection() = default;

    /// Begins delivery; called once. The observer outlives the connection.
    virtual void start(Observer& observer) = 0;
    /// Queues a frame. Never fails: trouble arrives through onClosed. Whoever sees `isCongested()` stops
    /// producing answers until onWritable.
    virtual void send(Frame frame) = 0;
    virtual std::size_t unsentBytes() const = 0;
    virtual bool isCongested() const = 0;
    /// While paused no frame is delivered and the peer's window fills.
    virtual void pauseReading(bool paused) = 0;
    /// Closes after all that is queued has been sent; the observer hears onClosed.
    virtual void closeAfterSending() = 0;
    virtual const Address& peer() const = 0;
    virtual const Address& local() const = 0;
};

class Listener {
public:
    /// Stops listening; accepted connections live on with their owners.
    virtual ~Listener() = default;
    /// With the port that was given or, for port 0, chosen.
    virtual const Address& address() const = 0;
};

/// What a listener tells its owner; from the loop. `onRefused` says who was turned away and why.
class ListenerObserver {
public:
    virtual ~ListenerObserver() = default;
    virtual void onAccepted(std::unique_ptr<Connection> connection) = 0;
    virtual void onRefused(const Address& peer, const Error& reason) = 0;
};

class Network {
public:
    virtual ~Network() = default;
    /// kAddressInUse, kPermissionDenied, kInvalidArgument. The observer outlives the listener.
    virtual Result<std::unique_ptr<Listener>> listen(const Address& address, const ConnectionLimits& limits,
                                                     ListenerObserver& observer) = 0;
    /// Resolves the name and connects. kConnectionRefused, kNotFound (name), kTimedOut.
    [[nodiscard]] virtual Call connect(const Address& address, const ConnectionLimits& limits,
                                       Completion<Result<std::unique_ptr<Connection>>> done) = 0;
};

}  // namespace broker::world
