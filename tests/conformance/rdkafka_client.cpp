#include "tests/conformance/rdkafka_client.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <librdkafka/rdkafka.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "tests/conformance/rdkafka_owned.h"
#include "tests/conformance/served_cluster.h"

namespace tests::conformance {
namespace {

constexpr std::size_t kReasonRoom = 512;

using Queue = RdkafkaQueue;
using Event = RdkafkaEvent;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroyer<rd_kafka_NewTopic_destroy>>;
using Resource = std::unique_ptr<rd_kafka_ConfigResource_t, Destroyer<rd_kafka_ConfigResource_destroy>>;
using NewPartitions = std::unique_ptr<rd_kafka_NewPartitions_t, Destroyer<rd_kafka_NewPartitions_destroy>>;
using DeleteRecords = std::unique_ptr<rd_kafka_DeleteRecords_t, Destroyer<rd_kafka_DeleteRecords_destroy>>;
using Offsets =
    std::unique_ptr<rd_kafka_topic_partition_list_t, Destroyer<rd_kafka_topic_partition_list_destroy>>;

QString named(rd_kafka_resp_err_t code) {
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? QString() : QString::fromUtf8(rd_kafka_err2name(code));
}

}  // namespace

RdkafkaClient::RdkafkaClient(const QString& bootstrapServers, const Settings& settings, Detours detours)
    : m_detours(std::move(detours)) {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    std::array<char, kReasonRoom> reason{};
    Settings all = settings;
    all.insert({QStringLiteral("bootstrap.servers"), bootstrapServers});
    // Brokers that are down are what the tests are about, and nothing to be logged.
    all.insert({QStringLiteral("log_level"), QStringLiteral("0")});
    for (const auto& [name, value] : all)
        if (rd_kafka_conf_set(conf, qPrintable(name), qPrintable(value), reason.data(), reason.size()) !=
            RD_KAFKA_CONF_OK)
            qFatal("%s", reason.data());
    rd_kafka_conf_set_opaque(conf, this);
    rd_kafka_conf_set_dr_msg_cb(conf, &RdkafkaClient::onDelivery);
    if (!m_detours.empty()) rd_kafka_conf_set_connect_cb(conf, &RdkafkaClient::connectTo);
    m_client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
    if (!m_client) qFatal("%s", reason.data());
}

RdkafkaClient::~RdkafkaClient() {
    rd_kafka_purge(m_client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(m_client, kDeadlineMs);
    rd_kafka_destroy(m_client);
}

QString RdkafkaClient::createTopic(const QString& topic, int partitions, const Settings& settings,
                                   int replicationFactor) {
    const QByteArray name = topic.toUtf8();
    const NewTopic request(
        rd_kafka_NewTopic_new(name.constData(), partitions, replicationFactor, nullptr, 0));
    for (const auto& [setting, value] : settings)
        rd_kafka_NewTopic_set_config(request.get(), qPrintable(setting), qPrintable(value));
    const Queue queue(rd_kafka_queue_new(m_client));
    rd_kafka_NewTopic_t* one = request.get();
    rd_kafka_CreateTopics(m_client, &one, 1, nullptr, queue.get());
    const Event event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    if (!event) return QStringLiteral("no answer");
    if (rd_kafka_event_error(event.get())) return named(rd_kafka_event_error(event.get()));
    std::size_t count = 0;
    const auto* topics =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    return count == 1 ? named(rd_kafka_topic_result_error(topics[0])) : QStringLiteral("no result");
}

QString RdkafkaClient::growTopic(const QString& topic, int partitions) {
    std::array<char, kReasonRoom> reason{};
    const NewPartitions request(rd_kafka_NewPartitions_new(
        qPrintable(topic), static_cast<std::size_t>(partitions), reason.data(), reason.size()));
    const Queue queue(rd_kafka_queue_new(m_client));
    rd_kafka_NewPartitions_t* one = request.get();
    rd_kafka_CreatePartitions(m_client, &one, 1, nullptr, queue.get());
    const Event event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    if (!event) return QStringLiteral("no answer");
    if (rd_kafka_event_error(event.get())) return named(rd_kafka_event_error(event.get()));
    std::size_t count = 0;
    const auto* topics =
        rd_kafka_CreatePartitions_result_topics(rd_kafka_event_CreatePartitions_result(event.get()), &count);
    return count == 1 ? named(rd_kafka_topic_result_error(topics[0])) : QStringLiteral("no result");
}

QString RdkafkaClient::alterTopic(const QString& topic, const Settings& settings) {
    const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, qPrintable(topic)));
    for (const auto& [setting, value] : settings)
        rd_kafka_ConfigResource_set_config(resource.get(), qPrintable(setting), qPrintable(value));
    const Queue queue(rd_kafka_queue_new(m_client));
    rd_kafka_ConfigResource_t* one = resource.get();
    rd_kafka_AlterConfigs(m_client, &one, 1, nullptr, queue.get());
    const Event event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    if (!event) return QStringLiteral("no answer");
    if (rd_kafka_event_error(event.get())) return named(rd_kafka_event_error(event.get()));
    std::size_t count = 0;
    const auto* answers =
        rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event.get()), &count);
    return count == 1 ? named(rd_kafka_ConfigResource_error(answers[0])) : QStringLiteral("no result");
}

