#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>
#include <QThread>
#include <QTimer>

#include "app/history/history_database.h"
#include "app/history/lag_memory.h"

namespace app {

/// The history of a kept cluster across restarts of the program: what is told here is in memory at once and
/// on disk a second later, written by a thread of its own. A file that can't be opened or written is told
/// once, and everything goes on in memory. Lives on the GUI thread and never waits there, except at the end,
/// for the last second to be written.
class HistoryStore final : public QObject, public LagHistory {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kWriteEvery{1000};
    /// How much of the past is read at the start, of each kind.
    static constexpr std::int64_t kMostRowsRead = 100'000;
    /// A lag that stays the same is written this often.
    static constexpr std::int64_t kSameLagMillis = 20'000;
    /// Rows that wait for a disk that does not keep up; beyond that the oldest are not written.
    static constexpr std::size_t kMostWaiting = 100'000;

    /// `path`: the file; empty: nothing is kept. Its folder exists.
    explicit HistoryStore(QString path, QObject* parent = nullptr);
    ~HistoryStore() override;

    void add(const std::vector<broker::observe::Event>& events);

    /// How the cluster looks from `now` on. Called at most once a second; the same snapshot again costs
    /// nothing.
    void note(Moment::SnapshotPointer snapshot, broker::Timestamp now);
    /// Looks up in the file what was at that time, and tells it by `found`, unless it is asked for another
    /// time before. Nothing is told of what is not there.
    void find(broker::Timestamp when);
    /// The first moment in the file that can be found; kNoTimestamp: none, or not known yet.
    broker::Timestamp momentsBegin() const { return m_momentsBegin; }

    void note(const std::string& group, const broker::TopicPartition& partition, LagPoint point) override;
    std::vector<LagSeries> series(const LagQuestion& question) const override;
    broker::Timestamp begin() const override;

    /// Events of earlier runs, oldest first; empty until `loaded`.
    const std::vector<broker::observe::Event>& earlierEvents() const { return m_earlier; }
    /// Why nothing is kept, naming the file; empty: it is, or nothing was asked for.
    const QString& problem() const { return m_problem; }
    /// Rows that were not written because the disk did not keep up.
    std::size_t lost() const { return m_lost; }
    /// One turn of the timer. Tests call it instead of waiting.
    void write();

signals:
    /// What earlier runs left is there.
    void loaded();
    void found(const app::Moment& moment);
    void failed(const QString& problem);

private:
    class Writer;
    void onLoaded(HistoryRows rows, broker::Timestamp momentsBegin);
    void onFound(std::uint64_t question, const Moment& moment);
    bool isKept() const { return m_writer && m_problem.isEmpty(); }
    void onFailed(const QString& problem);
    void onWritten(broker::Timestamp momentsBegin);

    QString m_problem;
    std::vector<broker::observe::Event> m_earlier;
    LagMemory m_earlierLag;
    LagMemory m_lag;
    HistoryRows m_waiting;
    std::size_t m_lost = 0;
    /// What was written last of each series, and what was left out since because it said the same.
    struct WrittenLag {
        LagPoint written;
        LagPoint leftOut{};
    };
    std::map<std::pair<std::string, broker::TopicPartition>, WrittenLag> m_writtenLag;
    Moment m_waitingMoment;  ///< `earlier`: what was written last
    broker::Timestamp m_momentsBegin = broker::kNoTimestamp;
    std::uint64_t m_questions = 0;
    bool m_isWriting = false;
    QTimer m_timer;
    QThread m_thread;
    std::unique_ptr<Writer> m_writer;  ///< on the thread; null: nothing is kept
};

}  // namespace app
