#pragma once

#include <memory>

#include <QObject>

#include "app/groups/lag_book.h"
#include "app/groups/log_ends.h"
#include "app/groups/rebalance_book.h"
#include "app/history/history_store.h"
#include "app/history/moments.h"

namespace app {

/// What a session has seen: its snapshots once a second and the lag of its groups at most once a second, in
/// memory, and, where a file was named, in it too, so that it reaches back over a restart. On the GUI thread;
/// never waits.
class Past : public QObject {
    Q_OBJECT
public:
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
    /// The lag of the present; of thousands of groups as the last round met them.
    const LagBook& lags() const { return m_lags; }
    /// The rebalances of this session.
    const RebalanceBook& rebalances() const { return m_rebalances; }
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
    void noteLags(const Moment::SnapshotPointer& snapshot, broker::Timestamp now);

    std::unique_ptr<HistoryStore> m_store;
    Moments m_moments;
    LogEnds m_ends;
    LagBook m_lags;
    RebalanceBook m_rebalances;
    std::int64_t m_second = 0;
};

}  // namespace app
