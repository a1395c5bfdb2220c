#pragma once

#include <string>
#include <utility>

#include "broker/base/ids.h"

namespace app {

enum class PageId : std::uint8_t { kOverview, kBrokers, kTopics, kSegments, kGroups, kQuorum };

enum class Tab : std::uint8_t {
    kDefault,
    // of a broker
    kReplicas,
    kRequests,
    kConnections,
    kBrokerSettings,
    // of a topic
    kPartitions,
    kTopicReplicas,
    kMessages,
    kSegments,
    kTopicSettings,
    // of the quorum
    kElection,
    kMetadataLog,
    kZookeeper,
};

/// Where the window is: what back, forward, the breadcrumb and the jump box go to. What is not named shows
/// the page's list.
struct Place {
    PageId page = PageId::kOverview;
    std::string topic;                            ///< Topics: whose detail
    std::string group{};                          ///< Consumer groups: whose detail
    broker::PartitionIndex partition{-1};         ///< Segments: of which partition
    broker::BrokerId broker = broker::kNoBroker;  ///< Brokers: whose detail; Segments: on which broker
    Tab tab = Tab::kDefault;

    friend bool operator==(const Place&, const Place&) = default;
};

inline Place overview() { return {}; }
inline Place brokerPlace(broker::BrokerId id, Tab tab = Tab::kDefault) {
    Place place;
    place.page = PageId::kBrokers;
    place.broker = id;
    place.tab = tab;
    return place;
}
inline Place topicPlace(std::string topic, Tab tab = Tab::kDefault) {
    Place place;
    place.page = PageId::kTopics;
    place.topic = std::move(topic);
    place.tab = tab;
    return place;
}
/// Without a group: the list of them.
inline Place groupPlace(std::string group = {}) {
    Place place;
    place.page = PageId::kGroups;
    place.group = std::move(group);
    return place;
}
inline Place quorumPlace(Tab tab = Tab::kDefault) {
    Place place;
    place.page = PageId::kQuorum;
    place.tab = tab;
    return place;
}
inline Place segmentsPlace(const broker::TopicPartition& partition, broker::BrokerId id) {
    Place place;
    place.page = PageId::kSegments;
    place.topic = partition.topic;
    place.partition = partition.partition;
    place.broker = id;
    return place;
}

}  // namespace app
