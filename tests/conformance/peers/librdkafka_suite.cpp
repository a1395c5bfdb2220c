#include "tests/conformance/peers/librdkafka_suite.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include "tests/conformance/peers/peers.h"

namespace tests::peers {
namespace {

constexpr qsizetype kLastWords = 4000;

/// What the runner prints above and below a failure, by test: `### Test "0081_admin (…)" failed at …`, then
/// why.
QMap<QString, QString> reasons(const QByteArray& output) {
    static const QRegularExpression failure(
        QStringLiteral("### Test \"(\\w+)[^\\n]*failed at ([^\\n]*?) at [^\\n]*\\n([^\\n]*)"));
    QMap<QString, QString> found;
    auto matches = failure.globalMatch(QString::fromUtf8(output));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        found[match.captured(1)] += QStringLiteral("%1: %2; ").arg(match.captured(2), match.captured(3));
    }
    return found;
}

bool write(const QString& path, const QByteArray& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QString quoted(QString word) {
    return '\'' + word.replace(QLatin1String("'"), QLatin1String("'\\''")) + '\'';
}

QString sources() { return folderOf(QStringLiteral("kafka-javascript")) + "/package/deps/librdkafka"; }

}  // namespace

QString LibrdkafkaSuite::start(Scenario scenario) {
    m_scenario = scenario;
    const QString creates = scenario == Scenario::kNoAutoCreate ? "false" : "true";
    m_cluster = std::make_unique<conformance::ServedCluster>(
        QStringList{"--set", "num.partitions=4", "--set", "default.replication.factor=3", "--set",
                    "min.insync.replicas=2", "--set", "auto.create.topics.enable=" + creates});
    if (!m_cluster->start()) return m_cluster->errors();
    const QByteArray settings = "bootstrap.servers=" + m_cluster->bootstrapServers().toUtf8() + '\n';
    // 0053 looks for the statistics' schema beside the folder where it runs.
    const bool isReady = write(m_folder.filePath("test.conf"), settings) && writeTools() &&
                         QDir(m_folder.path()).mkpath("tests") &&
                         QFile::link(sources() + "/src", m_folder.filePath("src"));
    return isReady ? QString() : QStringLiteral("nothing can be written to ") + m_folder.path();
}

/// Some tests change topics with Kafka's command-line tools, which they look for as its archive has them.
bool LibrdkafkaSuite::writeTools() const {
    QString line = "exec " + javaProgram();
    for (const QString& argument : javaArguments("org.apache.kafka.tools.TopicCommand", {}))
        line += ' ' + quoted(argument);
    const QString tool = m_folder.filePath("bin/kafka-topics.sh");
    return QDir(m_folder.path()).mkpath("bin") && write(tool, "#!/bin/sh\n" + line.toUtf8() + " \"$@\"\n") &&
           QFile::setPermissions(tool, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

LibrdkafkaSuite::Outcome LibrdkafkaSuite::run(const Order& order) {
    const QString report = m_folder.filePath("report.json");
    QFile::remove(report);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LD_LIBRARY_PATH", sources() + "/src:" + sources() + "/src-cpp");
    environment.insert("RDKAFKA_TEST_CONF", m_folder.filePath("test.conf"));
    environment.insert("TEST_REPORT", report);
    environment.insert("TEST_KAFKA_VERSION", order.actsAs);
    environment.insert("KAFKA_PATH", m_folder.path());
    environment.insert("BROKERS", m_cluster->bootstrapServers());
    if (m_scenario == Scenario::kNoAutoCreate) environment.insert("TEST_SCENARIO", "noautocreate");
    if (!order.tests.isEmpty()) environment.insert("TESTS", order.tests.join(','));
    if (!order.leaveOut.isEmpty()) environment.insert("TESTS_SKIP", order.leaveOut.join(','));
    if (!order.subtests.isEmpty()) environment.insert("SUBTESTS", order.subtests);

    QProcess runner;
    runner.setProcessEnvironment(environment);
    runner.setWorkingDirectory(m_folder.filePath("tests"));
    runner.setProcessChannelMode(QProcess::MergedChannels);
    QByteArray output;
    QObject::connect(&runner, &QProcess::readyRead, &runner, [&] { output += runner.readAll(); });
    // -L: only what needs a broker, -K: nothing that is known to fail anywhere.
    runner.start(sources() + "/tests/test-runner", QStringList{"-L", "-K"} + order.options);
    const bool hasEnded = conformance::waitUntil(
        runner, [&] { return runner.state() == QProcess::NotRunning; }, order.deadlineMs);
    if (!hasEnded) {
        runner.kill();
        runner.waitForFinished(conformance::kDeadlineMs);
    }

    Outcome outcome;
    const QMap<QString, QString> why = reasons(output);
    QFile file(report);
    const QJsonObject verdicts =
        file.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(file.readAll()).object().value("tests").toObject()
            : QJsonObject();
    for (auto verdict = verdicts.begin(); verdict != verdicts.end(); ++verdict) {
        const QJsonObject row = verdict.value().toObject();
        const QString state = row.value("state").toString();
        if (verdict.key().startsWith('<')) continue;  // the runner itself
        if (state == QLatin1String("PASSED"))
            outcome.passed << verdict.key();
        else if (state == QLatin1String("SKIPPED"))
            outcome.skipped << verdict.key();
        else if (state != QLatin1String("DNS"))  // did not start: not asked for
            outcome.failed[verdict.key()] = state + ' ' + why.value(verdict.key());
    }
    if (!hasEnded || verdicts.isEmpty() || !m_cluster->isRunning())
        outcome.lastWords = output.right(kLastWords) + m_cluster->errors().toUtf8();
    return outcome;
}

QByteArray LibrdkafkaSuite::Outcome::told() const {
    QByteArray text = QByteArray::number(passed.size()) + " passed, " + QByteArray::number(skipped.size()) +
                      " skipped, " + QByteArray::number(failed.size()) + " failed";
    for (auto test = failed.begin(); test != failed.end(); ++test)
        text += '\n' + test.key().toUtf8() + ": " + test.value().toUtf8();
    return lastWords.isEmpty() ? text : text + '\n' + lastWords;
}

}  // namespace tests::peers
