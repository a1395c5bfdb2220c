#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <variant>

#include "broker/base/result.h"
#include "broker/world/network.h"

namespace broker::host {

/// Frames on their way into a socket. A step gathers many pieces into one write, sends slices of real files
/// by sendfile and others by bounded reads, and ends after about kStepBytes so that no connection keeps the
/// loop.
class SendQueue {
public:
    static constexpr std::size_t kStepBytes = 256 * 1024;
    static constexpr std::size_t kPiecesPerWrite = 64;
    /// Read at once from a file that has no descriptor of its own.
    static constexpr std::size_t kReadBytes = 64 * 1024;

    /// Queues the length and the pieces; returns the bytes that they are. kTooLarge beyond 2 GiB.
    Result<std::size_t> push(world::Frame frame);
    bool isEmpty() const { return m_items.empty(); }
    void clear() { m_items.clear(); }

    struct Step {
        std::size_t sent = 0;
        bool isBlocked = false;  ///< the socket takes no more now
    };
    /// kInputOutput if a slice comes up short; what the socket says.
    Result<Step> writeStep(int socket);

private:
    using Length = std::array<std::uint8_t, 4>;
    /// Memory, or a slice that shrinks as it is sent.
    using Item = std::variant<Length, Bytes, SharedBytes, world::FileSlice>;

    Result<void> sendMemory(int socket, Step& step);
    Result<void> sendSlice(int socket, Step& step);
    Result<void> loadSlice();
    void advance(std::size_t bytes);

    std::deque<Item> m_items;
    std::size_t m_sentOfFirst = 0;  ///< of memory
};

}  // namespace broker::host
