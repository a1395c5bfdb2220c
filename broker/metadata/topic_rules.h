#pragma once

#include "broker/config/settings.h"
#include "broker/metadata/image.h"
#include "broker/metadata/partition_change.h"

namespace broker::metadata {

// What decides who may be in sync and lead. A topic's own value counts first, then the metadata's value for
// all brokers, then this broker's setting.

/// min.insync.replicas of the topic, as configured: a partition with fewer replicas needs all of them.
std::size_t minInsyncReplicas(const config::Settings& settings, const MetadataImage& image,
                              const TopicImage& topic);
/// unclean.leader.election.enable of the topic.
bool allowsUncleanElection(const config::Settings& settings, const MetadataImage& image,
                           const TopicImage& topic);
/// Whether eligible.leader.replicas.version is on.
bool hasEligibleLeaders(const MetadataImage& image);

PartitionRules rulesOf(const config::Settings& settings, const MetadataImage& image, const TopicImage& topic);

}  // namespace broker::metadata
