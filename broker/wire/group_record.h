#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/inspection.h"
#include "broker/wire/messages/group_records.h"

/// The records of `__consumer_offsets` as values, as bytes and in words.
namespace broker::wire {

/// A committed offset, or with no value its end.
struct OffsetCommitRecord {
    static constexpr std::int16_t kType = 1;
    /// Type 0, as early brokers wrote it; read like the other, never written.
    static constexpr std::int16_t kLegacyType = 0;
    static constexpr std::int16_t kWritten = 4;
    /// The only version with an expiry of its own, which old clients ask for.
    static constexpr std::int16_t kWrittenWithExpiry = 1;

    OffsetCommitKey key;
    std::optional<OffsetCommitValue> value;

    bool operator==(const OffsetCommitRecord&) const = default;
};

/// A classic group, or with no value its end.
struct GroupMetadataRecord {
    static constexpr std::int16_t kType = 2;
    static constexpr std::int16_t kWritten = 3;

    GroupMetadataKey key;
    std::optional<GroupMetadataValue> value;

    bool operator==(const GroupMetadataRecord&) const = default;
};

/// A record of another type: of groups of another kind, or of a later version of Kafka. Whoever replays skips
/// it; encoding gives its bytes back.
struct UnknownGroupRecord {
    std::int16_t type = 0;
    Bytes key;
    std::optional<Bytes> value;

    bool operator==(const UnknownGroupRecord&) const = default;
};

using GroupRecord = std::variant<OffsetCommitRecord, GroupMetadataRecord, UnknownGroupRecord>;

/// As it stands in the log.
struct GroupRecordBytes {
    Bytes key;
    std::optional<Bytes> value;  ///< none: a tombstone

    bool operator==(const GroupRecordBytes&) const = default;
};

GroupRecordBytes encodeGroupRecord(const GroupRecord& record);
/// kMalformed: no key, a body that does not decode, or (of keys) something behind it; kUnsupportedVersion: a
/// value of a later version. A type that is not known is no error.
Result<GroupRecord> decodeGroupRecord(std::optional<ByteView> key, std::optional<ByteView> value);

/// Name of a record type: "OffsetCommit", "ConsumerGroupMemberMetadata"; empty if nobody knows it.
std::string_view groupRecordTypeName(std::int16_t type);

/// A record of `__consumer_offsets` for people.
struct GroupRecordWords {
    std::string type;               ///< "OffsetCommit", "GroupMetadata", "record type 99"
    std::string subject;            ///< "demo orders-1", "demo"
    std::vector<std::string> says;  ///< "offset 42", "leader epoch 3"; of a tombstone "deleted"

    bool operator==(const GroupRecordWords&) const = default;
};
GroupRecordWords describeGroupRecord(const GroupRecord& record);
/// One line; bytes that are no such record say why.
std::string groupRecordText(std::optional<ByteView> key, std::optional<ByteView> value);

/// Every field of a record with its byte range in the key and in the value; what consumers say to each other
/// inside a group's record is opened up too. What breaks off is shown up to there; of a type that is not
/// known the type and the number of bytes.
struct InspectedGroupRecord {
    InspectedField key;
    InspectedField value;  ///< without children for a tombstone
    std::optional<Error> error;
};
InspectedGroupRecord inspectGroupRecord(std::optional<ByteView> key, std::optional<ByteView> value);

}  // namespace broker::wire
