#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include <fmt/core.h>

#include "tests/benchmark/cluster_view.h"
#include "tests/benchmark/failover_probe.h"
#include "tests/benchmark/kafka_exchange.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/three_brokers.h"

namespace tests::benchmark {
namespace {

enum class Victim : std::uint8_t {
    kLeader,      ///< a leader that is not the active controller
    kController,  ///< a leader that is
};

/// One cluster in which leaders die, again and again.
class Stage {
public:
    Stage(std::string name, std::unique_ptr<ThreeBrokers> brokers)
        : m_brokers(std::move(brokers))
        , m_name(std::move(name)) {
        if (m_brokers) m_view = std::make_unique<ClusterView>(m_brokers->bootstrapServers());
    }

    bool goesOn() const { return m_brokers && !m_hasFailed; }
    const Samples& milliseconds() const { return m_milliseconds; }
    void play(Victim victim);

private:
    void fail(const std::string& reason);
    void stop(const std::string& reason);

    std::unique_ptr<ThreeBrokers> m_brokers;
    std::unique_ptr<ClusterView> m_view;
    Samples m_milliseconds;
    std::string m_name;
    int m_plays = 0;
    bool m_hasFailed = false;  ///< what it will do next says nothing
};

void Stage::play(Victim victim) {
    // A topic of its own has leaders on all brokers, however the ones before it ended.
    const std::string topic = fmt::format("failover-{}", ++m_plays);
    if (const std::string reason = m_view->createTopic(topic, ThreeBrokers::kBrokers); !reason.empty())
        return fail(reason);
    const int controller = quorumLeader(m_brokers->port(1));
    const std::vector<int> leaders = m_view->leadersOf(topic);
    const auto chosen = std::ranges::find_if(
        leaders, [&](int leader) { return (leader == controller) == (victim == Victim::kController); });
    if (chosen == leaders.end()) return fail("no partition has a leader to kill");
    const int leader = *chosen;
    const auto milliseconds =
        millisecondsToFirstAck(m_brokers->bootstrapServers(), topic,
                               static_cast<int>(chosen - leaders.begin()), [&] { m_brokers->kill(leader); });
    if (!milliseconds)
        return fail(fmt::format("nothing was acknowledged for {} s", kFailoverPatience.count()));
    m_milliseconds.add(*milliseconds);
    m_brokers->revive(leader);
    if (!m_view->waitForInSync(topic, ThreeBrokers::kBrokers))
        return stop("a broker that came back does not catch up");
    m_view->deleteTopic(topic);
}

/// Stands in the table as the longest time that is waited.
void Stage::fail(const std::string& reason) {
    m_milliseconds.add(std::chrono::duration<double, std::milli>(kFailoverPatience).count());
    stop(reason);
}

/// What was measured so far stays.
void Stage::stop(const std::string& reason) {
    m_hasFailed = true;
    fmt::print(stderr, "{}: {}\n", m_name, reason);
}

struct Scene {
    std::string timing;
    Victim victim;
    int turns;
    std::string name;
    std::optional<double> atMost = std::nullopt;  ///< milliseconds
};

/// Ours and Apache Kafka in turns, each in a cluster of its own.
void measureScene(const Scene& scene, bool withKafka, Table& table) {
    if (scene.turns == 0) return;
    Stage ours(scene.name + ", ours", startOurs(scene.timing));
    Stage kafka(scene.name + ", Apache Kafka", withKafka ? startKafka(scene.timing) : nullptr);
    for (int turn = 0; turn < scene.turns; ++turn)
        for (Stage* stage : {&ours, &kafka})
            if (stage->goesOn()) stage->play(scene.victim);
    table.add({.name = scene.name,
               .unit = Unit::kMilliseconds,
               .ours = ours.milliseconds(),
               .raw = {{kafkaName(), kafka.milliseconds()}},
               .atMost = scene.atMost});
}

}  // namespace

void measureFailover(const Plan& plan, Table& table) {
    constexpr double kSecond = 1000;
    table.beginGroup(
        "Failover: from the death of a leader to the first record that the next one acknowledges");
    measureScene({.timing = "classroom",
                  .victim = Victim::kLeader,
                  .turns = plan.failovers,
                  .name = "classroom: a leader",
                  .atMost = kSecond},
                 plan.withKafka, table);
    measureScene({.timing = "classroom",
                  .victim = Victim::kController,
                  .turns = plan.failovers,
                  .name = "classroom: that is the controller",
                  .atMost = kSecond},
                 plan.withKafka, table);
    measureScene({.timing = "kafka",
                  .victim = Victim::kLeader,
                  .turns = plan.slowFailovers,
                  .name = "kafka: a leader"},
                 plan.withKafka, table);
}

}  // namespace tests::benchmark
