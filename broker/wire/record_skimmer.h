#pragma once

#include <cstddef>
#include <cstdint>

#include "broker/base/result.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/unpacked_bytes.h"

namespace broker::wire {

/// What a leader wants to know of a record that it does not keep.
struct RecordOutline {
    std::int64_t timestampDelta = 0;
    std::int32_t offsetDelta = 0;
    bool hasKey = false;
};

/// Walks over the records of one batch and finds fault with the same ones as RecordReader, but never holds a
/// record that is larger than its window: such a one passes field by field. So a batch costs the codec's own
/// memory and the window, however much it unpacks to.
///
/// Borrows the batch. The CRC is not looked at.
class RecordSkimmer {
public:
    static constexpr std::size_t kWindow = UnpackedBytes::kLeastBuffer;

    /// `outputCap`: of all decompressed bytes of the batch. Errors: those of RecordReader::open.
    static Result<RecordSkimmer> open(const BatchView& batch, std::size_t outputCap);

    /// False after the last record. Errors: those of RecordReader::next; where several things are wrong with
    /// a large record, perhaps another one of them.
    Result<bool> next(RecordOutline& outline);

    /// How many records `next` gave.
    std::int32_t count() const { return m_given; }
    /// Where the next record begins in the uncompressed records.
    std::uint64_t position() const { return m_position; }

private:
    RecordSkimmer(const BatchView& batch, UnpackedBytes bytes);

    Result<std::size_t> take(RecordOutline& outline);
    Result<bool> finish();

    std::int32_t m_announced;
    std::int32_t m_given = 0;
    std::uint64_t m_position = 0;
    UnpackedBytes m_bytes;
};

}  // namespace broker::wire
