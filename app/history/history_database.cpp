#include "app/history/history_database.h"

#include <algorithm>
#include <array>
#include <atomic>

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

namespace app {

using broker::ErrorCode;
using broker::failure;
using broker::Result;
using broker::Timestamp;
using broker::observe::Event;
using broker::observe::EventKind;

namespace {

/// Primary result codes of SQLite (https://www.sqlite.org/rescode.html).
constexpr int kBusy = 5;
constexpr int kLocked = 6;
constexpr int kReadOnly = 8;
constexpr int kCorrupt = 11;
constexpr int kCantOpen = 14;
constexpr int kNotADatabase = 26;

/// What leads from each version to the next.
const std::array<QStringList, HistoryDatabase::kVersion>& migrations() {
    static const std::array<QStringList, HistoryDatabase::kVersion> all{
        QStringList{
            "CREATE TABLE event(id INTEGER PRIMARY KEY, time INTEGER NOT NULL, number INTEGER NOT NULL, "
            "kind TEXT NOT NULL, broker INTEGER, topic TEXT, part INTEGER, arguments BLOB)",
            "CREATE INDEX event_time ON event(time)"},
        QStringList{
            "CREATE TABLE series(id INTEGER PRIMARY KEY, name TEXT NOT NULL, topic TEXT NOT NULL, "
            "part INTEGER NOT NULL, UNIQUE(name, topic, part))",
            "CREATE TABLE lag(time INTEGER NOT NULL, series INTEGER NOT NULL, records INTEGER NOT NULL, "
            "milliseconds INTEGER NOT NULL, PRIMARY KEY(time, series)) WITHOUT ROWID"},
        // `reaches`: from when on the run's snapshots can be put together. A leaf without a value is gone.
        QStringList{
            "CREATE TABLE run(begin INTEGER PRIMARY KEY, reaches INTEGER NOT NULL)",
            "CREATE TABLE place(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, broker INTEGER NOT NULL, "
            "name TEXT NOT NULL, number INTEGER NOT NULL, UNIQUE(kind, broker, name, number))",
            "CREATE TABLE leaf(place INTEGER NOT NULL, time INTEGER NOT NULL, value BLOB, "
            "PRIMARY KEY(place, time)) WITHOUT ROWID",
            "CREATE INDEX leaf_time ON leaf(time)"}};
    return all;
}

/// By name, because numbers of kinds move when one is added.
const std::map<std::string_view, EventKind>& kindsByName() {
    static const std::map<std::string_view, EventKind> all = [] {
        std::map<std::string_view, EventKind> made;
        for (std::size_t i = 0; i < broker::observe::eventKindCount(); ++i)
            made.emplace(broker::observe::describe(static_cast<EventKind>(i)).name,
                         static_cast<EventKind>(i));
        return made;
    }();
    return all;
}

QVariant text(std::string_view words) {
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
}

ErrorCode codeOf(const QSqlError& error) {
    // Extended codes carry the primary one in their low byte.
    switch (error.nativeErrorCode().toInt() & 0xff) {
        case kBusy:
        case kLocked:
            return ErrorCode::kInUse;
        case kReadOnly:
        case kCantOpen:
            return ErrorCode::kPermissionDenied;
        case kCorrupt:
        case kNotADatabase:
            return ErrorCode::kCorruptMessage;
        default:
            return ErrorCode::kInputOutput;
    }
}

}  // namespace

HistoryDatabase::HistoryDatabase(QString path, QString connection, std::int64_t maxBytes)
    : m_path(std::move(path))
    , m_connection(std::move(connection))
    , m_maxBytes(maxBytes) {}

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::open(const QString& path, std::int64_t maxBytes) {
    static std::atomic<int> next{1};
    const QString connection = QStringLiteral("history-%1").arg(next++);
    std::unique_ptr<HistoryDatabase> made(new HistoryDatabase(path, connection, maxBytes));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=0"));
        if (!database.open()) return made->failed("opening", database.lastError());
    }
    RETURN_IF_ERROR(made->prepare());
    return made;
}

HistoryDatabase::~HistoryDatabase() { QSqlDatabase::removeDatabase(m_connection); }

QSqlDatabase HistoryDatabase::database() const { return QSqlDatabase::database(m_connection, false); }

std::unexpected<broker::Error> HistoryDatabase::failed(const char* what, const QSqlError& error) const {
    return failure(
        codeOf(error), "{} the history in {}: {}", what, m_path.toStdString(),
        error.databaseText().isEmpty() ? error.text().toStdString() : error.databaseText().toStdString());
}

