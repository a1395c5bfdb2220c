#include "broker/cluster/collector.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "broker/host/process.h"

namespace broker::cluster {
namespace {

class Silence : public observe::DiagnosticSink {
public:
    bool wants(observe::Level) const override { return false; }
    void write(observe::Level, std::string_view) override {}
};

}  // namespace

Collector::Collector(observe::ClusterSnapshot frame, const world::Clock& clock, std::size_t ringSize,
                     observe::DiagnosticSink* diagnostics)
    : m_diagnostics(diagnostics)
    , m_clock(clock)
    , m_ringSize(ringSize)
    , m_frame(std::move(frame))
    , m_metadata(std::make_shared<const observe::MetadataSnapshot>()) {}

void Collector::changed() {
    m_composed = nullptr;
    m_changed.notify_all();
}

void Collector::setBootstrapServers(std::string servers) {
    const std::scoped_lock lock(m_mutex);
    m_frame.bootstrapServers = std::move(servers);
    changed();
}

void Collector::setFaults(observe::FaultsSnapshot faults) {
    const std::scoped_lock lock(m_mutex);
    if (m_frame.faults == faults) return;
    m_frame.faults = std::move(faults);
    changed();
}

void Collector::publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) {
    const std::scoped_lock lock(m_mutex);
    m_brokers[snapshot->id] = std::move(snapshot);
    changed();
}

void Collector::publishMetadata(BrokerId, std::shared_ptr<const observe::MetadataSnapshot> snapshot) {
    const std::scoped_lock lock(m_mutex);
    if (snapshot->end < m_metadata->end || snapshot == m_metadata) return;
    m_metadata = std::move(snapshot);
    changed();
}

void Collector::report(observe::Event event) {
    const std::scoped_lock lock(m_mutex);
    store(std::move(event));
}

void Collector::reportMetadata(Offset end, std::vector<observe::Event> events) {
    const std::scoped_lock lock(m_mutex);
    if (end <= m_toldMetadata) return;
    m_toldMetadata = end;
    for (observe::Event& event : events) store(std::move(event));
}

void Collector::store(observe::Event event) {
    event.number = ++m_lastEvent;
    m_events.push_back(std::move(event));
    if (m_events.size() > m_ringSize) {
        m_events.pop_front();
        ++m_dropped;
    }
    changed();
}

void Collector::failed(BrokerId broker, const Error& reason) {
    if (m_onFailed) m_onFailed(broker, reason);
}

observe::DiagnosticSink& Collector::diagnostics() {
    static Silence silence;
    return m_diagnostics ? *m_diagnostics : silence;
}

void Collector::markGone(BrokerId broker, observe::BrokerState state, std::string reason, Timestamp when) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_brokers.find(broker);
    auto last = found == m_brokers.end() ? std::make_shared<observe::BrokerSnapshot>()
                                         : std::make_shared<observe::BrokerSnapshot>(*found->second);
    last->id = broker;
    last->state = state;
    last->stateReason = std::move(reason);
    last->stateSince = when;
    last->clients.clear();
    last->delayedOperations = 0;
    m_brokers[broker] = std::move(last);
    changed();
}

void Collector::nameController(observe::ClusterSnapshot& cluster) const {
    std::vector<BrokerId> voters;
    std::size_t voting = 0;
    for (const auto& broker : cluster.brokers) {
        const bool acts = observe::isAlive(broker->state) && !cluster.faults.isFrozen(broker->id);
        if (broker->isVoter) voters.push_back(broker->id);
        if (broker->isVoter && acts) ++voting;
        if (acts && broker->activeController == broker->id &&
            broker->controllerEpoch > cluster.controllerEpoch) {
            cluster.activeController = broker->id;
            cluster.controllerEpoch = broker->controllerEpoch;
        }
    }
    if (cluster.activeController != kNoBroker) return;
    const std::size_t majority = voters.size() / 2 + 1;
    cluster.noControllerReason =
        voting >= majority
            ? "no voter of the metadata quorum has been elected yet"
            : fmt::format(
                  "the metadata quorum needs {} of its {} voters and has {}: replicas serve on, but "
                  "no leader can be elected and no topic created",
                  majority, voters.size(), voting);
}

void Collector::compose() const {
    auto cluster = std::make_shared<observe::ClusterSnapshot>(m_frame);
    cluster->number = ++m_number;
    cluster->time = m_clock.wallTime();
    for (const auto& [id, broker] : m_brokers) cluster->brokers.push_back(broker);
    cluster->metadata = m_metadata;
    cluster->residentBytes = host::residentBytes();
    cluster->eventsDropped = m_dropped;
    nameController(*cluster);
    m_composed = std::move(cluster);
}

std::shared_ptr<const observe::ClusterSnapshot> Collector::snapshot() const {
    const std::scoped_lock lock(m_mutex);
    if (!m_composed) compose();
    return m_composed;
}

std::vector<observe::Event> Collector::eventsAfter(std::uint64_t number) const {
    const std::scoped_lock lock(m_mutex);
    const auto first = std::ranges::upper_bound(m_events, number, {}, &observe::Event::number);
    return {first, m_events.end()};
}

bool Collector::waitUntil(std::chrono::milliseconds deadline,
                          const std::function<bool(const observe::ClusterSnapshot&)>& isReached) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, deadline, [&] {
        if (!m_composed) compose();
        return isReached(*m_composed);
    });
}

}  // namespace broker::cluster
