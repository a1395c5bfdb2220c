#include "broker/wire/unpacked_bytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace broker::wire {

UnpackedBytes::UnpackedBytes(ByteView plain, std::unique_ptr<Decompressor> decompressor)
    : m_rest(plain)
    , m_decompressor(std::move(decompressor))
    , m_hasEnded(m_decompressor == nullptr) {}

Result<UnpackedBytes> UnpackedBytes::open(const BatchView& batch, std::size_t outputCap) {
    const std::optional<Codec> codec = batch.header.codec();
    if (!codec.has_value())
        return failure(ErrorCode::kUnsupportedCompressionType,
                       "the batch at offset {} names codec {}, there is none", batch.header.baseOffset,
                       batch.header.attributes & batch_attribute::kCodecMask);
    // A batch that compaction emptied has no stream, whatever its attributes say.
    const bool emptied = batch.header.recordCount == 0 && batch.records().empty();
    if (*codec == Codec::kNone || emptied) return UnpackedBytes(batch.records(), nullptr);
    ASSIGN_OR_RETURN(auto decompressor, Decompressor::create(*codec, batch.records(), outputCap));
    return UnpackedBytes({}, std::move(decompressor));
}

/// The buffer grows by doubling what has arrived, but never beyond what is wanted.
Result<void> UnpackedBytes::fill(std::size_t wanted) {
    if (m_rest.size() >= wanted || m_hasEnded) return {};
    if (!m_rest.empty() && m_rest.data() != m_buffer.data())
        std::memmove(m_buffer.data(), m_rest.data(), m_rest.size());
    std::size_t filled = m_rest.size();
    while (filled < wanted && !m_hasEnded) {
        if (filled == m_buffer.size())
            m_buffer.resize(std::max(kLeastBuffer, std::min(wanted, m_buffer.size() * 2)));
        const MutableByteView room = MutableByteView(m_buffer).subspan(filled);
        Result<std::size_t> size = m_decompressor->read(room);
        if (!size.has_value()) {
            m_rest = {};
            return failure(std::move(size).error());
        }
        m_hasEnded = *size < room.size();
        filled += *size;
    }
    m_rest = ByteView(m_buffer).first(filled);
    return {};
}

}  // namespace broker::wire