Result<void> HistoryDatabase::run(const QString& statement) const {
    QSqlQuery query(database());
    if (!query.exec(statement)) return failed("writing", query.lastError());
    // Some statements, such as giving pages back, go on for as long as they are asked.
    while (query.next()) continue;
    return {};
}

Result<std::int64_t> HistoryDatabase::number(const QString& question) const {
    QSqlQuery query(database());
    if (!query.exec(question) || !query.next()) return failed("reading", query.lastError());
    return query.value(0).toLongLong();
}

Result<void> HistoryDatabase::prepare() {
    // Before the first table: pages that become free go back to the disk.
    RETURN_IF_ERROR(run(QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL")));
    // Nobody else may write to it, and a second window hears of it at once.
    RETURN_IF_ERROR(run(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE")));
    ASSIGN_OR_RETURN(const std::int64_t version, number(QStringLiteral("PRAGMA user_version")));
    if (version > kVersion)
        return failure(ErrorCode::kUnsupportedVersion,
                       "opening the history in {}: a later version of the program wrote it",
                       m_path.toStdString());
    RETURN_IF_ERROR(run(QStringLiteral("PRAGMA journal_mode = WAL")));
    RETURN_IF_ERROR(run(QStringLiteral("PRAGMA synchronous = NORMAL")));
    RETURN_IF_ERROR(run(QStringLiteral("BEGIN IMMEDIATE")));
    for (int step = static_cast<int>(version); step < kVersion; ++step) RETURN_IF_ERROR(migrate(step));
    return run(QStringLiteral("COMMIT"));
}

Result<void> HistoryDatabase::migrate(int version) {
    for (const QString& statement : migrations()[static_cast<std::size_t>(version)])
        RETURN_IF_ERROR(run(statement));
    return run(QStringLiteral("PRAGMA user_version = %1").arg(version + 1));
}

Result<void> HistoryDatabase::write(const HistoryRows& rows) {
    if (rows.isEmpty()) return {};
    RETURN_IF_ERROR(run(QStringLiteral("BEGIN IMMEDIATE")));
    Result<void> written = writeEvents(rows);
    if (written) written = writeLag(rows);
    if (written) written = run(QStringLiteral("COMMIT"));
    if (!written) {
        (void)run(QStringLiteral("ROLLBACK"));
        m_series.clear();
        return written;
    }
    return bytes() > m_maxBytes ? dropOldest() : Result<void>();
}

Result<void> HistoryDatabase::writeEvents(const HistoryRows& rows) {
    QSqlQuery query(database());
    if (!query.prepare(QStringLiteral("INSERT INTO event(time, number, kind, broker, topic, part, arguments) "
                                      "VALUES(?, ?, ?, ?, ?, ?, ?)")))
        return failed("writing", query.lastError());
    for (const Event& event : rows.events) {
        query.addBindValue(static_cast<qint64>(event.time.value()));
        query.addBindValue(static_cast<qint64>(event.number));
        query.addBindValue(text(broker::observe::describe(event.kind).name));
        query.addBindValue(event.broker.value());
        query.addBindValue(event.partition ? text(event.partition->topic) : QVariant());
        query.addBindValue(event.partition ? QVariant(event.partition->partition.value()) : QVariant());
        query.addBindValue(encodeArguments(event.arguments));
        if (!query.exec()) return failed("writing", query.lastError());
    }
    return {};
}

Result<std::int64_t> HistoryDatabase::seriesOf(const LagRow& row) {
    const auto known = m_series.find({row.group, row.partition});
    if (known != m_series.end()) return known->second;
    QSqlQuery query(database());
    query.prepare(QStringLiteral("INSERT OR IGNORE INTO series(name, topic, part) VALUES(?, ?, ?)"));
    const auto bind = [&query, &row] {
        query.addBindValue(text(row.group));
        query.addBindValue(text(row.partition.topic));
        query.addBindValue(row.partition.partition.value());
    };
    bind();
    if (!query.exec()) return failed("writing", query.lastError());
    query.prepare(QStringLiteral("SELECT id FROM series WHERE name = ? AND topic = ? AND part = ?"));
    bind();
    if (!query.exec() || !query.next()) return failed("reading", query.lastError());
    const std::int64_t id = query.value(0).toLongLong();
    m_series.emplace(std::pair(row.group, row.partition), id);
    return id;
}

Result<void> HistoryDatabase::writeLag(const HistoryRows& rows) {
    QSqlQuery query(database());
    if (!query.prepare(QStringLiteral(
            "INSERT OR REPLACE INTO lag(time, series, records, milliseconds) VALUES(?, ?, ?, ?)")))
        return failed("writing", query.lastError());
    for (const LagRow& row : rows.lag) {
        ASSIGN_OR_RETURN(const std::int64_t series, seriesOf(row));
        query.addBindValue(static_cast<qint64>(row.point.time.value()));
        query.addBindValue(static_cast<qint64>(series));
        query.addBindValue(static_cast<qint64>(row.point.records));
        query.addBindValue(static_cast<qint64>(row.point.milliseconds));
        if (!query.exec()) return failed("writing", query.lastError());
    }
    return {};
}

/// A quarter of the file at a time, so that it is not done every second.
Result<void> HistoryDatabase::dropOldest() {
    for (int round = 0; round < 8 && bytes() > m_maxBytes; ++round) {
        const auto quarter = [this](const QString& table) -> Result<void> {
            ASSIGN_OR_RETURN(const std::int64_t rows,
                             number(QStringLiteral("SELECT count(*) FROM %1").arg(table)));
            return run(QStringLiteral("DELETE FROM %1 WHERE time <= (SELECT time FROM %1 ORDER BY time "
                                      "LIMIT 1 OFFSET %2)")
                           .arg(table)
                           .arg(rows / 4));
        };
        RETURN_IF_ERROR(quarter(QStringLiteral("event")));
        RETURN_IF_ERROR(quarter(QStringLiteral("lag")));
        RETURN_IF_ERROR(dropOldestLeaves());
        RETURN_IF_ERROR(run(QStringLiteral("DELETE FROM series WHERE id NOT IN (SELECT series FROM lag)")));
        m_series.clear();
        RETURN_IF_ERROR(run(QStringLiteral("PRAGMA incremental_vacuum")));
    }
    return {};
}

Result<HistoryRows> HistoryDatabase::read(Timestamp from, std::int64_t mostRows) const {
    HistoryRows rows;
    QSqlQuery query(database());
    query.setForwardOnly(true);
    query.prepare(
        QStringLiteral("SELECT time, number, kind, broker, topic, part, arguments FROM event "
                       "WHERE time >= ? ORDER BY time DESC, id DESC LIMIT ?"));
    query.addBindValue(static_cast<qint64>(from.value()));
    query.addBindValue(static_cast<qint64>(mostRows));
    if (!query.exec()) return failed("reading", query.lastError());
    while (query.next()) {
        const auto kind = kindsByName().find(query.value(2).toString().toStdString());
        if (kind == kindsByName().end()) continue;
        Event event{.number = query.value(1).toULongLong(),
                    .time = Timestamp(query.value(0).toLongLong()),
                    .kind = kind->second,
                    .broker = broker::BrokerId(query.value(3).toInt()),
                    .partition = {},
                    .arguments = decodeArguments(query.value(6).toByteArray())};
        if (!query.value(4).isNull())
            event.partition = broker::TopicPartition{query.value(4).toString().toStdString(),
                                                     broker::PartitionIndex(query.value(5).toInt())};
        rows.events.push_back(std::move(event));
    }
    query.prepare(
        QStringLiteral("SELECT l.time, s.name, s.topic, s.part, l.records, l.milliseconds FROM lag l "
                       "JOIN series s ON s.id = l.series WHERE l.time >= ? "
                       "ORDER BY l.time DESC, l.series DESC LIMIT ?"));
    query.addBindValue(static_cast<qint64>(from.value()));
    query.addBindValue(static_cast<qint64>(mostRows));
    if (!query.exec()) return failed("reading", query.lastError());
    while (query.next())
        rows.lag.push_back({.group = query.value(1).toString().toStdString(),
                            .partition = {query.value(2).toString().toStdString(),
                                          broker::PartitionIndex(query.value(3).toInt())},
                            .point = {.time = Timestamp(query.value(0).toLongLong()),
                                      .records = query.value(4).toLongLong(),
                                      .milliseconds = query.value(5).toLongLong()}});
    std::ranges::reverse(rows.events);
    std::ranges::reverse(rows.lag);
    return rows;
}

std::int64_t HistoryDatabase::bytes() const {
    const auto pages = number(QStringLiteral("PRAGMA page_count"));
    const auto size = number(QStringLiteral("PRAGMA page_size"));
    return pages && size ? *pages * *size : 0;
}

}  // namespace app
