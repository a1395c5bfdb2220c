#pragma once

#include <random>

#include "tests/conformance/kcat.h"
#include "tests/conformance/rdkafka_client.h"

namespace tests::conformance {

/// A cluster on one data folder that is killed again and again while an idempotent producer, which lives
/// through all of it, writes numbered records as fast as they are taken. Segments roll every few
/// milliseconds and checkpoints are written all the time, so that the kills hit those too; every third start
/// is killed in the middle of its recovery.
class CrashRounds {
public:
    static constexpr int kPartitions = 3;

    explicit CrashRounds(unsigned seed);

    /// Each returns what went wrong; empty if all is well.
    QString begin();
    /// Writes until some more records are acknowledged, kills, starts again, and looks.
    QString writeAndCrash();
    /// Lets everything arrive, stops cleanly, starts and looks a last time.
    QString finish();

    const QString& dataFolder() const { return m_folder; }
    std::int64_t acknowledged() const { return m_producer->acknowledged(); }
    /// How many times recovery told of logs that it checked.
    int recoveries() const { return m_recoveries; }

private:
    void sendMore();
    QString startAgain();
    /// Each partition holds 0, 1, 2, … without a hole or a repeat, and all that was acknowledged before.
    QString look(const std::vector<std::int64_t>& acknowledged);
    std::vector<std::int64_t> acknowledgedNow() const;

    QTemporaryDir m_temporary;
    QString m_folder;
    QStringList m_arguments;
    std::mt19937 m_random;
    ServedCluster m_cluster;
    std::unique_ptr<RdkafkaClient> m_producer;
    std::vector<std::int64_t> m_sent;
    int m_starts = 0;
    int m_recoveries = 0;
};

}  // namespace tests::conformance
