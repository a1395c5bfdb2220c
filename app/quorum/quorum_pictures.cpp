#include "app/quorum/quorum_pictures.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <QCoreApplication>
#include <QStringList>

#include "app/quorum/quorum_facts.h"
#include "app/quorum/quorum_words.h"
#include "app/words/amounts.h"
#include "app/words/event_words.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;
using broker::Offset;
using widgets::ElectionPicture;
using widgets::ElectionStep;
using widgets::QuorumPicture;
using widgets::QuorumRow;

class PictureWords {
    Q_DECLARE_TR_FUNCTIONS(QuorumPictures)
public:
    static QString title() { return tr("Metadata log"); }
    static QString observers() { return tr("observers"); }
    static QString broker(BrokerId id) { return tr("broker %1").arg(id.value()); }
    static QString watermark(Offset offset) { return tr("HW %1").arg(wholeNumber(offset.value())); }
    static QString asks(std::string_view epoch) { return tr("epoch %1?").arg(text(epoch)); }
    static QString stands(std::string_view epoch) { return tr("vote, epoch %1").arg(text(epoch)); }
    static QString would() { return tr("would"); }
    static QString wouldNot() { return tr("would not"); }
    static QString yes() { return tr("yes"); }
    static QString no() { return tr("no"); }
    static QString wins(std::string_view epoch) { return tr("controller, epoch %1").arg(text(epoch)); }
    static QString follows() { return tr("follows"); }
    static QString why(BrokerId id, const QString& reason) {
        return tr("Broker %1: %2").arg(id.value()).arg(reason);
    }
    static QString votesForItself(BrokerId id) {
        return tr("Broker %1 has voted for itself").arg(id.value());
    }
    static QString noAnswer(const QString& voters) { return tr("no answer from %1").arg(voters); }

private:
    static QString text(std::string_view words) {
        return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
    }
};

QuorumRow::Tone toneOf(Tone tone) {
    switch (tone) {
        case Tone::kDim:
            return QuorumRow::Tone::kDim;
        case Tone::kGood:
            return QuorumRow::Tone::kGood;
        case Tone::kWarning:
            return QuorumRow::Tone::kWarning;
        case Tone::kBad:
            return QuorumRow::Tone::kBad;
        case Tone::kPlain:
            break;
    }
    return QuorumRow::Tone::kPlain;
}

QuorumRow::State stateOf(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker) {
    if (!isUp(snapshot, broker.id)) return QuorumRow::State::kDown;
    if (!broker.quorum) return QuorumRow::State::kLost;
    switch (broker.quorum->role) {
        case QuorumRole::kLeader:
            return QuorumRow::State::kController;
        case QuorumRole::kFollower:
        case QuorumRole::kResigned:
            return QuorumRow::State::kFollower;
        case QuorumRole::kObserver:
            return QuorumRow::State::kObserver;
        case QuorumRole::kProspective:
        case QuorumRole::kCandidate:
            return QuorumRow::State::kStanding;
        case QuorumRole::kUnattached:
            break;
    }
    return QuorumRow::State::kLost;
}

QuorumRow rowOf(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker, broker::Timestamp now) {
    QuorumRow row;
    row.broker = broker.id;
    row.isVoter = broker.isVoter;
    row.state = stateOf(snapshot, broker);
    row.title = PictureWords::broker(broker.id);
    row.stateWord = quorumRole(snapshot, broker.id);
    const ToldTone why = copyWords(snapshot, broker.id, now);
    row.why = why.text;
    row.tone = toneOf(why.tone);
    row.isKnown = broker.quorum != nullptr;
    row.endText = QStringLiteral("–");
    if (!broker.quorum) return row;
    const QuorumSnapshot& view = *broker.quorum;
    row.start = view.logStart;
    row.committed = std::max(view.highWatermark, Offset(0));
    row.synced = view.syncedEnd;
    row.end = view.logEnd;
    if (view.snapshotEnd.value() > 0) row.snapshot = view.snapshotEnd;
    row.endText = wholeNumber(view.logEnd.value());
    return row;
}

