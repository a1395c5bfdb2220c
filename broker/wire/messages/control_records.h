#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/wire/version_range.h"

/// Values of the control records of the metadata log and its snapshots. They are flexible bodies without a
/// version in front: the field `version` inside says which it is.
namespace broker::wire {

/// First record of a leader of the metadata quorum (KIP-595); written at version 0, or 1 with
/// kraft.version 1.
struct LeaderChangeMessage {
    static constexpr VersionRange kVersions{0, 1};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct Voter {
        BrokerId voterId;
        Uuid voterDirectoryId;

        bool operator==(const Voter&) const = default;
        static const StructInfo& describe();
    };

    std::int16_t version = 0;
    BrokerId leaderId;
    std::vector<Voter> voters;
    std::vector<Voter> grantingVoters;

    bool operator==(const LeaderChangeMessage&) const = default;
    static const StructInfo& describe();
};

/// First record of a metadata snapshot (KIP-630).
struct SnapshotHeaderRecord {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::int16_t version = 0;
    Timestamp lastContainedLogTimestamp;

    bool operator==(const SnapshotHeaderRecord&) const = default;
    static const StructInfo& describe();
};

/// Last record of a metadata snapshot (KIP-630).
struct SnapshotFooterRecord {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::int16_t version = 0;

    bool operator==(const SnapshotFooterRecord&) const = default;
    static const StructInfo& describe();
};

/// Level of the feature kraft.version: 0 with static voters, 1 with dynamic ones (KIP-853).
struct KRaftVersionRecord {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::int16_t version = 0;
    std::int16_t kRaftVersion = 0;

    bool operator==(const KRaftVersionRecord&) const = default;
    static const StructInfo& describe();
};

/// The voters of the metadata quorum (KIP-853).
struct VotersRecord {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    struct Endpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        bool operator==(const Endpoint&) const = default;
        static const StructInfo& describe();
    };

    struct KRaftVersionFeature {
        std::int16_t minSupportedVersion = 0;
        std::int16_t maxSupportedVersion = 0;

        bool operator==(const KRaftVersionFeature&) const = default;
        static const StructInfo& describe();
    };

    struct Voter {
        BrokerId voterId;
        Uuid voterDirectoryId;
        std::vector<Endpoint> endpoints;
        KRaftVersionFeature kRaftVersionFeature;

        bool operator==(const Voter&) const = default;
        static const StructInfo& describe();
    };

    std::int16_t version = 0;
    std::vector<Voter> voters;

    bool operator==(const VotersRecord&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
