#include "broker/wire/codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "broker/base/check.h"
#include "broker/wire/codec_streams.h"

namespace broker::wire {
namespace {

constexpr std::array<std::string_view, 5> kNames{"none", "gzip", "snappy", "lz4", "zstd"};

class PlainStream final : public Decompressor {
public:
    PlainStream(ByteView input, std::size_t cap)
        : Decompressor(Codec::kNone, input, cap) {}

private:
    Result<std::size_t> readSome(MutableByteView buffer) override {
        const std::size_t size = std::min(buffer.size(), m_input.size());
        std::copy_n(m_input.begin(), size, buffer.begin());
        m_input = m_input.subspan(size);
        return size;
    }
};

}  // namespace

std::optional<Codec> codecFromNumber(int number) {
    if (number < 0 || number >= static_cast<int>(kNames.size())) return std::nullopt;
    return static_cast<Codec>(number);
}

std::string_view codecName(Codec codec) { return kNames.at(static_cast<std::size_t>(codec)); }

std::optional<Codec> codecFromName(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<Codec>(found - kNames.begin());
}

Result<Bytes> compress(Codec codec, ByteView input) {
    if (input.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return failure(ErrorCode::kTooLarge, "compressing {} bytes with {}: more than 2 GiB", input.size(),
                       codecName(codec));
    switch (codec) {
        case Codec::kNone:
            return toBytes(input);
        case Codec::kGzip:
            return codec_streams::compressGzip(input);
        case Codec::kSnappy:
            return codec_streams::compressSnappy(input);
        case Codec::kLz4:
            return codec_streams::compressLz4(input);
        case Codec::kZstd:
            return codec_streams::compressZstd(input);
    }
    return failure(ErrorCode::kUnsupportedCompressionType, "compressing with codec {}: there is none",
                   static_cast<int>(codec));
}

Decompressor::Decompressor(Codec codec, ByteView input, std::size_t cap)
    : m_input(input)
    , m_codec(codec)
    , m_cap(cap) {}

Result<std::unique_ptr<Decompressor>> Decompressor::create(Codec codec, ByteView input, std::size_t cap) {
    switch (codec) {
        case Codec::kNone:
            return std::make_unique<PlainStream>(input, cap);
        case Codec::kGzip:
            return codec_streams::openGzip(input, cap);
        case Codec::kSnappy:
            return codec_streams::openSnappy(input, cap);
        case Codec::kLz4:
            return codec_streams::openLz4(input, cap);
        case Codec::kZstd:
            return codec_streams::openZstd(input, cap);
    }
    return failure(ErrorCode::kUnsupportedCompressionType, "decompressing with codec {}: there is none",
                   static_cast<int>(codec));
}

Result<std::size_t> Decompressor::read(MutableByteView buffer) {
    CHECK(!buffer.empty());
    if (m_failed) return malformed("the stream failed before");
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        std::uint8_t beyond = 0;
        const bool probing = capLeft() == 0;
        const MutableByteView room =
            probing ? MutableByteView(&beyond, 1)
                    : buffer.subspan(filled, std::min(buffer.size() - filled, capLeft()));
        Result<std::size_t> size = readSome(room);
        if (size.has_value() && probing && *size > 0) size = tooLarge();
        if (!size.has_value()) {
            m_failed = true;
            return size;
        }
        if (*size == 0) break;
        filled += *size;
        m_produced += *size;
    }
    return filled;
}

std::unexpected<Error> Decompressor::malformed(std::string_view what) const {
    return failure(ErrorCode::kMalformed, "decompressing {} after {} bytes of content: {}",
                   codecName(m_codec), m_produced, what);
}

std::unexpected<Error> Decompressor::tooLarge() const {
    return failure(ErrorCode::kTooLarge, "decompressing {}: the content passes the limit of {} bytes",
                   codecName(m_codec), m_cap);
}

Result<Bytes> decompress(Codec codec, ByteView input, std::size_t cap) {
    constexpr std::size_t kFirst = 4096;
    ASSIGN_OR_RETURN(const auto stream, Decompressor::create(codec, input, cap));
    Bytes content;
    std::size_t filled = 0;
    while (true) {
        const std::size_t doubled = std::max(kFirst, content.size() * 2);
        content.resize(std::max(content.size() + 1, std::min(doubled, cap)));
        ASSIGN_OR_RETURN(const std::size_t size, stream->read(MutableByteView(content).subspan(filled)));
        filled += size;
        if (filled < content.size()) break;
    }
    content.resize(filled);
    return content;
}

}  // namespace broker::wire
