#include "broker/metadata/elections.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "broker/metadata/partition_change.h"
#include "broker/metadata/topic_rules.h"

namespace broker::metadata {
namespace {

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// What a topic's settings say, looked up at the first of its partitions that needs it.
class LazyRules {
public:
    LazyRules(const config::Settings& settings, const MetadataImage& image, const TopicImage& topic)
        : m_settings(settings)
        , m_image(image)
        , m_topic(topic) {}

    const PartitionRules& rules() {
        if (!m_rules) m_rules = rulesOf(m_settings, m_image, m_topic);
        return *m_rules;
    }
    Election election() const {
        return allowsUncleanElection(m_settings, m_image, m_topic) ? Election::kUnclean : Election::kOnline;
    }

private:
    const config::Settings& m_settings;
    const MetadataImage& m_image;
    const TopicImage& m_topic;
    std::optional<PartitionRules> m_rules;
};

/// The brokers that should be given back what they are preferred for.
std::set<BrokerId> deprivedBrokers(const MetadataImage& image, std::int64_t percentage) {
    struct Count {
        std::int64_t preferred = 0;
        std::int64_t notLed = 0;
    };
    std::map<BrokerId, Count> counts;
    image.topics().forEach([&](const std::string&, const auto& topic) {
        for (const auto& partition : topic->partitions) {
            if (partition->replicas.empty()) continue;
            Count& count = counts[partition->replicas.front()];
            ++count.preferred;
            count.notLed += partition->leader != partition->replicas.front();
        }
    });
    std::set<BrokerId> deprived;
    for (const auto& [id, count] : counts)
        if (count.notLed * 100 > count.preferred * percentage) deprived.insert(id);
    return deprived;
}

}  // namespace

template <class Decide>
bool Elections::forEachPartition(std::size_t limit, std::vector<Record>& records, Decide&& decide) const {
    std::size_t made = 0;
    bool all = true;
    m_image.topics().forEach([&](const std::string&, const auto& topic) {
        LazyRules rules(m_settings, m_image, *topic);
        for (const auto& partition : topic->partitions) {
            if (!all) return;
            std::optional<PartitionChangeRecord> change = decide(*partition, rules);
            if (!change) continue;
            if (made++ == limit) {
                all = false;
                return;
            }
            change->partition = partition->index;
            change->topicId = topic->id;
            records.push_back(*std::move(change));
        }
    });
    return all;
}

bool Elections::remove(BrokerId leaving, bool isDistrusted, std::size_t limit,
                       std::vector<Record>& records) const {
    const Liveness liveness{.image = m_image, .leaving = leaving};
    return forEachPartition(limit, records, [&](const PartitionImage& partition, LazyRules& rules) {
        const bool isIn = partition.leader == leaving || contains(partition.isr, leaving) ||
                          (isDistrusted && contains(partition.elr, leaving));
        if (!isIn) return std::optional<PartitionChangeRecord>();
        PartitionWish wish{.isr = partition.isr,
                           .election = rules.election(),
                           .distrusted = isDistrusted ? leaving : kNoBroker};
        std::erase(wish.isr, leaving);
        return decideChange(partition, wish, liveness, rules.rules());
    });
}

bool Elections::electMissing(BrokerId returning, std::size_t limit, std::vector<Record>& records) const {
    const Liveness liveness{.image = m_image, .returning = returning};
    return forEachPartition(limit, records, [&](const PartitionImage& partition, LazyRules& rules) {
        const bool hasTooMany =
            !partition.elr.empty() &&
            partition.isr.size() >= std::min(rules.rules().minIsr, partition.replicas.size());
        if (partition.leader != kNoBroker && !hasTooMany) return std::optional<PartitionChangeRecord>();
        return decideChange(partition, {.isr = partition.isr, .election = rules.election()}, liveness,
                            rules.rules());
    });
}

bool Elections::rebalance(std::int64_t percentage, std::size_t limit, std::vector<Record>& records) const {
    const std::set<BrokerId> deprived = deprivedBrokers(m_image, percentage);
    const Liveness liveness{.image = m_image};
    return forEachPartition(limit, records, [&](const PartitionImage& partition, LazyRules& rules) {
        std::optional<PartitionChangeRecord> change;
        if (partition.replicas.empty() || partition.leader == partition.replicas.front()) return change;
        if (!deprived.contains(partition.replicas.front())) return change;
        change = decideChange(partition, {.isr = partition.isr, .election = Election::kPreferred}, liveness,
                              rules.rules());
        if (change && change->leader != partition.replicas.front()) change.reset();
        return change;
    });
}

bool leadsAny(const MetadataImage& image, BrokerId broker) {
    bool leads = false;
    image.topics().forEach([&](const std::string&, const auto& topic) {
        if (leads) return;
        leads = std::any_of(topic->partitions.begin(), topic->partitions.end(),
                            [&](const auto& partition) { return partition->leader == broker; });
    });
    return leads;
}

}  // namespace broker::metadata
