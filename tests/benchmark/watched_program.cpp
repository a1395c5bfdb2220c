#include "tests/benchmark/watched_program.h"

#include <vector>

#include "tests/benchmark/machine.h"
#include "tests/conformance/served_cluster.h"

namespace tests::benchmark {

using conformance::kDeadlineMs;

WatchedProgram::WatchedProgram() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    for (const char* folder : {"HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        environment.insert(QString::fromLatin1(folder), m_home.path());
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

WatchedProgram::~WatchedProgram() { stop(); }

std::vector<double> WatchedProgram::start(const QString& program, const QStringList& arguments,
                                          const QStringList& texts) {
    std::vector<double> milliseconds;
    QElapsedTimer clock;
    clock.start();
    m_process.start(program, arguments);
    m_process.waitForStarted(kDeadlineMs);
    for (const QString& text : texts) {
        const bool hasCome = conformance::waitUntil(m_process, [&] {
            m_output += m_process.readAllStandardOutput();
            return m_output.contains(text.toUtf8());
        });
        if (!hasCome)
            giveUp(qPrintable(QStringLiteral("%1 does not say '%2', but:\n%3")
                                  .arg(program, text, QString::fromUtf8(m_output))));
        milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return milliseconds;
}

void WatchedProgram::stop() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.terminate();
    if (m_process.waitForFinished(kDeadlineMs)) return;
    m_process.kill();
    m_process.waitForFinished(kDeadlineMs);
}

}  // namespace tests::benchmark
