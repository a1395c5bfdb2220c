#include "tests/conformance/group_admin.h"

#include <array>

#include "tests/conformance/rdkafka_owned.h"
#include "tests/conformance/served_cluster.h"

namespace tests::conformance {
namespace {

using Asked = std::unique_ptr<rd_kafka_ListConsumerGroupOffsets_t,
                              Destroyer<rd_kafka_ListConsumerGroupOffsets_destroy>>;
using Partitions =
    std::unique_ptr<rd_kafka_topic_partition_list_t, Destroyer<rd_kafka_topic_partition_list_destroy>>;
using Deleted = std::unique_ptr<rd_kafka_DeleteGroup_t, Destroyer<rd_kafka_DeleteGroup_destroy>>;

QString errorName(const rd_kafka_error_t* error) {
    return rd_kafka_error_code(error) == RD_KAFKA_RESP_ERR_NO_ERROR
               ? QString()
               : QString::fromUtf8(rd_kafka_error_name(error));
}

QString partitionName(const rd_kafka_topic_partition_t& partition) {
    return QStringLiteral("%1-%2").arg(QString::fromUtf8(partition.topic)).arg(partition.partition);
}

DescribedGroup::Member describedMember(const rd_kafka_MemberDescription_t* told) {
    DescribedGroup::Member member{
        .clientId = QString::fromUtf8(rd_kafka_MemberDescription_client_id(told)),
        .instance = QString::fromUtf8(rd_kafka_MemberDescription_group_instance_id(told)),
        .owned = {}};
    const auto* owned = rd_kafka_MemberAssignment_partitions(rd_kafka_MemberDescription_assignment(told));
    for (int i = 0; owned && i < owned->cnt; ++i) member.owned.insert(partitionName(owned->elems[i]));
    return member;
}

}  // namespace

GroupAdmin::GroupAdmin(const QString& bootstrapServers) {
    std::array<char, 512> reason{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", qPrintable(bootstrapServers), reason.data(), reason.size());
    rd_kafka_conf_set(conf, "log_level", "0", reason.data(), reason.size());
    m_client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
    if (!m_client) qFatal("%s", reason.data());
}

GroupAdmin::~GroupAdmin() { rd_kafka_destroy(m_client); }

DescribedGroup GroupAdmin::describe(const QString& group) {
    const QByteArray name = group.toUtf8();
    const char* asked = name.constData();
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client));
    rd_kafka_DescribeConsumerGroups(m_client, &asked, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    DescribedGroup described;
    if (!event || rd_kafka_event_error(event.get())) {
        described.trouble = event ? rd_kafka_event_error_string(event.get()) : "no answer";
        return described;
    }
    std::size_t count = 0;
    const auto* groups = rd_kafka_DescribeConsumerGroups_result_groups(
        rd_kafka_event_DescribeConsumerGroups_result(event.get()), &count);
    const rd_kafka_ConsumerGroupDescription_t* told = groups[0];
    described.trouble = errorName(rd_kafka_ConsumerGroupDescription_error(told));
    described.state = rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(told));
    described.assignor = rd_kafka_ConsumerGroupDescription_partition_assignor(told);
    if (const auto* node = rd_kafka_ConsumerGroupDescription_coordinator(told))
        described.coordinator = rd_kafka_Node_id(node);
    for (std::size_t i = 0; i < rd_kafka_ConsumerGroupDescription_member_count(told); ++i)
        described.members.push_back(describedMember(rd_kafka_ConsumerGroupDescription_member(told, i)));
    return described;
}

std::map<int, std::int64_t> GroupAdmin::committed(const QString& group, const QString& topic,
                                                  int partitions) {
    const Partitions all(rd_kafka_topic_partition_list_new(partitions));
    rd_kafka_topic_partition_list_add_range(all.get(), qPrintable(topic), 0, partitions - 1);
    const Asked asked(rd_kafka_ListConsumerGroupOffsets_new(qPrintable(group), all.get()));
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client));
    rd_kafka_ListConsumerGroupOffsets_t* one = asked.get();
    rd_kafka_ListConsumerGroupOffsets(m_client, &one, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    std::map<int, std::int64_t> offsets;
    if (!event || rd_kafka_event_error(event.get())) return offsets;
    std::size_t count = 0;
    const auto* groups = rd_kafka_ListConsumerGroupOffsets_result_groups(
        rd_kafka_event_ListConsumerGroupOffsets_result(event.get()), &count);
    const auto* told = count == 1 ? rd_kafka_group_result_partitions(groups[0]) : nullptr;
    for (int i = 0; told && i < told->cnt; ++i)
        if (told->elems[i].offset >= 0) offsets[told->elems[i].partition] = told->elems[i].offset;
    return offsets;
}

QString GroupAdmin::deleteGroup(const QString& group) {
    const Deleted deleted(rd_kafka_DeleteGroup_new(qPrintable(group)));
    const RdkafkaQueue queue(rd_kafka_queue_new(m_client));
    rd_kafka_DeleteGroup_t* one = deleted.get();
    rd_kafka_DeleteGroups(m_client, &one, 1, nullptr, queue.get());
    const RdkafkaEvent event(rd_kafka_queue_poll(queue.get(), kDeadlineMs));
    if (!event) return QStringLiteral("no answer");
    std::size_t count = 0;
    const auto* groups =
        rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event.get()), &count);
    const rd_kafka_error_t* error = count == 1 ? rd_kafka_group_result_error(groups[0]) : nullptr;
    return error ? errorName(error) : QString();
}

}  // namespace tests::conformance
