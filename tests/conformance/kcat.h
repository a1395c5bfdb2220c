#pragma once

#include "tests/conformance/served_cluster.h"

namespace tests::conformance {

bool isKcatInstalled();

/// Runs kcat against a cluster: `arguments` follow `-b <servers>`. Its own settings file is not read.
Ended kcat(const ServedCluster& cluster, const QStringList& arguments, const QByteArray& input = {});
Ended kcat(const QString& bootstrapServers, const QStringList& arguments, const QByteArray& input = {});

/// Records of a topic from where `-o` says to the end, in kcat's format: `%s\n` if none is given.
QByteArray consume(const ServedCluster& cluster, const QString& topic, const QStringList& arguments = {});
/// Sends lines. Returns whether kcat was content.
bool produce(const ServedCluster& cluster, const QString& topic, const QByteArray& lines,
             const QStringList& arguments = {});

}  // namespace tests::conformance

/// In initTestCase: a machine without kcat skips the class.
#define REQUIRE_KCAT() \
    if (!tests::conformance::isKcatInstalled()) QSKIP("kcat is not installed")
