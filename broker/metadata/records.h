#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"
#include "broker/wire/version_range.h"

/// The records of `__cluster_metadata` (KIP-631 and its successors), as values. A record stands in its log as
/// an unsigned varint frame version (1), type and version, then the message body in the flexible encoding.
namespace broker::wire {
struct StructInfo;
}

namespace broker::metadata {

/// `metadata.version` that a cluster is born with: 4.2-IV1, the level of Apache Kafka 4.2. Record versions
/// written are those of this level.
inline constexpr std::string_view kMetadataVersionFeature = "metadata.version";
inline constexpr std::int16_t kMetadataVersion = 29;
inline constexpr std::int16_t kLeastMetadataVersion = 7;

/// The controller writes at most this many records in one batch, which is one atomic decision.
inline constexpr std::size_t kMaxRecordsPerDecision = 10'000;

struct Endpoint {
    std::string name;  ///< of the listener: "PLAINTEXT"
    std::string host;
    std::uint16_t port = 0;
    std::int16_t securityProtocol = 0;  ///< 0: PLAINTEXT

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
    static const wire::StructInfo& describe();
};

/// The levels of a feature that a broker understands.
struct SupportedFeature {
    std::string name;
    std::int16_t least = 0;
    std::int16_t most = 0;

    friend bool operator==(const SupportedFeature&, const SupportedFeature&) = default;
    static const wire::StructInfo& describe();
};

struct RegisterBrokerRecord {
    static constexpr std::uint32_t kType = 0;
    static constexpr wire::VersionRange kVersions{0, 4};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 3;

    BrokerId broker = kNoBroker;
    Uuid incarnationId;
    BrokerEpoch epoch = kNoBrokerEpoch;
    std::vector<Endpoint> endpoints;
    std::vector<SupportedFeature> features;
    std::optional<std::string> rack;
    bool fenced = true;
    bool inControlledShutdown = false;
    std::vector<Uuid> logDirs;
    std::optional<std::vector<Uuid>> cordonedLogDirs;
    bool isMigratingZkBroker = false;  ///< of a past that has no meaning here

    friend bool operator==(const RegisterBrokerRecord&, const RegisterBrokerRecord&) = default;
    static const wire::StructInfo& describe();
};

struct UnregisterBrokerRecord {
    static constexpr std::uint32_t kType = 1;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;

    friend bool operator==(const UnregisterBrokerRecord&, const UnregisterBrokerRecord&) = default;
    static const wire::StructInfo& describe();
};

/// Written by early versions; read like a BrokerRegistrationChange.
struct FenceBrokerRecord {
    static constexpr std::uint32_t kType = 7;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;

    friend bool operator==(const FenceBrokerRecord&, const FenceBrokerRecord&) = default;
    static const wire::StructInfo& describe();
};
struct UnfenceBrokerRecord {
    static constexpr std::uint32_t kType = 8;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;

    friend bool operator==(const UnfenceBrokerRecord&, const UnfenceBrokerRecord&) = default;
    static const wire::StructInfo& describe();
};

/// What is absent stays as it is.
struct BrokerRegistrationChangeRecord {
    static constexpr std::uint32_t kType = 17;
    static constexpr wire::VersionRange kVersions{0, 3};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 2;

    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;
    enum class Fencing : std::int8_t { kUnfence = -1, kUnchanged = 0, kFence = 1 };
    enum class Shutdown : std::int8_t { kUnchanged = 0, kEntered = 1 };
    Fencing fencing = Fencing::kUnchanged;
    Shutdown shutdown = Shutdown::kUnchanged;
    std::vector<Uuid> logDirs;  ///< empty: unchanged
    std::optional<std::vector<Uuid>> cordonedLogDirs;

    friend bool operator==(const BrokerRegistrationChangeRecord&,
                           const BrokerRegistrationChangeRecord&) = default;
    static const wire::StructInfo& describe();
};

struct TopicRecord {
    static constexpr std::uint32_t kType = 2;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    std::string name;
    Uuid id;

    friend bool operator==(const TopicRecord&, const TopicRecord&) = default;
    static const wire::StructInfo& describe();
};
/// Takes the topic's partitions and settings with it.
struct RemoveTopicRecord {
    static constexpr std::uint32_t kType = 9;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    Uuid id;

    friend bool operator==(const RemoveTopicRecord&, const RemoveTopicRecord&) = default;
    static const wire::StructInfo& describe();
};

/// After an unclean election the leader is recovering until it has said otherwise (KIP-704).
enum class LeaderRecoveryState : std::int8_t { kUnchanged = -1, kRecovered = 0, kRecovering = 1 };

/// `leader` of a change that leaves the leader alone.
inline constexpr BrokerId kLeaderUnchanged{-2};

struct PartitionRecord {
    static constexpr std::uint32_t kType = 3;
    static constexpr wire::VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 2;

