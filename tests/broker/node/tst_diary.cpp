#include <QtTest/QtTest>

#include <chrono>
#include <ranges>

#include "broker/node/diary.h"
#include "broker/wire/messages/metadata.h"
#include "tests/broker/node/simulated_brokers.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using observe::Level;
using tests::batchOf;
using tests::kProduceVersion;
using tests::produceRequest;

class TestDiary : public QObject {
    Q_OBJECT

private slots:
    void aNodesLifeCanBeReadInTheLog() {
        tests::SimulatedBrokers brokers(2);
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        for (const char* words :
             {"broker 1: opens data", "broker 1: opened 0 logs", "broker 2: registers",
              "broker 2: is registered with broker epoch", "broker 2: follows controller 1",
              "broker 1: Broker 1 is the active controller", "broker 2: is unfenced and serves",
              " leads t-0 (leader epoch 0)"})
            QVERIFY2(!brokers.told.line(Level::kInfo, words).empty(), words);
        brokers.machine(1).kill();
        brokers.simulator.runFor(30s);
        QVERIFY(!brokers.told.line(Level::kWarning, "broker 2: a heartbeat was not answered").empty());
        brokers.machine(1).restart();
        brokers.simulator.runFor(30s);
        QVERIFY(
            !brokers.told.line(Level::kInfo, "broker 2: the controller answers heartbeats again").empty());
        QVERIFY(!brokers.told.line(Level::kInfo, "did not stop cleanly").empty());
    }

    void requestsAreNamedWithPeerVersionAndTimeButNeverTheirContent() {
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        QVERIFY(tests::createTopic(client, "t"));
        const Bytes batch = batchOf({"a secret"});
        QVERIFY(client.call(produceRequest("t", batch), kProduceVersion));
        const std::string line =
            brokers.told.line(Level::kDebug, "Produce version 9 for test-client at client:");
        QVERIFY2(line.find(" us") != std::string::npos, line.c_str());
        for (const auto& [level, text] : brokers.told.lines)
            QVERIFY2(text.find("secret") == std::string::npos, text.c_str());
    }

    void whatIsRefusedStandsInIt() {
        tests::SimulatedBrokers brokers;
        QVERIFY(brokers.areServing());
        tests::FrameClient client(brokers);
        const Bytes batch = batchOf({"a"});
        QVERIFY(client.call(produceRequest("nowhere", batch), kProduceVersion));
        QVERIFY(!brokers.told.line(Level::kInfo, "refused records for nowhere-0").empty());
        client.sendFrame(Bytes{1, 2, 3});
        brokers.simulator.runFor(1s);
        QVERIFY(client.isClosed());
        QVERIFY(!brokers.told.line(Level::kInfo, "closed the connection from client:").empty());
    }

    void aNameThatAClientChoseBreaksNoLine() {
        tests::ToldByNodes told;
        node::Diary diary(told, BrokerId(4));
        diary.info("{} came", "a\nbroker 1: lies\x1b[0m");
        QCOMPARE(told.lines.size(), std::size_t{1});
        QCOMPARE(told.lines[0].second, std::string("broker 4: a?broker 1: lies?[0m came"));
    }

    void whatIsReportedIsPassedOn() {
        tests::ToldByNodes told;
        node::Diary diary(told, BrokerId(4));
        diary.report(
            {.time = Timestamp(0), .kind = observe::EventKind::kTopicDeleted, .arguments = {{"topic", "t"}}});
        QVERIFY(told.has(observe::EventKind::kTopicDeleted));
        QCOMPARE(told.line(Level::kInfo, "deleted"), std::string("broker 4: Topic t was deleted"));
        diary.failed(BrokerId(4), {ErrorCode::kInputOutput, "the disk is gone"});
        QCOMPARE(told.failures.size(), std::size_t{1});
        QVERIFY(!told.line(Level::kError, "the disk is gone").empty());
    }
};

BROKERSCOPE_TEST(TestDiary)
#include "tst_diary.moc"
