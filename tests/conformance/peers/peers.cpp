#include "tests/conformance/peers/peers.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace tests::peers {
namespace {

using conformance::Ended;
using conformance::runProgram;

const QString kSources = QStringLiteral(BROKERSCOPE_PEERS);

QByteArray pinnedVersion(const QString& peer) {
    QFile file(kSources + QStringLiteral("/versions"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray begin = peer.toUtf8() + '=';
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(begin)) return line.mid(begin.size()).trimmed();
    return {};
}

QString classPath(const QString& classes) {
    const QString jars = folderOf(QStringLiteral("kafka")) + QStringLiteral("/lib/*");
    return classes.isEmpty() ? jars : jars + ':' + classes;
}

}  // namespace

QString folderOf(const QString& peer) {
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    const QString folder =
        QStringLiteral("%1/brokerscope/peers/%2-%3").arg(cache, peer, QString(pinnedVersion(peer)));
    return QDir(folder).exists() ? folder : QString();
}

bool mustRun() { return qEnvironmentVariable("CI") == QLatin1String("true"); }

Ended runNode(const QString& script, const QStringList& arguments) {
    return runProgram(QStringLiteral("node"),
                      QStringList{QStringLiteral("%1/kafkajs/%2").arg(kSources, script),
                                  folderOf(QStringLiteral("kafkajs"))} +
                          arguments);
}

QString javaProgram() { return QStringLiteral("java"); }

QStringList javaArguments(const QString& mainClass, const QStringList& arguments, const QString& classes) {
    return QStringList{"-Xshare:auto",
                       "-XX:TieredStopAtLevel=1",
                       "-XX:+UseSerialGC",
                       "-Xmx512m",
                       "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                       "-cp",
                       classPath(classes),
                       mainClass} +
           arguments;
}

Ended runJava(const QString& mainClass, const QStringList& arguments, const QString& classes) {
    return runProgram(javaProgram(), javaArguments(mainClass, arguments, classes));
}

QByteArray compileJava(const QString& classes) {
    QStringList arguments{
        "-Xlint:all,-path,-processing,-classfile", "-Werror", "-cp", classPath({}), "-d", classes};
    const QDir sources(kSources + QStringLiteral("/java"));
    for (const QString& file : sources.entryList({QStringLiteral("*.java")}))
        arguments << sources.filePath(file);
    const Ended ended = runProgram(QStringLiteral("javac"), arguments);
    return ended.exitCode == 0 ? QByteArray() : "javac: " + told(ended);
}

QByteArray buildFranzGo(const QString& program) {
    QProcess compiler;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("GOMODCACHE", folderOf(QStringLiteral("franz-go")) + "/modules");
    environment.insert("GOFLAGS", "-mod=readonly -modcacherw -buildvcs=false");
    environment.insert("GOPROXY", "off");
    environment.insert("GOSUMDB", "off");
    environment.insert("GOTOOLCHAIN", "local");
    compiler.setProcessEnvironment(environment);
    compiler.setWorkingDirectory(kSources + QStringLiteral("/franz-go"));
    compiler.start(QStringLiteral("go"), {"build", "-o", program, "."});
    const bool hasEnded =
        conformance::waitUntil(compiler, [&] { return compiler.state() == QProcess::NotRunning; }, 240'000);
    const bool isBuilt =
        hasEnded && compiler.exitStatus() == QProcess::NormalExit && compiler.exitCode() == 0;
    return isBuilt ? QByteArray() : "go: " + compiler.readAllStandardError();
}

conformance::GroupMember::Program MemberPrograms::member(const QString& peer,
                                                         const conformance::ServedCluster& cluster,
                                                         const QString& group, const QString& topic) const {
    const QStringList arguments{cluster.bootstrapServers(), group, topic};
    if (peer == QLatin1String("Java"))
        return {javaProgram(),
                javaArguments(QStringLiteral("Peer"), QStringList{"group-member"} + arguments, classes)};
    if (peer == QLatin1String("kafkajs"))
        return {QStringLiteral("node"),
                QStringList{kSources + "/kafkajs/member.js", folderOf(peer)} + arguments};
    if (peer == QLatin1String("kafka-python"))
        return {QStringLiteral("env"),
                QStringList{"PYTHONPATH=" + folderOf(peer), "PYTHONDONTWRITEBYTECODE=1", "python3",
                            kSources + "/kafka-python/member.py"} +
                    arguments};
    if (peer == QLatin1String("franz-go")) return {franzGo, QStringList{"member"} + arguments};
    return conformance::kcatMember(
        cluster, group, {topic},
        conformance::shortSession() +
            QStringList{"partition.assignment.strategy=range", "max.poll.interval.ms=10000"});
}

Ended runScenario(conformance::ServedCluster& cluster, const QString& classes, const QString& scenario,
                  const QStringList& arguments) {
    // Many steps, each with a deadline of its own.
    constexpr int kManySteps = 4;
    Ended ended =
        runProgram(javaProgram(),
                   javaArguments(QStringLiteral("Peer"),
                                 QStringList{scenario, cluster.bootstrapServers()} + arguments, classes),
                   {}, kManySteps * conformance::kDeadlineMs);
    if (!cluster.isRunning())
        ended.errors += "\nThe cluster ended, exit code " + QByteArray::number(cluster.waitForExit()) + ": " +
                        cluster.errors().toUtf8();
    return ended;
}

QByteArray told(const Ended& ended) {
    // The end of a long story says why it ended.
    constexpr int kEnough = 8'000;
    return "exit code " + QByteArray::number(ended.exitCode) + '\n' + ended.output.right(kEnough) + '\n' +
           ended.errors.right(kEnough);
}

}  // namespace tests::peers