    PartitionIndex partition{0};
    Uuid topicId;
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    std::vector<BrokerId> removing;
    std::vector<BrokerId> adding;
    BrokerId leader = kNoBroker;
    LeaderRecoveryState recovery = LeaderRecoveryState::kRecovered;
    LeaderEpoch leaderEpoch{0};
    PartitionEpoch partitionEpoch{0};
    std::vector<Uuid> directories;  ///< of each replica, in their order; zero: not known yet
    std::optional<std::vector<BrokerId>> elr;
    std::optional<std::vector<BrokerId>> lastKnownElr;

    friend bool operator==(const PartitionRecord&, const PartitionRecord&) = default;
    static const wire::StructInfo& describe();
};

/// What is absent stays as it is. Each change raises the partition epoch by one, and the leader epoch if
/// it names a leader, also when it names the same broker.
struct PartitionChangeRecord {
    static constexpr std::uint32_t kType = 5;
    static constexpr wire::VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 2;

    PartitionIndex partition{0};
    Uuid topicId;
    std::optional<std::vector<BrokerId>> isr;
    BrokerId leader = kLeaderUnchanged;  ///< kNoBroker: the partition goes offline
    std::optional<std::vector<BrokerId>> replicas;
    std::optional<std::vector<BrokerId>> removing;
    std::optional<std::vector<BrokerId>> adding;
    LeaderRecoveryState recovery = LeaderRecoveryState::kUnchanged;
    std::optional<std::vector<BrokerId>> elr;
    std::optional<std::vector<BrokerId>> lastKnownElr;
    std::optional<std::vector<Uuid>> directories;

    friend bool operator==(const PartitionChangeRecord&, const PartitionChangeRecord&) = default;
    static const wire::StructInfo& describe();
};

/// Numbers as ConfigRecord and the Configs APIs have them.
enum class ResourceType : std::int8_t { kTopic = 2, kBroker = 4 };

struct ConfigRecord {
    static constexpr std::uint32_t kType = 4;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    std::int8_t resourceType = 0;  ///< of ResourceType, or one that is kept but means nothing here
    std::string resourceName;      ///< topic; node id; "" for all brokers
    std::string name;
    std::optional<std::string> value;  ///< absent: the setting is removed

    friend bool operator==(const ConfigRecord&, const ConfigRecord&) = default;
    static const wire::StructInfo& describe();
};

/// Nobody is eligible or last known any more, because min.insync.replicas changed (KIP-966).
struct ClearElrRecord {
    static constexpr std::uint32_t kType = 28;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    std::string topicName;  ///< empty: of all topics

    friend bool operator==(const ClearElrRecord&, const ClearElrRecord&) = default;
    static const wire::StructInfo& describe();
};

/// A block of ids went to a broker; `next` is the first that nobody has.
struct ProducerIdsRecord {
    static constexpr std::uint32_t kType = 15;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;
    ProducerId next{0};

    friend bool operator==(const ProducerIdsRecord&, const ProducerIdsRecord&) = default;
    static const wire::StructInfo& describe();
};

/// Level 0 removes the feature.
struct FeatureLevelRecord {
    static constexpr std::uint32_t kType = 12;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    std::string name;
    std::int16_t level = 0;

    friend bool operator==(const FeatureLevelRecord&, const FeatureLevelRecord&) = default;
    static const wire::StructInfo& describe();
};

struct NoOpRecord {
    static constexpr std::uint32_t kType = 20;
    static constexpr wire::VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    static constexpr std::int16_t kWritten = 0;

    friend bool operator==(const NoOpRecord&, const NoOpRecord&) = default;
    static const wire::StructInfo& describe();
};

/// A type that this program has no use for. It is skipped by whoever replays, never rewritten.
struct UnknownRecord {
    std::uint32_t type = 0;
    std::uint32_t version = 0;
    Bytes body;

    friend bool operator==(const UnknownRecord&, const UnknownRecord&) = default;
};

using Record = std::variant<RegisterBrokerRecord, UnregisterBrokerRecord, FenceBrokerRecord,
                            UnfenceBrokerRecord, BrokerRegistrationChangeRecord, TopicRecord,
                            RemoveTopicRecord, PartitionRecord, PartitionChangeRecord, ConfigRecord,
                            ClearElrRecord, ProducerIdsRecord, FeatureLevelRecord, NoOpRecord, UnknownRecord>;

/// The value of a log record.
Bytes encode(const Record& record);
/// kMalformed: not a frame, a body that does not decode or does not end with the value. A version above the
/// known ones is kUnsupportedVersion: this program is too old for the log.
Result<Record> decode(ByteView value);
/// "Topic", "PartitionChange"; "type 27" for an unknown one.
std::string nameOf(const Record& record);
/// One line for people: the name and the fields that matter.
std::string tell(const Record& record);

}  // namespace broker::metadata
