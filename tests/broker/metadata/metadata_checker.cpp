#include "tests/broker/metadata/metadata_checker.h"

#include <algorithm>

#include "broker/metadata/tell.h"

using namespace broker;
using namespace broker::metadata;

namespace tests {
namespace {

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool isActive(const MetadataImage& image, BrokerId id) {
    const BrokerImage* broker = image.broker(id);
    return broker && !broker->fenced && !broker->inControlledShutdown;
}

std::string settingOf(const MetadataImage& image, const TopicImage& topic, const std::string& name) {
    const ConfigValues& values = image.config(ConfigResource::topic(topic.name));
    const auto at = values.find(name);
    return at == values.end() ? "" : at->second;
}

}  // namespace

std::size_t minIsrOf(const MetadataImage& image, const TopicImage& topic, const PartitionImage& partition) {
    const std::string text = settingOf(image, topic, "min.insync.replicas");
    return std::min<std::size_t>(text.empty() ? 1 : std::stoul(text), partition.replicas.size());
}

struct MetadataChecker::Step {
    const MetadataImage& before;
    const MetadataImage& after;
    const DecisionContext& context;
    std::set<TopicPartition> reportedUnclean;
};

std::string MetadataChecker::check(const MetadataImage& before, const MetadataImage& after,
                                   const DecisionContext& context) {
    Step step{before, after, context, {}};
    for (const observe::Event& event : tellChanges(after, compare(before, after)))
        if (event.kind == observe::EventKind::kUncleanElection) step.reportedUnclean.insert(*event.partition);
    if (std::string what = checkRegistration(step); !what.empty()) return what;
    if (std::string what = checkAlteration(step); !what.empty()) return what;
    if (std::string what = checkBrokers(step); !what.empty()) return what;
    std::string what;
    after.topics().forEach([&](const std::string&, const auto& topic) {
        for (const auto& partition : topic->partitions)
            if (what.empty()) what = checkPartition(step, *topic, *partition);
    });
    return what;
}

void MetadataChecker::distrust(const MetadataImage& image, BrokerId id) {
    ++distrusted;
    image.topics().forEach([&](const std::string&, const auto& topic) {
        for (const auto& partition : topic->partitions)
            if (contains(partition->replicas, id))
                m_distrusted.insert({PartitionKey{topic->id, partition->index}, id});
    });
}

std::string MetadataChecker::checkRegistration(const Step& step) {
    if (!step.context.registered) return {};
    const RegisterBroker& command = *step.context.registered;
    const BrokerImage* last = step.before.broker(command.broker);
    if (!last || last->incarnationId == command.incarnationId) return {};
    if (step.context.oldSessionLasted) return "M3: a new broker epoch while the old uptime's session lasts";
    if (command.previousEpoch != last->epoch) distrust(step.before, command.broker);
    return {};
}

std::string MetadataChecker::checkAlteration(const Step& step) {
    if (!step.context.altered) return {};
    const AlterPartition& command = *step.context.altered;
    const BrokerImage* asker = step.before.broker(command.broker);
    for (std::size_t i = 0; i < step.context.alteredReply->partitions.size(); ++i) {
        const AlterPartition::Partition& asked = command.partitions[i];
        if (!step.context.alteredReply->partitions[i].outcome.ok()) {
            ++refused;
            continue;
        }
        ++altered;
        if (!asker || asker->epoch != command.epoch) return "M4: accepted from another uptime";
        const PartitionImage* partition = step.before.partition(asked.topicId, asked.index);
        if (!partition || partition->leader != command.broker) return "M4: accepted from who does not lead";
        if (partition->leaderEpoch != asked.leaderEpoch) return "M4: accepted with an old leader epoch";
        if (partition->partitionEpoch != asked.partitionEpoch)
            return "M4: accepted with an old partition epoch";
        for (const AlterPartition::Member& member : asked.isr) {
            const BrokerImage* broker = step.before.broker(member.broker);
            if (!broker || broker->epoch != member.epoch)
                return "M4: a member of another uptime was accepted";
            m_distrusted.erase({PartitionKey{asked.topicId, asked.index}, member.broker});
        }
    }
    return {};
}

std::string MetadataChecker::checkBrokers(const Step& step) const {
    std::string what;
    std::set<BrokerEpoch> epochs;
    step.after.brokers().forEach([&](BrokerId id, const auto& broker) {
        if (!epochs.insert(broker->epoch).second) what = "M3: two uptimes share a broker epoch";
        const BrokerImage* old = step.before.broker(id);
        if (!old) return;
        if (broker->epoch < old->epoch) what = "M3: a broker epoch fell";
        if (broker->epoch == old->epoch && broker->incarnationId != old->incarnationId)
            what = "M3: a broker epoch stands for two uptimes";
    });
    return what;
}

std::string MetadataChecker::checkPartition(const Step& step, const TopicImage& topic,
                                            const PartitionImage& partition) {
    if (std::string what = checkMembers(step, topic, partition); !what.empty()) return what;
    const PartitionImage* before = step.before.partition(topic.id, partition.index);
    if (!before || *before == partition) return {};
    offline += partition.leader == kNoBroker;
    if (std::string what = checkEpochs(*before, partition); !what.empty()) return what;
    if (std::string what = checkElection(step, topic, *before, partition); !what.empty()) return what;
    const PartitionKey key{topic.id, partition.index};
    for (const auto* group : {&partition.isr, &partition.elr})
        for (const BrokerId id : *group)
            if (m_distrusted.contains({key, id})) return "M9: a replica that may have lost records may lead";
    return {};
}

std::string MetadataChecker::checkMembers(const Step& step, const TopicImage& topic,
                                          const PartitionImage& partition) const {
    for (const BrokerId id : partition.isr) {
        if (!contains(partition.replicas, id)) return "M2: the ISR has a stranger";
        if (contains(partition.elr, id)) return "M2: ISR and ELR overlap";
        const BrokerImage* broker = step.after.broker(id);
        if (!broker || broker->fenced) return "M2: a fenced broker is in the ISR";
    }
    for (const BrokerId id : partition.elr)
        if (!contains(partition.replicas, id)) return "M2: the ELR has a stranger";
    if (partition.isr.size() >= minIsrOf(step.after, topic, partition) && !partition.elr.empty())
        return "M2: enough are in sync, and the ELR is not empty";
    if (partition.leader == kNoBroker) {
        for (const auto* group : {&partition.isr, &partition.elr})
            for (const BrokerId id : *group)
                if (isActive(step.after, id)) return "liveness: nobody leads, though one may";
        return {};
    }
    if (!contains(partition.isr, partition.leader)) return "M2: the leader is not in the ISR";
    if (!isActive(step.after, partition.leader)) return "M2: the leader is not active";
    return {};
}

std::string MetadataChecker::checkEpochs(const PartitionImage& before, const PartitionImage& after) const {
    if (after.partitionEpoch <= before.partitionEpoch) return "M3: a change without a new partition epoch";
    if (after.leaderEpoch < before.leaderEpoch) return "M3: a leader epoch fell";
    if (after.leader != before.leader && after.leaderEpoch == before.leaderEpoch)
        return "M3: two leaders in one leader epoch";
    return {};
}

std::string MetadataChecker::checkElection(const Step& step, const TopicImage& topic,
                                           const PartitionImage& before, const PartitionImage& after) {
    if (after.leader == kNoBroker || after.leader == before.leader) return {};
    ++elections;
    fromEligible += contains(before.elr, after.leader);
    const bool isReported = step.reportedUnclean.contains({topic.name, after.index});
    if (contains(before.isr, after.leader) || contains(before.elr, after.leader)) {
        if (isReported) return "M10: a clean election was reported as unclean";
        return {};
    }
    if (!isReported) return "M10: an unclean election was not reported";
    return checkUncleanElection(step, topic, before, after);
}

std::string MetadataChecker::checkUncleanElection(const Step& step, const TopicImage& topic,
                                                  const PartitionImage& before, const PartitionImage& after) {
    ++unclean;
    const PartitionKey key{topic.id, after.index};
    bool isDeserted = true;
    for (const auto* group : {&before.isr, &before.elr})
        for (const BrokerId id : *group) {
            if (m_distrusted.contains({key, id})) continue;
            isDeserted = false;
            if (isActive(step.after, id)) return "M10: an unclean election although a clean one was possible";
        }
    const std::vector<BrokerId>& known = before.lastKnownElr;
    const bool isLast = known.size() == 1 && known.front() == after.leader;
    lastKnown += isLast;
    if (!known.empty() && !isLast && isActive(step.after, known.front()))
        return "M10: an unclean election passed over the last known leader";
    if (settingOf(step.after, topic, "unclean.leader.election.enable") != "true" &&
        !step.context.uncleanWasAskedFor && !(isLast && isDeserted))
        return "M10: an unclean election that nobody wanted";
    if (after.isr != std::vector{after.leader} || !after.elr.empty())
        return "M10: after an unclean election others count as complete";
    // What the new leader lacks is gone.
    m_distrusted.erase({key, after.leader});
    PartitionData& data = m_data[key];
    const int end = logEndOf(data, after.leader);
    data.highWatermark = std::min(data.highWatermark, end);
    for (auto& [id, other] : data.logEnd) other = std::min(other, end);
    return {};
}

}  // namespace tests
