#include <lz4frame.h>

#include <array>

#include "broker/wire/codec_streams.h"

namespace broker::wire::codec_streams {
namespace {

constexpr std::array<std::uint8_t, 4> kMagic{0x04, 0x22, 0x4d, 0x18};
constexpr std::size_t kFlagsPosition = kMagic.size();
/// Version, and bits of the frame's flags that Java's readers want to see.
constexpr std::uint8_t kVersionMask = 0xc0;
constexpr std::uint8_t kVersion = 0x40;
constexpr std::uint8_t kIndependentBlocks = 0x20;
constexpr std::uint8_t kReservedOrDictionary = 0x03;

class Lz4Stream final : public Decompressor {
public:
    Lz4Stream(ByteView input, std::size_t cap)
        : Decompressor(Codec::kLz4, input, cap) {}
    ~Lz4Stream() override { LZ4F_freeDecompressionContext(m_context); }

    Result<void> open() {
        if (m_input.size() <= kFlagsPosition || !std::equal(kMagic.begin(), kMagic.end(), m_input.begin()))
            return malformed("it is no LZ4 frame");
        const std::uint8_t flags = m_input[kFlagsPosition];
        if ((flags & kVersionMask) != kVersion || (flags & kReservedOrDictionary) != 0)
            return malformed(fmt::format("the frame's flags {:#04x} are unknown", flags));
        if ((flags & kIndependentBlocks) == 0) return malformed("the frame's blocks depend on one another");
        if (LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION)))
            return failure(ErrorCode::kUnknownServerError, "decompressing lz4: the library can't start");
        return {};
    }

private:
    Result<std::size_t> readSome(MutableByteView buffer) override {
        while (!m_ended) {
            std::size_t out = buffer.size();
            std::size_t in = m_input.size();
            const std::size_t hint =
                LZ4F_decompress(m_context, buffer.data(), &out, m_input.data(), &in, nullptr);
            if (LZ4F_isError(hint)) return malformed(LZ4F_getErrorName(hint));
            m_input = m_input.subspan(in);
            m_ended = hint == 0;
            if (out > 0) return out;
            if (in == 0 && !m_ended) return malformed("the frame is cut short");
        }
        if (!m_input.empty()) return malformed("something follows the frame");
        return 0;
    }

    LZ4F_dctx* m_context = nullptr;
    bool m_ended = false;
};

}  // namespace

Stream openLz4(ByteView input, std::size_t cap) {
    auto stream = std::make_unique<Lz4Stream>(input, cap);
    RETURN_IF_ERROR(stream->open());
    return stream;
}

Result<Bytes> compressLz4(ByteView input) {
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    Bytes output(LZ4F_compressFrameBound(input.size(), &preferences));
    const std::size_t size =
        LZ4F_compressFrame(output.data(), output.size(), input.data(), input.size(), &preferences);
    if (LZ4F_isError(size))
        return failure(ErrorCode::kUnknownServerError, "compressing {} bytes with lz4: {}", input.size(),
                       LZ4F_getErrorName(size));
    output.resize(size);
    return output;
}

}  // namespace broker::wire::codec_streams
