#include "app/quorum/quorum_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "app/words/amounts.h"
#include "app/words/engine_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;

constexpr std::int64_t kJustNow = 1000;  ///< ms

QString ids(std::vector<BrokerId> brokers, BrokerId without = kNoBroker) {
    std::erase(brokers, without);
    QStringList list;
    for (const BrokerId id : brokers) list << QString::number(id.value());
    return list.join(QStringLiteral(", "));
}

QString joined(const QStringList& parts) { return parts.join(QStringLiteral(" · ")); }

class QuorumWords {
    Q_DECLARE_TR_FUNCTIONS(QuorumWords)
public:
    static QString role(QuorumRole role) {
        switch (role) {
            case QuorumRole::kUnattached:
                return tr("unattached");
            case QuorumRole::kProspective:
                return tr("prospective");
            case QuorumRole::kCandidate:
                return tr("candidate");
            case QuorumRole::kLeader:
                return tr("leader");
            case QuorumRole::kFollower:
                return tr("follower");
            case QuorumRole::kObserver:
                return tr("observer");
            case QuorumRole::kResigned:
                return tr("resigned");
        }
        return {};
    }
    static QString down() { return tr("down"); }
    static QString frozen() { return tr("frozen"); }
    static QString starting() { return tr("starting"); }

    static ToldTone majority(const ClusterSnapshot& snapshot);
    static ToldTone copy(const ClusterSnapshot& snapshot, BrokerId id, broker::Timestamp now);
    static QString voter(const ClusterSnapshot& snapshot, BrokerId id);
    static QString election(const Election& election);
    static QString meaning(std::string_view type);

private:
    static ToldTone gone(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker,
                         broker::Timestamp now);
    static ToldTone following(const ClusterSnapshot& snapshot, const QuorumFacts& facts,
                              const BrokerSnapshot& broker, broker::Timestamp now);
    static QString sinceFetch(const QuorumReplica& replica, broker::Timestamp now);
    static QString roleWords(const ClusterSnapshot& snapshot, const QuorumFacts& facts,
                             const BrokerSnapshot& broker);
};

ToldTone QuorumWords::majority(const ClusterSnapshot& snapshot) {
    const QuorumFacts facts = QuorumFacts::of(snapshot);
    const auto all = static_cast<int>(facts.voters.size());
    const auto needed = static_cast<int>(facts.majority());
    const auto up = static_cast<int>(facts.upVoters.size());
    if (all == 0) return {tr("No voter is known yet."), Tone::kDim};
    const QString sum = tr("%1: %2; %3. ", "3 voters: 2 make a majority; 2 are up.")
                            .arg(tr("%n voter(s)", nullptr, all),
                                 tr("%n make(s) a majority", nullptr, needed), tr("%n up", nullptr, up));
    if (!facts.hasMajority())
        return {sum + tr("No controller can be elected and nothing be committed until %n more is up.",
                         nullptr, needed - up),
                Tone::kBad};
    if (facts.controller == kNoBroker)
        return {sum + tr("Nobody is elected yet in epoch %1.").arg(facts.epoch.value()), Tone::kWarning};
    const int spare = up - needed;
    if (spare == 0)
        return {sum + tr("If one more fails, there is no controller."),
                up < all ? Tone::kWarning : Tone::kDim};
    return {sum + tr("%n may fail and all goes on.", nullptr, spare), up < all ? Tone::kPlain : Tone::kDim};
}

ToldTone QuorumWords::gone(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker,
                           broker::Timestamp now) {
    QStringList parts;
    if (snapshot.faults.isFrozen(broker.id) && isAlive(broker.state))
        parts << tr("frozen: it neither hears nor says anything");
    else
        parts << tr("%1 %2 ago")
                     .arg(broker.stateReason.empty() ? down() : engineWords(broker.stateReason),
                          ago(now.value() - broker.stateSince.value()));
    if (broker.quorum) parts << tr("last known epoch %1").arg(broker.quorum->epoch.value());
    return {joined(parts), Tone::kBad};
}

QString QuorumWords::sinceFetch(const QuorumReplica& replica, broker::Timestamp now) {
    const std::int64_t millis = now.value() - replica.lastFetch.value();
    return millis < kJustNow ? tr("fetched just now") : tr("fetched %1 ago").arg(ago(millis));
}

ToldTone QuorumWords::following(const ClusterSnapshot& snapshot, const QuorumFacts& facts,
                                const BrokerSnapshot& broker, broker::Timestamp now) {
    const QuorumSnapshot& view = *broker.quorum;
    const int leader = view.leader.value();
    if (!isUp(snapshot, view.leader))
        return {tr("follows broker %1, which is silent").arg(leader), Tone::kWarning};
    const QuorumReplica* replica = facts.replica(broker.id);
    if (!replica || replica->logEnd.value() < 0 || view.leader != facts.controller)
        return {tr("follows broker %1, has not fetched yet").arg(leader), Tone::kDim};
    const std::int64_t lag = facts.leader->logEnd - replica->logEnd;
    const QString has = lag <= 0 ? tr("has all of it") : tr("%1 behind").arg(wholeNumber(lag));
    return {joined({has, sinceFetch(*replica, now)}), lag > 0 ? Tone::kPlain : Tone::kDim};
}

