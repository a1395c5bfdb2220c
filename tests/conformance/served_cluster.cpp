#include "tests/conformance/served_cluster.h"

#include <csignal>
#include <utility>

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

namespace tests::conformance {
namespace {

constexpr auto kBootstrap = "bootstrap.servers=";

bool names(const QStringList& arguments, const QString& option) {
    for (const QString& argument : arguments)
        if (argument == option || argument.startsWith(option + '=')) return true;
    return false;
}

/// The one built beside these tests, or what BROKERSCOPE_PROGRAM names: one with a sanitizer in it, say.
QString program() { return qEnvironmentVariable("BROKERSCOPE_PROGRAM", QStringLiteral(BROKERSCOPE_PROGRAM)); }

}  // namespace

bool waitUntil(QProcess& process, const std::function<bool()>& isDone, int deadlineMs) {
    bool isTrue = isDone();
    if (isTrue || process.state() == QProcess::NotRunning) return isTrue;
    QEventLoop loop;
    const auto look = [&] {
        isTrue = isTrue || isDone();
        if (isTrue || process.state() == QProcess::NotRunning) loop.quit();
    };
    QObject::connect(&process, &QProcess::readyReadStandardOutput, &loop, look);
    QObject::connect(&process, &QProcess::stateChanged, &loop, look, Qt::QueuedConnection);
    QTimer::singleShot(deadlineMs, &loop, &QEventLoop::quit);
    loop.exec();
    return isTrue;
}

Ended runProgram(const QString& program, const QStringList& arguments, const QByteArray& input,
                 int deadlineMs) {
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool hasEnded =
        waitUntil(process, [&] { return process.state() == QProcess::NotRunning; }, deadlineMs);
    if (!hasEnded) {
        process.kill();
        process.waitForFinished(kDeadlineMs);
    }
    const bool isWhole =
        hasEnded && process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit;
    return {.exitCode = isWhole ? process.exitCode() : -1,
            .output = process.readAllStandardOutput(),
            .errors = process.readAllStandardError()};
}

Ended runBrokerscope(const QStringList& arguments) { return runProgram(program(), arguments); }

ServedCluster::ServedCluster(QStringList arguments)
    : m_arguments(std::move(arguments)) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), m_temporary.path());
    m_process.setProcessEnvironment(environment);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { takeOutput(); });
}

ServedCluster::~ServedCluster() { kill(); }

bool ServedCluster::start() { return start(m_arguments); }

bool ServedCluster::start(QStringList arguments, Ports ports) {
    if (!launch(std::move(arguments), ports)) return false;
    const QString line = waitForLine(kBootstrap);
    m_bootstrapServers = line.mid(line.indexOf('=') + 1);
    return !m_bootstrapServers.isEmpty();
}

void ServedCluster::startAndKill(QStringList arguments, int milliseconds) {
    launch(std::move(arguments), Ports::kFree);
    waitUntil(m_process, [this] { return !lines().isEmpty(); }, milliseconds);
    kill();
}

bool ServedCluster::launch(QStringList arguments, Ports ports) {
    m_lines.clear();
    m_answers.clear();
    m_unfinishedLine.clear();
    m_bootstrapServers.clear();
    if (ports == Ports::kFree && !names(arguments, QStringLiteral("--port")))
        arguments << QStringLiteral("--port=0");
    m_process.start(program(), QStringList{QStringLiteral("serve")} + arguments);
    return m_process.waitForStarted(kDeadlineMs);
}

std::uint16_t ServedCluster::port(int broker) const {
    const QString address = m_bootstrapServers.split(',').value(broker - 1);
    return address.mid(address.lastIndexOf(':') + 1).toUShort();
}

void ServedCluster::takeOutput() {
    m_unfinishedLine += m_process.readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end; (end = m_unfinishedLine.indexOf('\n', begin)) >= 0; begin = end + 1) {
        const QString line = QString::fromUtf8(m_unfinishedLine.mid(begin, end - begin));
        const bool isAnswer = line == QLatin1String("ok") || line.startsWith(QLatin1String("ok ")) ||
                              line.startsWith(QLatin1String("error "));
        (isAnswer ? m_answers : m_lines).append(line);
    }
    m_unfinishedLine.remove(0, begin);
}

const QStringList& ServedCluster::lines() {
    takeOutput();
    return m_lines;
}

QString ServedCluster::waitForLine(const QString& text) {
    QString found;
    waitUntil(m_process, [&] {
        const QStringList fitting = lines().filter(text);
        found = fitting.value(0);
        return !fitting.isEmpty();
    });
    return found;
}

bool ServedCluster::waitForLines(const QString& text, int count) {
    return waitUntil(m_process, [&] { return lines().filter(text).size() >= count; });
}

QString ServedCluster::command(const QString& line) {
    m_answers.clear();
    m_process.write(line.toUtf8() + '\n');
    waitUntil(m_process, [&] {
        takeOutput();
        return !m_answers.isEmpty();
    });
    return m_answers.value(0);
}

bool ServedCluster::waitForStatus(const QString& text) {
    const QDeadlineTimer deadline(kDeadlineMs);
    while (!deadline.hasExpired() && isRunning()) {
        if (command(QStringLiteral("status")).contains(text)) return true;
        // Whatever changes the status is told as an event, at the latest with the next look.
        waitUntil(m_process, [seen = lines().size(), this] { return lines().size() > seen; }, 100);
    }
    return false;
}

void ServedCluster::kill() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished(kDeadlineMs);
    takeOutput();
}

int ServedCluster::stop() { return stop(SIGTERM); }

int ServedCluster::stop(int signal) {
    ::kill(static_cast<pid_t>(m_process.processId()), signal);
    return waitForExit();
}

int ServedCluster::waitForExit() {
    const bool hasEnded = waitUntil(m_process, [this] { return m_process.state() == QProcess::NotRunning; });
    takeOutput();
    return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

quint64 ServedCluster::memory(const char* row) const {
    QFile status(QStringLiteral("/proc/%1/status").arg(processId()));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(row))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').value(0).toULongLong() * 1024;
    return 0;
}

}  // namespace tests::conformance
