#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <QString>

#include "app/history/history_rows.h"
#include "app/history/leaves.h"
#include "app/history/moments.h"
#include "broker/base/result.h"

class QSqlDatabase;
class QSqlError;

namespace app {

/// The history of a cluster in a SQLite file: events, lag and snapshots, within a number of bytes, the oldest
/// dropped. A snapshot is stored as the leaves that differ from the one before; a run of the program begins
/// with a whole one.
/// Every write is one transaction, so that a crash loses whole seconds and never half of one. Opened, used
/// and closed on one thread; everything may wait for the disk.
class HistoryDatabase {
public:
    /// Counts the steps by which a file grew up; SQLite keeps it as `user_version`.
    static constexpr int kVersion = 3;
    static constexpr std::int64_t kMaxBytes = std::int64_t{64} << 20;

    /// Makes the file if there is none, and brings an older one up to date. kInUse: another program has it;
    /// kPermissionDenied: it can't be written; kCorruptMessage: it is no such file, or a damaged one;
    /// kUnsupportedVersion: a later program wrote it; kInputOutput: anything else. The file is left as it is.
    static broker::Result<std::unique_ptr<HistoryDatabase>> open(const QString& path,
                                                                 std::int64_t maxBytes = kMaxBytes);
    ~HistoryDatabase();
    HistoryDatabase(const HistoryDatabase&) = delete;
    HistoryDatabase& operator=(const HistoryDatabase&) = delete;

    /// All of it or, after an error, nothing. Drops the oldest seconds where the file grew too large.
    broker::Result<void> write(const HistoryRows& rows);
    /// What was written at or after a moment, oldest first; of more than `mostRows` of a kind the newest.
    /// Events of kinds that this program does not know are passed over.
    broker::Result<HistoryRows> read(broker::Timestamp from, std::int64_t mostRows) const;
    std::int64_t bytes() const;

    /// That the cluster looks like `after` from `now` on, and looked like `before` until then; null: a run
    /// begins. Ascending times.
    broker::Result<void> writeMoment(const broker::observe::ClusterSnapshot* before,
                                     const broker::observe::ClusterSnapshot& after, broker::Timestamp now);
    /// What was at that time, in any run; its snapshot is null where nothing is known.
    broker::Result<Moment> readMoment(broker::Timestamp when) const;
    /// The first time at which a snapshot is whole; kNoTimestamp: there is none.
    broker::Result<broker::Timestamp> momentsBegin() const;

private:
    HistoryDatabase(QString path, QString connection, std::int64_t maxBytes);

    broker::Result<void> prepare();
    broker::Result<void> migrate(int version);
    broker::Result<void> writeEvents(const HistoryRows& rows);
    broker::Result<void> writeLag(const HistoryRows& rows);
    broker::Result<std::int64_t> seriesOf(const LagRow& row);
    broker::Result<void> dropOldest();
    broker::Result<void> dropOldestLeaves();
    broker::Result<void> writeLeaf(const LeafPlace& place, broker::Timestamp now, const QByteArray& value);
    broker::Result<std::int64_t> idOf(const LeafPlace& place);
    broker::Result<Moment::SnapshotPointer> readSnapshot(broker::Timestamp runBegin,
                                                         broker::Timestamp when) const;
    broker::Result<void> run(const QString& statement) const;
    broker::Result<std::int64_t> number(const QString& question) const;
    std::unexpected<broker::Error> failed(const char* what, const QSqlError& error) const;
    QSqlDatabase database() const;

    const QString m_path;
    const QString m_connection;
    const std::int64_t m_maxBytes;
    std::map<std::pair<std::string, broker::TopicPartition>, std::int64_t> m_series;
    std::map<LeafPlace, std::int64_t> m_places;
    broker::Timestamp m_runBegin = broker::kNoTimestamp;
};

}  // namespace app
