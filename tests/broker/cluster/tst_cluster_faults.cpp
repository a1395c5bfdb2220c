#include <QtTest/QtTest>

#include <chrono>
#include <future>

#include <fmt/format.h>

#include "broker/cluster/local_cluster.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using cluster::CommandOutcome;
using cluster::LocalCluster;
using faults::DiskTrouble;
using faults::LinkTrouble;
using observe::EventKind;

namespace {

constexpr std::chrono::milliseconds kDeadline = 60s;

Result<std::unique_ptr<LocalCluster>> startedCluster(int brokers) {
    cluster::ClusterOptions options;
    options.brokers = brokers;
    options.port = 0;
    options.timing = "classroom";
    ASSIGN_OR_RETURN(auto cluster, LocalCluster::start(std::move(options)));
    RETURN_IF_ERROR(cluster->waitUntilRunning(kDeadline));
    return cluster;
}

CommandOutcome run(LocalCluster& cluster, cluster::Command command) {
    auto promise = std::make_shared<std::promise<CommandOutcome>>();
    std::future<CommandOutcome> outcome = promise->get_future();
    cluster.submit(std::move(command),
                   [promise](CommandOutcome done) { promise->set_value(std::move(done)); });
    if (outcome.wait_for(kDeadline) != std::future_status::ready) return {.code = ErrorCode::kTimedOut};
    return outcome.get();
}

int told(const LocalCluster& cluster, EventKind kind) {
    return static_cast<int>(std::ranges::count(cluster.eventsAfter(0), kind, &observe::Event::kind));
}

bool isFenced(const LocalCluster& cluster, BrokerId id) {
    for (const auto& broker : cluster.snapshot()->metadata->brokers)
        if (broker->id == id) return broker->isFenced;
    return false;
}

struct Roles {
    BrokerId controller, second, third;
};

/// Of three brokers.
Roles controllerAndOthers(const LocalCluster& cluster) {
    const int controller = cluster.snapshot()->activeController.value();
    return {BrokerId(controller), BrokerId(controller % 3 + 1), BrokerId((controller + 1) % 3 + 1)};
}

observe::BrokerState stateOf(const LocalCluster& cluster, BrokerId id) {
    return cluster.snapshot()->broker(id)->state;
}

}  // namespace

/// What somebody makes wrong in a local cluster: it happens, it is told and it is shown.
class TestClusterFaults : public QObject {
    Q_OBJECT

private slots:
    void aFrozenBrokerIsFencedAndComesBackWhenThawed() {
        const auto cluster = startedCluster(3);
        QVERIFY(cluster);
        const BrokerId two(2);
        const CommandOutcome frozen = run(**cluster, cluster::FreezeBroker{two});
        QCOMPARE(frozen.sentence, std::string("Froze broker 2."));
        QVERIFY((*cluster)->snapshot()->faults.isFrozen(two));
        QCOMPARE(run(**cluster, cluster::FreezeBroker{two}).code, ErrorCode::kInvalidArgument);
        QCOMPARE(run(**cluster, cluster::StopBroker{two}).code, ErrorCode::kInvalidArgument);
        QTRY_VERIFY_WITH_TIMEOUT(isFenced(**cluster, two), 60000);
        QVERIFY(run(**cluster, cluster::ThawBroker{two}).ok());
        QVERIFY((*cluster)->snapshot()->faults.isEmpty());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
        QCOMPARE(told(**cluster, EventKind::kBrokerFrozen), 1);
        QCOMPARE(told(**cluster, EventKind::kBrokerThawed), 1);
        QCOMPARE(run(**cluster, cluster::ThawBroker{two}).code, ErrorCode::kInvalidArgument);
    }

