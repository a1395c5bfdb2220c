#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace tests::peers {

/// What Kafka's DumpLogSegments says of files. It reads them, and checks batches' sums, the offsets and times
/// that indexes name, and producer snapshots' sums.
struct LogDump {
    QByteArray output;
    QByteArrayList complaints;  ///< lines that find fault, and everything on standard error
    qsizetype files = 0;        ///< that it got to
    qsizetype batches = 0;      ///< with the right sum
};

/// Offsets of every record, entries of every index.
LogDump dumpFiles(const QStringList& files);
/// Logs of the cluster's metadata, with every record decoded.
LogDump dumpMetadata(const QStringList& logs);
/// Whether Kafka would use these indexes after a start. `files` are those that passed.
LogDump checkIndexes(const QStringList& indexes);

/// Files below a folder whose names end so, `*.log` for example, those of the cluster's metadata or the
/// others.
enum class Of { kTopics, kMetadata };
QStringList filesBelow(const QString& folder, const QStringList& patterns, Of of);

}  // namespace tests::peers
