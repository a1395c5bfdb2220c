#pragma once

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

/// A compacted topic with one producer that gives a few keys new values all the time and deletes some. In the
/// end a reader finds of each key the last value that was acknowledged, or a later one.
class CompactedTopic final : public client::Consumer::Observer {
public:
    CompactedTopic(const Plan& plan, SimulatedCluster& cluster, const Truth& truth);

    void stop();
    bool isSettled() const { return m_open == 0 && !m_isCreating; }
    /// With the cluster at rest.
    void beginReading();
    /// What is left to read, in words. Once nothing is, `finding` has the verdict.
    std::optional<std::string> missing();
    const std::optional<Finding>& finding() const { return m_finding; }

private:
    struct Sent {
        std::size_t key = 0;
        bool isTombstone = false;
        bool isAcked = false;
        bool isUnknown = false;
    };

    void create();
    void scheduleSend();
    void send();
    void judge();
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
    bool m_isCreating = true;
    bool m_isThere = false;
    bool m_hasStopped = false;
    bool m_isRead = false;
    world::Call m_call;
    world::Timer m_timer;
    std::vector<Sent> m_sent;
    std::vector<world::Call> m_sends;
    std::size_t m_open = 0;
    std::vector<std::optional<std::size_t>> m_lastRead;  ///< by key, index into m_sent
    std::optional<Finding> m_finding;
};

}  // namespace broker::checking
