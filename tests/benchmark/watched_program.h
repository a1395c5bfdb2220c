#pragma once

#include <vector>

#include <QElapsedTimer>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace tests::benchmark {

/// A program with a window that nobody sees (Qt's `offscreen`), in a home folder of its own that is empty, so
/// that nothing that a person has set bears on the figures. The destructor ends it.
class WatchedProgram {
public:
    WatchedProgram();
    ~WatchedProgram();

    /// Milliseconds from here to the first line that contains each of `texts`, which come in this order. One
    /// that does not come ends the benchmark with what the program has said.
    std::vector<double> start(const QString& program, const QStringList& arguments, const QStringList& texts);
    pid_t processId() const { return static_cast<pid_t>(m_process.processId()); }
    void stop();

private:
    QTemporaryDir m_home;
    QProcess m_process;
    QByteArray m_output;
};

}  // namespace tests::benchmark
