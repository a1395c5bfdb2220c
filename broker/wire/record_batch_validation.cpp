#include "broker/wire/record_batch_validation.h"

#include "broker/base/check.h"
#include "broker/wire/record_skimmer.h"

namespace broker::wire {
namespace {

constexpr std::int16_t kFirstVersionWithZstd = 7;

/// Code and words for what one record does against the topic's policy; the batch is read on to find the
/// others.
using Objection = std::optional<Error>;

std::unexpected<ProduceRejection> reject(Error error) {
    return std::unexpected(ProduceRejection{std::move(error), {}});
}

/// The one batch that the field holds, complete and no longer than the topic allows.
Result<BatchView> takeBatch(ByteView records, const ProduceRules& rules) {
    if (records.empty())
        return failure(ErrorCode::kInvalidRecord, "no record batch: exactly one is expected");
    Result<BatchView> batch = parseBatch(records);
    if (!batch.has_value()) {
        Error error = std::move(batch).error();
        if (error.code == ErrorCode::kEndOfInput) error.code = ErrorCode::kCorruptMessage;
        return failure(std::move(error));
    }
    if (batch->bytes.size() < records.size())
        return failure(ErrorCode::kInvalidRecord, "{} bytes follow the record batch: exactly one is expected",
                       records.size() - batch->bytes.size());
    if (batch->bytes.size() > rules.maxMessageBytes)
        return failure(ErrorCode::kMessageTooLarge, "a batch of {} bytes: the topic takes {} at most",
                       batch->bytes.size(), rules.maxMessageBytes);
    return batch;
}

Result<void> checkAttributes(const BatchHeader& header, const ProduceRules& rules) {
    const std::optional<Codec> codec = header.codec();
    if (!codec.has_value())
        return failure(ErrorCode::kUnsupportedCompressionType, "codec {}: there is none",
                       header.attributes & batch_attribute::kCodecMask);
    if (*codec == Codec::kZstd && rules.produceVersion < kFirstVersionWithZstd)
        return failure(ErrorCode::kUnsupportedCompressionType,
                       "zstd in Produce version {}: it needs version {}", rules.produceVersion,
                       kFirstVersionWithZstd);
    if (header.isControl())
        return failure(ErrorCode::kInvalidRecord, "a control batch: producers may not write them");
    if ((header.attributes & (batch_attribute::kUnused | batch_attribute::kDeleteHorizon)) != 0)
        return failure(ErrorCode::kInvalidRecord, "attributes {:#06x}: bits that producers may not set",
                       header.attributes);
    if (header.timestampType() == TimestampType::kLogAppendTime)
        return failure(ErrorCode::kInvalidTimestamp,
                       "timestamp type LogAppendTime: producers may not set it");
    return {};
}

Result<void> checkCounts(const BatchHeader& header) {
    if (header.baseOffset != Offset(0))
        return failure(ErrorCode::kInvalidRecord, "base offset {}: producers begin at 0", header.baseOffset);
    if (header.recordCount <= 0) return failure(ErrorCode::kInvalidRecord, "a batch without records");
    if (header.lastOffsetDelta != header.recordCount - 1)
        return failure(ErrorCode::kInvalidRecord, "{} records with last offset delta {}", header.recordCount,
                       header.lastOffsetDelta);
    return {};
}

Result<void> checkProducer(const BatchHeader& header) {
    if (!header.hasProducerId()) {
        if (header.isTransactional())
            return failure(ErrorCode::kInvalidRecord, "a transactional batch without producer id");
        return {};
    }
    if (header.producerId < ProducerId(0) || header.producerEpoch < ProducerEpoch(0) ||
        header.baseSequence < Sequence(0))
        return failure(ErrorCode::kInvalidRecord, "producer id {} with epoch {} and sequence {}",
                       header.producerId, header.producerEpoch, header.baseSequence);
    return {};
}

/// All that can be said without looking at the records.
Result<BatchView> checkBatch(ByteView records, const ProduceRules& rules) {
    ASSIGN_OR_RETURN(const BatchView batch, takeBatch(records, rules));
    RETURN_IF_ERROR(checkCrc(batch.bytes));
    RETURN_IF_ERROR(checkCounts(batch.header));
    RETURN_IF_ERROR(checkAttributes(batch.header, rules));
    RETURN_IF_ERROR(checkProducer(batch.header));
    return batch;
}

/// By distance; one beyond 63 bits is further than any limit.
bool isFurtherThan(std::int64_t earlier, std::int64_t later, std::int64_t most) {
    if (earlier >= later) return false;
    return static_cast<std::uint64_t>(later) - static_cast<std::uint64_t>(earlier) >
           static_cast<std::uint64_t>(most);
}

Objection objectTo(const RecordOutline& record, const BatchHeader& header, const ProduceRules& rules) {
    if (rules.compacted && !record.hasKey)
        return Error{ErrorCode::kInvalidRecord, "has no key, which a compacted topic needs"};
    if (rules.timestampType == TimestampType::kLogAppendTime) return std::nullopt;
    std::int64_t timestamp = 0;
    if (__builtin_add_overflow(header.baseTimestamp.value(), record.timestampDelta, &timestamp))
        return Error{ErrorCode::kInvalidTimestamp, "has a timestamp beyond 64 bits"};
    if (timestamp == kNoTimestamp.value()) return std::nullopt;
    if (isFurtherThan(timestamp, rules.now.value(), rules.timestampBeforeMaxMs))
        return Error{ErrorCode::kInvalidTimestamp,
                     fmt::format("has timestamp {}, more than {} ms before the broker's clock {}", timestamp,
                                 rules.timestampBeforeMaxMs, rules.now)};
    if (isFurtherThan(rules.now.value(), timestamp, rules.timestampAfterMaxMs))
        return Error{ErrorCode::kInvalidTimestamp,
                     fmt::format("has timestamp {}, more than {} ms after the broker's clock {}", timestamp,
                                 rules.timestampAfterMaxMs, rules.now)};
    return std::nullopt;
}

/// Gathers what individual records do wrong, and gives the batch the code that Kafka would: INVALID_TIMESTAMP
/// only if nothing else is wrong.
class Objections {
public:
    void add(std::int32_t index, Objection objection) {
        if (!objection.has_value()) return;
        ++m_count;
        if (m_count == 1) m_first = fmt::format("record {} {}", index, objection->detail);
        if (objection->code != ErrorCode::kInvalidTimestamp) m_code = objection->code;
        if (m_records.size() < ProduceRejection::kMaxRecords)
            m_records.push_back({index, std::move(objection->detail)});
    }

