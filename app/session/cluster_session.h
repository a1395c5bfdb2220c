#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include "app/session/event_log.h"
#include "app/session/past.h"
#include "app/session/rates.h"
#include "app/session/topic_figures.h"
#include "broker/cluster/local_cluster.h"
#include "broker/observe/snapshot.h"

namespace broker::reading {
struct Plan;
class Source;
}  // namespace broker::reading

namespace app {

/// All the window knows about a cluster: the current snapshot, rates, events, and commands with the reason
/// where one is not possible. It lives on the GUI thread and pulls from its source on a frame timer, quickly
/// while things change, slowly while nothing does or nobody looks; the source never pushes. It remembers what
/// it saw, and can show that in place of the present: then snapshot, rates, figures and clock are those of
/// that moment, nothing can be commanded, and events go on to arrive.
class ClusterSession : public QObject {
    Q_OBJECT
public:
    using Command = broker::cluster::Command;
    using Outcome = broker::cluster::CommandOutcome;
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;
    using Answer = std::function<void(const Outcome&)>;

    /// While traffic or acts move the picture, or the lag of many groups is being learned.
    static constexpr std::chrono::milliseconds kFrame{33};
    static constexpr std::chrono::milliseconds kCalm{200};     ///< while nothing moves
    static constexpr std::chrono::milliseconds kHidden{1000};  ///< while no window shows it

    explicit ClusterSession(QObject* parent = nullptr);
    ~ClusterSession() override;

    /// What is shown: the present, or the moment that was asked for. Never null; before the first pull an
    /// empty cluster.
    const SnapshotPointer& snapshot() const { return m_snapshot; }
    const Rates& rates() const { return m_moment ? m_pastRates : m_rates; }
    const Figures& figures() const { return m_figures; }
    const EventLog& events() const { return m_events; }

    const Past& past() const { return m_past; }
    /// How far the groups are behind in what is shown; of thousands the last ones are known a little later.
    const LagBook& lags() const { return m_moment ? m_pastLags : m_past.lags(); }
    /// From now on the past is kept in that file too; of what is there already, all can be looked at.
    void keepPastIn(const QString& path) { m_past.keepIn(path); }
    /// Shows what was at that time, at once or as soon as it is found. What is not there leaves all as it is.
    void showMoment(broker::Timestamp when);
    void showPresent();
    /// The one that is shown or looked for; none: the present.
    std::optional<broker::Timestamp> moment() const { return m_moment; }

    /// Why the command is not possible at this moment, in the window's language; empty: it is.
    QString whyNot(const Command& command) const;
    /// Carries it out and calls `answer` once, later, on this thread, with what it came to; not at all if
    /// `context` died before. A command that is not possible is answered with the reason.
    void submit(Command command, QObject* context, Answer answer);
    /// The same for acts whose answer only the status line tells.
    void submit(Command command);

    using RecordSource = std::unique_ptr<broker::reading::Source>;
    /// Begins to read records of a topic. The source is asked on this thread, may outlive the session, and is
    /// best destroyed where waiting does not matter.
    virtual broker::Result<RecordSource> read(broker::reading::Plan plan) = 0;

    /// The cluster's clock: that of the moment that is shown. It goes on while its snapshot stays the same.
    broker::Timestamp clusterTime() const { return m_moment ? *m_moment : presentTime(); }
    /// The same of the present, whatever is shown.
    virtual broker::Timestamp presentTime() const;

    void setVisible(bool visible);
    /// One turn of the frame timer. Tests call it instead of waiting.
    void pull();
    std::chrono::milliseconds pace() const { return std::chrono::milliseconds(m_timer.interval()); }

signals:
    /// Something that is shown differs: the snapshot, or only its rates.
    void changed();
    void eventsArrived(int count);
    /// Those of earlier runs are before all others now.
    void earlierEventsArrived();
    /// The cluster's clock went on by a second: what tells how long ago something was is to be told anew.
    void ticked();
    /// The past is shown, another moment of it, or the present again.
    void momentChanged();
    /// A command was answered; `sentence` is empty for answers that only carry data.
    void commandAnswered(bool ok, const QString& sentence);

protected:
    /// The latest of the source; equal pointers mean that nothing changed. Never blocks.
    virtual SnapshotPointer latestSnapshot() = 0;
    virtual std::vector<broker::observe::Event> eventsAfter(std::uint64_t number) = 0;
    /// `done` may be called on any thread.
    virtual void carryOut(Command command, broker::cluster::OutcomeHandler done) = 0;
    /// What the source itself has against a command; the rest is derived from the snapshot.
    virtual QString sourceWhyNot(const Command& command) const;
    /// Monotonic.
    virtual std::chrono::milliseconds now() const;
    void start();

private:
    struct Pending;
    struct Inbox;
    void answerPending();
    void choosePace(bool moved);
    void take(const Moment& moment);
    void learnPastLags();
    void takeEarlierEvents();

    SnapshotPointer m_snapshot;  ///< what is shown
    SnapshotPointer m_present;
    Rates m_rates;
    Past m_past;
    std::optional<broker::Timestamp> m_moment;
    Rates m_pastRates;
    LagBook m_pastLags;
    Figures m_figures;
    EventLog m_events;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_lastMove{0};
    bool m_visible = true;
    std::int64_t m_second = 0;
    std::shared_ptr<Inbox> m_inbox;  ///< shared with the handlers that the source holds
    std::vector<Pending> m_pending;
    std::uint64_t m_nextJob = 1;
};

}  // namespace app
