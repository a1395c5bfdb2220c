// The snapshots of HistoryDatabase.

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include "app/history/history_database.h"
#include "app/history/leaf_bytes.h"
#include "app/history/snapshot_builder.h"

namespace app {

using broker::Result;
using broker::Timestamp;
using broker::observe::ClusterSnapshot;

namespace {

qint64 bound(Timestamp time) { return time.value(); }

}  // namespace

Result<void> HistoryDatabase::writeMoment(const ClusterSnapshot* before, const ClusterSnapshot& after,
                                          Timestamp now) {
    RETURN_IF_ERROR(run(QStringLiteral("BEGIN IMMEDIATE")));
    Result<void> written;
    if (m_runBegin == broker::kNoTimestamp || !before) {
        before = nullptr;
        m_runBegin = now;
        written =
            run(QStringLiteral("INSERT OR REPLACE INTO run(begin, reaches) VALUES(%1, %1)").arg(bound(now)));
    }
    const auto write = [&](const LeafPlace& place, const QByteArray& value) {
        if (written) written = writeLeaf(place, now, value);
    };
    forEachChangedLeaf(
        before, after, [&](const LeafPlace& place, const auto& leaf) { write(place, encodeLeaf(leaf)); },
        [&](const LeafPlace& place) { write(place, {}); });
    if (written) written = run(QStringLiteral("COMMIT"));
    if (!written) {
        (void)run(QStringLiteral("ROLLBACK"));
        m_places.clear();
        return written;
    }
    return bytes() > m_maxBytes ? dropOldest() : Result<void>();
}

Result<std::int64_t> HistoryDatabase::idOf(const LeafPlace& place) {
    const auto known = m_places.find(place);
    if (known != m_places.end()) return known->second;
    QSqlQuery query(database());
    const auto ask = [&](const char* statement) {
        query.prepare(QString::fromLatin1(statement));
        query.addBindValue(static_cast<int>(place.kind));
        query.addBindValue(place.broker.value());
        // An empty text, and not none.
        query.addBindValue(QStringLiteral("") + QString::fromStdString(place.name));
        query.addBindValue(static_cast<qint64>(place.number));
        return query.exec();
    };
    if (!ask("INSERT OR IGNORE INTO place(kind, broker, name, number) VALUES(?, ?, ?, ?)"))
        return failed("writing", query.lastError());
    if (!ask("SELECT id FROM place WHERE kind = ? AND broker = ? AND name = ? AND number = ?") ||
        !query.next())
        return failed("reading", query.lastError());
    const std::int64_t id = query.value(0).toLongLong();
    m_places.emplace(place, id);
    return id;
}

Result<void> HistoryDatabase::writeLeaf(const LeafPlace& place, Timestamp now, const QByteArray& value) {
    ASSIGN_OR_RETURN(const std::int64_t id, idOf(place));
    QSqlQuery query(database());
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO leaf(place, time, value) VALUES(?, ?, ?)"));
    query.addBindValue(static_cast<qint64>(id));
    query.addBindValue(bound(now));
    query.addBindValue(value.isEmpty() ? QVariant() : QVariant(value));
    if (!query.exec()) return failed("writing", query.lastError());
    return {};
}

Result<Timestamp> HistoryDatabase::momentsBegin() const {
    QSqlQuery query(database());
    if (!query.exec(QStringLiteral("SELECT min(reaches) FROM run")) || !query.next())
        return failed("reading", query.lastError());
    return query.value(0).isNull() ? broker::kNoTimestamp : Timestamp(query.value(0).toLongLong());
}

Result<Moment> HistoryDatabase::readMoment(Timestamp when) const {
    QSqlQuery query(database());
    query.prepare(
        QStringLiteral("SELECT begin, reaches FROM run WHERE begin <= ? ORDER BY begin DESC LIMIT 1"));
    query.addBindValue(bound(when));
    if (!query.exec()) return failed("reading", query.lastError());
    if (!query.next()) return Moment{};
    const Timestamp begin(query.value(0).toLongLong());
    const Timestamp reaches(query.value(1).toLongLong());
    if (when < reaches) return Moment{};
    // The last two changes; there is one with every snapshot that was written.
    query.prepare(
        QStringLiteral("SELECT DISTINCT time FROM leaf WHERE time <= ? AND time >= ? "
                       "ORDER BY time DESC LIMIT 2"));
    query.addBindValue(bound(when));
    query.addBindValue(bound(reaches));
    if (!query.exec()) return failed("reading", query.lastError());
    Moment moment;
    if (query.next()) {
        moment.time = Timestamp(query.value(0).toLongLong());
        ASSIGN_OR_RETURN(moment.snapshot, readSnapshot(begin, moment.time));
    }
    if (moment.snapshot && query.next()) {
        moment.earlierTime = Timestamp(query.value(0).toLongLong());
        ASSIGN_OR_RETURN(moment.earlier, readSnapshot(begin, moment.earlierTime));
    }
    return moment;
}

Result<Moment::SnapshotPointer> HistoryDatabase::readSnapshot(Timestamp runBegin, Timestamp when) const {
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(QStringLiteral(
        "SELECT kind, broker, name, number, (SELECT value FROM leaf WHERE place = place.id AND time <= ? AND "
        "time >= ? ORDER BY time DESC LIMIT 1) AS latest FROM place WHERE latest IS NOT NULL"));
    query.addBindValue(bound(when));
    query.addBindValue(bound(runBegin));
    if (!query.exec()) return failed("reading", query.lastError());
    SnapshotBuilder builder;
    while (query.next())
        builder.add({.kind = static_cast<LeafPlace::Kind>(query.value(0).toInt()),
                     .broker = broker::BrokerId(query.value(1).toInt()),
                     .name = query.value(2).toString().toStdString(),
                     .number = query.value(3).toULongLong()},
                    query.value(4).toByteArray());
    return builder.build();
}

/// A quarter of the leaves: those of earlier runs, and those that others had replaced by then.
Result<void> HistoryDatabase::dropOldestLeaves() {
    ASSIGN_OR_RETURN(const std::int64_t rows, number(QStringLiteral("SELECT count(*) FROM leaf")));
    if (rows == 0) return {};
    ASSIGN_OR_RETURN(
        const std::int64_t cut,
        number(QStringLiteral("SELECT time FROM leaf ORDER BY time LIMIT 1 OFFSET %1").arg(rows / 4)));
    const auto drop = [&](const char* statement) { return run(QString::fromLatin1(statement).arg(cut)); };
    RETURN_IF_ERROR(drop("DELETE FROM leaf WHERE time < (SELECT max(begin) FROM run WHERE begin <= %1)"));
    RETURN_IF_ERROR(drop("DELETE FROM run WHERE begin < (SELECT max(begin) FROM run WHERE begin <= %1)"));
    RETURN_IF_ERROR(
        drop("DELETE FROM leaf WHERE time <= %1 AND EXISTS(SELECT 1 FROM leaf AS newer WHERE "
             "newer.place = leaf.place AND newer.time > leaf.time AND newer.time <= %1)"));
    RETURN_IF_ERROR(drop("DELETE FROM leaf WHERE time <= %1 AND value IS NULL"));
    RETURN_IF_ERROR(drop("UPDATE run SET reaches = max(reaches, %1) WHERE begin <= %1"));
    RETURN_IF_ERROR(run(QStringLiteral("DELETE FROM place WHERE id NOT IN (SELECT place FROM leaf)")));
    m_places.clear();
    return {};
}

}  // namespace app
