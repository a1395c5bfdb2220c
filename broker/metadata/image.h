#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "broker/metadata/records.h"
#include "broker/metadata/sharded_map.h"

namespace broker::metadata {

/// One uptime of a broker as its registration and what followed say.
struct BrokerImage {
    BrokerId id = kNoBroker;
    BrokerEpoch epoch = kNoBrokerEpoch;
    Uuid incarnationId;
    std::vector<Endpoint> endpoints;
    std::vector<SupportedFeature> features;
    std::optional<std::string> rack;
    bool fenced = true;
    bool inControlledShutdown = false;
    std::vector<Uuid> logDirs;

    /// May lead and be in sync: neither fenced nor leaving.
    bool isActive() const { return !fenced && !inControlledShutdown; }
    friend bool operator==(const BrokerImage&, const BrokerImage&) = default;
};

struct PartitionImage {
    PartitionIndex index{0};
    std::vector<BrokerId> replicas;  ///< the first is the preferred leader
    std::vector<BrokerId> isr;       ///< without a leader: the last that was in sync
    std::vector<BrokerId> elr;
    std::vector<BrokerId> lastKnownElr;
    std::vector<BrokerId> removing;
    std::vector<BrokerId> adding;
    std::vector<Uuid> directories;
    BrokerId leader = kNoBroker;  ///< kNoBroker: offline
    LeaderRecoveryState recovery = LeaderRecoveryState::kRecovered;
    LeaderEpoch leaderEpoch{0};
    PartitionEpoch partitionEpoch{0};

    friend bool operator==(const PartitionImage&, const PartitionImage&) = default;
};

struct TopicImage {
    std::string name;
    Uuid id;
    std::vector<std::shared_ptr<const PartitionImage>> partitions;  ///< by index, without holes
    std::uint64_t partitionsHash = 0;                               ///< sum of the partitions' hashes

    /// Null if there is none.
    const PartitionImage* partition(PartitionIndex index) const;
};

/// Whose settings: a topic's, one broker's ("1") or all brokers' ("").
struct ConfigResource {
    std::int8_t type = 0;
    std::string name;

    static ConfigResource topic(std::string name);
    static ConfigResource broker(BrokerId id);
    static ConfigResource allBrokers();
    friend auto operator<=>(const ConfigResource&, const ConfigResource&) = default;
};
using ConfigValues = std::map<std::string, std::string, std::less<>>;

std::uint64_t contentHash(const PartitionImage& partition);

class MetadataImage;
using ImagePointer = std::shared_ptr<const MetadataImage>;

/// The state of a cluster after a prefix of its metadata log: immutable, a tree of shared leaves. Equal
/// prefixes give equal hashes (INVARIANT M1). A value may be read on any thread.
class MetadataImage {
public:
    /// Of the empty log.
    static ImagePointer empty();

    /// First offset that is not in it, and the quorum epoch of the last batch that is.
    Offset end() const { return m_end; }
    LeaderEpoch epoch() const { return m_epoch; }

    const ShardedMap<BrokerId, BrokerImage>& brokers() const { return m_brokers; }
    const ShardedMap<std::string, TopicImage>& topics() const { return m_topics; }
    /// The same leaves as `topics`.
    const ShardedMap<Uuid, TopicImage>& topicsById() const { return m_topicsById; }
    /// Resources without any setting are absent.
    const ShardedMap<ConfigResource, ConfigValues>& configs() const { return m_configs; }
    /// Levels that are on; never 0.
    const std::map<std::string, std::int16_t>& features() const { return *m_features; }
    /// The first id of the next block.
    ProducerId nextProducerId() const { return m_nextProducerId; }

    // Null if there is none.
    const BrokerImage* broker(BrokerId id) const { return m_brokers.find(id).get(); }
    const TopicImage* topic(std::string_view name) const { return m_topics.find(name).get(); }
    const TopicImage* topic(const Uuid& id) const { return m_topicsById.find(id).get(); }
    const PartitionImage* partition(const Uuid& topicId, PartitionIndex index) const;
    /// Empty if the resource has no settings.
    const ConfigValues& config(const ConfigResource& resource) const;

    /// Of the content, without end and epoch.
    std::uint64_t hash() const;

    /// What the batch's records make of this image. `end` is the offset after the batch; a batch without
    /// records for an image (control batches) moves only end and epoch. kInvalidRecordState: a record that
    /// does not fit, such as a partition of an unknown topic; the log cannot be followed any further.
    Result<ImagePointer> apply(std::span<const Record> records, Offset end, LeaderEpoch epoch) const;

private:
    friend class ImageBuilder;

    Offset m_end{0};
    LeaderEpoch m_epoch = kNoLeaderEpoch;
    ShardedMap<BrokerId, BrokerImage> m_brokers;
    ShardedMap<std::string, TopicImage> m_topics;
    ShardedMap<Uuid, TopicImage> m_topicsById;
    ShardedMap<ConfigResource, ConfigValues> m_configs;
    std::shared_ptr<const std::map<std::string, std::int16_t>> m_features =
        std::make_shared<const std::map<std::string, std::int16_t>>();
    ProducerId m_nextProducerId{0};
};

}  // namespace broker::metadata
