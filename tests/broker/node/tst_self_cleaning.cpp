#include <QtTest/QtTest>

#include <algorithm>
#include <set>

#include "broker/node/inside.h"
#include "broker/node/partitions.h"
#include "broker/wire/messages/delete_records.h"
#include "broker/wire/messages/delete_topics.h"
#include "broker/wire/messages/incremental_alter_configs.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using observe::EventKind;

namespace {

const TopicPartition kPartition{"t", PartitionIndex(0)};

Bytes keyed(const std::string& key, const std::string& value) {
    wire::BatchBuilder builder({});
    builder.append({.timestamp = Timestamp(1'700'000'000'000), .key = asBytes(key), .value = asBytes(value)});
    return builder.build().value();
}

/// Brokers that have a topic of one partition on all of them, and a client of its leader.
struct Held {
    Held(int count, tests::SimulatedBrokers::SettingValues settings,
         tests::SimulatedBrokers::SettingValues topicSettings)
        : brokers(count, settings)
        , m_count(count) {
        if (!brokers.areServing()) return;
        tests::FrameClient any(brokers);
        if (!tests::createTopic(any, "t", 1, topicSettings, count)) return;
        any.pause(1s);
        for (int id = 1; id <= count; ++id)
            if (hosted(id) && hosted(id)->leading) leader = id;
        if (leader == 0) return;
        client = std::make_unique<tests::FrameClient>(brokers, leader);
        isReady = true;
    }

    node::HostedPartition* hosted(int broker) {
        const auto& all = brokers.node(broker)->inside().partitions.all();
        const auto at = all.find(kPartition);
        return at == all.end() ? nullptr : at->second.get();
    }
    ErrorCode produce(const Bytes& batch) {
        const auto response = client->call(tests::produceRequest("t", batch), tests::kProduceVersion);
        return response ? response->responses.at(0).partitionResponses.at(0).errorCode
                        : ErrorCode::kUnknownServerError;
    }
    wire::DeleteRecordsResponse::Partition deleteBefore(std::int64_t offset,
                                                        std::int32_t timeoutMs = 10'000) {
        wire::DeleteRecordsRequest request{.timeoutMs = timeoutMs};
        auto& topic = request.topics.emplace_back();
        topic.name = "t";
        topic.partitions.push_back({.partitionIndex = PartitionIndex(0), .offset = Offset(offset)});
        const auto response = client->call(request, 2);
        return response ? response->topics.at(0).partitions.at(0) : wire::DeleteRecordsResponse::Partition{};
    }
    bool startsAt(std::int64_t offset) {
        for (int id = 1; id <= m_count; ++id)
            if (hosted(id)->log->start() != Offset(offset)) return false;
        return true;
    }
    bool deleteTopic() {
        const auto response =
            client->call(wire::DeleteTopicsRequest{.topicNames = {"t"}, .timeoutMs = 10'000}, 5);
        return response && response->responses.at(0).errorCode == ErrorCode::kNone;
    }
    /// Those of a broker's data folder whose names begin so.
    std::vector<std::string> foldersOf(int broker, const std::string& prefix) {
        std::vector<std::string> names;
        const auto entries = brokers.machine(broker).disk().list("data");
        for (const world::FolderEntry& entry : entries.value())
            if (entry.isFolder && entry.name.starts_with(prefix)) names.push_back(entry.name);
        return names;
    }
    const observe::Event* event(EventKind kind) const {
        for (const auto& event : brokers.told.events)
            if (event.kind == kind && event.partition == kPartition) return &event;
        return nullptr;
    }

    tests::SimulatedBrokers brokers;
    std::unique_ptr<tests::FrameClient> client;
    int leader = 0;
    bool isReady = false;

private:
    int m_count;
};

}  // namespace

class TestSelfCleaning : public QObject {
    Q_OBJECT

private slots:
    void deletedRecordsAreGoneEverywhereBeforeTheAnswer() {
        Held held(3, {}, {});
        QVERIFY(held.isReady);
        for (int i = 0; i < 5; ++i) QCOMPARE(held.produce(tests::batchOf({"v"})), ErrorCode::kNone);
        const auto deleted = held.deleteBefore(3);
        QCOMPARE(deleted.errorCode, ErrorCode::kNone);
        QCOMPARE(deleted.lowWatermark, Offset(3));
        QVERIFY(held.startsAt(3));
        QCOMPARE(held.deleteBefore(1).lowWatermark, Offset(3));
        const auto all = held.deleteBefore(-1);
        QCOMPARE(all.errorCode, ErrorCode::kNone);
        QCOMPARE(all.lowWatermark, Offset(5));
        QCOMPARE(held.deleteBefore(6).errorCode, ErrorCode::kOffsetOutOfRange);
        QCOMPARE(held.deleteBefore(-2).errorCode, ErrorCode::kOffsetOutOfRange);
        QVERIFY(held.event(EventKind::kRecordsDeleted) != nullptr);
    }

    void whereAFollowerIsSilentTheAnswerSaysThatTimeIsOver() {
        Held held(3, {{"broker.session.timeout.ms", "60000"}}, {});
        QVERIFY(held.isReady);
        for (int i = 0; i < 5; ++i) QCOMPARE(held.produce(tests::batchOf({"v"})), ErrorCode::kNone);
        int follower = 3;
        while (follower == held.leader || follower == held.brokers.controller()) --follower;
        held.brokers.machine(follower).kill();
        QCOMPARE(held.deleteBefore(3, 2000).errorCode, ErrorCode::kRequestTimedOut);
    }

