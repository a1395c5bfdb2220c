#include "broker/wire/record_control.h"

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/base/check.h"
#include "broker/wire/record_batch_builder.h"

namespace broker::wire {
namespace {

constexpr std::int16_t kKeyVersion = 0;
constexpr std::int16_t kMarkerVersion = 0;

Bytes buildOne(const BatchBuilder::Options& options, Timestamp timestamp, ControlRecordType type,
               ByteView value) {
    BatchBuilder builder(options);
    const Bytes key = encodeControlKey(type);
    builder.append({.timestamp = timestamp, .key = key, .value = value});
    Result<Bytes> batch = builder.build();
    CHECK(batch.has_value());
    return std::move(*batch);
}

}  // namespace

Bytes encodeControlKey(ControlRecordType type) {
    ByteWriter writer;
    writer.int16(kKeyVersion);
    writer.int16(static_cast<std::int16_t>(type));
    return writer.take();
}

Result<ControlRecordType> controlTypeOf(const RecordView& record) {
    if (!record.key.has_value())
        return failure(ErrorCode::kInvalidRecord, "control record {} has no key", record.offsetDelta);
    ByteReader reader(*record.key);
    const std::int16_t version = reader.int16();
    const std::int16_t type = reader.int16();
    if (reader.failed() || version < kKeyVersion)
        return failure(ErrorCode::kInvalidRecord, "control record {} has a key of {} bytes and version {}",
                       record.offsetDelta, record.key->size(), version);
    return static_cast<ControlRecordType>(type);
}

Result<EndTransactionMarker> decodeEndTransactionMarker(const RecordView& record) {
    ASSIGN_OR_RETURN(const ControlRecordType type, controlTypeOf(record));
    if (type != ControlRecordType::kAbort && type != ControlRecordType::kCommit)
        return failure(ErrorCode::kInvalidRecord, "control record {} of type {} ends no transaction",
                       record.offsetDelta, static_cast<std::int16_t>(type));
    ByteReader reader(record.value.value_or(ByteView()));
    const std::int16_t version = reader.int16();
    const std::int32_t coordinatorEpoch = reader.int32();
    if (reader.failed() || version < kMarkerVersion)
        return failure(ErrorCode::kInvalidRecord,
                       "the transaction marker {} has a value of {} bytes and version {}", record.offsetDelta,
                       reader.input().size(), version);
    return EndTransactionMarker{type, coordinatorEpoch};
}

Bytes buildEndTransactionBatch(const ControlBatch& batch, const EndTransactionMarker& marker,
                               ProducerId producerId, ProducerEpoch producerEpoch) {
    CHECK(marker.type == ControlRecordType::kAbort || marker.type == ControlRecordType::kCommit);
    ByteWriter value;
    value.int16(kMarkerVersion);
    value.int32(marker.coordinatorEpoch);
    return buildOne({.baseOffset = batch.baseOffset,
                     .leaderEpoch = batch.leaderEpoch,
                     .producerId = producerId,
                     .producerEpoch = producerEpoch,
                     .transactional = true,
                     .control = true},
                    batch.timestamp, marker.type, value.view());
}

Bytes buildControlBatch(const ControlBatch& batch, ControlRecordType type, ByteView value) {
    return buildOne({.baseOffset = batch.baseOffset, .leaderEpoch = batch.leaderEpoch, .control = true},
                    batch.timestamp, type, value);
}

}  // namespace broker::wire
