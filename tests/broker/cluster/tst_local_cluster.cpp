#include <QtTest/QtTest>

#include <QTemporaryDir>
#include <chrono>
#include <filesystem>
#include <future>

#include "broker/cluster/local_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using cluster::CommandOutcome;
using cluster::LocalCluster;
using observe::EventKind;

namespace {

constexpr std::chrono::milliseconds kDeadline = 60s;

cluster::ClusterOptions options(int brokers) {
    cluster::ClusterOptions chosen;
    chosen.brokers = brokers;
    chosen.port = 0;
    chosen.timing = "classroom";
    return chosen;
}

CommandOutcome run(LocalCluster& cluster, cluster::Command command) {
    auto promise = std::make_shared<std::promise<CommandOutcome>>();
    std::future<CommandOutcome> outcome = promise->get_future();
    cluster.submit(std::move(command),
                   [promise](CommandOutcome done) { promise->set_value(std::move(done)); });
    if (outcome.wait_for(kDeadline) != std::future_status::ready) return {.code = ErrorCode::kTimedOut};
    return outcome.get();
}

bool told(const LocalCluster& cluster, EventKind kind, BrokerId broker) {
    return std::ranges::any_of(cluster.eventsAfter(0), [&](const observe::Event& event) {
        return event.kind == kind && event.broker == broker;
    });
}

std::int64_t records(const observe::ClusterSnapshot& cluster, std::string_view topic) {
    std::int64_t sum = 0;
    for (const auto& broker : cluster.brokers)
        for (const auto& replica : broker->replicas)
            if (replica->partition.topic == topic) sum += replica->logEnd - replica->logStart;
    return sum;
}

}  // namespace

class TestLocalCluster : public QObject {
    Q_OBJECT

private slots:
    void threeBrokersComeUpAndKnowOneAnother() {
        const auto cluster = LocalCluster::start(options(3));
        QVERIFY(cluster);
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
        const auto snapshot = (*cluster)->snapshot();
        QCOMPARE(snapshot->brokers.size(), std::size_t{3});
        QVERIFY(snapshot->activeController != kNoBroker);
        for (const auto& broker : snapshot->brokers) QVERIFY(broker->isVoter);
        QCOMPARE(snapshot->metadata->brokers.size(), std::size_t{3});
        QVERIFY(!snapshot->bootstrapServers.empty());
    }

    void topicsAreReplicatedAsOftenAsTheBrokersAllow() {
        for (const int brokers : {1, 2, 4}) {
            const auto cluster = LocalCluster::start(options(brokers));
            QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
            QVERIFY(run(**cluster, cluster::CreateTopic{.name = "orders"}).ok());
            QTRY_VERIFY_WITH_TIMEOUT((*cluster)->snapshot()->topic("orders"), 60000);
            const auto snapshot = (*cluster)->snapshot();
            const auto* topic = snapshot->topic("orders");
            QCOMPARE(topic->partitions.size(), std::size_t{6});
            for (const auto& partition : topic->partitions)
                QCOMPARE(partition->replicas.size(), static_cast<std::size_t>(std::min(brokers, 3)));
            const CommandOutcome described = run(**cluster, cluster::DescribeTopicSettings{"orders"});
            const auto least =
                std::ranges::find(described.settings, "min.insync.replicas", &cluster::SettingRow::name);
            QVERIFY(least != described.settings.end());
            QCOMPARE(least->value, std::to_string(std::min(brokers, 2)));
        }
    }

    void textThatIsSentCanBeSeenInTheLogs() {
        const auto cluster = LocalCluster::start(options(3));
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        const CommandOutcome created =
            run(**cluster, cluster::CreateTopic{.name = "orders", .partitions = 3});
        QVERIFY2(created.ok(), created.sentence.c_str());
        const CommandOutcome sent =
            run(**cluster, cluster::SendText{.topic = "orders", .lines = {"a", "b", "c"}});
        QVERIFY2(sent.ok(), sent.sentence.c_str());
        // Three replicas of each.
        QTRY_COMPARE_WITH_TIMEOUT(records(*(*cluster)->snapshot(), "orders"), std::int64_t{9}, 60000);
    }

    void refusalsAreSentences() {
        const auto cluster = LocalCluster::start(options(1));
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        const CommandOutcome replicated =
            run(**cluster, cluster::CreateTopic{.name = "t", .partitions = 1, .replicationFactor = 2});
        QCOMPARE(replicated.code, ErrorCode::kInvalidReplicationFactor);
        QVERIFY(!replicated.sentence.empty());
        QCOMPARE(run(**cluster, cluster::DeleteTopic{"absent"}).code, ErrorCode::kUnknownTopicOrPartition);
        QCOMPARE(run(**cluster, cluster::KillBroker{BrokerId(7)}).code, ErrorCode::kNotFound);
        QCOMPARE(run(**cluster, cluster::RestartBroker{BrokerId(1)}).code, ErrorCode::kInvalidArgument);
    }

