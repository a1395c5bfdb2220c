#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include "app/session/event_log.h"
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
/// while things change, slowly while nothing does or nobody looks; the source never pushes.
class ClusterSession : public QObject {
    Q_OBJECT
public:
    using Command = broker::cluster::Command;
    using Outcome = broker::cluster::CommandOutcome;
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;
    using Answer = std::function<void(const Outcome&)>;

    static constexpr std::chrono::milliseconds kFrame{33};     ///< while traffic or acts move the picture
    static constexpr std::chrono::milliseconds kCalm{200};     ///< while nothing moves
    static constexpr std::chrono::milliseconds kHidden{1000};  ///< while no window shows it

    explicit ClusterSession(QObject* parent = nullptr);
    ~ClusterSession() override;

    /// Never null; before the first pull an empty cluster.
    const SnapshotPointer& snapshot() const { return m_snapshot; }
    const Rates& rates() const { return m_rates; }
    const Figures& figures() const { return m_figures; }
    const EventLog& events() const { return m_events; }

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

    /// The cluster's clock: the present, also while its snapshot stays the same.
    virtual broker::Timestamp clusterTime() const;

    void setVisible(bool visible);
    /// One turn of the frame timer. Tests call it instead of waiting.
    void pull();
    std::chrono::milliseconds pace() const { return std::chrono::milliseconds(m_timer.interval()); }

signals:
    /// Something that is shown differs: the snapshot, or only its rates.
    void changed();
    void eventsArrived(int count);
    /// The cluster's clock went on by a second: what tells how long ago something was is to be told anew.
    void ticked();
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

    SnapshotPointer m_snapshot;
    Rates m_rates;
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
