#include <zstd.h>

#include "broker/wire/codec_streams.h"

namespace broker::wire::codec_streams {
namespace {

class ZstdStream final : public Decompressor {
public:
    ZstdStream(ByteView input, std::size_t cap)
        : Decompressor(Codec::kZstd, input, cap)
        , m_context(ZSTD_createDCtx()) {}
    ~ZstdStream() override { ZSTD_freeDCtx(m_context); }

    bool open() {
        return m_context != nullptr &&
               ZSTD_isError(ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, kMaxZstdWindowLog)) == 0;
    }

private:
    Result<std::size_t> readSome(MutableByteView buffer) override {
        while (m_frameOpen || !m_input.empty()) {
            ZSTD_inBuffer in{m_input.data(), m_input.size(), 0};
            ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
            const std::size_t hint = ZSTD_decompressStream(m_context, &out, &in);
            if (ZSTD_isError(hint) != 0) return malformed(ZSTD_getErrorName(hint));
            m_input = m_input.subspan(in.pos);
            // Frames may follow one another and are one content.
            m_frameOpen = hint != 0;
            if (out.pos > 0) return out.pos;
            if (in.pos == 0 && m_frameOpen) return malformed("the frame is cut short");
        }
        return 0;
    }

    ZSTD_DCtx* m_context;
    /// True at first: an empty input is no stream.
    bool m_frameOpen = true;
};

}  // namespace

Stream openZstd(ByteView input, std::size_t cap) {
    auto stream = std::make_unique<ZstdStream>(input, cap);
    if (!stream->open())
        return failure(ErrorCode::kUnknownServerError, "decompressing zstd: the library can't start");
    return stream;
}

Result<Bytes> compressZstd(ByteView input) {
    Bytes output(ZSTD_compressBound(input.size()));
    const std::size_t size =
        ZSTD_compress(output.data(), output.size(), input.data(), input.size(), ZSTD_CLEVEL_DEFAULT);
    if (ZSTD_isError(size) != 0)
        return failure(ErrorCode::kUnknownServerError, "compressing {} bytes with zstd: {}", input.size(),
                       ZSTD_getErrorName(size));
    output.resize(size);
    return output;
}

}  // namespace broker::wire::codec_streams
