#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>

#include "broker/base/result.h"
#include "broker/wire/record.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/unpacked_bytes.h"

namespace broker::wire {

/// Reads the records of one batch one after another. A plain batch is read where it lies: nothing is copied
/// or allocated. A compressed batch streams through one buffer, which is as large as its largest record and
/// grows only as bytes really arrive, so that an announced length costs no memory. Whoever needs no keys and
/// values takes RecordSkimmer, which holds no record at all.
///
///     ASSIGN_OR_RETURN(auto reader, RecordReader::open(batch, {.outputCap = cap}));
///     RecordView record;
///     while (true) {
///         ASSIGN_OR_RETURN(const bool more, reader.next(record));
///         if (!more) break;
///         …
///     }
///
/// Borrows the batch. The CRC is not looked at.
class RecordReader {
public:
    struct Limits {
        /// Of all decompressed bytes of the batch.
        std::size_t outputCap = kDefaultOutputCap;
    };
    static constexpr std::size_t kDefaultOutputCap = std::size_t{256} * 1024 * 1024;

    /// kUnsupportedCompressionType if the attributes name no codec.
    static Result<RecordReader> open(const BatchView& batch, Limits limits);
    static Result<RecordReader> open(const BatchView& batch) { return open(batch, Limits{}); }

    /// False after the last record. A record from a compressed batch is valid until the next call only; one
    /// from a plain batch as long as the batch. kInvalidRecord: a record is broken, the stream can't be
    /// decompressed, or it holds fewer or more bytes than the announced records take. kTooLarge: it passes
    /// the output cap. The detail names the record.
    Result<bool> next(RecordView& record);

    /// How many records `next` gave.
    std::int32_t count() const { return m_given; }
    /// Where the next record begins in the uncompressed records.
    std::uint64_t position() const { return m_position; }

private:
    RecordReader(const BatchView& batch, UnpackedBytes bytes);

    Result<bool> finish();
    Result<void> bufferRecord();

    std::int32_t m_announced;
    std::int32_t m_given = 0;
    std::uint64_t m_position = 0;
    UnpackedBytes m_bytes;
};

/// What happened to the record of this index in words; kTooLarge, or else kInvalidRecord.
std::unexpected<Error> atRecord(std::int32_t index, const Error& error);

}  // namespace broker::wire
