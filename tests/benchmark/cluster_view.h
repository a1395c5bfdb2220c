#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

struct rd_kafka_s;
struct rd_kafka_NewTopic_s;

namespace tests::benchmark {

/// What librdkafka is told of a cluster, and what it asks of it. Waits at most half a minute for
/// anything.
class ClusterView {
public:
    explicit ClusterView(const std::string& bootstrapServers);

    void waitForBrokers(int count) const;
    /// Each partition replicated to three brokers, two of which must be in sync. Returns when all three are
    /// in every partition. The reason why not; empty: it is there.
    std::string createTopic(const std::string& topic, int partitions) const;
    using Settings = std::map<std::string, std::string>;
    /// One partition with one replica, on this broker, and with these settings.
    std::string createTopicOn(int broker, const std::string& topic, const Settings& settings) const;
    /// These settings and no others. The reason why not; empty: they hold.
    std::string configureTopic(const std::string& topic, const Settings& settings) const;
    void deleteTopic(const std::string& topic) const;
    /// Until every partition has a leader and so many replicas in sync; false if that does not come.
    bool waitForInSync(const std::string& topic, int replicas) const;
    /// By partition; -1 where there is none.
    std::vector<int> leadersOf(const std::string& topic) const;

private:
    struct Partition {
        int leader = -1;
        int inSync = 0;
    };
    std::string create(rd_kafka_NewTopic_s* request, const std::string& topic) const;
    std::vector<Partition> partitionsOf(const std::string& topic) const;

    std::unique_ptr<rd_kafka_s, void (*)(rd_kafka_s*)> m_client;
};

}  // namespace tests::benchmark