    void validatingCreatesNothing() {
        const auto cluster = LocalCluster::start(options(1));
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "t", .validateOnly = true}).ok());
        QVERIFY((*cluster)->snapshot()->topic("t") == nullptr);
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "t"}).ok());
        QVERIFY(run(**cluster, cluster::DeleteTopic{"t"}).ok());
    }

    void aKilledBrokerComesBackWithItsRecords() {
        const auto cluster = LocalCluster::start(options(3));
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "orders", .partitions = 3}).ok());
        QVERIFY(run(**cluster, cluster::SendText{.topic = "orders", .lines = {"a", "b", "c", "d"}}).ok());
        QVERIFY(run(**cluster, cluster::KillBroker{BrokerId(3)}).ok());
        QVERIFY(told(**cluster, EventKind::kBrokerKilled, BrokerId(3)));
        QCOMPARE((*cluster)->snapshot()->broker(BrokerId(3))->state, observe::BrokerState::kDead);
        QCOMPARE(run(**cluster, cluster::KillBroker{BrokerId(3)}).code, ErrorCode::kInvalidArgument);
        QVERIFY(run(**cluster, cluster::RestartBroker{BrokerId(3)}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
        QTRY_COMPARE_WITH_TIMEOUT(records(*(*cluster)->snapshot(), "orders"), std::int64_t{12}, 60000);
    }

    void theOthersElectAControllerWhenTheirsIsKilled() {
        const auto cluster = LocalCluster::start(options(3));
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        const auto before = (*cluster)->snapshot();
        QVERIFY(run(**cluster, cluster::KillBroker{before->activeController}).ok());
        QVERIFY(told(**cluster, EventKind::kControllerLost, before->activeController));
        QTRY_VERIFY_WITH_TIMEOUT((*cluster)->snapshot()->activeController != kNoBroker, 60000);
        const auto after = (*cluster)->snapshot();
        QVERIFY(after->activeController != before->activeController);
        QVERIFY(after->controllerEpoch > before->controllerEpoch);
        QVERIFY(run(**cluster, cluster::RestartBroker{before->activeController}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
    }

    void withoutAMajorityOfVotersThereIsNoControllerAndTheReasonIsSaid() {
        const auto cluster = LocalCluster::start(options(3));
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        QVERIFY(run(**cluster, cluster::KillBroker{BrokerId(1)}).ok());
        QVERIFY(run(**cluster, cluster::KillBroker{BrokerId(2)}).ok());
        QTRY_COMPARE_WITH_TIMEOUT((*cluster)->snapshot()->activeController, kNoBroker, 60000);
        QCOMPARE((*cluster)->snapshot()->noControllerReason,
                 std::string("the metadata quorum needs 2 of its 3 voters and has 1: replicas serve on, but "
                             "no leader can be elected and no topic created"));
        QVERIFY(run(**cluster, cluster::RestartBroker{BrokerId(1)}).ok());
        QVERIFY(run(**cluster, cluster::RestartBroker{BrokerId(2)}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
        QVERIFY((*cluster)->snapshot()->activeController != kNoBroker);
    }

    void aKeptFolderBringsEverythingBack() {
        QTemporaryDir folder;
        cluster::ClusterOptions kept = options(2);
        kept.dataFolder = folder.filePath("data").toStdString();
        std::string clusterId;
        {
            const auto cluster = LocalCluster::start(kept);
            QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
            clusterId = (*cluster)->snapshot()->clusterId;
            QVERIFY(
                run(**cluster, cluster::CreateTopic{.name = "t", .settings = {{"retention.ms", "3600000"}}})
                    .ok());
            QVERIFY(run(**cluster, cluster::SendText{.topic = "t", .lines = {"kept"}}).ok());
            QVERIFY(LocalCluster::start(kept).error().code == ErrorCode::kInUse);
        }
        const auto cluster = LocalCluster::start(kept);
        QVERIFY(cluster && (*cluster)->waitUntilRunning(kDeadline));
        QCOMPARE((*cluster)->snapshot()->clusterId, clusterId);
        QCOMPARE((*cluster)->snapshot()->topic("t")->settings.at("retention.ms"), std::string("3600000"));
        QTRY_COMPARE_WITH_TIMEOUT(records(*(*cluster)->snapshot(), "t"), std::int64_t{2}, 60000);
        // A clean stop vouches for the logs: nothing was scanned, nothing of the past is told again.
        QVERIFY(!told(**cluster, EventKind::kLogRecovered, BrokerId(1)));
        for (const observe::Event& event : (*cluster)->eventsAfter(0))
            QVERIFY(event.kind != EventKind::kTopicCreated);
    }

    void aTemporaryFolderIsGoneAfterwards() {
        std::string folder;
        {
            const auto cluster = LocalCluster::start(options(1));
            QVERIFY(cluster);
            folder = (*cluster)->folder();
            QVERIFY(std::filesystem::exists(folder));
        }
        QVERIFY(!std::filesystem::exists(folder));
    }

    void anActThatFailsIsToldWithItsReason() {
        const auto cluster = LocalCluster::start(options(1));
        QVERIFY(cluster);
        QVERIFY(!run(**cluster, cluster::RestartBroker{BrokerId(1)}).ok());
        const auto events = (*cluster)->eventsAfter(0);
        const auto failed = std::ranges::find(events, EventKind::kCommandFailed, &observe::Event::kind);
        QVERIFY(failed != events.end());
        QCOMPARE(failed->argument("act"), std::string_view("restart broker 1"));
        QCOMPARE(failed->argument("reason"), std::string_view("Broker 1 is running already."));
    }

    void wrongOptionsAreRefusedInWords() {
        cluster::ClusterOptions tooMany = options(10);
        QCOMPARE(LocalCluster::start(tooMany).error().code, ErrorCode::kInvalidArgument);
        cluster::ClusterOptions unknown = options(1);
        unknown.settings = {{"num.partition", "3"}};
        const auto refused = LocalCluster::start(unknown);
        QCOMPARE(refused.error().code, ErrorCode::kInvalidConfig);
        QVERIFY(refused.error().detail.find("num.partitions") != std::string::npos);
    }
};

BROKERSCOPE_TEST(TestLocalCluster)
#include "tst_local_cluster.moc"
