#pragma once

#include "tests/conformance/failover/hurt_served_cluster.h"
#include "tests/conformance/failover/question.h"
#include "tests/conformance/rdkafka_client.h"

namespace tests::conformance {

/// Sends so many records, "<word> 0", "<word> 1", …, into one partition with a producer of these settings,
/// and waits for all of them. Returns the first one's error; empty if all were acknowledged.
QString sendAll(const HurtServedCluster& cluster, const QString& topic, int partition, const QByteArray& word,
                int count, const Settings& settings);
/// The values in a partition, as kcat reads them.
QByteArrayList valuesOf(const HurtServedCluster& cluster, const QString& topic, int partition);

/// Creates a topic and waits until its replicas are in sync. Returns what went wrong.
QString createWhole(const HurtServedCluster& cluster, const QString& topic, int partitions, int replicas,
                    const Settings& settings = {});

/// Waits until a partition is told like that by the first of the brokers that answers and is not `without`.
bool waitForPartition(const HurtServedCluster& cluster, const QString& topic, int partition, int without,
                      const std::function<bool(const PartitionSight&)>& isRight);
/// What any broker but that one tells of a partition; no leader and no replicas if nobody answers.
PartitionSight lookAt(const HurtServedCluster& cluster, const QString& topic, int partition,
                      int without = -1);

}  // namespace tests::conformance
