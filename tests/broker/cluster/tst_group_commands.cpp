#include <QtTest/QtTest>

#include <chrono>
#include <future>
#include <memory>

#include "broker/client/group_member.h"
#include "broker/cluster/local_cluster.h"
#include "broker/host/host_loop.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace std::chrono_literals;
using cluster::CommandOutcome;
using cluster::LocalCluster;

namespace {

constexpr int kDeadline = 60'000;

std::unique_ptr<LocalCluster> start() {
    cluster::ClusterOptions options;
    options.port = 0;
    options.timing = "classroom";
    options.settings = {{"group.initial.rebalance.delay.ms", "0"}};
    auto made = LocalCluster::start(options);
    if (!made || !(*made)->waitUntilRunning(60s)) return nullptr;
    return std::move(*made);
}

CommandOutcome run(LocalCluster& cluster, cluster::Command command) {
    auto promise = std::make_shared<std::promise<CommandOutcome>>();
    std::future<CommandOutcome> outcome = promise->get_future();
    cluster.submit(std::move(command),
                   [promise](CommandOutcome done) { promise->set_value(std::move(done)); });
    if (outcome.wait_for(60s) != std::future_status::ready) return {.code = ErrorCode::kTimedOut};
    return outcome.get();
}

/// One that is in its group until it is destroyed.
class Member final : public client::GroupMember::Observer {
public:
    Member(const LocalCluster& cluster, const std::string& group)
        : m_loop(host::HostLoop::start({.name = "member"}).value()) {
        const std::string servers = cluster.bootstrapServers();
        const std::string first = servers.substr(0, servers.find(','));
        const std::size_t colon = first.rfind(':');
        const world::Address address{first.substr(0, colon),
                                     static_cast<std::uint16_t>(std::stoi(first.substr(colon + 1)))};
        m_loop->runAndWait([&] {
            m_member = std::make_unique<client::GroupMember>(
                client::ClientOptions{.bootstrap = {address}},
                client::GroupMemberOptions{
                    .group = group, .topics = {"t"}, .sessionTimeout = 30s, .heartbeatInterval = 50ms},
                m_loop->world(), *this);
        });
    }
    ~Member() override {
        m_loop->runAndWait([this] { m_member = nullptr; });
    }

    /// Its id; empty while nothing is assigned to it.
    std::string id() {
        std::string found;
        m_loop->runAndWait([&] {
            if (m_member->isAssigned()) found = m_member->memberId();
        });
        return found;
    }
    std::size_t partitions() {
        std::size_t count = 0;
        m_loop->runAndWait([&] { count = m_member->assignment().size(); });
        return count;
    }
    int timesAssigned() {
        int times = 0;
        m_loop->runAndWait([&] { times = m_timesAssigned; });
        return times;
    }

private:
    void onAssigned(GenerationId, const std::vector<TopicPartition>&) override { ++m_timesAssigned; }
    void onRevoked(std::string_view) override {}
    void onProblem(const Error&) override {}

    int m_timesAssigned = 0;
    std::unique_ptr<host::HostLoop> m_loop;
    std::unique_ptr<client::GroupMember> m_member;
};

TopicPartition at(int partition) { return {"t", PartitionIndex(partition)}; }

}  // namespace

