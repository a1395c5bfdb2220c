#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "broker/node/node_observer.h"
#include "broker/observe/snapshot.h"
#include "broker/world/time.h"

namespace broker::cluster {

/// Gathers what all nodes of a cluster publish: one latest-value slot per broker and one bounded ring of
/// events, under one mutex. Nodes write on their threads, whoever looks reads on his. A snapshot of the
/// cluster is put together when it is asked for and something changed since.
class Collector : public node::NodeObserver {
public:
    /// Called on the failing node's thread.
    using FailureHandler = std::function<void(BrokerId broker, const Error& reason)>;

    /// `clock` stamps the snapshots and may be asked on any thread.
    Collector(observe::ClusterSnapshot frame, const world::Clock& clock, std::size_t ringSize,
              observe::DiagnosticSink* diagnostics);

    void setFailureHandler(FailureHandler handler) { m_onFailed = std::move(handler); }

    void setBootstrapServers(std::string servers);
    void setFaults(observe::FaultsSnapshot faults);

    // NodeObserver, from any thread.
    void publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) override;
    void publishMetadata(BrokerId publisher,
                         std::shared_ptr<const observe::MetadataSnapshot> snapshot) override;
    void report(observe::Event event) override;
    void reportMetadata(Offset end, std::vector<observe::Event> events) override;
    void failed(BrokerId broker, const Error& reason) override;
    observe::DiagnosticSink& diagnostics() override;

    /// The broker is gone: its last snapshot stays, without connections, in this state.
    void markGone(BrokerId broker, observe::BrokerState state, std::string reason, Timestamp when);

    std::shared_ptr<const observe::ClusterSnapshot> snapshot() const;
    std::vector<observe::Event> eventsAfter(std::uint64_t number) const;
    /// Blocks until `isReached` of a snapshot, asked after each change, or until the deadline: false.
    bool waitUntil(std::chrono::milliseconds deadline,
                   const std::function<bool(const observe::ClusterSnapshot&)>& isReached) const;

private:
    void changed();
    void store(observe::Event event);
    void compose() const;
    void nameController(observe::ClusterSnapshot& cluster) const;

    FailureHandler m_onFailed;
    observe::DiagnosticSink* m_diagnostics;
    const world::Clock& m_clock;
    const std::size_t m_ringSize;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    observe::ClusterSnapshot m_frame;  ///< what does not change, and the last number
    std::map<BrokerId, std::shared_ptr<const observe::BrokerSnapshot>> m_brokers;
    std::shared_ptr<const observe::MetadataSnapshot> m_metadata;
    mutable std::shared_ptr<const observe::ClusterSnapshot> m_composed;  ///< null: something changed
    mutable std::uint64_t m_number = 0;
    std::deque<observe::Event> m_events;
    std::uint64_t m_lastEvent = 0;
    std::uint64_t m_dropped = 0;
    Offset m_toldMetadata{0};
};

}  // namespace broker::cluster
