#include <snappy-c.h>

#include <algorithm>
#include <array>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/wire/codec_streams.h"

namespace broker::wire::codec_streams {
namespace {

/// What a xerial stream begins with; after it int32 version and int32 oldest version able to read it.
constexpr std::array<std::uint8_t, 8> kXerialMagic{0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
constexpr std::size_t kXerialHeader = kXerialMagic.size() + 8;
constexpr std::int32_t kXerialVersion = 1;
/// The magic's first half where a block's length should be: another stream follows.
constexpr std::int32_t kXerialMagicAsLength = static_cast<std::int32_t>(0x82534e41);

const char* chars(ByteView bytes) { return reinterpret_cast<const char*>(bytes.data()); }
char* chars(MutableByteView bytes) { return reinterpret_cast<char*>(bytes.data()); }

bool beginsWithMagic(ByteView input) {
    return input.size() >= kXerialMagic.size() &&
           std::equal(kXerialMagic.begin(), kXerialMagic.end(), input.begin());
}

class SnappyStream final : public Decompressor {
public:
    SnappyStream(ByteView input, std::size_t cap)
        : Decompressor(Codec::kSnappy, input, cap)
        , m_xerial(beginsWithMagic(input)) {}

private:
    Result<std::size_t> readSome(MutableByteView buffer) override {
        while (m_blockPosition == m_block.size()) {
            if (m_started && m_input.empty()) return 0;
            ASSIGN_OR_RETURN(const ByteView block, nextBlock());
            if (block.empty()) continue;
            ASSIGN_OR_RETURN(const std::size_t direct, uncompress(block, buffer));
            if (direct > 0) return direct;
        }
        const std::size_t size = std::min(buffer.size(), m_block.size() - m_blockPosition);
        std::copy_n(m_block.begin() + static_cast<std::ptrdiff_t>(m_blockPosition), size, buffer.begin());
        m_blockPosition += size;
        return size;
    }

    /// Empty after a stream's header.
    Result<ByteView> nextBlock() {
        if (!m_xerial) {
            m_started = true;
            const ByteView block = m_input;
            m_input = {};
            if (block.empty()) return malformed("there is no block");
            return block;
        }
        if (!m_started) {
            m_started = true;
            RETURN_IF_ERROR(passHeader());
            return ByteView();
        }
        ByteReader reader(m_input);
        const std::int32_t length = reader.int32();
        if (reader.failed()) return malformed("a block's length is cut short");
        if (length == kXerialMagicAsLength) {
            RETURN_IF_ERROR(passHeader());
            return ByteView();
        }
        if (length <= 0 || static_cast<std::size_t>(length) > reader.remaining())
            return malformed(
                fmt::format("a block announces {} bytes, {} are left", length, reader.remaining()));
        const ByteView block = reader.bytes(static_cast<std::size_t>(length));
        m_input = m_input.subspan(reader.position());
        return block;
    }

    Result<void> passHeader() {
        if (!beginsWithMagic(m_input) || m_input.size() < kXerialHeader)
            return malformed("the xerial header is broken");
        ByteReader reader(m_input.subspan(kXerialMagic.size(), 4));
        if (const std::int32_t version = reader.int32(); version < kXerialVersion)
            return malformed(fmt::format("xerial version {} is unknown", version));
        m_input = m_input.subspan(kXerialHeader);
        return {};
    }

    /// Straight into the caller's buffer if the block's content fits, saying its size; else into `m_block`,
    /// giving 0.
    Result<std::size_t> uncompress(ByteView block, MutableByteView buffer) {
        std::size_t size = 0;
        if (snappy_uncompressed_length(chars(block), block.size(), &size) != SNAPPY_OK)
            return malformed("a block has no length");
        if (size > capLeft()) return tooLarge();
        if (size > block.size() * kMaxSnappyRatio)
            return malformed(fmt::format("a block of {} bytes announces {}", block.size(), size));
        const bool direct = size <= buffer.size();
        if (!direct) {
            m_block.resize(size);
            m_blockPosition = 0;
        }
        const MutableByteView target = direct ? buffer : MutableByteView(m_block);
        std::size_t written = target.size();
        if (snappy_uncompress(chars(block), block.size(), chars(target), &written) != SNAPPY_OK) {
            m_block.clear();
            m_blockPosition = 0;
            return malformed("a block is broken");
        }
        return direct ? written : 0;
    }

    const bool m_xerial;
    bool m_started = false;
    Bytes m_block;
    std::size_t m_blockPosition = 0;
};

}  // namespace

Stream openSnappy(ByteView input, std::size_t cap) { return std::make_unique<SnappyStream>(input, cap); }

Result<Bytes> compressSnappy(ByteView input) {
    ByteWriter writer;
    writer.reserve(kXerialHeader + input.size() / 2);
    writer.bytes(kXerialMagic);
    writer.int32(kXerialVersion);
    writer.int32(kXerialVersion);
    Bytes block(snappy_max_compressed_length(std::min(input.size(), kXerialBlock)));
    while (!input.empty()) {
        const ByteView piece = input.first(std::min(input.size(), kXerialBlock));
        std::size_t size = block.size();
        if (snappy_compress(chars(piece), piece.size(), chars(MutableByteView(block)), &size) != SNAPPY_OK)
            return failure(ErrorCode::kUnknownServerError, "compressing {} bytes with snappy failed",
                           piece.size());
        writer.int32(static_cast<std::int32_t>(size));
        writer.bytes(ByteView(block).first(size));
        input = input.subspan(piece.size());
    }
    return writer.take();
}

}  // namespace broker::wire::codec_streams
