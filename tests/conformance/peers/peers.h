#pragma once

#include <QStringList>

#include "tests/conformance/group_member.h"
#include "tests/conformance/served_cluster.h"

namespace tests::peers {

/// Where `install` put a peer of the file `versions`; empty if it is not there.
QString folderOf(const QString& peer);
/// Whether a missing peer is a failure rather than a reason to skip: where CI=true.
bool mustRun();

/// Runs a script of the folder kafkajs/ beside this file.
conformance::Ended runNode(const QString& script, const QStringList& arguments);

/// A Java virtual machine with Kafka's jars and `classes`, tuned to start quickly.
QString javaProgram();
QStringList javaArguments(const QString& mainClass, const QStringList& arguments,
                          const QString& classes = QString());
conformance::Ended runJava(const QString& mainClass, const QStringList& arguments,
                           const QString& classes = QString());
/// Compiles the sources of the folder java/ beside this file. Returns the compiler's complaints.
QByteArray compileJava(const QString& classes);

/// A scenario of java/Peer.java with a cluster. If the cluster is gone after it, the errors say how.
conformance::Ended runScenario(conformance::ServedCluster& cluster, const QString& classes,
                               const QString& scenario, const QStringList& arguments = {});

/// Members of a group by name of the peer (`Java`, `kafkajs`, `kafka-python`, `franz-go`) or `kcat`, with the
/// range assignor and a session as short as the profile `classroom` allows. `classes` and `franzGo` are where
/// compileJava and buildFranzGo put theirs.
struct MemberPrograms {
    QString classes;
    QString franzGo;
    conformance::GroupMember::Program member(const QString& peer, const conformance::ServedCluster& cluster,
                                             const QString& group, const QString& topic) const;
};
/// Builds the folder franz-go/ beside this file into a program. Returns the compiler's complaints.
QByteArray buildFranzGo(const QString& program);

/// What a program said on both outputs, for a failed check's message.
QByteArray told(const conformance::Ended& ended);

}  // namespace tests::peers

/// In initTestCase: without the peer the class is skipped, or fails where CI=true.
#define REQUIRE_PEER(name)                                                                             \
    if (tests::peers::folderOf(name).isEmpty()) {                                                      \
        if (tests::peers::mustRun()) QFAIL(name " is not installed: tests/conformance/peers/install"); \
        QSKIP(name " is not installed: tests/conformance/peers/install");                              \
    }

/// A program that must end well; what it said otherwise.
#define VERIFY_RAN(call)                                                          \
    do {                                                                          \
        const tests::conformance::Ended program = call;                           \
        QVERIFY2(program.exitCode == 0, tests::peers::told(program).constData()); \
    } while (false)
