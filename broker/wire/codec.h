#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "broker/base/bytes.h"
#include "broker/base/result.h"

namespace broker::wire {

/// How a batch's records are compressed; the numbers are bits 0 to 2 of a batch's attributes.
enum class Codec : std::uint8_t { kNone = 0, kGzip = 1, kSnappy = 2, kLz4 = 3, kZstd = 4 };

/// Nothing for 5, 6 and 7, which name no codec.
std::optional<Codec> codecFromNumber(int number);
/// As `compression.type` spells it: none, gzip, snappy, lz4, zstd.
std::string_view codecName(Codec codec);
std::optional<Codec> codecFromName(std::string_view name);

/// One whole stream as Kafka's Java clients write and read it: a gzip member, xerial frames around snappy
/// blocks of 32 KiB, an LZ4 frame with independent blocks, a zstd frame. Fails only if a library refuses
/// (kUnknownServerError) or the input passes 2 GiB (kTooLarge).
Result<Bytes> compress(Codec codec, ByteView input);

/// Gives a compressed stream's content piece by piece, so that neither a bomb nor a large batch needs more
/// memory than the codec's own window: 32 KiB for gzip, one chunk for snappy, 8 MiB for LZ4, 128 MiB for zstd
/// (touched only as far as it is filled). A plain snappy block has no window smaller than itself, and is held
/// whole.
///
/// Reads what any client writes: concatenated gzip members, xerial frames and plain snappy blocks (told apart
/// by the 8-byte magic), LZ4 frames with or without content size, zstd frames with or without it. What Java's
/// readers refuse is refused too, because a batch that only some can read poisons its partition for the
/// others: LZ4 with dependent blocks or a wrong header checksum, and anything left over after the stream.
///
/// Borrows its input. Not thread-safe; any number of them may run at once.
class Decompressor {
public:
    /// Content beyond `cap` bytes is an error, found when the stream reaches it.
    static Result<std::unique_ptr<Decompressor>> create(Codec codec, ByteView input, std::size_t cap);

    virtual ~Decompressor() = default;
    Decompressor(const Decompressor&) = delete;
    Decompressor& operator=(const Decompressor&) = delete;

    /// Fills the front of `buffer`, which is not empty, and says how much of it: fewer bytes than fit only at
    /// the end of the stream, 0 when nothing is left. kTooLarge: the content passes the cap. kMalformed: the
    /// stream is broken or cut short. After an error every further call gives an error too.
    Result<std::size_t> read(MutableByteView buffer);

    std::size_t produced() const { return m_produced; }

protected:
    Decompressor(Codec codec, ByteView input, std::size_t cap);

    /// Writes at least one byte, or gives 0 at the end of the stream.
    virtual Result<std::size_t> readSome(MutableByteView buffer) = 0;

    /// What is not consumed yet.
    ByteView m_input;
    std::size_t capLeft() const { return m_cap - m_produced; }
    std::unexpected<Error> malformed(std::string_view what) const;
    std::unexpected<Error> tooLarge() const;

private:
    Codec m_codec;
    std::size_t m_cap;
    std::size_t m_produced = 0;
    bool m_failed = false;
};

/// The whole content at once, under the same cap and with the same errors.
Result<Bytes> decompress(Codec codec, ByteView input, std::size_t cap);

}  // namespace broker::wire
