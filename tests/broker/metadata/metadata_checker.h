#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "broker/metadata/commands.h"
#include "broker/metadata/image.h"

namespace tests {

using PartitionKey = std::pair<broker::Uuid, broker::PartitionIndex>;

/// What a decision was asked for, as far as an invariant depends on it.
struct DecisionContext {
    /// Accepted; with what the broker truly knows of its last uptime.
    std::optional<broker::metadata::RegisterBroker> registered;
    bool oldSessionLasted = false;  ///< of the uptime that it replaces
    std::optional<broker::metadata::AlterPartition> altered;
    std::optional<broker::metadata::AlterPartitionReply> alteredReply;
    bool uncleanWasAskedFor = false;
};

/// The data of a partition's replicas, as far as they matter: how many records each has, how many are
/// committed.
struct PartitionData {
    std::map<broker::BrokerId, int> logEnd;
    int highWatermark = 0;
};

/// Watches each step from one image to the next: INVARIANTS M2, M3, M4, M6, M9 and M10, and that nobody is
/// kept from leading who may. It knows nothing of how the controller decides.
class MetadataChecker {
public:
    /// What does not hold after the step, beginning with the invariant's name; empty if all does.
    std::string check(const broker::metadata::MetadataImage& before,
                      const broker::metadata::MetadataImage& after, const DecisionContext& context);
    /// M6 for brokers that run now.
    template <class IsRunning>
    std::string checkData(const broker::metadata::MetadataImage& image, IsRunning isRunning) const {
        for (const auto& [key, data] : m_data) {
            const auto* partition = image.partition(key.first, key.second);
            if (!partition) continue;
            for (const auto* group : {&partition->isr, &partition->elr})
                for (const broker::BrokerId id : *group)
                    if (isRunning(id) && logEndOf(data, id) < data.highWatermark)
                        return "M6: a replica that may lead lacks committed records";
        }
        return {};
    }

    PartitionData& data(const PartitionKey& key) { return m_data[key]; }
    /// Everything that the broker holds.
    void loseData(broker::BrokerId id) {
        for (auto& [key, data] : m_data) data.logEnd.erase(id);
    }

    // How often it was tried.
    int elections = 0;
    int fromEligible = 0;
    int unclean = 0;
    int lastKnown = 0;
    int offline = 0;
    int distrusted = 0;
    int altered = 0;
    int refused = 0;

private:
    struct Step;
    static int logEndOf(const PartitionData& data, broker::BrokerId id) {
        const auto at = data.logEnd.find(id);
        return at == data.logEnd.end() ? 0 : at->second;
    }

    void distrust(const broker::metadata::MetadataImage& image, broker::BrokerId id);
    std::string checkRegistration(const Step& step);
    std::string checkAlteration(const Step& step);
    std::string checkBrokers(const Step& step) const;
    std::string checkPartition(const Step& step, const broker::metadata::TopicImage& topic,
                               const broker::metadata::PartitionImage& partition);
    std::string checkMembers(const Step& step, const broker::metadata::TopicImage& topic,
                             const broker::metadata::PartitionImage& partition) const;
    std::string checkEpochs(const broker::metadata::PartitionImage& before,
                            const broker::metadata::PartitionImage& after) const;
    std::string checkElection(const Step& step, const broker::metadata::TopicImage& topic,
                              const broker::metadata::PartitionImage& before,
                              const broker::metadata::PartitionImage& after);
    std::string checkUncleanElection(const Step& step, const broker::metadata::TopicImage& topic,
                                     const broker::metadata::PartitionImage& before,
                                     const broker::metadata::PartitionImage& after);

    /// Came back without a clean shutdown and has not caught up since (M9).
    std::set<std::pair<PartitionKey, broker::BrokerId>> m_distrusted;
    std::map<PartitionKey, PartitionData> m_data;
};

/// min.insync.replicas of the topic for this partition.
std::size_t minIsrOf(const broker::metadata::MetadataImage& image, const broker::metadata::TopicImage& topic,
                     const broker::metadata::PartitionImage& partition);

}  // namespace tests
