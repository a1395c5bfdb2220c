#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "broker/config/settings.h"
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
