#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "broker/base/ids.h"

namespace broker::log {
struct RecordList;
}

/// What can be selected anywhere in the window. A subject names a thing; whether it still exists, and how it
/// is, the snapshot says.
namespace app {

struct ClusterSubject {
    friend bool operator==(const ClusterSubject&, const ClusterSubject&) = default;
};
struct BrokerSubject {
    broker::BrokerId broker;
    friend bool operator==(const BrokerSubject&, const BrokerSubject&) = default;
};
struct TopicSubject {
    std::string topic;
    friend bool operator==(const TopicSubject&, const TopicSubject&) = default;
};
struct PartitionSubject {
    broker::TopicPartition partition;
    friend bool operator==(const PartitionSubject&, const PartitionSubject&) = default;
};
struct ReplicaSubject {
    broker::TopicPartition partition;
    broker::BrokerId broker;
    friend bool operator==(const ReplicaSubject&, const ReplicaSubject&) = default;
};
/// A client by its name: its connections to all brokers together.
struct ClientSubject {
    std::string clientId;
    friend bool operator==(const ClientSubject&, const ClientSubject&) = default;
};
/// What lies between two brokers, the lower id first, or between a broker and, with kNoBroker as `to`, all
/// that are no brokers.
struct LinkSubject {
    broker::BrokerId from;
    broker::BrokerId to;
    friend bool operator==(const LinkSubject&, const LinkSubject&) = default;
};
/// A consumer group.
struct GroupSubject {
    std::string group;
    friend bool operator==(const GroupSubject&, const GroupSubject&) = default;
};
/// A member of a group, by the id that the coordinator gave it.
struct MemberSubject {
    std::string group;
    std::string member;
    friend bool operator==(const MemberSubject&, const MemberSubject&) = default;
};
/// A rebalance of a group, by when it began.
struct RebalanceSubject {
    std::string group;
    broker::Timestamp began;
    friend bool operator==(const RebalanceSubject&, const RebalanceSubject&) = default;
};
/// A broker as a part of the metadata quorum: voter or observer.
struct VoterSubject {
    broker::BrokerId broker;
    friend bool operator==(const VoterSubject&, const VoterSubject&) = default;
};
/// A record of the metadata log, as that broker has it.
struct MetadataLineSubject {
    broker::BrokerId broker;
    broker::Offset offset;
    friend bool operator==(const MetadataLineSubject&, const MetadataLineSubject&) = default;
};
struct EventSubject {
    std::uint64_t number = 0;
    friend bool operator==(const EventSubject&, const EventSubject&) = default;
};

/// A batch of a segment, as it was read.
struct BatchSubject {
    broker::TopicPartition partition;
    broker::BrokerId broker;
    std::uint64_t position = 0;
    std::shared_ptr<const broker::log::RecordList> list;
    friend bool operator==(const BatchSubject&, const BatchSubject&) = default;
};
/// A record of a batch, as it was read.
struct RecordSubject {
    BatchSubject batch;
    std::size_t index = 0;  ///< into the list's infos
    friend bool operator==(const RecordSubject&, const RecordSubject&) = default;
};

using Subject =
    std::variant<ClusterSubject, BrokerSubject, TopicSubject, PartitionSubject, ReplicaSubject, ClientSubject,
                 LinkSubject, EventSubject, BatchSubject, RecordSubject, VoterSubject, MetadataLineSubject,
                 GroupSubject, MemberSubject, RebalanceSubject>;

}  // namespace app