    bool any() const { return m_count > 0; }

    std::unexpected<ProduceRejection> take() {
        std::string detail = std::move(m_first);
        if (m_count > 1) detail += fmt::format(", and {} more records are at fault", m_count - 1);
        return std::unexpected(ProduceRejection{{m_code, std::move(detail)}, std::move(m_records)});
    }

private:
    ErrorCode m_code = ErrorCode::kInvalidTimestamp;
    std::int32_t m_count = 0;
    std::string m_first;
    std::vector<ProduceRejection::Record> m_records;
};

std::unexpected<ProduceRejection> rejectStream(Error error) {
    // To the producer a bomb is a batch that is too large.
    if (error.code == ErrorCode::kTooLarge) error.code = ErrorCode::kMessageTooLarge;
    return reject(std::move(error));
}

std::unexpected<ProduceRejection> rejectRecord(std::int32_t index, std::string detail) {
    ProduceRejection rejection{{ErrorCode::kInvalidRecord, fmt::format("record {} {}", index, detail)}, {}};
    rejection.records.push_back({index, std::move(detail)});
    return std::unexpected(std::move(rejection));
}

std::expected<ProducedBatch, ProduceRejection> validateRecords(const BatchView& batch,
                                                               const ProduceRules& rules) {
    Result<RecordSkimmer> reader = RecordSkimmer::open(batch, rules.outputCap);
    if (!reader.has_value()) return rejectStream(std::move(reader).error());
    ProducedBatch produced{.batch = batch, .timestampType = rules.timestampType};
    Objections objections;
    RecordOutline record;
    while (true) {
        const std::int32_t index = reader->count();
        Result<bool> more = reader->next(record);
        if (!more.has_value()) return rejectStream(std::move(more).error());
        if (!*more) break;
        if (record.offsetDelta != index)
            return rejectRecord(index, fmt::format("has offset delta {}", record.offsetDelta));
        objections.add(index, objectTo(record, batch.header, rules));
        const Timestamp timestamp = batch.header.timestampOf(record.timestampDelta);
        if (timestamp > produced.maxTimestamp) {
            produced.maxTimestamp = timestamp;
            produced.offsetDeltaOfMaxTimestamp = index;
        }
    }
    if (objections.any()) return objections.take();
    if (rules.timestampType == TimestampType::kLogAppendTime) {
        produced.maxTimestamp = rules.now;
        produced.offsetDeltaOfMaxTimestamp = 0;
    }
    produced.uncompressedSize = reader->position();
    return produced;
}

}  // namespace

std::expected<ProducedBatch, ProduceRejection> validateProducedBatch(ByteView records,
                                                                     const ProduceRules& rules) {
    CHECK(rules.timestampBeforeMaxMs >= 0 && rules.timestampAfterMaxMs >= 0);
    Result<BatchView> batch = checkBatch(records, rules);
    if (!batch.has_value()) return reject(std::move(batch).error());
    return validateRecords(*batch, rules);
}

}  // namespace broker::wire
