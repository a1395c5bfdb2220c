#pragma once

#include <QStringList>

#include "tests/benchmark/table.h"
#include "tests/conformance/served_cluster.h"

namespace tests::benchmark {

/// How much is measured.
struct Plan {
    int repetitions = 3;
    int starts = 5;
    double settleSeconds = 2;  ///< from the first answer until a program counts as idle
    double idleSeconds = 3;
    std::int64_t trafficBytes = 150'000'000;  ///< of a repetition
    std::int64_t mostRecords = 600'000;       ///< of a repetition
    int roundTrips = 2000;
    int replicas = 1;

    bool withKafka = true;                       ///< where it is installed
    int turns = 3;                               ///< of ours and Apache Kafka, one after the other
    std::int64_t replicatedBytes = 200'000'000;  ///< of a turn
    int recordsPerSecond = 2'000;
    int secondsAtRate = 3;
    int failovers = 3;      ///< of either kind, with the timing `classroom`
    int slowFailovers = 2;  ///< with the timing `kafka`, in which a broker counts as alive for nine seconds

    int groups = 1'000;  ///< of which each has committed

    std::int64_t compactedBytes = 1'000'000'000;  ///< of a log

    int snapshots = 100;  ///< shown one after the other

    /// A few of everything: to see that the table comes out whole.
    static Plan quick();
};

/// Starts `/bin/true`, `serve`, a bare window and ours in turn, and lets each of them idle.
void measureStarts(const Plan& plan, Table& table);

/// One served cluster: round trips, then records in and out, then its memory.
void measureTraffic(const Plan& plan, Table& table);

/// Three brokers of ours and of Apache Kafka in turns: replicated records, their latency, memory.
void measureReplication(const Plan& plan, Table& table);

/// From the death of a leader to the first acknowledgement by the next one, ours and Apache Kafka in turns.
void measureFailover(const Plan& plan, Table& table);

/// Three brokers of ours and of Apache Kafka in turns: how long a group takes to be balanced again after a
/// join and after a death, its commits, the memory of many groups.
void measureGroups(const Plan& plan, Table& table);

/// Three brokers of ours and of Apache Kafka in turns: how fast a log of one of them is compacted, and what
/// that does to a producer's latency.
void measureCompaction(const Plan& plan, Table& table);

/// How long a broker with 10,000 partitions takes to publish that 1 % of them changed.
void measurePublishing(const Plan& plan, Table& table);

#ifdef BROKERSCOPE_WINDOW
/// How long the window's pages take to show such a snapshot.
void measurePages(const Plan& plan, Table& table);

/// For how long at most the window of a cluster with thousands of topics and groups answers nobody.
void measureStalls(const Plan& plan, Table& table);
#endif

}  // namespace tests::benchmark
