#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "broker/metadata/image.h"

namespace broker::metadata {

/// Collects what a batch of records changes in an image and builds the image after it. Leaves that no record
/// touched are shared. Used once.
class ImageBuilder {
public:
    explicit ImageBuilder(const MetadataImage& base)
        : m_base(base) {}

    /// kInvalidRecordState: the record does not fit; the builder is of no more use.
    Result<void> add(const Record& record);
    ImagePointer build(Offset end, LeaderEpoch epoch);

private:
    Result<void> on(const RegisterBrokerRecord& record);
    Result<void> on(const UnregisterBrokerRecord& record);
    Result<void> on(const FenceBrokerRecord& record);
    Result<void> on(const UnfenceBrokerRecord& record);
    Result<void> on(const BrokerRegistrationChangeRecord& record);
    Result<void> on(const TopicRecord& record);
    Result<void> on(const RemoveTopicRecord& record);
    Result<void> on(const PartitionRecord& record);
    Result<void> on(const PartitionChangeRecord& record);
    Result<void> on(const ConfigRecord& record);
    Result<void> on(const ClearElrRecord& record);
    Result<void> on(const ProducerIdsRecord& record);
    Result<void> on(const FeatureLevelRecord& record);
    Result<void> on(const NoOpRecord&) { return {}; }
    Result<void> on(const UnknownRecord&) { return {}; }

    /// As the records so far left it; null if there is none.
    const BrokerImage* broker(BrokerId id) const;
    Result<BrokerImage*> editBroker(BrokerId id, BrokerEpoch epoch);
    const TopicImage* topicNamed(const std::string& name) const;
    Result<TopicImage*> editTopic(const Uuid& id);
    Result<void> clearElr(const Uuid& topic);
    ConfigValues& editConfig(const ConfigResource& resource);
    std::map<std::string, std::int16_t>& editFeatures();
    void buildTopics(MetadataImage& image) const;

    // Null: removed.
    using EditedBrokers = std::map<BrokerId, std::shared_ptr<BrokerImage>>;
    using EditedTopics = std::map<Uuid, std::shared_ptr<TopicImage>>;

    const MetadataImage& m_base;
    EditedBrokers m_brokers;
    EditedTopics m_topics;
    std::map<std::string, std::optional<Uuid>> m_names;  ///< those that came, went or changed hands
    std::map<ConfigResource, std::shared_ptr<ConfigValues>> m_configs;
    std::shared_ptr<std::map<std::string, std::int16_t>> m_features;
    std::optional<ProducerId> m_nextProducerId;
};

}  // namespace broker::metadata
