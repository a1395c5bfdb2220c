#include <chrono>
#include <memory>

#include "broker/cluster/collector.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/broker/node/simulated_brokers.h"

namespace tests::benchmark {
namespace {

using namespace broker;

constexpr int kTopics = 100;
constexpr int kPartitions = 100;

class SystemClock final : public world::Clock {
public:
    world::Moment now() const override { return {}; }
    Timestamp wallTime() const override { return Timestamp(0); }
};

/// A whole broker in the simulated world, so that nothing else runs inside of what is measured.
class LargeBroker {
public:
    LargeBroker() {
        if (!m_brokers.areServing()) giveUp("a simulated broker does not serve");
        for (int i = 0; i < kTopics; ++i)
            if (!createTopic(m_client, nameOf(i), kPartitions)) giveUp("a simulated broker makes no topic");
    }

    /// Milliseconds of the step in which the broker publishes what a record in every hundredth partition has
    /// changed, its collecting included.
    double publishOnce(int round);

private:
    static std::string nameOf(int topic) { return "topic-" + std::to_string(topic); }

    SimulatedBrokers m_brokers;
    FrameClient m_client{m_brokers};
    const SystemClock m_clock;
    cluster::Collector m_collector{{}, m_clock, 1, nullptr};
};

std::size_t changesBetween(const observe::BrokerSnapshot& a, const observe::BrokerSnapshot& b) {
    if (&a == &b) return 0;
    std::size_t changes = 0;
    for (std::size_t i = 0; i < a.replicas.size(); ++i) changes += a.replicas[i] != b.replicas[i] ? 1 : 0;
    return changes;
}

double LargeBroker::publishOnce(int round) {
    // All that came before is published by then, and what follows is published together.
    m_client.pause(std::chrono::seconds(1));
    const auto before = m_brokers.told.snapshots[1];
    const Bytes batch = batchOf({"a record"});
    wire::ProduceRequest request = produceRequest(nameOf(0), batch, round % kPartitions);
    for (int topic = 1; topic < kTopics; ++topic)
        request.topicData.push_back(
            produceRequest(nameOf(topic), batch, round % kPartitions).topicData.front());
    m_client.send(request, kProduceVersion);
    auto published = before;
    double milliseconds = 0;
    while (changesBetween(*before, *published) == 0) {
        milliseconds = 1e3 * threadSecondsOf([&] { m_brokers.simulator.step(); });
        published = m_brokers.told.snapshots[1];
    }
    if (changesBetween(*before, *published) != kTopics) giveUp("a publication does not show all changes");
    return milliseconds + 1e3 * threadSecondsOf([&] {
                              m_collector.publishBroker(published);
                              m_collector.snapshot();
                          });
}

}  // namespace

void measurePublishing(const Plan& plan, Table& table) {
    LargeBroker broker;
    Samples milliseconds;
    for (int round = 0; round < plan.snapshots; ++round) milliseconds.add(broker.publishOnce(round));
    table.beginGroup("Snapshots: 10,000 partitions, 1 % of them changed");
    table.add({.name = "a broker publishes", .unit = Unit::kMilliseconds, .ours = milliseconds, .atMost = 1});
}

}  // namespace tests::benchmark
