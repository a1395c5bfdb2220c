#include "tests/conformance/failover/writing.h"

#include "tests/conformance/kcat.h"

namespace tests::conformance {

QString sendAll(const HurtServedCluster& cluster, const QString& topic, int partition, const QByteArray& word,
                int count, const Settings& settings) {
    RdkafkaClient producer(cluster.bootstrapServers(), settings);
    for (int i = 0; i < count; ++i)
        producer.send(topic,
                      {.partition = partition, .number = i, .value = word + ' ' + QByteArray::number(i)});
    if (!producer.flush(kDeadlineMs)) return QStringLiteral("not all were settled");
    return producer.trouble();
}

QByteArrayList valuesOf(const HurtServedCluster& cluster, const QString& topic, int partition) {
    const Ended read = kcat(cluster.bootstrapServers(), {"-C", "-q", "-e", "-o", "beginning", "-t", topic,
                                                         "-p", QString::number(partition)});
    QByteArrayList values = read.output.split('\n');
    values.removeLast();
    return values;
}

PartitionSight lookAt(const HurtServedCluster& cluster, const QString& topic, int partition, int without) {
    for (int broker = 1; broker <= cluster.brokers(); ++broker) {
        if (broker == without) continue;
        const std::vector<PartitionSight> sight = lookAtTopic(cluster.port(broker), topic);
        if (partition < static_cast<int>(sight.size())) return sight[static_cast<std::size_t>(partition)];
    }
    return {};
}

bool waitForPartition(const HurtServedCluster& cluster, const QString& topic, int partition, int without,
                      const std::function<bool(const PartitionSight&)>& isRight) {
    return eventually([&] { return isRight(lookAt(cluster, topic, partition, without)); });
}

QString createWhole(const HurtServedCluster& cluster, const QString& topic, int partitions, int replicas,
                    const Settings& settings) {
    RdkafkaClient admin(cluster.bootstrapServers(), {});
    if (const QString refused = admin.createTopic(topic, partitions, settings, replicas); !refused.isEmpty())
        return refused;
    for (int partition = 0; partition < partitions; ++partition)
        if (!waitForPartition(cluster, topic, partition, -1, &PartitionSight::isWhole))
            return QStringLiteral("partition %1 did not come into sync").arg(partition);
    return {};
}

}  // namespace tests::conformance
