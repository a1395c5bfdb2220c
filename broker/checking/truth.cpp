#include "broker/checking/truth.h"

#include <algorithm>

namespace broker::checking {

Truth::Truth(const Plan& plan)
    : brokers(static_cast<std::size_t>(plan.brokers) + 1) {
    for (const TopicPlan& topic : plan.topics)
        for (int i = 0; i < topic.partitions; ++i)
            partitions.emplace_back().name = {.topic = topic.name, .partition = PartitionIndex(i)};
    std::ranges::sort(partitions, {}, &Partition::name);
    m_lasting = static_cast<int>(partitions.size());
}

int Truth::indexOf(const TopicPartition& name) const {
    const auto end = partitions.begin() + m_lasting;
    const auto found = std::ranges::lower_bound(partitions.begin(), end, name, {}, &Partition::name);
    if (found == end || found->name != name) return -1;
    return static_cast<int>(found - partitions.begin());
}

int Truth::indexOf(const TopicPartition& name, const Uuid& topicId) const {
    if (const int index = indexOf(name); index >= 0) return index;
    for (std::size_t i = partitions.size(); i-- > static_cast<std::size_t>(m_lasting);)
        if (partitions[i].topicId == topicId && partitions[i].name == name) return static_cast<int>(i);
    return -1;
}

const metadata::PartitionImage* Truth::imageIn(const metadata::MetadataImage& image, int index) const {
    const Partition& one = partitions[static_cast<std::size_t>(index)];
    const metadata::TopicImage* topic =
        one.topicId.isZero() ? image.topic(one.name.topic) : image.topic(one.topicId);
    return topic ? topic->partition(one.name.partition) : nullptr;
}

void Truth::takeNewest(const metadata::ImagePointer& image) {
    newest = image;
    newest->topics().forEach([this](const std::string& name, const auto& topic) {
        const config::Values& settings = newest->config(metadata::ConfigResource::topic(name));
        const auto policy = settings.find("cleanup.policy");
        const bool isCompacted =
            policy != settings.end() && policy->second.find("compact") != std::string::npos;
        for (const auto& partition : topic->partitions) {
            const TopicPartition where{.topic = name, .partition = partition->index};
            if (indexOf(where, topic->id) >= 0) continue;
            Partition& one = partitions.emplace_back();
            one.name = where;
            one.topicId = topic->id;
            one.isCompacted = isCompacted;
            one.log = CommittedLog(isCompacted);
        }
    });
}

void Truth::exempt(int index, std::string because) {
    Partition& one = partition(index);
    if (!one.isExempt) one.exemptBecause = std::move(because);
    one.isExempt = true;
    one.highWatermark = Offset(0);
    one.log.clear();
    one.values.clear();
    excuseWrites(index);
}

void Truth::excuseWrites(int index) {
    for (Write& write : writes)
        if (write.partition == index) write.mayBeLost = true;
}

}  // namespace broker::checking
