#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "broker/config/settings.h"
#include "broker/metadata/image.h"
#include "broker/metadata/records.h"
#include "broker/observe/event.h"

/// What the active controller is asked and what it answers: the content of the protocol's requests and
/// responses without their encoding.
namespace broker::metadata {

/// One atomic step of the controller. If there are records, they are appended as one batch and replayed at
/// once; the reply leaves when everything that was replayed before it is committed.
template <class Reply>
struct Decision {
    std::vector<Record> records;  ///< at most kMaxRecordsPerDecision
    Reply reply{};
    /// What no image tells: refusals. Already decided, so to be reported at once.
    std::vector<observe::Event> events;
};
struct NoReply {};

/// An error code as it travels, and the reason in words; kNone and "" when all is well.
struct Outcome {
    ErrorCode error = ErrorCode::kNone;
    std::string detail;

    bool ok() const { return error == ErrorCode::kNone; }
};

/// BrokerRegistration (KIP-631).
struct RegisterBroker {
    BrokerId broker = kNoBroker;
    std::string clusterId;
    Uuid incarnationId;  ///< of the broker's process
    std::vector<Endpoint> endpoints;
    std::vector<SupportedFeature> features;
    std::optional<std::string> rack;
    std::vector<Uuid> logDirs;
    /// Of the uptime that ended with a clean shutdown (KIP-966); kNoBrokerEpoch: the last one did not, so
    /// what this broker had acknowledged may be gone from its disk.
    BrokerEpoch previousEpoch = kNoBrokerEpoch;
};
struct RegisterBrokerReply {
    Outcome outcome;
    BrokerEpoch epoch = kNoBrokerEpoch;
};

/// BrokerHeartbeat (KIP-631).
struct BrokerHeartbeat {
    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;
    Offset metadataOffset{-1};  ///< of the last record the broker has replayed
    bool wantFence = false;
    bool wantShutDown = false;
};
struct BrokerHeartbeatReply {
    Outcome outcome;
    bool isCaughtUp = false;
    bool isFenced = true;
    bool shouldShutDown = false;
};

struct NewTopic {
    std::string name;
    std::int32_t partitions = -1;         ///< -1: the default, or as assigned
    std::int16_t replicationFactor = -1;  ///< the same
    struct Assignment {
        PartitionIndex partition;
        std::vector<BrokerId> replicas;
    };
    std::vector<Assignment> assignments;  ///< by hand; empty: placed by the controller
    struct Setting {
        std::string name;
        std::optional<std::string> value;
    };
    std::vector<Setting> settings;
};
struct CreateTopics {
    std::vector<NewTopic> topics;
    bool validateOnly = false;
};
struct CreatedTopic {
    std::string name;
    Uuid id;  ///< zero if it was not created
    Outcome outcome;
    std::int32_t partitions = -1;
    std::int16_t replicationFactor = -1;
    std::vector<config::Resolved> settings;  ///< all of them, as they take effect
};
struct CreateTopicsReply {
    std::vector<CreatedTopic> topics;  ///< in the order asked, a repeated name once
};

/// By name or by id, not both.
struct TopicReference {
    std::optional<std::string> name;
    Uuid id;
};
struct DeleteTopics {
    std::vector<TopicReference> topics;
};
struct DeletedTopic {
    std::optional<std::string> name;  ///< absent if the id is not known
    Uuid id;
    Outcome outcome;
};
struct DeleteTopicsReply {
    std::vector<DeletedTopic> topics;
};

/// CreatePartitions (KIP-195): topics grow.
struct CreatePartitions {
    struct Topic {
        std::string name;
        std::int32_t count = 0;  ///< in all
        /// Of the partitions that come to be; nothing: placed by the controller.
        std::optional<std::vector<std::vector<BrokerId>>> assignments;
    };
    std::vector<Topic> topics;
    bool validateOnly = false;
};
struct CreatePartitionsReply {
    /// UNKNOWN_TOPIC_OR_PARTITION, INVALID_PARTITIONS (no growth), INVALID_REPLICA_ASSIGNMENT,
    /// INVALID_REPLICATION_FACTOR (too few brokers), INVALID_REQUEST (named twice), POLICY_VIOLATION (too
    /// many for one step).
    struct Topic {
        std::string name;
        Outcome outcome;
        std::int32_t partitions = -1;  ///< in all; -1 if it did not grow
    };
    std::vector<Topic> topics;  ///< in the order asked, a repeated name once
};

/// IncrementalAlterConfigs (KIP-339) and AlterConfigs: settings of topics, of one broker ("1") or of all
/// ("").
struct AlterConfigs {
    /// Numbers as IncrementalAlterConfigs sends them. The latter two are for lists.
    enum class Act : std::int8_t { kSet = 0, kDelete = 1, kAppend = 2, kSubtract = 3 };
    struct Change {
        std::string name;
        Act act = Act::kSet;
        std::optional<std::string> value;
    };
    struct Resource {
        ConfigResource resource;
        std::vector<Change> changes;
    };
    std::vector<Resource> resources;
    bool replacesAll = false;  ///< AlterConfigs: what is not named goes
    bool validateOnly = false;
};
struct AlterConfigsReply {
    /// INVALID_REQUEST (a resource or a name twice, a type that has no settings, a value that is missing, a
    /// setting that only counts at a broker's start), UNKNOWN_TOPIC_OR_PARTITION, BROKER_ID_NOT_REGISTERED,
    /// INVALID_CONFIG (unknown name, value that is not allowed, a list's act on no list), POLICY_VIOLATION.
    struct Resource {
        ConfigResource resource;
        Outcome outcome;
    };
    std::vector<Resource> resources;  ///< in the order asked, a repeated one once
};

/// AlterPartition (KIP-497, KIP-841, KIP-903, KIP-704): the leader of partitions asks for other in-sync
/// replicas, or says that a partition has recovered from an unclean election.
struct AlterPartition {
    BrokerId broker = kNoBroker;  ///< who asks
    BrokerEpoch epoch = kNoBrokerEpoch;
    struct Member {
        BrokerId broker;
        BrokerEpoch epoch = kNoBrokerEpoch;  ///< of the uptime that fetched; kNoBrokerEpoch: not checked
    };
    struct Partition {
        Uuid topicId;
        PartitionIndex index{0};
        LeaderEpoch leaderEpoch{0};        ///< in which it leads
        PartitionEpoch partitionEpoch{0};  ///< of the state that it wants changed
        std::vector<Member> isr;           ///< as it should be, the leader among them
        LeaderRecoveryState recovery = LeaderRecoveryState::kRecovered;
    };
    std::vector<Partition> partitions;
};
struct AlterPartitionReply {
    /// NOT_CONTROLLER or STALE_BROKER_EPOCH: nothing was looked at, and `partitions` is empty.
    Outcome outcome;
    /// With an error the other fields are as they were initialised, and nothing changed:
    /// - NOT_CONTROLLER: the request is ahead of this controller, so another one leads by now: ask that one
    /// - FENCED_LEADER_EPOCH: a newer leader epoch began; wait for the metadata
    /// - INVALID_UPDATE_VERSION: the partition epoch is old; wait for the metadata, then ask again if need be
    /// - INELIGIBLE_REPLICA: a member is fenced, stopping, not registered, or in another uptime; ask again
    /// later
    /// - UNKNOWN_TOPIC_ID, UNKNOWN_TOPIC_OR_PARTITION: deleted
    /// - OPERATION_NOT_ATTEMPTED: the request was too long, this partition was left out; ask again
    /// - INVALID_REQUEST: not the leader, strangers or repetitions in the ISR, the leader not in it, or more
    /// than
    ///   the leader in it while recovering
    struct Partition {
        Uuid topicId;
        PartitionIndex index{0};
        Outcome outcome;
        BrokerId leader = kNoBroker;
        LeaderEpoch leaderEpoch{0};
        std::vector<BrokerId> isr;
        LeaderRecoveryState recovery = LeaderRecoveryState::kRecovered;
        PartitionEpoch partitionEpoch{0};  ///< after the change, which may be none but this
    };
    std::vector<Partition> partitions;  ///< in the order asked
};

/// Numbers as ElectLeaders sends them.
enum class ElectionType : std::int8_t { kPreferred = 0, kUnclean = 1 };

/// ElectLeaders (KIP-183, KIP-460): gives partitions to their preferred leaders, or those without a leader to
/// whatever replica is alive, though it may have lost records.
struct ElectLeaders {
    ElectionType type = ElectionType::kPreferred;
    std::optional<std::vector<TopicPartition>> partitions;  ///< nothing: all
};
struct ElectLeadersReply {
    Outcome outcome;  ///< NOT_CONTROLLER or, of an unknown type, INVALID_REQUEST: `partitions` is empty
    /// UNKNOWN_TOPIC_OR_PARTITION, ELECTION_NOT_NEEDED (left out if all were asked for),
    /// PREFERRED_LEADER_NOT_AVAILABLE, ELIGIBLE_LEADERS_NOT_AVAILABLE, or OPERATION_NOT_ATTEMPTED for those
    /// that are too many for one step.
    struct Partition {
        TopicPartition partition;
        Outcome outcome;
    };
    std::vector<Partition> partitions;  ///< in the order asked, a repeated one once
};

struct AllocateProducerIds {
    BrokerId broker = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;
};
struct AllocateProducerIdsReply {
    Outcome outcome;
    ProducerId first = kNoProducerId;
    std::int32_t count = 0;
};

}  // namespace broker::metadata
