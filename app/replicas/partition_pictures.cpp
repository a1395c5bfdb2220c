#include "app/replicas/partition_pictures.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "app/inspect/replica_facts.h"
#include "app/pages/state_words.h"
#include "app/replicas/replica_words.h"
#include "app/words/amounts.h"

namespace app {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;
using broker::Offset;
using broker::Timestamp;
using broker::TopicPartition;
using widgets::PartitionPicture;
using widgets::ReplicaPicture;

namespace {

ReplicaPicture::State stateOf(ReplicaState state) {
    switch (state) {
        case ReplicaState::kLeader:
            return ReplicaPicture::State::kLeader;
        case ReplicaState::kInSync:
            return ReplicaPicture::State::kInSync;
        case ReplicaState::kOutOfSync:
            return ReplicaPicture::State::kOutOfSync;
        case ReplicaState::kEligible:
            return ReplicaPicture::State::kEligible;
        case ReplicaState::kOffline:
            break;
    }
    return ReplicaPicture::State::kOffline;
}

ReplicaPicture::Tone toneOf(Tone tone) {
    switch (tone) {
        case Tone::kWarning:
            return ReplicaPicture::Tone::kWarning;
        case Tone::kBad:
            return ReplicaPicture::Tone::kBad;
        case Tone::kPlain:
        case Tone::kGood:
            return ReplicaPicture::Tone::kPlain;
        case Tone::kDim:
            break;
    }
    return ReplicaPicture::Tone::kDim;
}

/// Makes the picture of one partition.
class PartitionPictures {
    Q_DECLARE_TR_FUNCTIONS(PartitionPictures)
public:
    PartitionPictures(const ClusterSnapshot& snapshot, const TopicSnapshot& topic,
                      const PartitionSnapshot& partition, Timestamp now)
        : m_snapshot(snapshot)
        , m_topic(topic)
        , m_partition(partition)
        , m_which{topic.name, partition.index}
        , m_now(now)
        , m_limit(lagLimitMillis(snapshot, partition.leader)) {}

    PartitionPicture make() {
        m_picture.id = m_which;
        m_picture.title = partitionName(m_which);
        if (m_partition.leader != kNoBroker) add(m_partition.leader);
        for (const BrokerId id : m_partition.replicas)
            if (id != m_partition.leader) add(id);
        addWatermark();
        addBoundary();
        tellPartition();
        return std::move(m_picture);
    }

private:
    void add(BrokerId id) {
        const ReplicaFacts facts = replicaFacts(m_snapshot, m_which, m_partition, id, m_now);
        ReplicaPicture row;
        row.broker = id;
        row.state = stateOf(facts.state);
        row.isDown = facts.isDown;
        row.isKnown = facts.replica != nullptr;
        row.title = tr("broker %1").arg(id.value());
        row.stateWord = replicaStateName(facts);
        row.why = replicaWhy(facts, m_limit);
        row.tone = toneOf(replicaTone(facts));
        row.endText = QStringLiteral("–");
        if (facts.replica) {
            row.start = facts.replica->logStart;
            row.end = facts.replica->logEnd;
            row.endText = wholeNumber(row.end.value());
            if (facts.cut)
                row.cut = widgets::ReplicaCut{.to = facts.cut->to,
                                              .from = facts.cut->from,
                                              .isLoss = facts.cut->losesCommitted(),
                                              .label = cutWords(facts.cut->offsets())};
        }
        m_picture.replicas.push_back(std::move(row));
        m_facts.push_back(facts);
    }

    /// The leader's; of a partition without one the last that any replica knew.
    void addWatermark() {
        for (const ReplicaFacts& facts : m_facts) {
            if (!facts.replica) continue;
            const Offset known = facts.replica->highWatermark;
            if (!m_picture.highWatermark || known > *m_picture.highWatermark) m_picture.highWatermark = known;
            if (facts.replica == facts.leader) {
                m_picture.highWatermark = known;
                break;
            }
        }
        if (m_picture.highWatermark)
            m_picture.watermarkLabel = tr("HW %1").arg(wholeNumber(m_picture.highWatermark->value()));
    }

    /// Where the leader's epoch begins, as long as a replica was cut there lately or has not come so far.
    void addBoundary() {
        const ReplicaSnapshot* leader = m_facts.empty() ? nullptr : m_facts.front().leader;
        if (!leader || leader->epochStart <= leader->logStart) return;
        const TruncationSnapshot* cut = nullptr;
        bool isBefore = false;
        for (const ReplicaFacts& facts : m_facts) {
            if (facts.cut && facts.cut->to <= leader->epochStart && leader->epochStart <= facts.cut->from)
                cut = facts.cut;
            isBefore = isBefore || (facts.replica && facts.replica->leaderEpoch < leader->leaderEpoch);
        }
        if (!cut && !isBefore) return;
        widgets::EpochBoundary boundary{.at = leader->epochStart};
        if (cut && cut->epochEnd == leader->epochStart)
            boundary.before = tr("epoch %1").arg(cut->epoch.value());
        boundary.after = tr("epoch %1 from %2")
                             .arg(leader->leaderEpoch.value())
                             .arg(wholeNumber(leader->epochStart.value()));
        m_picture.boundary = boundary;
    }

