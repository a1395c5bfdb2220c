#include "broker/log/batch_walk.h"

#include <algorithm>
#include <utility>

namespace broker::log {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

}  // namespace

BatchWalk::BatchWalk(std::shared_ptr<const world::File> file, std::uint64_t size)
    : m_file(std::move(file))
    , m_size(size) {}

/// At least so many bytes from the position on, if the segment has them.
Result<void> BatchWalk::refill(std::size_t wanted) {
    const std::size_t kept = rest().size();
    if (kept >= wanted) return {};
    const std::uint64_t left = m_size - m_position;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left, std::max(wanted, kPiece)));
    std::copy(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_used), m_buffer.end(), m_buffer.begin());
    m_buffer.resize(size);
    m_used = 0;
    ASSIGN_OR_RETURN(const std::size_t count,
                     m_file->readAt(m_position + kept, MutableByteView(m_buffer).subspan(kept)));
    m_buffer.resize(kept + count);
    return {};
}

Result<std::optional<wire::BatchView>> BatchWalk::next() {
    if (isAtEnd()) return std::nullopt;
    const auto broken = [this](const std::string& why) {
        return failure(ErrorCode::kCorruptMessage, "reading {} at {}: {}", m_file->path(), m_position, why);
    };
    RETURN_IF_ERROR(refill(wire::kBatchHeaderSize));
    const auto header = wire::BatchHeader::parse(rest());
    if (!header) return broken(header.error().detail);
    if (header->size() > m_size - m_position) return broken("the batch passes the segment's end");
    RETURN_IF_ERROR(refill(header->size()));
    if (rest().size() < header->size()) return broken("the file ends within the batch");
    const ByteView bytes = rest().first(header->size());
    if (const Result<void> sound = wire::checkCrc(bytes); !sound) return broken(sound.error().detail);
    m_used += bytes.size();
    m_position += bytes.size();
    return wire::BatchView{*header, bytes};
}

}  // namespace broker::log