    void recordsOfACompactedTopicAreNotDeletedAndNeedKeys() {
        Held held(1, {}, {{"cleanup.policy", "compact"}});
        QVERIFY(held.isReady);
        QCOMPARE(held.produce(keyed("k", "v")), ErrorCode::kNone);
        QCOMPARE(held.deleteBefore(1).errorCode, ErrorCode::kPolicyViolation);
        wire::BatchBuilder keyless({});
        keyless.append({.timestamp = Timestamp(1'700'000'000'000), .value = asBytes("v")});
        const Bytes batch = keyless.build().value();
        const auto response = held.client->call(tests::produceRequest("t", batch), tests::kProduceVersion);
        QVERIFY(response.has_value());
        const auto& refused = response->responses.at(0).partitionResponses.at(0);
        QCOMPARE(refused.errorCode, ErrorCode::kInvalidRecord);
        QCOMPARE(refused.recordErrors.size(), std::size_t{1});
    }

    void retentionDeletesWhatIsOldAtTheNextCheckAndTellsWhy() {
        Held held(3, {{"log.retention.check.interval.ms", "10000"}}, {{"retention.ms", "3600000"}});
        QVERIFY(held.isReady);
        for (int i = 0; i < 5; ++i) QCOMPARE(held.produce(tests::batchOf({"v"})), ErrorCode::kNone);
        held.client->pause(30s);
        QVERIFY(held.startsAt(0));
        wire::IncrementalAlterConfigsRequest request;
        auto& row = request.resources.emplace_back();
        row.resourceType = 2;
        row.resourceName = "t";
        row.configs.push_back({.name = "retention.ms", .value = "1000"});
        QCOMPARE(held.client->call(request, 1)->responses.at(0).errorCode, ErrorCode::kNone);
        held.client->pause(15s);
        QVERIFY(held.startsAt(5));
        const observe::Event* event = held.event(EventKind::kRecordsDeleted);
        QVERIFY(event != nullptr);
        QVERIFY(observe::tell(*event).find("older than retention.ms, 1000 ms") != std::string::npos);
        QCOMPARE(held.produce(tests::batchOf({"v"})), ErrorCode::kNone);
    }

    void aDeletedPartitionsFolderStaysForItsBrokersTime() {
        Held held(1, {{"log.segment.delete.delay.ms", "30000"}}, {});
        QVERIFY(held.isReady);
        QCOMPARE(held.produce(tests::batchOf({"v"})), ErrorCode::kNone);
        const auto folders = [&] { return held.foldersOf(1, "t-0"); };
        QCOMPARE(folders(), std::vector<std::string>{"t-0"});
        QVERIFY(held.deleteTopic());
        held.client->pause(25s);
        QCOMPARE(folders().size(), std::size_t{1});
        const auto name = log::parsePartitionFolderName(folders().front());
        QVERIFY(name && name->purpose == log::FolderPurpose::kDelete && name->partition == kPartition);
        held.client->pause(10s);
        QCOMPARE(folders().size(), std::size_t{0});
    }

    void whatABrokerLeftOfADeletedPartitionGoesWhenItStarts() {
        Held held(1, {{"log.segment.delete.delay.ms", "86400000"}}, {});
        QVERIFY(held.isReady);
        QVERIFY(held.deleteTopic());
        held.client->pause(5s);
        QCOMPARE(held.foldersOf(1, "t-0").size(), std::size_t{1});
        held.brokers.machine(1).kill();
        held.brokers.machine(1).restart();
        held.brokers.simulator.runFor(30s);
        QVERIFY(held.brokers.areServing());
        QCOMPARE(held.foldersOf(1, "t-0").size(), std::size_t{0});
    }

    void aCompactedTopicKeepsTheLastValuesOnAllReplicas() {
        Held held(
            3, {{"log.cleaner.backoff.ms", "1000"}},
            {{"cleanup.policy", "compact"}, {"segment.ms", "1000"}, {"min.cleanable.dirty.ratio", "0.01"}});
        QVERIFY(held.isReady);
        for (int i = 0; i < 40; ++i) {
            QCOMPARE(held.produce(keyed("k" + std::to_string(i % 4), std::to_string(i))), ErrorCode::kNone);
            if (i % 10 == 9) held.client->pause(70s);
        }
        held.client->pause(70s);
        const observe::Event* event = held.event(EventKind::kLogCompacted);
        QVERIFY(event != nullptr);
        for (int id = 1; id <= 3; ++id) {
            const log::PartitionLog& log = *held.hosted(id)->log;
            QVERIFY2(log.cleanedTo() >= Offset(30), std::to_string(id).c_str());
            QCOMPARE(log.end(), Offset(40));
            std::set<std::int64_t> bases;
            for (Offset at = log.start(); at < log.end();) {
                const auto found = log.read(at, {.maxBytes = 1, .upperBound = log.end()});
                QVERIFY(found && !found->empty());
                Bytes bytes(found->slice.length);
                QVERIFY(found->slice.file->readAt(found->slice.position, bytes).has_value());
                const auto header = wire::BatchHeader::parse(bytes).value();
                if (header.recordCount > 0) bases.insert(header.baseOffset.value());
                at = found->nextOffset;
            }
            QVERIFY2(bases.size() < 16, std::to_string(bases.size()).c_str());
            for (std::int64_t last = 36; last < 40; ++last) QVERIFY(bases.contains(last));
        }
        QVERIFY(held.brokers.stop(held.leader));
    }
};

BROKERSCOPE_TEST(TestSelfCleaning)
#include "tst_self_cleaning.moc"