    void tellPartition() {
        QStringList words;
        std::vector<BrokerId> out;
        std::vector<BrokerId> eligible;
        for (const ReplicaFacts& facts : m_facts)
            if (!facts.isInSync) (facts.isEligible ? eligible : out).push_back(facts.broker);
        words << tr("leader epoch %1").arg(m_partition.leaderEpoch.value());
        if (m_partition.leader == kNoBroker) words.prepend(tr("no leader"));
        words << tr("in-sync replicas %1").arg(brokerList(m_partition.isr))
              << tr("%1 of %2").arg(m_partition.isr.size()).arg(m_partition.replicas.size());
        if (!out.empty()) words << tr("out of sync %1").arg(brokerList(out));
        if (!eligible.empty()) words << tr("eligible %1").arg(brokerList(eligible));
        const bool isUnder = isUnderMinIsr(m_snapshot, m_topic, m_partition);
        if (isUnder)
            words << tr("under min ISR %1: acks=all is refused")
                         .arg(minInSync(m_snapshot, m_topic, m_partition));
        const auto lost = lostOffsets(m_snapshot, m_which, m_partition);
        if (lost)
            words << tr("lost: offsets %1 to %2")
                         .arg(wholeNumber(lost->from.value()), wholeNumber(lost->to.value() - 1));
        m_picture.subtitle = words.join(QStringLiteral(" · "));
        if (m_partition.leader == kNoBroker || lost)
            m_picture.tone = ReplicaPicture::Tone::kBad;
        else if (isUnder)
            m_picture.tone = ReplicaPicture::Tone::kWarning;
    }

    const ClusterSnapshot& m_snapshot;
    const TopicSnapshot& m_topic;
    const PartitionSnapshot& m_partition;
    const TopicPartition m_which;
    const Timestamp m_now;
    const std::optional<std::int64_t> m_limit;
    std::vector<ReplicaFacts> m_facts;  ///< as the picture's replicas
    PartitionPicture m_picture;
};

}  // namespace

PartitionPicture partitionPicture(const ClusterSnapshot& snapshot, const TopicSnapshot& topic,
                                  std::size_t index, Timestamp now) {
    return PartitionPictures(snapshot, topic, *topic.partitions[index], now).make();
}

widgets::ReplicasContents replicasOf(const ClusterSnapshotPointer& snapshot, const std::string& topic,
                                     Timestamp now) {
    const TopicSnapshot* shown = snapshot->topic(topic);
    widgets::ReplicasContents contents;
    contents.replicas.reserve(shown->partitions.size());
    for (const auto& partition : shown->partitions)
        contents.replicas.push_back(static_cast<int>(partition->replicas.size()));
    for (const auto& broker : snapshot->brokers)
        for (const auto& replica : replicasOfTopic(*broker, topic))
            contents.largest = std::max(contents.largest, replica->logEnd);
    contents.picture = [snapshot, shown, now](std::size_t index) {
        return partitionPicture(*snapshot, *shown, index, now);
    };
    contents.indexOf = [snapshot, shown](const TopicPartition& which) -> std::optional<std::size_t> {
        const auto index = static_cast<std::size_t>(which.partition.value());
        if (which.topic != shown->name || index >= shown->partitions.size()) return std::nullopt;
        return index;
    };
    return contents;
}

ReplicaCounts countReplicas(const ClusterSnapshot& snapshot, const TopicSnapshot& topic, Timestamp now) {
    ReplicaCounts counts;
    counts.partitions = static_cast<std::int64_t>(topic.partitions.size());
    if (topic.partitions.empty()) return counts;
    const std::int64_t wanted = minInSyncSetting(snapshot, topic, topic.partitions.front()->leader);
    for (const auto& partition : topic.partitions) {
        const auto replicas = static_cast<std::int64_t>(partition->replicas.size());
        const auto inSync = static_cast<std::int64_t>(partition->isr.size());
        counts.replicas += replicas;
        counts.inSync += inSync;
        if (partition->leader == kNoBroker) ++counts.offline;
        if (inSync >= replicas) continue;
        if (partition->leader != kNoBroker) {
            ++counts.underReplicated;
            if (inSync < std::min(wanted, replicas)) ++counts.underMinIsr;
        }
        for (const BrokerId id : partition->replicas) {
            const ReplicaFacts facts =
                replicaFacts(snapshot, {topic.name, partition->index}, *partition, id, now);
            if (!facts.isInSync && !facts.isDown) counts.toCatchUp += facts.behind.value_or(0);
        }
    }
    for (const auto& broker : snapshot.brokers)
        for (const auto& replica : replicasOfTopic(*broker, topic.name)) {
            if (!isAlive(broker->state) || !replica->failure.empty()) ++counts.down;
            const auto& cut = replica->lastTruncation;
            if (!cut || now.value() - cut->time.value() >= kRecentCutMillis) continue;
            ++counts.cut;
            counts.cutRecords += cut->offsets();
            if (cut->losesCommitted()) counts.lostRecords += cut->committedEnd - cut->to;
        }
    return counts;
}

}  // namespace app
