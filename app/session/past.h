#pragma once

#include <deque>
#include <memory>

#include <QObject>

#include "app/groups/log_ends.h"
#include "app/history/history_store.h"
#include "app/history/moments.h"

namespace app {

/// What a session has seen: its snapshots and the lag of its groups once a second, in memory, and, where a
/// file was named, in it too, so that it reaches back over a restart. On the GUI thread; never waits.
class Past : public QObject {
    Q_OBJECT
public:
    /// Partitions of groups whose lag is worked out in one turn, so that thousands of groups hold up nothing.
    static constexpr std::size_t kLagsPerTurn = 1'000;

    explicit Past(QObject* parent = nullptr);
    ~Past() override;

    /// From now on in that file too, whose folder exists. Once.
    void keepIn(const QString& path);
    /// Why it is not kept, naming the file; empty: it is, or was not asked for.
    QString problem() const { return m_store->problem(); }

    /// To be called at every turn of the session, with its present.
    void note(const Moment::SnapshotPointer& snapshot, broker::Timestamp now);
    void note(const std::vector<broker::observe::Event>& events) { m_store->add(events); }

    /// What was at that time. Its snapshot is null where that is not in memory: then it is looked up in the
    /// file, and `found` tells it; only what was asked for last is.
    Moment at(broker::Timestamp when);
    /// kNoTimestamp: there is none.
    broker::Timestamp begin() const;

    const LagHistory& lag() const { return *m_store; }
    /// Where the logs that groups read ended at which time.
    const LogEnds& ends() const { return m_ends; }
    /// Events of earlier runs, oldest first; empty until `loaded`.
    const std::vector<broker::observe::Event>& earlierEvents() const { return m_store->earlierEvents(); }

signals:
    /// What earlier runs left is there: events, lag, and how far back it reaches.
    void loaded();
    void found(const app::Moment& moment);
    void failed(const QString& problem);

private:
    using GroupPointer = std::shared_ptr<const broker::observe::GroupSnapshot>;

    void follow(HistoryStore& store);
    void noteLags(const broker::observe::ClusterSnapshot& snapshot, broker::Timestamp now);

    std::unique_ptr<HistoryStore> m_store;
    Moments m_moments;
    LogEnds m_ends;
    std::int64_t m_second = 0;
    std::deque<GroupPointer> m_groups;  ///< whose lag of this second is still to be noted
};

}  // namespace app
