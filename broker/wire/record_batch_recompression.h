#pragma once

#include <cstddef>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/record_batch.h"

namespace broker::wire {

/// A copy of the batch whose records are compressed by `codec`, as a topic's `compression.type` other than
/// `producer` demands: the records and all of the header stay but for codec, length and CRC. The batch is a
/// sound one (`validateProducedBatch`). kTooLarge: its records unpack to more than `cap` bytes, or the copy
/// passes 2 GiB. kMalformed: they don't unpack.
Result<Bytes> recompress(const BatchView& batch, Codec codec, std::size_t cap);

}  // namespace broker::wire