QString RdkafkaClient::deleteRecords(const QString& topic, int partition, std::int64_t before) {
    const Offsets asked(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(asked.get(), qPrintable(topic), partition)->offset = before;
    const DeleteRecords request(rd_kafka_DeleteRecords_new(asked.get()));
    const Queue queue(rd_kafka_queue_new(m_client));
    rd_kafka_DeleteRecords_t* one = request.get();
    rd_kafka_DeleteRecords(m_client, &one, 1, nullptr, queue.get());
    const Event event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    if (!event) return QStringLiteral("no answer");
    if (rd_kafka_event_error(event.get())) return named(rd_kafka_event_error(event.get()));
    const auto* offsets =
        rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event.get()));
    return offsets->cnt == 1 ? named(offsets->elems[0].err) : QStringLiteral("no result");
}

Settings RdkafkaClient::describeTopic(const QString& topic) {
    const Resource resource(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, qPrintable(topic)));
    const Queue queue(rd_kafka_queue_new(m_client));
    rd_kafka_ConfigResource_t* one = resource.get();
    rd_kafka_DescribeConfigs(m_client, &one, 1, nullptr, queue.get());
    const Event event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    Settings settings;
    if (!event || rd_kafka_event_error(event.get())) return settings;
    std::size_t count = 0;
    const auto* answers =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event.get()), &count);
    std::size_t rows = 0;
    const auto* entries = count == 1 ? rd_kafka_ConfigResource_configs(answers[0], &rows) : nullptr;
    for (std::size_t i = 0; i < rows; ++i)
        settings[QString::fromUtf8(rd_kafka_ConfigEntry_name(entries[i]))] =
            QString::fromUtf8(rd_kafka_ConfigEntry_value(entries[i]));
    return settings;
}

