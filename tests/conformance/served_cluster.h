#pragma once

#include <functional>
#include <optional>

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace tests::conformance {

/// Whatever a test waits for comes within this time or not at all.
inline constexpr int kDeadlineMs = 60'000;

/// Runs `isDone` at once and again after everything that happens to `process`, until it is true, the process
/// is gone or the deadline has passed. Returns whether it became true.
bool waitUntil(QProcess& process, const std::function<bool()>& isDone, int deadlineMs = kDeadlineMs);

/// Runs a program to its end; null if it did not start or did not end in time.
struct Ended {
    int exitCode = -1;  ///< -1: did not start, crashed or had to be killed
    QByteArray output;
    QByteArray errors;
};
Ended runProgram(const QString& program, const QStringList& arguments, const QByteArray& input = {},
                 int deadlineMs = kDeadlineMs);
/// `brokerscope` with these arguments and nothing added.
Ended runBrokerscope(const QStringList& arguments);

/// One `brokerscope serve` in a process of its own. Ports are free ones unless the arguments say otherwise;
/// the data lie in the given folder or, without one, in a temporary folder below `temporary()`. The
/// destructor kills what still runs.
class ServedCluster {
public:
    explicit ServedCluster(QStringList arguments = {});
    ~ServedCluster();

    /// Starts the program and waits until it has printed its bootstrap servers. False if it ended instead;
    /// `exitCode()` and `errors()` say how.
    bool start();
    /// Another start with other arguments, after the end of the one before. Lines begin anew.
    enum class Ports { kFree, kDefault };
    bool start(QStringList arguments, Ports ports = Ports::kFree);

    /// Starts it only to kill it after so many milliseconds, or when it has its bootstrap servers.
    void startAndKill(QStringList arguments, int milliseconds);

    const QString& bootstrapServers() const { return m_bootstrapServers; }
    std::uint16_t port(int broker) const;
    qint64 processId() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    /// For whoever waits for several programs at once.
    QProcess& process() { return m_process; }
    /// Where this instance makes its temporary folder.
    QString temporary() const { return m_temporary.path(); }

    /// Everything printed so far, line by line, but for the answers to commands.
    const QStringList& lines();
    /// The first line that contains `text`, now or when it comes; empty if it does not come.
    QString waitForLine(const QString& text);
    /// Waits for the `count`th one.
    bool waitForLines(const QString& text, int count);

    /// Sends a command and returns its answer, `ok …` or `error …`; empty if none comes.
    QString command(const QString& line);
    /// Asks for the status until it contains `text`.
    bool waitForStatus(const QString& text);
    void closeInput() { m_process.closeWriteChannel(); }

    /// SIGKILL: no goodbye.
    void kill();
    /// Asks it to stop and returns its exit code, -1 if it crashed or did not stop.
    int stop(int signal);
    int stop();
    /// Of a program that ended by itself.
    int waitForExit();
    QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

    /// Memory in RAM: now, and the most it ever was.
    quint64 residentBytes() const { return memory("VmRSS:"); }
    quint64 peakResidentBytes() const { return memory("VmHWM:"); }

private:
    bool launch(QStringList arguments, Ports ports);
    void takeOutput();
    quint64 memory(const char* row) const;

    QTemporaryDir m_temporary;
    QStringList m_arguments;
    QProcess m_process;
    QByteArray m_unfinishedLine;
    QStringList m_lines;
    QStringList m_answers;
    QString m_bootstrapServers;
};

}  // namespace tests::conformance
