#include "broker/wire/messages/group_records.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& OffsetCommitKey::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetCommitKey::group>("group"),
        field<&OffsetCommitKey::topic>("topic"),
        field<&OffsetCommitKey::partition>("partition"),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetCommitKey>("OffsetCommitKey", kFields);
    return kInfo;
}

const StructInfo& LegacyOffsetCommitValue::describe() {
    static constexpr Field kFields[] = {
        field<&LegacyOffsetCommitValue::offset>("offset"),
        field<&LegacyOffsetCommitValue::metadata>("metadata"),
        field<&LegacyOffsetCommitValue::commitTimestamp>("commitTimestamp"),
    };
    static constexpr StructInfo kInfo =
        structInfo<LegacyOffsetCommitValue>("LegacyOffsetCommitValue", kFields);
    return kInfo;
}

const StructInfo& OffsetCommitValue::describe() {
    static constexpr Field kFields[] = {
        field<&OffsetCommitValue::offset>("offset"),
        field<&OffsetCommitValue::leaderEpoch>("leaderEpoch").since(3),
        field<&OffsetCommitValue::metadata>("metadata"),
        field<&OffsetCommitValue::commitTimestamp>("commitTimestamp"),
        field<&OffsetCommitValue::expireTimestamp>("expireTimestamp").between(1, 1),
        taggedField<&OffsetCommitValue::topicId>("topicId", 0).since(4),
    };
    static constexpr StructInfo kInfo = structInfo<OffsetCommitValue>("OffsetCommitValue", kFields);
    return kInfo;
}

const StructInfo& GroupMetadataKey::describe() {
    static constexpr Field kFields[] = {
        field<&GroupMetadataKey::group>("group"),
    };
    static constexpr StructInfo kInfo = structInfo<GroupMetadataKey>("GroupMetadataKey", kFields);
    return kInfo;
}

const StructInfo& GroupMetadataValue::Member::describe() {
    static constexpr Field kFields[] = {
        field<&Member::memberId>("memberId"),
        field<&Member::groupInstanceId>("groupInstanceId").since(3).nullable(),
        field<&Member::clientId>("clientId"),
        field<&Member::clientHost>("clientHost"),
        field<&Member::rebalanceTimeout>("rebalanceTimeout").since(1),
        field<&Member::sessionTimeout>("sessionTimeout"),
        field<&Member::subscription>("subscription"),
        field<&Member::assignment>("assignment"),
    };
    static constexpr StructInfo kInfo = structInfo<Member>("MemberMetadata", kFields);
    return kInfo;
}

const StructInfo& GroupMetadataValue::describe() {
    static constexpr Field kFields[] = {
        field<&GroupMetadataValue::protocolType>("protocolType"),
        field<&GroupMetadataValue::generation>("generation"),
        field<&GroupMetadataValue::protocol>("protocol").nullable(),
        field<&GroupMetadataValue::leader>("leader").nullable(),
        field<&GroupMetadataValue::currentStateTimestamp>("currentStateTimestamp").since(2),
        field<&GroupMetadataValue::members>("members"),
    };
    static constexpr StructInfo kInfo = structInfo<GroupMetadataValue>("GroupMetadataValue", kFields);
    return kInfo;
}

}  // namespace broker::wire
