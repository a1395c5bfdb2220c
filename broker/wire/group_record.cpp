#include "broker/wire/group_record.h"

#include <array>
#include <utility>

#include <fmt/core.h>

#include "broker/wire/message.h"

namespace broker::wire {
namespace {

struct TypeName {
    std::int16_t type;
    std::string_view name;
};
constexpr std::array kTypeNames = std::to_array<TypeName>({
    {0, "LegacyOffsetCommit"},
    {1, "OffsetCommit"},
    {2, "GroupMetadata"},
    {3, "ConsumerGroupMetadata"},
    {4, "ConsumerGroupPartitionMetadata"},
    {5, "ConsumerGroupMemberMetadata"},
    {6, "ConsumerGroupTargetAssignmentMetadata"},
    {7, "ConsumerGroupTargetAssignmentMember"},
    {8, "ConsumerGroupCurrentMemberAssignment"},
    {10, "ShareGroupMemberMetadata"},
    {11, "ShareGroupMetadata"},
    {12, "ShareGroupTargetAssignmentMetadata"},
    {13, "ShareGroupTargetAssignmentMember"},
    {14, "ShareGroupCurrentMemberAssignment"},
    {15, "ShareGroupStatePartitionMetadata"},
    {16, "ConsumerGroupRegularExpression"},
    {17, "StreamsGroupMetadata"},
    {19, "StreamsGroupMemberMetadata"},
    {20, "StreamsGroupTargetAssignmentMetadata"},
    {21, "StreamsGroupTargetAssignmentMember"},
    {22, "StreamsGroupCurrentMemberAssignment"},
    {23, "StreamsGroupTopology"},
});

template <Message T>
Bytes versioned(std::int16_t prefix, const T& message, std::int16_t version) {
    ByteWriter writer;
    writer.int16(prefix);
    encodeMessage(writer, message, version);
    return writer.take();
}

GroupRecordBytes encodeRecord(const OffsetCommitRecord& record) {
    using R = OffsetCommitRecord;
    GroupRecordBytes bytes{.key = versioned(R::kType, record.key, 0), .value = {}};
    if (record.value) {
        const bool expires = record.value->expireTimestamp != kNoTimestamp;
        const std::int16_t version = expires ? R::kWrittenWithExpiry : R::kWritten;
        bytes.value = versioned(version, *record.value, version);
    }
    return bytes;
}

GroupRecordBytes encodeRecord(const GroupMetadataRecord& record) {
    using R = GroupMetadataRecord;
    GroupRecordBytes bytes{.key = versioned(R::kType, record.key, 0), .value = {}};
    if (record.value) bytes.value = versioned(R::kWritten, *record.value, R::kWritten);
    return bytes;
}

GroupRecordBytes encodeRecord(const UnknownGroupRecord& record) {
    return {.key = record.key, .value = record.value};
}

template <Message T>
Result<T> decodeValue(ByteView value) {
    ByteReader reader(value);
    const std::int16_t version = reader.int16();
    RETURN_IF_ERROR(reader.status());
    return decodeMessage<T>(reader, version);
}

Result<GroupRecord> decodeOffsetCommit(std::int16_t type, OffsetCommitKey key,
                                       std::optional<ByteView> value) {
    OffsetCommitRecord record{.key = std::move(key), .value = {}};
    if (!value) return record;
    if (type == OffsetCommitRecord::kType) {
        ASSIGN_OR_RETURN(record.value, decodeValue<OffsetCommitValue>(*value));
        return record;
    }
    ASSIGN_OR_RETURN(LegacyOffsetCommitValue legacy, decodeValue<LegacyOffsetCommitValue>(*value));
    record.value.emplace();
    record.value->offset = legacy.offset;
    record.value->metadata = std::move(legacy.metadata);
    record.value->commitTimestamp = legacy.commitTimestamp;
    return record;
}

}  // namespace

GroupRecordBytes encodeGroupRecord(const GroupRecord& record) {
    return std::visit([](const auto& r) { return encodeRecord(r); }, record);
}

Result<GroupRecord> decodeGroupRecord(std::optional<ByteView> key, std::optional<ByteView> value) {
    if (!key) return failure(ErrorCode::kMalformed, "a record of __consumer_offsets without a key");
    ByteReader reader(*key);
    const std::int16_t type = reader.int16();
    RETURN_IF_ERROR(reader.status());
    switch (type) {
        case OffsetCommitRecord::kLegacyType:
        case OffsetCommitRecord::kType: {
            ASSIGN_OR_RETURN(OffsetCommitKey body, decodeMessage<OffsetCommitKey>(reader, 0));
            RETURN_IF_ERROR(expectEnd(reader, OffsetCommitKey::describe()));
            return decodeOffsetCommit(type, std::move(body), value);
        }
        case GroupMetadataRecord::kType: {
            GroupMetadataRecord record;
            ASSIGN_OR_RETURN(record.key, decodeMessage<GroupMetadataKey>(reader, 0));
            RETURN_IF_ERROR(expectEnd(reader, GroupMetadataKey::describe()));
            if (value) {
                ASSIGN_OR_RETURN(record.value, decodeValue<GroupMetadataValue>(*value));
            }
            return record;
        }
        default: {
            UnknownGroupRecord record{.type = type, .key = toBytes(*key), .value = {}};
            if (value) record.value = toBytes(*value);
            return record;
        }
    }
}

std::string_view groupRecordTypeName(std::int16_t type) {
    for (const TypeName& known : kTypeNames)
        if (known.type == type) return known.name;
    return {};
}

}  // namespace broker::wire