bool RdkafkaClient::send(const QString& topic, const Record& record) {
    const QByteArray name = topic.toUtf8();
    std::array<rd_kafka_vu_t, 7> fields{};
    fields[0].vtype = RD_KAFKA_VTYPE_TOPIC;
    fields[0].u.cstr = name.constData();
    fields[1].vtype = RD_KAFKA_VTYPE_PARTITION;
    fields[1].u.i32 = record.partition;
    fields[2].vtype = RD_KAFKA_VTYPE_VALUE;
    fields[2].u.mem.ptr = const_cast<char*>(record.value.constData());
    fields[2].u.mem.size = static_cast<std::size_t>(record.value.size());
    fields[3].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    fields[3].u.i64 = record.timestamp;
    fields[4].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    fields[4].u.i = RD_KAFKA_MSG_F_COPY;
    fields[6].vtype = RD_KAFKA_VTYPE_KEY;
    fields[6].u.mem.ptr = record.key.isNull() ? nullptr : const_cast<char*>(record.key.constData());
    fields[6].u.mem.size = static_cast<std::size_t>(record.key.size());
    // The number travels as the opaque pointer, which is never followed.
    fields[5].vtype = RD_KAFKA_VTYPE_OPAQUE;
    fields[5].u.ptr = reinterpret_cast<void*>(static_cast<std::intptr_t>(record.number));

    const std::unique_ptr<rd_kafka_error_t, Destroyer<rd_kafka_error_destroy>> error(
        rd_kafka_produceva(m_client, fields.data(), fields.size()));
    if (!error) return true;
    if (rd_kafka_error_code(error.get()) != RD_KAFKA_RESP_ERR__QUEUE_FULL && m_trouble.isEmpty())
        m_trouble = QString::fromUtf8(rd_kafka_error_string(error.get()));
    return false;
}

void RdkafkaClient::poll(int milliseconds) { rd_kafka_poll(m_client, milliseconds); }

bool RdkafkaClient::flush(int milliseconds) {
    return rd_kafka_flush(m_client, milliseconds) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

std::int64_t RdkafkaClient::acknowledged(int partition) const {
    const auto found = m_delivered.find(partition);
    return found == m_delivered.end() ? 0 : found->second.all;
}

std::int64_t RdkafkaClient::acknowledged() const {
    std::int64_t sum = 0;
    for (const auto& [partition, delivered] : m_delivered) sum += delivered.all;
    return sum;
}

QString RdkafkaClient::fatalError() const {
    std::array<char, kReasonRoom> reason{};
    const bool isFatal =
        rd_kafka_fatal_error(m_client, reason.data(), reason.size()) != RD_KAFKA_RESP_ERR_NO_ERROR;
    return isFatal ? QString::fromUtf8(reason.data()) : QString();
}

/// On one of librdkafka's threads. Returns 0 if it is connected or under way.
int RdkafkaClient::connectTo(int socket, const sockaddr* address, int addressBytes, const char*, void* self) {
    sockaddr_storage to{};
    std::memcpy(&to, address, static_cast<std::size_t>(addressBytes));
    if (to.ss_family == AF_INET) {
        auto& inet = reinterpret_cast<sockaddr_in&>(to);
        const Detours& detours = static_cast<RdkafkaClient*>(self)->m_detours;
        const auto detour = detours.find(ntohs(inet.sin_port));
        if (detour != detours.end()) inet.sin_port = htons(detour->second);
    }
    const int result =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&to), static_cast<socklen_t>(addressBytes));
    return result == 0 || errno == EINPROGRESS ? 0 : errno;
}

void RdkafkaClient::onDelivery(rd_kafka_s*, const rd_kafka_message_s* message, void* opaque) {
    auto* self = static_cast<RdkafkaClient*>(opaque);
    const auto number = static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(message->_private));
    Delivered& delivered = self->m_delivered[message->partition];
    const bool isNew = number >= delivered.all && delivered.ahead.insert(number).second;
    if ((message->err != RD_KAFKA_RESP_ERR_NO_ERROR || !isNew) && self->m_trouble.isEmpty())
        self->m_trouble = QStringLiteral("record %1 of partition %2, after the first %3: %4")
                              .arg(number)
                              .arg(message->partition)
                              .arg(delivered.all)
                              .arg(isNew ? QString::fromUtf8(rd_kafka_err2str(message->err))
                                         : QStringLiteral("reported twice"));
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) delivered.ahead.erase(number);
    while (delivered.ahead.erase(delivered.all) > 0) ++delivered.all;
}

}  // namespace tests::conformance
