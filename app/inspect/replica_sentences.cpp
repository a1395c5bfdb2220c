#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "app/inspect/replica_facts.h"
#include "app/inspect/sentences.h"
#include "app/pages/state_words.h"
#include "app/replicas/replica_words.h"
#include "app/words/amounts.h"
#include "app/words/engine_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;
using broker::Offset;

/// Counts of records as Qt's plural forms take them.
int plural(std::int64_t count) { return static_cast<int>(std::clamp<std::int64_t>(count, 0, 1'000'000'000)); }
QString number(Offset offset) { return wholeNumber(offset.value()); }

/// What was cut from a replica, why, and what that means: the same wherever it is told.
class CutSentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
public:
    static QString held(const ReplicaFacts& facts) {
        const TruncationSnapshot& cut = *facts.cut;
        return tr("Broker %1 had offsets %2 to %3 that its leader does not have, and cut them.")
            .arg(facts.broker.value())
            .arg(number(cut.to), number(cut.from - 1));
    }
    static QString why(const TruncationSnapshot& cut) {
        if (cut.epochEnd < Offset(0))
            return tr("Its log said nothing about epochs, so it went back to what it knew to be committed.");
        return tr("Broker %1 said that leader epoch %2 ended at %3, and everything behind that went.")
            .arg(cut.leader.value())
            .arg(cut.epoch.value())
            .arg(number(cut.epochEnd));
    }
    static QString meaning(const TruncationSnapshot& cut) {
        if (!cut.losesCommitted())
            return tr(
                "They had not been committed, so no producer was told with acks=all that they are safe.");
        return tr("%Ln of them had been committed, up to offset %1: an unclean election lost them.", nullptr,
                  plural(cut.committedEnd - cut.to))
            .arg(number(cut.committedEnd - 1));
    }
};

class PartitionSentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
public:
    PartitionSentences(const ClusterSnapshot& snapshot, const TopicSnapshot& topic,
                       const PartitionSnapshot& partition, broker::Timestamp now)
        : m_snapshot(snapshot)
        , m_topic(topic)
        , m_partition(partition)
        , m_which{topic.name, partition.index} {
        for (const BrokerId id : partition.replicas)
            m_facts.push_back(replicaFacts(snapshot, m_which, partition, id, now));
        m_now = now;
    }

    QString tell() {
        if (m_partition.leader == kNoBroker) {
            tellOffline();
        } else {
            tellLeader();
            tellInSync();
        }
        tellEligible();
        tellLoss();
        for (const ReplicaFacts& facts : m_facts)
            if (facts.cut)
                m_words << CutSentences::held(facts)
                        << (facts.cut->losesCommitted() ? QString() : CutSentences::meaning(*facts.cut));
        if (m_partition.leader != kNoBroker && !isUnderMinIsr(m_snapshot, m_topic, m_partition))
            tellCommitted();
        m_words.removeAll(QString());
        return m_words.join(u' ');
    }

private:
    void tellOffline() {
        m_words
            << tr("%1 has no leader: nobody can write to it or read from it.").arg(partitionName(m_which));
        std::vector<BrokerId> down;
        for (const ReplicaFacts& facts : m_facts)
            if (facts.isDown) down.push_back(facts.broker);
        if (m_partition.replicas.size() == 1 && !down.empty()) {
            m_words << tr("Its only replica is on broker %1, which is down; when that broker is back, so are "
                          "the records.")
                           .arg(down.front().value());
            return;
        }
        if (!down.empty())
            m_words << tr("Of its replicas on brokers %1, those on %2 are down.")
                           .arg(brokerList(m_partition.replicas), brokerList(down));
        if (down.size() < m_partition.replicas.size())
            m_words << tr(
                "A living one is not known to have all that was committed: to let it lead would lose "
                "records, so with unclean.leader.election.enable off the partition waits.");
    }

    void tellLeader() {
        const auto leader = m_partition.leader.value();
        m_words
            << tr("Broker %1 leads, in leader epoch %2: every write and every read of this partition goes "
                  "there.")
                   .arg(leader)
                   .arg(m_partition.leaderEpoch.value());
        const auto preferred = std::ranges::find(m_facts, m_partition.preferredLeader, &ReplicaFacts::broker);
        if (preferred == m_facts.end() || m_partition.leader == m_partition.preferredLeader) return;
        if (!preferred->isDown)
            m_words << tr("Broker %1 is preferred and can lead again once it is in sync.")
                           .arg(m_partition.preferredLeader.value());
        else if (!m_partition.isRecovering && !lostOffsets(m_snapshot, m_which, m_partition))
            m_words
                << tr("Broker %1, which is preferred, is down. Broker %2 had all that was committed and took "
                      "over with the next epoch, so nothing of that is lost.")
                       .arg(m_partition.preferredLeader.value())
                       .arg(leader);
    }

    void tellInSync() {
        const int all = static_cast<int>(m_partition.replicas.size());
        if (all == 1) {
            m_words << tr("There is no second replica: what broker %1 wrote counts as committed at once.")
                           .arg(m_partition.leader.value());
            return;
        }
        if (m_partition.isr.size() == m_partition.replicas.size()) {
            m_words << tr("All %n replica(s) are in sync.", nullptr, all);
        } else {
            m_words << tr("%1 of %n replica(s) are in sync: brokers %2.", nullptr, all)
                           .arg(m_partition.isr.size())
                           .arg(brokerList(m_partition.isr));
            m_words << tr("Not in sync: %1.").arg(outOfSyncWords(m_snapshot, m_which, m_partition, m_now));
        }
        if (!isUnderMinIsr(m_snapshot, m_topic, m_partition)) return;
        m_words << tr("That is fewer than min.insync.replicas, %1: a write with acks=all is refused with "
                      "NOT_ENOUGH_REPLICAS, and one that was under way fails with "
                      "NOT_ENOUGH_REPLICAS_AFTER_APPEND. What is committed can still be read, and the high "
                      "watermark stands still.")
                       .arg(minInSync(m_snapshot, m_topic, m_partition));
    }

    void tellEligible() {
        if (m_partition.eligible.empty()) return;
        m_words << tr("Eligible to lead: broker %1. It left the in-sync replicas while they were too few to "
                      "commit anything more, so it is known to have all that is committed and may lead "
                      "without loss.")
                       .arg(brokerList(m_partition.eligible));
    }

    void tellLoss() {
        const auto lost = lostOffsets(m_snapshot, m_which, m_partition);
        if (lost)
            m_words << tr("An unclean election lost %Ln committed record(s): offsets %1 to %2.", nullptr,
                          plural(lost->count()))
                           .arg(number(lost->from), number(lost->to - 1));
        else if (m_partition.isRecovering)
            m_words << tr(
                "Its leader came from an unclean election. What it lacked is lost, and no broker that "
                "is known here had more.");
    }

    void tellCommitted() {
        const auto* leader = m_snapshot.replica(m_which, m_partition.leader);
        if (!leader) return;
        const std::int64_t open = leader->logEnd - leader->highWatermark;
        if (open > 0)
            m_words << tr("Consumers read up to offset %1; the %n record(s) after it wait for the other "
                          "replicas.",
                          nullptr, plural(open))
                           .arg(number(leader->highWatermark));
        else if (leader->logEnd.value() == 0)
            m_words << tr("It is empty.");
        else
            m_words
                << tr("Consumers can read all of it, up to offset %1.").arg(number(leader->highWatermark));
    }

    const ClusterSnapshot& m_snapshot;
    const TopicSnapshot& m_topic;
    const PartitionSnapshot& m_partition;
    const broker::TopicPartition m_which;
    broker::Timestamp m_now;
    std::vector<ReplicaFacts> m_facts;
    QStringList m_words;
};

class ReplicaSentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
public:
    ReplicaSentences(const ReplicaFacts& facts, std::optional<std::int64_t> limit, BrokerId leader)
        : m_facts(facts)
        , m_limit(limit)
        , m_leader(leader) {}

    QString tell() {
        if (m_facts.cut) {
            m_words << CutSentences::held(m_facts) << CutSentences::why(*m_facts.cut)
                    << CutSentences::meaning(*m_facts.cut);
            if (m_facts.cut->epochEnd >= Offset(0))
                m_words << tr(
                    "The older rule cut to the follower's own high watermark, which may be old, and "
                    "could lose committed records.");
        }
        if (m_facts.cut) return m_words.join(u' ');
        tellRole();
        tellLag();
        m_words << tr("Its log holds offsets %1 to %2 in %n segment(s).", nullptr,
                      static_cast<int>(m_facts.replica->segments))
                       .arg(number(m_facts.replica->logStart), number(m_facts.replica->logEnd));
        return m_words.join(u' ');
    }

private:
    void tellRole() {
        const auto id = m_facts.broker.value();
        const ReplicaSnapshot& replica = *m_facts.replica;
        if (!replica.failure.empty())
            m_words << tr("Broker %1 cannot use this replica: %2.").arg(id).arg(engineWords(replica.failure));
        else if (m_facts.isDown)
            m_words << tr("Broker %1 is down; this is what its replica looked like last. The files can still "
                          "be read.")
                           .arg(id);
        else if (m_facts.isFrozen)
            m_words << tr("Broker %1 is frozen: this is what its replica looked like before.").arg(id);
        else if (m_facts.state == ReplicaState::kLeader)
            m_words
                << tr("Broker %1 leads this partition: producers write to this replica and consumers read "
                      "from it.")
                       .arg(id);
        else if (m_leader == kNoBroker)
            m_words << tr("Broker %1 keeps this replica and waits for a leader to follow.").arg(id);
        else
            m_words << tr("Broker %1 follows broker %2: it fetches what the leader has written and keeps a "
                          "copy. The offset it asks for next tells the leader how far it is.")
                           .arg(id)
                           .arg(m_leader.value());
    }

    void tellLag() {
        if (m_facts.behind) {
            if (*m_facts.behind == 0)
                m_words << tr("It has all that the leader has.");
            else if (m_facts.lateFor)
                m_words << tr("It is %Ln record(s) behind, and has been for %1.", nullptr,
                              plural(*m_facts.behind))
                               .arg(lagTime(*m_facts.lateFor));
            else
                m_words << tr("It is %n record(s) behind.", nullptr, plural(*m_facts.behind));
        }
        if (m_facts.isEligible)
            m_words << tr(
                "It is not in sync but eligible: it has all that is committed, and may lead without "
                "loss.");
        else if (!m_facts.isInSync && m_limit)
            m_words << tr("A follower that does not catch up for %1 (replica.lag.time.max.ms) leaves the "
                          "in-sync replicas, and comes back when it has reached the high watermark.")
                           .arg(lagTime(*m_limit));
    }

    const ReplicaFacts& m_facts;
    const std::optional<std::int64_t> m_limit;
    const BrokerId m_leader;
    QStringList m_words;
};

}  // namespace

QString partitionWords(const Facts& facts, const TopicSnapshot& topic, const PartitionSnapshot& partition,
                       broker::Timestamp now) {
    return PartitionSentences(facts.snapshot, topic, partition, now).tell();
}

QString replicaWords(const Facts& facts, const PartitionSnapshot& partition, const ReplicaSnapshot& replica,
                     broker::Timestamp now) {
    const ReplicaFacts known =
        replicaFacts(facts.snapshot, replica.partition, partition, replica.broker, now);
    return ReplicaSentences(known, lagLimitMillis(facts.snapshot, partition.leader), partition.leader).tell();
}

}  // namespace app
