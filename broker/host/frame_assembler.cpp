#include "broker/host/frame_assembler.h"

#include <algorithm>
#include <utility>

namespace broker::host {
namespace {

/// A frame that has not arrived begins with room for this much.
constexpr std::size_t kFirstRoom = 64 * 1024;

}  // namespace

Result<std::size_t> FrameAssembler::feed(ByteView input) {
    std::size_t used = 0;
    if (m_headerBytes < kHeaderBytes) {
        used = feedHeader(input);
        if (m_headerBytes < kHeaderBytes) return used;
        RETURN_IF_ERROR(beginFrame());
    }
    const std::size_t count = std::min(input.size() - used, m_announced - m_frame.size());
    const std::size_t needed = m_frame.size() + count;
    if (needed > m_frame.capacity())
        m_frame.reserve(std::min(m_announced, std::max({needed, 2 * m_frame.capacity(), kFirstRoom})));
    const ByteView part = input.subspan(used, count);
    m_frame.insert(m_frame.end(), part.begin(), part.end());
    return used + count;
}

std::size_t FrameAssembler::feedHeader(ByteView input) {
    const std::size_t count = std::min(input.size(), kHeaderBytes - m_headerBytes);
    std::copy_n(input.begin(), count, m_header.begin() + static_cast<std::ptrdiff_t>(m_headerBytes));
    m_headerBytes += count;
    return count;
}

Result<void> FrameAssembler::beginFrame() {
    std::uint32_t length = 0;
    for (const std::uint8_t byte : m_header) length = length << 8 | byte;
    const auto asSigned = static_cast<std::int32_t>(length);
    if (asSigned < 0) return failure(ErrorCode::kMalformed, "a frame announced {} bytes", asSigned);
    if (length > m_maxFrameBytes)
        return failure(ErrorCode::kTooLarge, "a frame announced {} bytes, at most {} are taken", length,
                       m_maxFrameBytes);
    m_announced = length;
    return {};
}

Bytes FrameAssembler::take() {
    m_headerBytes = 0;
    m_announced = 0;
    return std::exchange(m_frame, {});
}

}  // namespace broker::host
