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

Ended runScenario(conformance::ServedCluster& cluster, const QString& classes, const QString& scenario,
                  const QStringList& arguments) {
    Ended ended = runJava(QStringLiteral("Peer"),
                          QStringList{scenario, cluster.bootstrapServers()} + arguments, classes);
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
