#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/checking/checker.h"
#include "broker/checking/simulated_cluster.h"
#include "broker/client/admin.h"
#include "broker/client/consumer.h"
#include "broker/client/producer.h"

namespace broker::checking {

/// Now and then gives the partitions to their preferred leaders (ElectLeaders).
class PreferredElections {
public:
    PreferredElections(Duration every, SimulatedCluster& cluster);

    void stop() { m_timer = nullptr; }

private:
    void scheduleNext();

    const Duration m_every;
    world::World m_world;
    Random m_random;
    client::Admin m_admin;
    world::Call m_call;
    world::Timer m_timer;
};

/// A topic that comes and goes, often under its old name at once, with one producer that does not care and
/// another number of partitions each time. Its partitions are watched like all others, each life of the
/// topic apart; in the end nothing of an earlier life may stand in the last one.
class TopicChurn final : client::Consumer::Observer {
public:
    TopicChurn(const Plan& plan, SimulatedCluster& cluster, const Truth& truth);

    /// Nothing is asked for any more.
    void stop();
    bool isSettled() const { return m_call == nullptr && m_open == 0; }
    /// With the cluster at rest: reads what there is.
    void beginReading();
    /// What is left to read, in words.
    std::optional<std::string> missing() const;
    /// What it found wrong.
    const std::optional<Finding>& finding() const { return m_finding; }

private:
    struct Sent {
        /// How many deletions had been asked for when it was acknowledged.
        std::optional<std::uint64_t> ackedAfter;
        bool wasRead = false;
    };

    void scheduleNext();
    void act();
    void create();
    void remove();
    void scheduleSend();
    void send();
    const metadata::TopicImage* topic() const;
    void onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) override;
    void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) override;
    void onProblem(const TopicPartition& partition, const Error& error) override;
    void found(std::string_view invariant, std::string what);

    const Plan& m_plan;
    const Truth& m_truth;
    world::World m_world;
    Random m_random;
    client::Admin m_admin;
    client::Producer m_producer;
    client::Consumer m_consumer;
    bool m_isThere = false;
    std::uint64_t m_deletionsAsked = 0;
    std::uint64_t m_lifeAfter = 0;  ///< deletions that had been asked for before the present life was
    bool m_hasStopped = false;
    world::Call m_call;
    world::Timer m_timer;
    world::Timer m_sending;
    std::vector<Sent> m_sent;
    std::vector<world::Call> m_sends;
    std::size_t m_open = 0;
    std::map<TopicPartition, bool> m_isRead;
    std::optional<Finding> m_finding;
};

}  // namespace broker::checking