ToldTone QuorumWords::copy(const ClusterSnapshot& snapshot, BrokerId id, broker::Timestamp now) {
    const BrokerSnapshot* broker = snapshot.broker(id);
    if (!broker) return {};
    if (!isUp(snapshot, id)) return gone(snapshot, *broker, now);
    if (!broker->quorum) return {tr("opens its logs"), Tone::kDim};
    const QuorumFacts facts = QuorumFacts::of(snapshot);
    const QuorumSnapshot& view = *broker->quorum;
    const int epoch = view.epoch.value();
    const QString voted =
        view.voted == kNoBroker ? QString() : tr("voted for broker %1").arg(view.voted.value());
    switch (view.role) {
        case QuorumRole::kLeader:
            return {tr("epoch %1, elected by %2").arg(epoch).arg(ids(view.granted)), Tone::kPlain};
        case QuorumRole::kFollower:
            return following(snapshot, facts, *broker, now);
        case QuorumRole::kObserver:
            if (view.leader == kNoBroker) return {tr("looks for a controller"), Tone::kWarning};
            return following(snapshot, facts, *broker, now);
        case QuorumRole::kProspective:
            return {tr("asks who would vote for it in epoch %1: %n of %2 would", nullptr,
                       static_cast<int>(view.granted.size()))
                        .arg(epoch + 1)
                        .arg(view.voters.size()),
                    Tone::kWarning};
        case QuorumRole::kCandidate:
            return {tr("stands in epoch %1: %n of %2 votes", nullptr, static_cast<int>(view.granted.size()))
                        .arg(epoch)
                        .arg(view.voters.size()),
                    Tone::kWarning};
        case QuorumRole::kUnattached: {
            QStringList parts{tr("knows of no controller in epoch %1").arg(epoch)};
            if (!voted.isEmpty()) parts << voted;
            return {joined(parts), Tone::kWarning};
        }
        case QuorumRole::kResigned:
            return {tr("says goodbye"), Tone::kDim};
    }
    return {};
}

QString QuorumWords::roleWords(const ClusterSnapshot& snapshot, const QuorumFacts& facts,
                               const BrokerSnapshot& broker) {
    const QuorumSnapshot& view = *broker.quorum;
    const int id = broker.id.value();
    switch (view.role) {
        case QuorumRole::kLeader:
            return tr("Broker %1 is the active controller in epoch %2, elected by %3. It alone appends to "
                      "the "
                      "metadata log; a record counts once %n voter(s) have it on disk.",
                      nullptr, static_cast<int>(facts.majority()))
                .arg(id)
                .arg(view.epoch.value())
                .arg(ids(view.granted));
        case QuorumRole::kFollower: {
            const QuorumReplica* replica = facts.replica(broker.id);
            const std::int64_t lag = replica && facts.leader ? facts.leader->logEnd - replica->logEnd : 0;
            if (!isUp(snapshot, view.leader))
                return tr("Broker %1 follows broker %2 and has stopped hearing from it. When its patience "
                          "ends "
                          "it asks the others whether they would vote for it.")
                    .arg(id)
                    .arg(view.leader.value());
            return tr("Broker %1 follows broker %2 in epoch %3: it fetches the metadata log, and by what it "
                      "asks for the leader knows what it has.")
                       .arg(id)
                       .arg(view.leader.value())
                       .arg(view.epoch.value()) +
                   u' ' +
                   (lag > 0 ? tr("It lacks %n record(s).", nullptr, static_cast<int>(lag))
                            : tr("It has all of it."));
        }
        case QuorumRole::kObserver:
            return tr("Broker %1 is no voter: it fetches the metadata log as the followers do, but nobody "
                      "waits "
                      "for it and it elects nobody.")
                .arg(id);
        case QuorumRole::kProspective:
            return tr("Broker %1 hears no controller and asks the other voters whether they would vote for "
                      "it "
                      "in epoch %2. Nothing is bound by that, so one that is cut off disturbs nobody.")
                .arg(id)
                .arg(view.epoch.value() + 1);
        case QuorumRole::kCandidate:
            return tr("Broker %1 stands for election in epoch %2 and has voted for itself. It needs %n "
                      "vote(s).",
                      nullptr, static_cast<int>(facts.majority()))
                .arg(id)
                .arg(view.epoch.value());
        case QuorumRole::kUnattached:
            return tr("Broker %1 knows that epoch %2 has begun, but of no controller in it.")
                .arg(id)
                .arg(view.epoch.value());
        case QuorumRole::kResigned:
            return tr("Broker %1 is stopping: it has told the others, so that they need not wait for its "
                      "silence.")
                .arg(id);
    }
    return {};
}

