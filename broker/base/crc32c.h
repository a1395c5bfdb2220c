#pragma once

#include <cstdint>

#include "broker/base/bytes.h"

namespace broker {

/// CRC-32C (Castagnoli), as record batches and producer snapshots carry it.
std::uint32_t crc32c(ByteView bytes);
/// Continues a sum over what came before: crc32c(ab) = crc32c(b, crc32c(a)).
std::uint32_t crc32c(ByteView bytes, std::uint32_t before);

}  // namespace broker
