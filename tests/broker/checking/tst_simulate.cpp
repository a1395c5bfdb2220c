#include <QtTest/QtTest>

#include <set>
#include <string>
#include <vector>

#include "broker/checking/mutant.h"
#include "broker/checking/run.h"
#include "broker/checking/simulate.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::checking;
using namespace std::chrono_literals;

namespace {

Result<SimulateOptions> parse(const std::vector<std::string_view>& arguments) {
    return parseArguments(arguments);
}

}  // namespace

class TestSimulate : public QObject {
    Q_OBJECT

private slots:
    void aSeedAndARangeOfSeedsAreUnderstood() {
        QCOMPARE(parse({"--seed", "7"})->first, std::uint64_t{7});
        QCOMPARE(parse({"--seed", "7"})->last, std::uint64_t{7});
        const auto range =
            parse({"--seeds", "3..12", "--minutes", "0.5", "--voters", "1", "--replicas", "2"});
        QVERIFY(range.has_value());
        QCOMPARE(range->first, std::uint64_t{3});
        QCOMPARE(range->last, std::uint64_t{12});
        QVERIFY(range->limits.safety == 30s);
        QCOMPARE(range->limits.mostVoters, 1);
        QCOMPARE(range->limits.mostReplicas, 2);
    }

    void whatIsNotUnderstoodIsNamed_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("no number") << "--seed" << "seven";
        QTest::newRow("backwards") << "--seeds" << "9..3";
        QTest::newRow("half a range") << "--seeds" << "9..";
        QTest::newRow("no time") << "--minutes" << "0";
        QTest::newRow("too many voters") << "--voters" << "6";
        QTest::newRow("unknown mutant") << "--mutant" << "nobody";
        QTest::newRow("unknown option") << "--loud" << "yes";
    }
    void whatIsNotUnderstoodIsNamed() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const std::string first = name.toStdString();
        const std::string second = value.toStdString();
        const auto options = parse({first, second});
        QVERIFY(!options.has_value());
        QCOMPARE(options.error().code, ErrorCode::kInvalidArgument);
    }

    void aMutantBringsTheVotersAndReplicasThatItNeeds() {
        const auto options = parse({"--mutant", "forget-vote"});
        QVERIFY(options.has_value());
        QCOMPARE(options->limits.leastVoters, 3);
        for (std::uint64_t seed = 1; seed <= 50; ++seed) QVERIFY(drawPlan(seed, options->limits).voters >= 3);
    }

    void aPlanStaysWithinItsLimits() {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            const Plan plan = drawPlan(seed, {.mostVoters = 3, .mostReplicas = 2});
            QVERIFY(plan.voters >= 1 && plan.voters <= std::min(3, plan.brokers));
            QVERIFY(plan.replicationFactor >= 1 && plan.replicationFactor <= std::min(2, plan.brokers));
            QVERIFY(!plan.faults.empty() && !plan.producers.empty() && plan.producers.front().acks == -1);
        }
    }

    void seedsDrawEveryFaultAndEveryChore() {
        std::set<FaultKind> faults;
        std::set<ChoreKind> chores;
        std::set<bool> decorated;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            const Plan plan = drawPlan(seed, {});
            for (const auto& [kind, faulting] : plan.faults) faults.insert(kind);
            for (const auto& [kind, every] : plan.chores) chores.insert(kind);
            decorated.insert(plan.usesDecorators);
        }
        QCOMPARE(faults.size(), kAllFaults.size());
        QCOMPARE(chores.size(), kAllChores.size());
        QCOMPARE(decorated.size(), std::size_t{2});
    }

    void decoratedRunsWithATopicThatComesAndGoesAreTheSameTwice() {
        const PlanLimits limits{.safety = 5s};
        std::uint64_t seed = 1;
        const auto isOne = [&] {
            const Plan plan = drawPlan(seed, limits);
            return plan.usesDecorators && plan.chores.contains(ChoreKind::kChurnTopic) &&
                   plan.faults.contains(FaultKind::kLosePower);
        };
        while (!isOne()) ++seed;
        const RunResult first = run(drawPlan(seed, limits));
        QVERIFY2(!first.finding, first.finding ? first.finding->what.c_str() : "");
        QCOMPARE(run(drawPlan(seed, limits)).traceHash, first.traceHash);
    }

    void twoRunsOfASeedAreTheSameAndAnotherSeedIsAnotherRun() {
        const PlanLimits limits{.safety = 10s};
        const RunResult first = run(drawPlan(3, limits));
        const RunResult second = run(drawPlan(3, limits));
        QCOMPARE(second.traceHash, first.traceHash);
        QCOMPARE(second.steps, first.steps);
        QCOMPARE(second.acked, first.acked);
        QVERIFY(run(drawPlan(4, limits)).traceHash != first.traceHash);
    }

    void seedsThatPassAreSummedUp() {
        SimulateOptions options{.first = 5, .last = 6};
        options.limits = {.safety = 1s};
        options.limits.mostVoters = 1;
        std::string told;
        const int code = simulate(
            options, [&](std::string_view line) { told += std::string(line) + "\n"; },
            [] { return Duration(1); });
        QCOMPARE(code, 0);
        QVERIFY2(told.find("2 seeds in") != std::string::npos, told.c_str());
    }
};

BROKERSCOPE_TEST(TestSimulate)
#include "tst_simulate.moc"