QString QuorumWords::voter(const ClusterSnapshot& snapshot, BrokerId id) {
    const BrokerSnapshot* broker = snapshot.broker(id);
    if (!broker) return {};
    const QuorumFacts facts = QuorumFacts::of(snapshot);
    QString words;
    if (!isUp(snapshot, id))
        words =
            snapshot.faults.isFrozen(id) && isAlive(broker->state)
                ? tr("Broker %1 is frozen. What is shown is the last that it said.").arg(id.value())
                : tr("Broker %1 is down. What is shown is the last that it said; its vote and its log are "
                     "on its disk.")
                      .arg(id.value());
    else if (!broker->quorum)
        words = tr("Broker %1 is opening its logs.").arg(id.value());
    else
        words = roleWords(snapshot, facts, *broker);
    return broker->isVoter ? words + QStringLiteral("\n\n") + majority(snapshot).text : words;
}

QString QuorumWords::election(const Election& election) {
    const int epoch = election.epoch.value();
    if (!election.isDecided()) return tr("Epoch %1: nobody has won").arg(epoch);
    const std::vector<BrokerId> votes = election.votes();
    const QString won = votes.size() > 1 ? tr("Epoch %1: broker %2, with the votes of %3")
                                               .arg(epoch)
                                               .arg(election.winner.value())
                                               .arg(ids(votes))
                                         : tr("Epoch %1: broker %2").arg(epoch).arg(election.winner.value());
    if (election.events.size() < 2) return won;
    return joined({won, tr("in %1").arg(duration(1000.0 * static_cast<double>(election.millis())))});
}

QString QuorumWords::meaning(std::string_view type) {
    const std::pair<std::string_view, QString> meanings[] = {
        {"RegisterBrokerRecord", tr("A broker came, with its addresses. The offset of this record is its "
                                    "broker epoch, which stands for "
                                    "this one life of it.")},
        {"UnregisterBrokerRecord", tr("A broker was taken out of the cluster for good.")},
        {"FenceBrokerRecord",
         tr("The controller did not hear from the broker in time: it leads nothing now.")},
        {"UnfenceBrokerRecord", tr("The broker has caught up with the metadata and may lead.")},
        {"BrokerRegistrationChangeRecord", tr("A broker was fenced, was let in again, or began to stop. What "
                                              "follows from it for partitions stands "
                                              "in records beside it.")},
        {"TopicRecord", tr("A topic and its id; its partitions follow.")},
        {"RemoveTopicRecord", tr("A topic is gone. Brokers that replay this delete their replicas.")},
        {"PartitionRecord", tr("A new partition: where its replicas are, who leads and who is in sync.")},
        {"PartitionChangeRecord", tr("What changed of a partition; the rest stays. A leader that is named "
                                     "begins another leader epoch. This "
                                     "is how failover looks in the log.")},
        {"ConfigRecord", tr("A setting of a topic, of one broker or of all.")},
        {"ProducerIdsRecord",
         tr("A block of producer ids went to a broker, so that no two producers ever have the same one.")},
        {"FeatureLevelRecord", tr("Which level of a feature the whole cluster uses.")},
        {"NoOpRecord", tr("Says nothing; it shows that records still commit.")},
        {"LeaderChangeMessage", tr("The first record of a new controller. Only when it is committed are the "
                                   "records of earlier epochs "
                                   "committed too.")},
    };
    const auto found = std::ranges::find(meanings, type, &std::pair<std::string_view, QString>::first);
    return found == std::end(meanings) ? tr("A record of a type that has no part in what is shown here.")
                                       : found->second;
}

}  // namespace

QString quorumRole(const ClusterSnapshot& snapshot, BrokerId id) {
    const BrokerSnapshot* broker = snapshot.broker(id);
    if (!broker || !isAlive(broker->state)) return QuorumWords::down();
    if (snapshot.faults.isFrozen(id)) return QuorumWords::frozen();
    return broker->quorum ? QuorumWords::role(broker->quorum->role) : QuorumWords::starting();
}

ToldTone majorityWords(const ClusterSnapshot& snapshot) { return QuorumWords::majority(snapshot); }

ToldTone copyWords(const ClusterSnapshot& snapshot, BrokerId id, broker::Timestamp now) {
    return QuorumWords::copy(snapshot, id, now);
}

QString voterWords(const ClusterSnapshot& snapshot, BrokerId id) { return QuorumWords::voter(snapshot, id); }

QString electionWords(const Election& election) { return QuorumWords::election(election); }

QString recordMeaning(const std::string& type) { return QuorumWords::meaning(type); }

QString recordWords(const MetadataLine& line) {
    QStringList parts;
    for (const std::string& one : line.says) parts << engineWords(one);
    return joined(parts);
}

}  // namespace app