int numberOf(const Event& event, std::string_view name) {
    const std::string_view text = event.argument(name);
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The ids in "1, 3".
std::vector<BrokerId> listOf(std::string_view text) {
    std::vector<BrokerId> ids;
    for (std::size_t at = 0; at < text.size();) {
        int value = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
        if (error == std::errc()) ids.emplace_back(value);
        at = std::max(at + 1, static_cast<std::size_t>(end - text.data()) + 1);
    }
    return ids;
}

/// Makes the picture of one election.
class ElectionMaker {
public:
    ElectionMaker(const Election& election, const ClusterSnapshot& snapshot)
        : m_election(election) {
        const QuorumFacts facts = QuorumFacts::of(snapshot);
        for (const BrokerId id : facts.voters)
            m_picture.lanes.push_back({.broker = id,
                                       .name = PictureWords::broker(id),
                                       .isDown = !isUp(snapshot, id),
                                       .isWinner = election.winner == id});
    }

    ElectionPicture make() {
        for (std::size_t i = 0; i < m_election.events.size(); ++i) addStep(i);
        return std::move(m_picture);
    }

private:
    std::optional<std::size_t> laneOf(BrokerId id) const {
        const auto found = std::ranges::find(m_picture.lanes, id, &ElectionPicture::Lane::broker);
        if (found == m_picture.lanes.end()) return std::nullopt;
        return static_cast<std::size_t>(found - m_picture.lanes.begin());
    }

    void addStep(std::size_t index) {
        const Event& event = m_election.events[index];
        const auto lane = laneOf(event.broker);
        if (!lane) return;
        ElectionStep step;
        step.number = event.number;
        step.lane = *lane;
        step.time = timeOf(event);
        step.words = step.sentence = tellEvent(event);
        const std::string_view epoch = event.argument("epoch");
        switch (event.kind) {
            case EventKind::kPreVoteAsked:
                step.kind = ElectionStep::Kind::kPreVote;
                step.label = PictureWords::asks(epoch);
                step.words = PictureWords::why(event.broker, reasonOf(event));
                addAsked(index, step);
                break;
            case EventKind::kVoteAsked:
                step.kind = ElectionStep::Kind::kVote;
                step.label = PictureWords::stands(epoch);
                step.words = PictureWords::votesForItself(event.broker);
                addAsked(index, step);
                break;
            case EventKind::kPreVoteGranted:
            case EventKind::kVoteGranted:
                step.kind = ElectionStep::Kind::kYes;
                step.isPreVote = event.kind == EventKind::kPreVoteGranted;
                step.label = step.isPreVote ? PictureWords::would() : PictureWords::yes();
                addTarget(step, BrokerId(numberOf(event, "candidate")));
                break;
            case EventKind::kPreVoteRefused:
            case EventKind::kVoteRefused:
                step.kind = ElectionStep::Kind::kNo;
                step.isPreVote = event.kind == EventKind::kPreVoteRefused;
                step.label = step.isPreVote ? PictureWords::wouldNot() : PictureWords::no();
                step.words = PictureWords::why(event.broker, reasonOf(event));
                addTarget(step, BrokerId(numberOf(event, "candidate")));
                break;
            case EventKind::kControllerElected:
                step.kind = ElectionStep::Kind::kElected;
                step.label = PictureWords::wins(epoch);
                break;
            default:
                step.kind = ElectionStep::Kind::kFollows;
                step.label = PictureWords::follows();
                addTarget(step, BrokerId(numberOf(event, "leader")));
        }
        m_picture.steps.push_back(std::move(step));
    }

    static QString reasonOf(const Event& event) { return engineWords(event.argument("reason")); }

    QString timeOf(const Event& event) const {
        const std::int64_t millis =
            std::max<std::int64_t>(0, event.time.value() - m_election.begin().value());
        return millis == 0 ? preciseTime(event.time) : u'+' + duration(1000.0 * static_cast<double>(millis));
    }

    void addTarget(ElectionStep& step, BrokerId id, bool isAnswered = true) const {
        if (const auto lane = laneOf(id); lane && *lane != step.lane)
            step.targets.push_back({*lane, isAnswered});
    }

    void addAsked(std::size_t index, ElectionStep& step) const {
        QStringList silent;
        for (const BrokerId voter : listOf(m_election.events[index].argument("voters"))) {
            const bool isAnswered = answered(index, voter);
            addTarget(step, voter, isAnswered);
            if (!isAnswered) silent << QString::number(voter.value());
        }
        if (silent.isEmpty()) return;
        const QString none =
            QStringLiteral(" · ") + PictureWords::noAnswer(silent.join(QStringLiteral(", ")));
        step.words += none;
        step.sentence += none;
    }

    /// Whether that voter answered this round later on.
    bool answered(std::size_t index, BrokerId voter) const {
        const Event& asked = m_election.events[index];
        const bool isPreVote = asked.kind == EventKind::kPreVoteAsked;
        return std::any_of(m_election.events.begin() + static_cast<std::ptrdiff_t>(index),
                           m_election.events.end(), [&](const Event& event) {
                               const bool isAnswer = isPreVote ? event.kind == EventKind::kPreVoteGranted ||
                                                                     event.kind == EventKind::kPreVoteRefused
                                                               : event.kind == EventKind::kVoteGranted ||
                                                                     event.kind == EventKind::kVoteRefused;
                               return isAnswer && event.broker == voter &&
                                      numberOf(event, "candidate") == asked.broker.value() &&
                                      event.argument("epoch") == asked.argument("epoch");
                           });
    }

    const Election& m_election;
    ElectionPicture m_picture;
};

}  // namespace

QuorumPicture quorumPicture(const ClusterSnapshot& snapshot, broker::Timestamp now) {
    QuorumPicture picture;
    picture.title = PictureWords::title();
    picture.observersTitle = PictureWords::observers();
    const ToldTone majority = majorityWords(snapshot);
    picture.subtitle = majority.text;
    picture.tone = toneOf(majority.tone);
    for (const bool isVoter : {true, false})
        for (const auto& broker : snapshot.brokers)
            if (broker->isVoter == isVoter) picture.rows.push_back(rowOf(snapshot, *broker, now));
    const QuorumFacts facts = QuorumFacts::of(snapshot);
    if (facts.highWatermark.value() >= 0) {
        picture.highWatermark = facts.highWatermark;
        picture.watermarkLabel = PictureWords::watermark(facts.highWatermark);
    }
    return picture;
}

ElectionPicture electionPicture(const Election& election, const ClusterSnapshot& snapshot) {
    return ElectionMaker(election, snapshot).make();
}

}  // namespace app
