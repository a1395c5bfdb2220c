#include "tests/conformance/group_member.h"

#include <algorithm>
#include <csignal>

#include <QEventLoop>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimer>

namespace tests::conformance {
namespace {

/// Of what it says besides: the end tells why it ended.
constexpr qsizetype kEnough = 4'000;

void signalTo(QProcess& process, int signal) {
    if (process.state() == QProcess::Running) ::kill(static_cast<pid_t>(process.processId()), signal);
}

/// How often each partition of a topic is owned, for a failed check's message; empty if it is once each.
QString describeOwners(const Members& members, const QString& topic, int partitions) {
    QStringList wrong;
    for (int partition = 0; partition < partitions; ++partition) {
        const QString name = QStringLiteral("%1-%2").arg(topic).arg(partition);
        const auto owners = std::ranges::count_if(
            members, [&](const GroupMember* member) { return member->owned().contains(name); });
        if (owners != 1) wrong << QStringLiteral("%1 has %2 owners").arg(name).arg(owners);
    }
    for (const GroupMember* member : members)
        if (member->owned().empty()) wrong << "a member owns nothing: " + member->told();
    return wrong.join(QStringLiteral(", "));
}

}  // namespace

GroupMember::GroupMember(const Program& program) {
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { onOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] { onErrors(); });
    QObject::connect(&m_process, &QProcess::finished, &m_process, [this] { m_owned.clear(); });
    m_process.start(program.path, program.arguments);
    if (!m_process.waitForStarted(kDeadlineMs)) m_told = "it did not start";
}

GroupMember::~GroupMember() {
    m_process.disconnect();
    m_process.kill();
    m_process.waitForFinished(kDeadlineMs);
}

void GroupMember::onOutput() {
    while (m_process.canReadLine()) onLine(m_process.readLine().trimmed());
}

void GroupMember::onLine(const QByteArray& line) {
    if (line.startsWith("record ")) {
        // The value is the rest, whatever is in it.
        const qsizetype offset = line.indexOf(' ', 7) + 1;
        const qsizetype value = line.indexOf(' ', offset) + 1;
        if (offset > 0 && value > 0)
            m_records.push_back({.partition = QString::fromUtf8(line.mid(7, offset - 8)),
                                 .offset = line.mid(offset, value - offset - 1).toLongLong(),
                                 .value = line.mid(value)});
    } else if (line == "assigned" || line.startsWith("assigned ")) {
        m_owned.clear();
        for (const QByteArray& name : line.mid(9).split(' '))
            if (!name.isEmpty()) m_owned.insert(QString::fromUtf8(name));
        ++m_assignments;
    } else {
        m_told = (m_told + line + '\n').right(kEnough);
    }
}

/// kcat tells of rebalances here: `% Group g rebalanced (memberid m): assigned: topic [0], topic [1]`.
void GroupMember::onErrors() {
    m_process.setReadChannel(QProcess::StandardError);
    while (m_process.canReadLine()) {
        const QByteArray line = m_process.readLine().trimmed();
        static const QRegularExpression rebalanced(
            QStringLiteral("rebalanced \\(memberid [^)]*\\): (assigned|revoked): ?(.*)$"));
        const QRegularExpressionMatch match = rebalanced.match(QString::fromUtf8(line));
        if (match.hasMatch()) {
            QString names = match.captured(1) == QLatin1String("assigned") ? match.captured(2) : QString();
            names.replace(QStringLiteral(" ["), QStringLiteral("-")).remove(']').remove(',');
            onLine("assigned " + names.toUtf8());
        } else if (!line.startsWith("% Reached end") && !line.startsWith("% Reading configuration")) {
            m_told = (m_told + line + '\n').right(kEnough);
        }
    }
    m_process.setReadChannel(QProcess::StandardOutput);
}

int GroupMember::leave() {
    signalTo(m_process, SIGTERM);
    const bool hasEnded = waitUntil(m_process, [this] { return m_process.state() == QProcess::NotRunning; });
    onOutput();
    m_owned.clear();
    return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void GroupMember::kill() {
    m_process.kill();
    m_process.waitForFinished(kDeadlineMs);
    m_owned.clear();
}

void GroupMember::freeze() { signalTo(m_process, SIGSTOP); }

void GroupMember::thaw() { signalTo(m_process, SIGCONT); }

GroupMember::Program kcatMember(const ServedCluster& cluster, const QString& group, const QStringList& topics,
                                const QStringList& settings) {
    QStringList arguments{"-F",
                          "/dev/null",
                          "-b",
                          cluster.bootstrapServers(),
                          "-u",
                          "-f",
                          "record %t-%p %o %s\n",
                          "-X",
                          "auto.offset.reset=earliest"};
    for (const QString& setting : settings) arguments << "-X" << setting;
    return {.path = QStandardPaths::findExecutable(QStringLiteral("kcat")),
            .arguments = arguments + QStringList{"-G", group} + topics};
}

QStringList shortSession() { return {"session.timeout.ms=1000", "heartbeat.interval.ms=200"}; }

bool waitUntil(ServedCluster& cluster, const Members& members, const std::function<bool()>& isDone) {
    bool isTrue = isDone();
    if (isTrue) return true;
    QEventLoop loop;
    const auto look = [&] {
        isTrue = isTrue || isDone();
        if (isTrue || !cluster.isRunning()) loop.quit();
    };
    const auto listen = [&](QProcess& process) {
        // Queued: after the one who owns the process has taken what came.
        for (const auto signal : {&QProcess::readyReadStandardOutput, &QProcess::readyReadStandardError})
            QObject::connect(&process, signal, &loop, look, Qt::QueuedConnection);
        QObject::connect(&process, &QProcess::stateChanged, &loop, look, Qt::QueuedConnection);
    };
    listen(cluster.process());
    for (GroupMember* member : members) listen(member->process());
    QTimer::singleShot(kDeadlineMs, &loop, &QEventLoop::quit);
    loop.exec();
    return isTrue;
}

QString waitForOwners(ServedCluster& cluster, const Members& members, const QString& topic, int partitions) {
    waitUntil(cluster, members, [&] { return describeOwners(members, topic, partitions).isEmpty(); });
    return describeOwners(members, topic, partitions);
}

bool waitForRecords(ServedCluster& cluster, const Members& members, std::size_t count) {
    return waitUntil(cluster, members, [&] { return countRecords(members) >= count; });
}

std::size_t countRecords(const Members& members) {
    std::set<std::pair<QString, qint64>> different;
    for (const GroupMember* member : members)
        for (const GroupMember::Record& record : member->records())
            different.emplace(record.partition, record.offset);
    return different.size();
}

}  // namespace tests::conformance
