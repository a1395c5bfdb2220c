#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/wire/codec.h"
#include "broker/wire/record_batch.h"

/// Bytes that several tests of batches and codecs feed in.
namespace tests {

/// "00 1f ab"; spaces are for the reader.
broker::Bytes fromHex(std::string_view hex);

inline constexpr broker::wire::Codec kAllCodecs[] = {broker::wire::Codec::kNone, broker::wire::Codec::kGzip,
                                                     broker::wire::Codec::kSnappy, broker::wire::Codec::kLz4,
                                                     broker::wire::Codec::kZstd};

/// A test's data: column `number`, a row for each codec.
void addCodecs();

/// Three records at 1000, 1002 and 1001 ms with keys, a null, an empty value and headers.
broker::Bytes sampleBatch(broker::wire::Codec codec);

/// A batch whose header is right for `count` records but whose records are these bytes, already compressed;
/// the CRC is right too.
broker::Bytes batchAround(broker::wire::Codec codec, broker::ByteView records, std::int32_t count);

/// Writes the CRC that the bytes deserve.
void reseal(broker::Bytes& batch);

/// One zstd frame without content size that gives `blocks` times 128 KiB of `byte`, in 4 bytes each.
broker::Bytes zstdBomb(std::size_t blocks, std::uint8_t byte);
/// Length field and first fields of a record that holds a value of so many bytes, which are to follow.
broker::Bytes recordAnnouncing(std::int32_t valueSize);

}  // namespace tests
