#pragma once

#include <functional>
#include <set>
#include <vector>

#include <QProcess>
#include <QStringList>

#include "tests/conformance/served_cluster.h"

namespace tests::conformance {

/// A member of a consumer group in a process of its own: kcat, or a peer's program. It tells on its standard
/// output, a line each, `assigned TOPIC-PARTITION…` (all that it owns) and `record TOPIC-PARTITION OFFSET
/// VALUE`; SIGTERM asks it to leave the group and end. What it tells is heard while an event loop runs.
class GroupMember {
public:
    struct Program {
        QString path;
        QStringList arguments;
    };
    explicit GroupMember(const Program& program);
    /// Kills what still runs.
    ~GroupMember();

    struct Record {
        QString partition;  ///< "topic-0"
        qint64 offset = 0;
        QByteArray value;
    };
    /// As "topic-0"; empty once it has ended.
    const std::set<QString>& owned() const { return m_owned; }
    const std::vector<Record>& records() const { return m_records; }
    /// Assignments so far.
    int assignments() const { return m_assignments; }
    /// What it said besides, for a failed check's message.
    QString told() const { return QString::fromUtf8(m_told); }

    /// Asks it to leave and returns its exit code, -1 if it crashed or did not end.
    int leave();
    void kill();
    void freeze();
    void thaw();

    QProcess& process() { return m_process; }

private:
    void onOutput();
    void onLine(const QByteArray& line);
    void onErrors();

    QProcess m_process;
    std::set<QString> m_owned;
    std::vector<Record> m_records;
    QByteArray m_told;
    int m_assignments = 0;
};

/// kcat in a group, from the first record where nothing is committed. `settings` are librdkafka's, as `-X`
/// takes them.
GroupMember::Program kcatMember(const ServedCluster& cluster, const QString& group, const QStringList& topics,
                                const QStringList& settings = {});
/// A session that ends as soon as the profile `classroom` allows.
QStringList shortSession();

using Members = std::vector<GroupMember*>;
/// Runs `isDone` again whenever one of the members or the cluster has told something, until it is true or
/// the deadline has passed. Returns whether it became true.
bool waitUntil(ServedCluster& cluster, const Members& members, const std::function<bool()>& isDone);
/// Waits until each member owns something and every partition of the topic has exactly one owner. What is
/// wrong with that, or nothing.
QString waitForOwners(ServedCluster& cluster, const Members& members, const QString& topic, int partitions);
/// Waits until the members have read so many different records of a topic.
bool waitForRecords(ServedCluster& cluster, const Members& members, std::size_t count);
/// Different records, by partition and offset, that the members have read.
std::size_t countRecords(const Members& members);

}  // namespace tests::conformance
