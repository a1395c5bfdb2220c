#include "app/session/cluster_session.h"

#include <algorithm>
#include <utility>

#include <QDateTime>

#include "app/session/possibility.h"

namespace app {

using std::chrono::milliseconds;

/// How long the picture is pulled at full pace after something moved.
constexpr milliseconds kAfterglow{1500};
/// How often the past keeps what it is told.
constexpr std::int64_t kLookEvery = 1000;

struct ClusterSession::Pending {
    std::uint64_t job;
    QPointer<QObject> context;
    bool hasContext;
    Answer answer;
};

/// Outcomes on their way to the GUI thread. The handlers keep it alive, so that an answer that comes after
/// the session's end finds it and nothing else.
struct ClusterSession::Inbox {
    std::mutex mutex;
    std::vector<std::pair<std::uint64_t, Outcome>> outcomes;
};

ClusterSession::ClusterSession(QObject* parent)
    : QObject(parent)
    , m_inbox(std::make_shared<Inbox>()) {
    auto empty = std::make_shared<broker::observe::ClusterSnapshot>();
    empty->metadata = std::make_shared<broker::observe::MetadataSnapshot>();
    m_present = std::move(empty);
    m_snapshot = m_present;
    m_clock.start();
    connect(&m_past, &Past::found, this, &ClusterSession::take);
    connect(&m_past, &Past::loaded, this, &ClusterSession::takeEarlierEvents);
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, &ClusterSession::pull);
}

ClusterSession::~ClusterSession() = default;

void ClusterSession::start() {
    pull();
    m_timer.start();
}

milliseconds ClusterSession::now() const { return milliseconds(m_clock.elapsed()); }

broker::Timestamp ClusterSession::presentTime() const {
    return broker::Timestamp(QDateTime::currentMSecsSinceEpoch());
}

QString ClusterSession::sourceWhyNot(const Command&) const { return {}; }

QString ClusterSession::whyNot(const Command& command) const {
    if (m_moment) return tr("This is the past: nothing can be done there. Go back to now first.");
    const QString reason = sourceWhyNot(command);
    return reason.isEmpty() ? whyImpossible(*m_snapshot, command) : reason;
}

void ClusterSession::submit(Command command) {
    submit(std::move(command), nullptr, [](const Outcome&) {});
}

void ClusterSession::submit(Command command, QObject* context, Answer answer) {
    const std::uint64_t job = m_nextJob++;
    m_pending.push_back({job, context, context != nullptr, std::move(answer)});
    const QString reason = whyNot(command);
    if (reason.isEmpty()) {
        carryOut(std::move(command), [inbox = m_inbox, job](Outcome outcome) {
            const std::lock_guard lock(inbox->mutex);
            inbox->outcomes.emplace_back(job, std::move(outcome));
        });
    } else {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->outcomes.emplace_back(job, Outcome{.code = broker::ErrorCode::kInvalidRequest,
                                                    .sentence = reason.toStdString(),
                                                    .settings = {}});
    }
    choosePace(true);
}

void ClusterSession::answerPending() {
    std::vector<std::pair<std::uint64_t, Outcome>> outcomes;
    {
        const std::lock_guard lock(m_inbox->mutex);
        outcomes.swap(m_inbox->outcomes);
    }
    for (auto& [job, outcome] : outcomes) {
        const auto found = std::ranges::find(m_pending, job, &Pending::job);
        if (found == m_pending.end()) continue;
        // Moved out first: an answer may submit the next command.
        const Pending pending = std::move(*found);
        m_pending.erase(found);
        if (pending.hasContext && !pending.context) continue;
        pending.answer(outcome);
        emit commandAnswered(outcome.ok(), QString::fromStdString(outcome.sentence));
    }
}

void ClusterSession::setVisible(bool visible) {
    m_visible = visible;
    choosePace(true);
}

void ClusterSession::pull() {
    const SnapshotPointer latest = latestSnapshot();
    const bool differs = latest && latest != m_present;
    if (differs) m_present = latest;
    const bool isPast = m_moment.has_value();
    if (!isPast) m_snapshot = m_present;
    m_figures.show(m_snapshot);
    const bool wasFlowing = !m_rates.cluster().isZero();
    m_rates.add(m_present, now());
    const bool flows = !m_rates.cluster().isZero();
    m_past.note(m_present, presentTime());
    if (isPast) learnPastLags();

    std::vector<broker::observe::Event> events = eventsAfter(m_events.lastNumber());
    const int arrived = static_cast<int>(events.size());
    if (arrived > 0) {
        m_past.note(events);
        m_events.append(std::move(events));
    }

    choosePace(flows || arrived > 0);
    if (!isPast && (differs || flows || wasFlowing)) emit changed();
    if (arrived > 0) emit eventsArrived(arrived);
    answerPending();
    const std::int64_t second = presentTime().value() / 1000;
    if (second == m_second) return;
    m_second = second;
    emit ticked();
}

void ClusterSession::showMoment(broker::Timestamp when) {
    const bool isNew = m_moment != when;
    m_moment = when;
    if (const Moment moment = m_past.at(when); moment.snapshot)
        take(moment);
    else
        learnPastLags();
    if (isNew) emit momentChanged();
}

void ClusterSession::take(const Moment& moment) {
    // It may have been found too late: the present is shown again.
    if (!m_moment || !moment.snapshot) return;
    m_snapshot = moment.snapshot;
    m_figures.show(m_snapshot);
    m_pastRates = Rates();
    const auto since = [](broker::Timestamp time) { return milliseconds(time.value()); };
    // It had looked as before until the second in which it changed.
    if (moment.earlier)
        m_pastRates.add(moment.earlier, since(std::max(moment.earlierTime, moment.time - kLookEvery)));
    m_pastRates.add(moment.snapshot, since(moment.time));
    // It looked like this for longer: nothing flowed any more.
    if (*m_moment - moment.time > 2 * kLookEvery) m_pastRates.add(moment.snapshot, since(*m_moment));
    m_pastLags = LagBook();
    learnPastLags();
    emit changed();
}

void ClusterSession::learnPastLags() { m_pastLags.learn(m_snapshot, m_past.ends(), *m_moment); }

void ClusterSession::showPresent() {
    if (!m_moment) return;
    m_moment.reset();
    m_snapshot = m_present;
    m_figures.show(m_snapshot);
    emit changed();
    emit momentChanged();
}

void ClusterSession::takeEarlierEvents() {
    m_events.prepend(m_past.earlierEvents());
    emit earlierEventsArrived();
}

void ClusterSession::choosePace(bool moved) {
    if (moved) m_lastMove = now();
    const bool isBusy = !m_pending.empty() || m_past.lags().isOnRound() || m_pastLags.isOnRound();
    milliseconds pace = kCalm;
    if (isBusy || (m_visible && now() - m_lastMove < kAfterglow))
        pace = kFrame;
    else if (!m_visible)
        pace = kHidden;
    if (milliseconds(m_timer.interval()) != pace) m_timer.setInterval(pace);
}

}  // namespace app
