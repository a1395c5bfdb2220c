#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include <QString>

struct rd_kafka_s;
struct rd_kafka_message_s;
struct sockaddr;

namespace tests::conformance {

using Settings = std::map<QString, QString>;

/// A producer of librdkafka, and its admin requests. It survives the death of the cluster: what was not
/// acknowledged is sent again. Used on one thread; nothing happens outside of calls.
class RdkafkaClient {
public:
    /// Ports that it connects to, by those that brokers tell.
    using Detours = std::map<std::uint16_t, std::uint16_t>;

    /// `settings` are librdkafka's.
    RdkafkaClient(const QString& bootstrapServers, const Settings& settings, Detours detours = {});
    ~RdkafkaClient();
    RdkafkaClient(const RdkafkaClient&) = delete;
    RdkafkaClient& operator=(const RdkafkaClient&) = delete;

    /// The error's name, or nothing if it worked.
    QString createTopic(const QString& topic, int partitions, const Settings& settings = {},
                        int replicationFactor = 1);
    // The error's name, or nothing if it worked.
    QString growTopic(const QString& topic, int partitions);
    /// Replaces all of a topic's settings.
    QString alterTopic(const QString& topic, const Settings& settings);
    QString deleteRecords(const QString& topic, int partition, std::int64_t before);
    /// The values of all settings of a topic.
    Settings describeTopic(const QString& topic);

    /// What distinguishes one record: `number` counts from 0 in each partition.
    struct Record {
        int partition = 0;
        std::int64_t number = 0;
        QByteArray value;
        std::int64_t timestamp = 0;  ///< 0: of this moment
        QByteArray key = {};         ///< null: none
    };
    /// False if librdkafka's queue is full: poll, then try again.
    bool send(const QString& topic, const Record& record);
    /// Takes delivery reports, waiting for the first one at most that long.
    void poll(int milliseconds);
    /// Until everything is delivered, or false.
    bool flush(int milliseconds);

    /// Records 0 to n-1 of a partition have been acknowledged.
    std::int64_t acknowledged(int partition) const;
    std::int64_t acknowledged() const;
    /// The first delivery that failed or was reported twice; empty if all is well. Reports may come out of
    /// order: after a timeout librdkafka 2.0.2 may send the next batch before the one that it tries again,
    /// and where the broker had taken that one, both are right. The log shows in which order they were taken.
    const QString& trouble() const { return m_trouble; }
    /// Why an idempotent producer takes no more; empty while it does.
    QString fatalError() const;

private:
    static int connectTo(int socket, const sockaddr* address, int addressBytes, const char* id, void* self);
    static void onDelivery(rd_kafka_s* client, const rd_kafka_message_s* message, void* self);

    const Detours m_detours;
    rd_kafka_s* m_client = nullptr;
    struct Delivered {
        std::int64_t all = 0;          ///< below this
        std::set<std::int64_t> ahead;  ///< and these, above a gap
    };
    std::map<int, Delivered> m_delivered;
    QString m_trouble;
};

}  // namespace tests::conformance
