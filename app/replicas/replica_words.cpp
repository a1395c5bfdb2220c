#include "app/replicas/replica_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "app/words/amounts.h"

namespace app {

using namespace broker::observe;
using broker::kNoBroker;
using broker::kNoTimestamp;

namespace {

class ReplicaWords {
    Q_DECLARE_TR_FUNCTIONS(ReplicaWords)
public:
    static QString state(const ReplicaFacts& facts);
    static QString why(const ReplicaFacts& facts, std::optional<std::int64_t> limit);
    static QString behind(const ReplicaFacts& facts, std::optional<std::int64_t> limit);
    static QString down(const ReplicaFacts& facts);
    static QString cut(std::int64_t records) {
        return tr("%Ln record(s) cut", nullptr,
                  static_cast<int>(std::min<std::int64_t>(records, 1'000'000'000)));
    }
    /// "3: 4,062 · 20 s / 10 s", "3: down · 60".
    static QString brief(const ReplicaFacts& facts, std::optional<std::int64_t> limit) {
        QStringList words;
        if (facts.isDown) words << tr("down");
        if (facts.behind) words << wholeNumber(*facts.behind);
        if (facts.lateFor && !facts.isDown)
            words << (limit ? lagTime(*facts.lateFor) + QStringLiteral(" / ") + lagTime(*limit)
                            : lagTime(*facts.lateFor));
        return QStringLiteral("%1: %2").arg(QString::number(facts.broker.value()),
                                            words.join(QStringLiteral(" · ")));
    }
    static QString outOfSync(const ReplicaFacts& facts, std::optional<std::int64_t> limit) {
        const QString words = facts.isDown ? down(facts) : behind(facts, limit);
        return tr("broker %1: %2").arg(QString::number(facts.broker.value()), words);
    }
};

QString ReplicaWords::state(const ReplicaFacts& facts) {
    switch (facts.state) {
        case ReplicaState::kLeader:
            return tr("leader");
        case ReplicaState::kInSync:
            return tr("in sync");
        case ReplicaState::kOutOfSync:
            return tr("out of sync");
        case ReplicaState::kEligible:
            return tr("eligible");
        case ReplicaState::kOffline:
            return tr("offline");
    }
    return {};
}

/// "1,140 behind for 20 s, limit 10 s", as far as it is known.
QString ReplicaWords::behind(const ReplicaFacts& facts, std::optional<std::int64_t> limit) {
    if (!facts.behind) return tr("nobody tells how far it is");
    if (*facts.behind == 0) return facts.isInSync ? tr("has all of it") : tr("has all of it, joins again");
    const QString count = wholeNumber(*facts.behind);
    if (!facts.lateFor) return tr("%1 behind").arg(count);
    if (!limit) return tr("%1 behind for %2").arg(count, lagTime(*facts.lateFor));
    return facts.isInSync
               ? tr("%1 behind for %2 of %3").arg(count, lagTime(*facts.lateFor), lagTime(*limit))
               : tr("%1 behind for %2, limit %3").arg(count, lagTime(*facts.lateFor), lagTime(*limit));
}

QString ReplicaWords::down(const ReplicaFacts& facts) {
    QStringList words;
    if (facts.replica && !facts.replica->failure.empty())
        words << tr("its folder failed");
    else if (facts.holder && facts.holder->stateSince != kNoTimestamp)
        words << tr("down since %1").arg(clockTime(facts.holder->stateSince));
    else
        words << tr("down");
    if (facts.isEligible)
        words << tr("may lead when it is back");
    else if (facts.behind && *facts.behind > 0)
        words << tr("%1 behind").arg(wholeNumber(*facts.behind));
    else if (facts.isInSync)
        words << tr("not yet out of the ISR");
    return words.join(QStringLiteral(", "));
}

QString ReplicaWords::why(const ReplicaFacts& facts, std::optional<std::int64_t> limit) {
    if (facts.isDown) return down(facts);
    if (facts.state == ReplicaState::kLeader) {
        if (facts.isFrozen) return tr("leads, but is frozen");
        const bool isKnown = facts.replica && facts.replica->roleSince != kNoTimestamp;
        return isKnown && facts.replica->isLeader
                   ? tr("leads since %1").arg(clockTime(facts.replica->roleSince))
                   : tr("is about to lead");
    }
    if (!facts.leader) return tr("waits for a leader");
    const QString words = facts.isUnheard() ? tr("has not fetched in this epoch") : behind(facts, limit);
    if (facts.isFrozen) return tr("frozen, %1").arg(words);
    if (facts.replica && facts.replica->isTruncating) return tr("truncating, then %1").arg(words);
    if (facts.isEligible) return tr("may lead: %1").arg(words);
    if (facts.cut && !facts.isInSync && facts.behind.value_or(0) > 0)
        return tr("%1 cut, %2").arg(wholeNumber(facts.cut->offsets()), words);
    return words;
}

}  // namespace

QString replicaStateName(const ReplicaFacts& facts) { return ReplicaWords::state(facts); }

Tone replicaTone(const ReplicaFacts& facts) {
    if (facts.isDown) return Tone::kBad;
    switch (facts.state) {
        case ReplicaState::kLeader:
            return facts.isFrozen ? Tone::kBad : Tone::kDim;
        case ReplicaState::kInSync:
            return facts.isFrozen ? Tone::kWarning : Tone::kDim;
        default:
            return Tone::kWarning;
    }
}

QString replicaWhy(const ReplicaFacts& facts, std::optional<std::int64_t> limitMillis) {
    return ReplicaWords::why(facts, limitMillis);
}

QString lagTime(std::int64_t millis) {
    return millis < 100'000 ? duration(static_cast<double>(millis) * 1000) : ago(millis);
}

QString cutWords(std::int64_t records) { return ReplicaWords::cut(records); }

QString outOfSyncBrief(const ClusterSnapshot& snapshot, const broker::TopicPartition& which,
                       const PartitionSnapshot& partition, broker::Timestamp now) {
    QStringList all;
    const auto limit = lagLimitMillis(snapshot, partition.leader);
    for (const broker::BrokerId id : partition.replicas) {
        const ReplicaFacts facts = replicaFacts(snapshot, which, partition, id, now);
        if (!facts.isInSync) all << ReplicaWords::brief(facts, limit);
    }
    return all.join(QStringLiteral("; "));
}

QString outOfSyncWords(const ClusterSnapshot& snapshot, const broker::TopicPartition& which,
                       const PartitionSnapshot& partition, broker::Timestamp now) {
    QStringList all;
    const auto limit = lagLimitMillis(snapshot, partition.leader);
    for (const broker::BrokerId id : partition.replicas) {
        const ReplicaFacts facts = replicaFacts(snapshot, which, partition, id, now);
        if (!facts.isInSync) all << ReplicaWords::outOfSync(facts, limit);
    }
    return all.join(QStringLiteral("; "));
}

}  // namespace app
