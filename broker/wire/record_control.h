#pragma once

#include <cstdint>
#include <optional>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/wire/record.h"

namespace broker::wire {

/// The second number of a control record's key (KIP-98, KIP-595, KIP-630, KIP-853).
enum class ControlRecordType : std::int16_t {
    kAbort = 0,
    kCommit = 1,
    kLeaderChange = 2,
    kSnapshotHeader = 3,
    kSnapshotFooter = 4,
    kKRaftVersion = 5,
    kKRaftVoters = 6,
};

/// Key of a control record: int16 version 0, int16 type.
Bytes encodeControlKey(ControlRecordType type);
/// kInvalidRecord: no key, or not a key of a control record. Types this page does not know come through as
/// they are, because readers are to skip what they don't know.
Result<ControlRecordType> controlTypeOf(const RecordView& record);

/// Value of ABORT and COMMIT: int16 version 0, int32 coordinator epoch.
struct EndTransactionMarker {
    ControlRecordType type = ControlRecordType::kAbort;
    std::int32_t coordinatorEpoch = 0;

    friend bool operator==(const EndTransactionMarker&, const EndTransactionMarker&) = default;
};

/// kInvalidRecord if the record is not a whole marker. Fields that a later version appends are passed over.
Result<EndTransactionMarker> decodeEndTransactionMarker(const RecordView& record);

struct ControlBatch {
    Offset baseOffset{0};
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    Timestamp timestamp{0};
};

/// The transaction marker that ends a producer's transaction in one partition: a batch of one record,
/// transactional and control, without sequence.
Bytes buildEndTransactionBatch(const ControlBatch& batch, const EndTransactionMarker& marker,
                               ProducerId producerId, ProducerEpoch producerEpoch);

/// A batch of one control record of the metadata quorum; `value` is the type's message, encoded.
Bytes buildControlBatch(const ControlBatch& batch, ControlRecordType type, ByteView value);

}  // namespace broker::wire