/// What somebody in the window does to a group, through a whole cluster.
class TestGroupCommands : public QObject {
    Q_OBJECT

private slots:
    void offsetsAreResetAndTheGroupIsDeleted() {
        const auto cluster = start();
        QVERIFY(cluster);
        QVERIFY(run(*cluster, cluster::CreateTopic{.name = "t", .partitions = 1}).ok());
        QVERIFY(run(*cluster, cluster::SendText{.topic = "t", .lines = {"a", "b", "c", "d"}}).ok());

        const CommandOutcome unknown =
            run(*cluster, cluster::ResetOffsets{.group = "g", .partitions = {}, .rule = client::ToLatest{}});
        QCOMPARE(unknown.code, ErrorCode::kNotFound);
        const CommandOutcome reset = run(
            *cluster, cluster::ResetOffsets{.group = "g", .partitions = {at(0)}, .rule = client::ToLatest{}});
        QVERIFY2(reset.ok(), reset.sentence.c_str());
        QCOMPARE(reset.sentence, std::string("Reset offsets of group g in 1 partitions."));
        QCOMPARE(reset.resets.size(), std::size_t{1});
        QCOMPARE(reset.resets[0].before, Offset(-1));
        QCOMPARE(reset.resets[0].after, Offset(4));

        const cluster::ResetOffsets shift{
            .group = "g", .partitions = {}, .rule = client::ShiftBy{-3}, .previewOnly = true};
        const CommandOutcome preview = run(*cluster, shift);
        QCOMPARE(preview.resets.at(0).before, Offset(4));
        QCOMPARE(preview.resets.at(0).after, Offset(1));
        QVERIFY(run(*cluster, shift).resets == preview.resets);

        QVERIFY(run(*cluster, cluster::DeleteGroup{"g"}).ok());
        const CommandOutcome again = run(*cluster, cluster::DeleteGroup{"g"});
        QCOMPARE(again.code, ErrorCode::kGroupIdNotFound);
        QCOMPARE(again.sentence, std::string("There is no group g."));
    }

    void aGroupWithMembersKeepsItsOffsetsAndLosesAMember() {
        const auto cluster = start();
        QVERIFY(cluster);
        QVERIFY(run(*cluster, cluster::CreateTopic{.name = "t", .partitions = 2}).ok());
        Member one(*cluster, "g");
        QTRY_VERIFY_WITH_TIMEOUT(!one.id().empty(), kDeadline);
        QCOMPARE(one.partitions(), std::size_t{2});

        const CommandOutcome refused = run(
            *cluster,
            cluster::ResetOffsets{.group = "g", .partitions = {at(0), at(1)}, .rule = client::ToEarliest{}});
        QCOMPARE(refused.code, ErrorCode::kUnknownMemberId);
        QCOMPARE(refused.sentence,
                 std::string("Group g has members, and while it has only they may commit offsets."));
        QCOMPARE(run(*cluster, cluster::DeleteGroup{"g"}).code, ErrorCode::kNonEmptyGroup);
        QCOMPARE(run(*cluster, cluster::RemoveGroupMember{"g", "nobody"}).code, ErrorCode::kUnknownMemberId);

        Member two(*cluster, "g");
        QTRY_VERIFY_WITH_TIMEOUT(!two.id().empty() && one.partitions() == 1, kDeadline);
        const std::string before = one.id();
        const int times = two.timesAssigned();
        const CommandOutcome removed = run(*cluster, cluster::RemoveGroupMember{"g", before});
        QVERIFY2(removed.ok(), removed.sentence.c_str());
        // Its client hears of it with its next heartbeat and joins under another name.
        QTRY_VERIFY_WITH_TIMEOUT(!one.id().empty() && one.id() != before, kDeadline);
        QTRY_VERIFY_WITH_TIMEOUT(two.timesAssigned() > times, kDeadline);
    }

    void whatIsDoneToAGroupIsToldAndAPreviewIsNot() {
        QCOMPARE(cluster::tellAct(cluster::RemoveGroupMember{"g", "m"}),
                 std::string("remove member m from group g"));
        QCOMPARE(cluster::tellAct(cluster::DeleteGroup{"g"}), std::string("delete group g"));
        QCOMPARE(cluster::tellAct(
                     cluster::ResetOffsets{.group = "g", .partitions = {}, .rule = client::ToLatest{}}),
                 std::string("reset the offsets of group g"));
        QCOMPARE(cluster::tellAct(cluster::ResetOffsets{
                     .group = "g", .partitions = {}, .rule = client::ToLatest{}, .previewOnly = true}),
                 std::string());
    }
};

BROKERSCOPE_TEST(TestGroupCommands)
#include "tst_group_commands.moc"
