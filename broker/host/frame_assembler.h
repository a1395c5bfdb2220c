#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "broker/base/bytes.h"
#include "broker/base/result.h"

namespace broker::host {

/// Cuts a stream of bytes into frames: a four-byte big-endian length, then as many bytes. Memory grows with
/// the bytes that arrive, never with the length announced. After an error it is of no further use.
class FrameAssembler {
public:
    explicit FrameAssembler(std::size_t maxFrameBytes)
        : m_maxFrameBytes(maxFrameBytes) {}

    /// Takes bytes up to the end of the frame under way and returns how many; the caller takes a complete
    /// frame before it feeds the rest. kMalformed: a negative length; kTooLarge.
    Result<std::size_t> feed(ByteView input);

    bool isComplete() const { return m_headerBytes == kHeaderBytes && m_frame.size() == m_announced; }
    /// The complete frame.
    Bytes take();
    /// A frame has begun and is not complete.
    bool isInside() const { return m_headerBytes > 0 && !isComplete(); }
    /// Bytes held of the frame under way, its length included.
    std::size_t heldBytes() const { return m_headerBytes + m_frame.size(); }
    /// Memory reserved for it.
    std::size_t roomBytes() const { return m_frame.capacity(); }
    /// What the length said; 0 before all of it arrived.
    std::size_t announcedBytes() const { return m_announced; }

private:
    static constexpr std::size_t kHeaderBytes = 4;

    std::size_t feedHeader(ByteView input);
    Result<void> beginFrame();

    const std::size_t m_maxFrameBytes;
    std::array<std::uint8_t, kHeaderBytes> m_header{};
    std::size_t m_headerBytes = 0;
    std::size_t m_announced = 0;
    Bytes m_frame;
};

}  // namespace broker::host
