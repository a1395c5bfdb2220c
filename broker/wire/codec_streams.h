#pragma once

#include <cstddef>
#include <memory>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/codec.h"

/// What codec.cpp chooses from: one pair of functions per codec.
namespace broker::wire::codec_streams {

/// No codec's window may pass this, whatever a stream announces: what zstd's highest level uses.
inline constexpr int kMaxZstdWindowLog = 27;
/// How much each block of a xerial stream holds, as snappy-java cuts it.
inline constexpr std::size_t kXerialBlock = 32 * 1024;
/// A snappy element of 3 bytes gives at most 64; a block that announces more than this factor lies.
inline constexpr std::size_t kMaxSnappyRatio = 22;

using Stream = Result<std::unique_ptr<Decompressor>>;

Stream openGzip(ByteView input, std::size_t cap);
Stream openSnappy(ByteView input, std::size_t cap);
Stream openLz4(ByteView input, std::size_t cap);
Stream openZstd(ByteView input, std::size_t cap);

Result<Bytes> compressGzip(ByteView input);
Result<Bytes> compressSnappy(ByteView input);
Result<Bytes> compressLz4(ByteView input);
Result<Bytes> compressZstd(ByteView input);

}  // namespace broker::wire::codec_streams
