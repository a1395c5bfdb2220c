#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "broker/wire/codec_streams.h"

namespace broker::wire::codec_streams {
namespace {

/// The largest window, and 16 for a gzip header and trailer instead of zlib's.
constexpr int kGzipWindow = 15 + 16;

uInt pieceOf(std::size_t size) {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

class GzipStream final : public Decompressor {
public:
    GzipStream(ByteView input, std::size_t cap)
        : Decompressor(Codec::kGzip, input, cap) {}
    ~GzipStream() override { inflateEnd(&m_state); }

    bool open() { return inflateInit2(&m_state, kGzipWindow) == Z_OK; }

private:
    Result<std::size_t> readSome(MutableByteView buffer) override {
        while (true) {
            if (m_memberEnded) {
                if (m_input.empty()) return 0;
                // Members may follow one another and are one content.
                inflateReset(&m_state);
                m_memberEnded = false;
            }
            const uInt in = pieceOf(m_input.size());
            const uInt out = pieceOf(buffer.size());
            m_state.next_in = m_input.data();
            m_state.avail_in = in;
            m_state.next_out = buffer.data();
            m_state.avail_out = out;
            const int status = inflate(&m_state, Z_NO_FLUSH);
            m_input = m_input.subspan(in - m_state.avail_in);
            if (status == Z_STREAM_END)
                m_memberEnded = true;
            else if (status == Z_BUF_ERROR)
                return malformed("the member is cut short");
            else if (status != Z_OK)
                return malformed(m_state.msg != nullptr ? m_state.msg : "the member is broken");
            if (const uInt size = out - m_state.avail_out; size > 0) return size;
        }
    }

    z_stream m_state{};
    bool m_memberEnded = false;
};

}  // namespace

Stream openGzip(ByteView input, std::size_t cap) {
    auto stream = std::make_unique<GzipStream>(input, cap);
    if (!stream->open())
        return failure(ErrorCode::kUnknownServerError, "decompressing gzip: zlib can't start");
    return stream;
}

Result<Bytes> compressGzip(ByteView input) {
    constexpr int kMemory = 8;
    z_stream state{};
    if (deflateInit2(&state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return failure(ErrorCode::kUnknownServerError, "compressing with gzip: zlib can't start");
    Bytes output(deflateBound(&state, input.size()));
    state.next_in = input.data();
    state.avail_in = pieceOf(input.size());
    state.next_out = output.data();
    state.avail_out = pieceOf(output.size());
    const int status = deflate(&state, Z_FINISH);
    output.resize(output.size() - state.avail_out);
    deflateEnd(&state);
    if (status != Z_STREAM_END)
        return failure(ErrorCode::kUnknownServerError, "compressing {} bytes with gzip: zlib says {}",
                       input.size(), status);
    return output;
}

}  // namespace broker::wire::codec_streams
