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

QProcessEnvironment LibrdkafkaSuite::environmentFor(const Order& order) const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LD_LIBRARY_PATH", sources() + "/src:" + sources() + "/src-cpp");
    environment.insert("RDKAFKA_TEST_CONF", m_folder.filePath("test.conf"));
    environment.insert("TEST_REPORT", report());
    environment.insert("TEST_KAFKA_VERSION", order.actsAs);
    environment.insert("KAFKA_PATH", m_folder.path());
    environment.insert("BROKERS", m_cluster->bootstrapServers());
    if (m_scenario == Scenario::kNoAutoCreate) environment.insert("TEST_SCENARIO", "noautocreate");
    if (!order.tests.isEmpty()) environment.insert("TESTS", order.tests.join(','));
    if (!order.leaveOut.isEmpty()) environment.insert("TESTS_SKIP", order.leaveOut.join(','));
    if (!order.subtests.isEmpty()) environment.insert("SUBTESTS", order.subtests);
    return environment;
}

/// As the report has it; a runner that did not come so far has none.
LibrdkafkaSuite::Outcome LibrdkafkaSuite::verdicts(const QByteArray& output) const {
    Outcome outcome;
    const QMap<QString, QString> why = reasons(output);
    QFile file(report());
    if (!file.open(QIODevice::ReadOnly)) return outcome;
    const QJsonObject tests = QJsonDocument::fromJson(file.readAll()).object().value("tests").toObject();
    for (auto test = tests.begin(); test != tests.end(); ++test) {
        if (test.key().startsWith('<')) continue;  // the runner itself
        const QString state = test.value().toObject().value("state").toString();
        if (state == QLatin1String("PASSED"))
            outcome.passed << test.key();
        else if (state == QLatin1String("SKIPPED"))
            outcome.skipped << test.key();
        else if (state != QLatin1String("DNS"))  // did not start: not asked for
            outcome.failed[test.key()] = state + ' ' + why.value(test.key());
    }
    return outcome;
}

LibrdkafkaSuite::Outcome LibrdkafkaSuite::run(const Order& order) {
    QFile::remove(report());
    QProcess runner;
    runner.setProcessEnvironment(environmentFor(order));
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
    Outcome outcome = verdicts(output);
    const bool hasVerdicts =
        !outcome.passed.isEmpty() || !outcome.skipped.isEmpty() || !outcome.failed.isEmpty();
    if (!hasEnded || !hasVerdicts || !m_cluster->isRunning())
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
