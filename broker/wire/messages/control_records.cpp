#include "broker/wire/messages/control_records.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& LeaderChangeMessage::Voter::describe() {
    static constexpr Field kFields[] = {
        field<&Voter::voterId>("voterId"),
        field<&Voter::voterDirectoryId>("voterDirectoryId").since(1),
    };
    static constexpr StructInfo kInfo = structInfo<Voter>("Voter", kFields);
    return kInfo;
}

const StructInfo& LeaderChangeMessage::describe() {
    static constexpr Field kFields[] = {
        field<&LeaderChangeMessage::version>("version"),
        field<&LeaderChangeMessage::leaderId>("leaderId"),
        field<&LeaderChangeMessage::voters>("voters"),
        field<&LeaderChangeMessage::grantingVoters>("grantingVoters"),
    };
    static constexpr StructInfo kInfo = structInfo<LeaderChangeMessage>("LeaderChangeMessage", kFields);
    return kInfo;
}

const StructInfo& SnapshotHeaderRecord::describe() {
    static constexpr Field kFields[] = {
        field<&SnapshotHeaderRecord::version>("version"),
        field<&SnapshotHeaderRecord::lastContainedLogTimestamp>("lastContainedLogTimestamp"),
    };
    static constexpr StructInfo kInfo = structInfo<SnapshotHeaderRecord>("SnapshotHeaderRecord", kFields);
    return kInfo;
}

const StructInfo& SnapshotFooterRecord::describe() {
    static constexpr Field kFields[] = {
        field<&SnapshotFooterRecord::version>("version"),
    };
    static constexpr StructInfo kInfo = structInfo<SnapshotFooterRecord>("SnapshotFooterRecord", kFields);
    return kInfo;
}

const StructInfo& KRaftVersionRecord::describe() {
    static constexpr Field kFields[] = {
        field<&KRaftVersionRecord::version>("version"),
        field<&KRaftVersionRecord::kRaftVersion>("kRaftVersion"),
    };
    static constexpr StructInfo kInfo = structInfo<KRaftVersionRecord>("KRaftVersionRecord", kFields);
    return kInfo;
}

const StructInfo& VotersRecord::Endpoint::describe() {
    static constexpr Field kFields[] = {
        field<&Endpoint::name>("name"),
        field<&Endpoint::host>("host"),
        field<&Endpoint::port>("port"),
    };
    static constexpr StructInfo kInfo = structInfo<Endpoint>("Endpoint", kFields);
    return kInfo;
}

const StructInfo& VotersRecord::KRaftVersionFeature::describe() {
    static constexpr Field kFields[] = {
        field<&KRaftVersionFeature::minSupportedVersion>("minSupportedVersion"),
        field<&KRaftVersionFeature::maxSupportedVersion>("maxSupportedVersion"),
    };
    static constexpr StructInfo kInfo = structInfo<KRaftVersionFeature>("KRaftVersionFeature", kFields);
    return kInfo;
}

const StructInfo& VotersRecord::Voter::describe() {
    static constexpr Field kFields[] = {
        field<&Voter::voterId>("voterId"),
        field<&Voter::voterDirectoryId>("voterDirectoryId"),
        field<&Voter::endpoints>("endpoints"),
        field<&Voter::kRaftVersionFeature>("kRaftVersionFeature"),
    };
    static constexpr StructInfo kInfo = structInfo<Voter>("Voter", kFields);
    return kInfo;
}

const StructInfo& VotersRecord::describe() {
    static constexpr Field kFields[] = {
        field<&VotersRecord::version>("version"),
        field<&VotersRecord::voters>("voters"),
    };
    static constexpr StructInfo kInfo = structInfo<VotersRecord>("VotersRecord", kFields);
    return kInfo;
}

}  // namespace broker::wire
