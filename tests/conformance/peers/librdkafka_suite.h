#pragma once

#include <memory>

#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

#include "tests/conformance/served_cluster.h"

namespace tests::peers {

/// librdkafka's own tests, as kafka-javascript's package brings them with its sources, with a cluster of
/// three brokers set up as they expect it (`scenarios/` in their folder): four partitions, three replicas,
/// two of them in sync. Tests are numbers: 0030, 0081. How they are run and what each needs is told in their
/// README.md.
class LibrdkafkaSuite {
public:
    /// The release whose features the tests may expect: the last without share groups, and one that has
    /// dropped the formats of brokers before 0.11.
    static constexpr auto kActsAs = "4.1.0";
    /// The last one without settings of groups, which only the next generation's group protocol has.
    static constexpr auto kWithoutGroupSettings = "3.9.0";

    enum class Scenario { kDefault, kNoAutoCreate };
    /// Why the cluster did not start, or nothing.
    QString start(Scenario scenario = Scenario::kDefault);

    struct Order {
        QStringList tests;     ///< empty: all that need a broker
        QStringList leaveOut;  ///< of all
        QString subtests;      ///< only those with this in their names; empty: all
        QStringList options;   ///< of the test runner
        QString actsAs = kActsAs;
        int deadlineMs = 240'000;
    };
    struct Outcome {
        QStringList passed;
        QStringList skipped;            ///< by the runner, or not asked for
        QMap<QString, QString> failed;  ///< where and why, by test
        QByteArray lastWords;           ///< of a runner that came to no verdict; empty otherwise
        bool isGood() const { return failed.isEmpty() && lastWords.isEmpty() && !passed.isEmpty(); }
        /// For a failed check's message, and for people.
        QByteArray told() const;
    };
    Outcome run(const Order& order);

private:
    bool writeTools() const;
    QString report() const { return m_folder.filePath("report.json"); }
    QProcessEnvironment environmentFor(const Order& order) const;
    Outcome verdicts(const QByteArray& output) const;

    QTemporaryDir m_folder;
    Scenario m_scenario = Scenario::kDefault;
    std::unique_ptr<conformance::ServedCluster> m_cluster;
};

}  // namespace tests::peers
