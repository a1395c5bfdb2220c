#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/checking/simulated_cluster.h"
#include "broker/checking/truth.h"
#include "broker/client/admin.h"
#include "broker/client/consumer.h"
#include "broker/client/producer.h"

namespace broker::checking {

/// Whoever hears what clients are told.
class LoadObserver {
public:
    virtual ~LoadObserver() = default;
    virtual void onAcked(std::size_t write) = 0;
    virtual void onRead(int reader, int partition, Offset offset, std::size_t write) = 0;
    /// A record that nobody of ours sent.
    virtual void onStrangeRecord(int partition, Offset offset) = 0;
    virtual void onReadProblem(int partition, const Error& error) = 0;
    virtual void onLatest(int partition, Offset latest, world::Moment asked) = 0;
    virtual void onAssigned(const GroupAssignment& assigned) = 0;
    virtual void onCommitAcked(std::size_t commit) = 0;
    virtual void onOffsetFetched(const FetchedOffset& fetched) = 0;
};

/// One client::Producer that sends numbered records to partitions at random until it is stopped.
class LoadProducer {
public:
    LoadProducer(int number, const ProducerPlan& plan, SimulatedCluster& cluster, Truth& truth,
                 LoadObserver& observer);

    void stop() { m_timer = nullptr; }
    bool isSettled() const { return m_open == 0; }

private:
    void scheduleNext();
    void sendOne();
    void settle(std::size_t number, const Result<client::Delivered>& delivered);

    const int m_number;
    const ProducerPlan m_plan;
    world::World m_world;
    Truth& m_truth;
    LoadObserver& m_observer;
    Random m_random;
    std::size_t m_open = 0;
    client::Producer m_producer;
    std::vector<world::Call> m_calls;
    world::Timer m_timer;
};

/// One client::Consumer that reads every partition from its beginning.
class LoadReader final : client::Consumer::Observer {
public:
    LoadReader(int number, SimulatedCluster& cluster, Truth& truth, LoadObserver& observer);

    /// The next offset of each partition, and the high watermark that came with it.
    struct Progress {
        Offset next{0};
        Offset highWatermark{-1};
    };
    const std::vector<Progress>& progress() const { return m_progress; }

private:
    void onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) override;
    void onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) override;
    void onProblem(const TopicPartition& partition, const Error& error) override;

    const int m_number;
    Truth& m_truth;
    LoadObserver& m_observer;
    std::vector<Progress> m_progress;
    client::Consumer m_consumer;
};

/// Asks for the latest offset of one partition after the other.
class LatestProber final : client::Consumer::Observer {
public:
    LatestProber(SimulatedCluster& cluster, Truth& truth, LoadObserver& observer);

private:
    void askNext();
    void look();
    void onRecord(const TopicPartition&, const client::ConsumedRecord&) override {}
    void onProblem(const TopicPartition&, const Error&) override {}

    world::World m_world;
    Truth& m_truth;
    LoadObserver& m_observer;
    std::size_t m_current = 0;
    world::Moment m_asked;
    client::Consumer m_consumer;
    world::Timer m_timer;
};

/// Creates the topics of the plan, however long it takes, until they are all there.
class TopicMaker {
public:
    TopicMaker(const Plan& plan, SimulatedCluster& cluster);

    bool isDone() const { return m_isDone; }
    const std::string& trouble() const { return m_trouble; }

private:
    void waitForBrokers();
    void create();
    void again();

    const Plan& m_plan;
    world::World m_world;
    client::Admin m_admin;
    bool m_isDone = false;
    std::string m_trouble = "the cluster did not answer";
    world::Call m_call;
    world::Timer m_timer;
};

}  // namespace broker::checking