    void aFrozenBrokerCanBeKilledAndIsNotFrozenAfterwards() {
        const auto cluster = startedCluster(2);
        QVERIFY(cluster);
        const BrokerId two(2);
        QVERIFY(run(**cluster, cluster::FreezeBroker{two}).ok());
        QVERIFY(run(**cluster, cluster::KillBroker{two}).ok());
        QVERIFY((*cluster)->snapshot()->faults.isEmpty());
        QCOMPARE(run(**cluster, cluster::ThawBroker{two}).code, ErrorCode::kInvalidArgument);
        QVERIFY(run(**cluster, cluster::RestartBroker{two}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
    }

    void aClusterWithAFrozenBrokerStops() {
        auto cluster = startedCluster(2);
        QVERIFY(cluster);
        QVERIFY(run(**cluster, cluster::FreezeBroker{BrokerId(1)}).ok());
        QVERIFY(run(**cluster,
                    cluster::SetLink{
                        .from = BrokerId(1), .to = BrokerId(2), .fault = {.trouble = LinkTrouble::kCut}})
                    .ok());
        cluster->reset();
    }

    void aBrokerThatIsCutOffIsFencedUntilTheLinkHeals() {
        const auto cluster = startedCluster(3);
        QVERIFY(cluster);
        const auto [controller, cutOff, third] = controllerAndOthers(**cluster);
        const CommandOutcome cut =
            run(**cluster,
                cluster::SetLink{.from = controller, .to = cutOff, .fault = {.trouble = LinkTrouble::kCut}});
        QCOMPARE(cut.sentence,
                 fmt::format("Cut the link between broker {} and broker {}.", controller, cutOff));
        const observe::FaultsSnapshot faults = (*cluster)->snapshot()->faults;
        QVERIFY(faults.link(controller, cutOff) && faults.link(cutOff, controller));
        QVERIFY(!faults.link(controller, third));
        QCOMPARE(told(**cluster, EventKind::kLinkCut), 2);
        QTRY_VERIFY_WITH_TIMEOUT(isFenced(**cluster, cutOff), 60000);
        QVERIFY(!isFenced(**cluster, third));
        QVERIFY(run(**cluster, cluster::HealLinks{}).ok());
        QVERIFY((*cluster)->snapshot()->faults.isEmpty());
        QCOMPARE(told(**cluster, EventKind::kLinkHealed), 2);
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
    }

    void aLinkIsCutOneWayOnly() {
        const auto cluster = startedCluster(3);
        QVERIFY(cluster);
        const auto [controller, unheard, third] = controllerAndOthers(**cluster);
        // What it says is not heard, so it is fenced; it goes on hearing of the others.
        QVERIFY(run(**cluster, cluster::SetLink{.from = unheard,
                                                .to = controller,
                                                .bothWays = false,
                                                .fault = {.trouble = LinkTrouble::kCut}})
                    .ok());
        QCOMPARE((*cluster)->snapshot()->faults.links.size(), std::size_t{1});
        QTRY_VERIFY_WITH_TIMEOUT(isFenced(**cluster, unheard), 60000);
        QVERIFY(!isFenced(**cluster, third));
    }

    void clientsAreCutOffWhileTheClusterLivesOn() {
        const auto cluster = startedCluster(1);
        QVERIFY(cluster);
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "orders", .partitions = 1}).ok());
        const cluster::SetLink cut{.from = BrokerId(1), .fault = {.trouble = LinkTrouble::kCut}};
        QVERIFY(run(**cluster, cut).ok());
        // The cluster's own client is one, so this waits until the link is healed.
        auto promise = std::make_shared<std::promise<CommandOutcome>>();
        std::future<CommandOutcome> sent = promise->get_future();
        (*cluster)->submit(cluster::SendText{.topic = "orders", .lines = {"a"}},
                           [promise](CommandOutcome done) { promise->set_value(std::move(done)); });
        QVERIFY(sent.wait_for(300ms) == std::future_status::timeout);
        QVERIFY(run(**cluster, cluster::HealLinks{}).ok());
        QVERIFY(sent.wait_for(kDeadline) == std::future_status::ready);
        const CommandOutcome outcome = sent.get();
        QVERIFY2(outcome.ok(), outcome.sentence.c_str());
        QVERIFY(!isFenced(**cluster, BrokerId(1)));
    }

    void aLinkNeedsTwoEndsThatAreThere() {
        const auto cluster = startedCluster(1);
        QVERIFY(cluster);
        QCOMPARE(run(**cluster, cluster::SetLink{.from = BrokerId(1), .to = BrokerId(7)}).code,
                 ErrorCode::kNotFound);
        QCOMPARE(run(**cluster, cluster::SetLink{.from = BrokerId(1), .to = BrokerId(1)}).code,
                 ErrorCode::kInvalidArgument);
        QCOMPARE(run(**cluster, cluster::SetDisk{.broker = BrokerId(7)}).code, ErrorCode::kNotFound);
        // Healing what is well is no event.
        QVERIFY(run(**cluster, cluster::SetLink{.from = BrokerId(1)}).ok());
        QCOMPARE(told(**cluster, EventKind::kLinkHealed), 0);
    }

    void aBrokerWithoutPowerComesBackWithWhatItHadSynced() {
        const auto cluster = startedCluster(2);
        QVERIFY(cluster);
        const BrokerId two(2);
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "kept", .partitions = 2}).ok());
        const CommandOutcome lost = run(**cluster, cluster::CutPower{two});
        QCOMPARE(lost.sentence, std::string("Cut the power of broker 2."));
        QCOMPARE(stateOf(**cluster, two), observe::BrokerState::kDead);
        QCOMPARE(told(**cluster, EventKind::kPowerLost), 1);
        QCOMPARE(run(**cluster, cluster::CutPower{two}).code, ErrorCode::kInvalidArgument);
        QVERIFY(run(**cluster, cluster::RestartBroker{two}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
    }

    void theOnlyVoterKeepsItsMetadataWithoutPower() {
        const auto cluster = startedCluster(1);
        QVERIFY(cluster);
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "kept", .partitions = 2}).ok());
        QVERIFY(run(**cluster, cluster::CutPower{BrokerId(1)}).ok());
        QVERIFY(run(**cluster, cluster::RestartBroker{BrokerId(1)}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
        QTRY_VERIFY_WITH_TIMEOUT((*cluster)->snapshot()->topic("kept") != nullptr, 60000);
    }

    void anEarlyRestartSaysThatItIsRefusedForAWhile() {
        const auto cluster = startedCluster(3);
        QVERIFY(cluster);
        QVERIFY(run(**cluster, cluster::KillBroker{BrokerId(2)}).ok());
        const bool isEarly = !isFenced(**cluster, BrokerId(2));
        const CommandOutcome restarted = run(**cluster, cluster::RestartBroker{BrokerId(2)});
        QVERIFY(restarted.ok());
        if (isEarly) QVERIFY(restarted.sentence.find("until its old session ends") != std::string::npos);
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
    }

    void aFullDiskRefusesRecordsUntilItIsWellAndItsBrokerNew() {
        const auto cluster = startedCluster(1);
        QVERIFY(cluster);
        const BrokerId one(1);
        QVERIFY(run(**cluster, cluster::CreateTopic{.name = "orders", .partitions = 1}).ok());
        QVERIFY(run(**cluster, cluster::SendText{.topic = "orders", .lines = {"a"}}).ok());
        const CommandOutcome full =
            run(**cluster, cluster::SetDisk{one, {.trouble = DiskTrouble::kFull, .bytesLeft = 10}});
        QCOMPARE(full.sentence, std::string("The disk of broker 1 is full: it has room for 10 bytes more."));
        const observe::FaultsSnapshot faults = (*cluster)->snapshot()->faults;
        QVERIFY(faults.disk(one) && faults.disk(one)->trouble == observe::DiskTrouble::kFull);
        QCOMPARE(told(**cluster, EventKind::kDiskFull), 1);
        // The producer tries again and again; nobody waits for that here.
        (*cluster)->submit(cluster::SendText{.topic = "orders", .lines = {"too much"}}, [](const auto&) {});
        QTRY_VERIFY_WITH_TIMEOUT(told(**cluster, EventKind::kProduceRefused) > 0, 60000);
        QVERIFY(run(**cluster, cluster::SetDisk{one, {}}).ok());
        QVERIFY((*cluster)->snapshot()->faults.isEmpty());
        QCOMPARE(told(**cluster, EventKind::kDiskWell), 1);
        if (isAlive(stateOf(**cluster, one))) QVERIFY(run(**cluster, cluster::KillBroker{one}).ok());
        QVERIFY(run(**cluster, cluster::RestartBroker{one}).ok());
        QVERIFY((*cluster)->waitUntilRunning(kDeadline));
        const CommandOutcome sent = run(**cluster, cluster::SendText{.topic = "orders", .lines = {"b"}});
        QVERIFY2(sent.ok(), sent.sentence.c_str());
    }
};

BROKERSCOPE_TEST(TestClusterFaults)
#include "tst_cluster_faults.moc"
