#include "tests/conformance/kcat.h"

#include <QStandardPaths>

namespace tests::conformance {
namespace {

QString program() { return QStandardPaths::findExecutable(QStringLiteral("kcat")); }

}  // namespace

bool isKcatInstalled() { return !program().isEmpty(); }

Ended kcat(const ServedCluster& cluster, const QStringList& arguments, const QByteArray& input) {
    return kcat(cluster.bootstrapServers(), arguments, input);
}

Ended kcat(const QString& bootstrapServers, const QStringList& arguments, const QByteArray& input) {
    const QStringList common{"-F", "/dev/null", "-b", bootstrapServers};
    return runProgram(program(), common + arguments, input);
}

QByteArray consume(const ServedCluster& cluster, const QString& topic, const QStringList& arguments) {
    QStringList all{"-C", "-q", "-e", "-t", topic};
    if (!arguments.contains(QStringLiteral("-o"))) all << "-o" << "beginning";
    return kcat(cluster, all + arguments).output;
}

bool produce(const ServedCluster& cluster, const QString& topic, const QByteArray& lines,
             const QStringList& arguments) {
    const Ended ended = kcat(cluster, QStringList{"-P", "-t", topic} + arguments, lines);
    if (ended.exitCode != 0) qWarning("kcat: %s", ended.errors.constData());
    return ended.exitCode == 0;
}

}  // namespace tests::conformance
