#include "broker/checking/watch.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "broker/checking/liveness.h"

namespace broker::checking {

Watch::Watch(const Plan& plan, SimulatedCluster& cluster, Truth& truth)
    : m_plan(plan)
    , m_cluster(cluster)
    , m_truth(truth)
    , m_lookedAt(std::numeric_limits<std::uint64_t>::max()) {
    const Checker::Context context{m_plan, m_truth, m_finding};
    addMetadataCheckers(context, m_metadataCheckers);
    m_tracker = makeCommittedTracker(context);
    addQuorumCheckers(context, m_checkers);
    addRecordCheckers(context, m_checkers);
    addReplicaCheckers(context, m_checkers);
    addClientCheckers(context, m_checkers);
    addDiskCheckers(context, m_checkers);
    addGroupCheckers(context, m_checkers);
    m_look.brokers.resize(static_cast<std::size_t>(plan.brokers));
    for (int broker = 1; broker <= plan.brokers; ++broker)
        m_look.brokers[static_cast<std::size_t>(broker) - 1].number = broker;
}

void Watch::look() {
    if (std::exchange(m_lookedAt, m_cluster.simulator().stepNumber()) == m_cluster.simulator().stepNumber())
        return;
    m_look.now = m_cluster.simulator().now();
    for (BrokerLook& broker : m_look.brokers) lookAt(broker);
    noteNewest();
    for (const auto& checker : m_metadataCheckers) checker->onLook(m_look);
    m_tracker->onLook(m_look);
    for (BrokerLook& broker : m_look.brokers)
        for (ReplicaLook& replica : broker.replicas)
            if (replica.log)
                replica.shared = m_truth.partition(replica.partition).log.sharedEnd(*replica.log);
    for (const auto& checker : m_checkers) checker->onLook(m_look);
    m_truth.freshOffsets.clear();
}

void Watch::lookAt(BrokerLook& broker) {
    broker.replicas.clear();
    broker.life = m_cluster.life(broker.number);
    broker.isFrozen = m_cluster.isFrozen(broker.number);
    const node::Node* node = m_cluster.node(broker.number);
    broker.isUp = node != nullptr;
    broker.disk = &m_cluster.machine(broker.number).disk();
    broker.quorum = nullptr;
    broker.metadataLog = nullptr;
    broker.lifecycle = nullptr;
    broker.image = nullptr;
    broker.groups = nullptr;
    if (!node) return;
    const node::Inside inside = node->inside();
    // One that failed while it started shows a quorum that never began.
    const bool hasBegun =
        inside.lifecycle && inside.lifecycle->state() != node::BrokerLifecycle::State::kStarting;
    if (hasBegun || !m_cluster.hasFailed(broker.number)) {
        broker.quorum = inside.quorum;
        broker.metadataLog = inside.metadataLog;
    }
    broker.lifecycle = inside.lifecycle;
    broker.image = inside.image;
    broker.groups = inside.groups;
    for (const auto& [name, hosted] : inside.partitions.all()) {
        const int index = m_truth.indexOf(name, hosted->topicId);
        if (index < 0) continue;
        // Also of one that has failed since: it may have acknowledged before.
        Offset& shown = m_truth.partition(index).shown;
        shown = std::max(shown, hosted->highWatermark);
        broker.replicas.push_back({.partition = index,
                                   .hosted = hosted.get(),
                                   .log = hosted->isOpen() ? hosted->log.get() : nullptr,
                                   .leading = hosted->leading.get()});
    }
}

void Watch::noteNewest() {
    m_look.newestMoved = false;
    for (const BrokerLook& broker : m_look.brokers)
        if (broker.image && broker.image->end() > m_truth.newest->end()) {
            m_truth.takeNewest(broker.image);
            m_look.newestMoved = true;
        }
    if (m_look.newestMoved) noteCaughtUp();
}

/// A broker that lost data has caught up once the controller has it in sync wherever it holds a replica.
void Watch::noteCaughtUp() {
    for (int number = 1; number <= m_plan.brokers; ++number) {
        Truth::Broker& broker = m_truth.broker(number);
        const metadata::BrokerImage* image = m_truth.newest->broker(BrokerId(number));
        if (!broker.lostData || !image || image->epoch <= broker.epochAtLoss) continue;
        bool isInSync = true;
        for (std::size_t i = 0; i < m_truth.partitions.size(); ++i) {
            const metadata::PartitionImage* one = m_truth.newestImage(static_cast<int>(i));
            if (one && std::ranges::count(one->replicas, image->id) > 0)
                isInSync =
                    isInSync && one->leader != kNoBroker && std::ranges::count(one->isr, image->id) > 0;
        }
        broker.lostData = !isInSync;
    }
}

void Watch::end() {
    for (const auto& checker : m_checkers) checker->onEnd();
}

/// Before a client's word is judged: an unclean election since the last look would excuse it.
void Watch::lookForExcuse() {
    if (m_plan.allowsUncleanElection) look();
}

void Watch::onAcked(std::size_t number) {
    lookForExcuse();
    Write& write = m_truth.writes[number];
    for (const auto& checker : m_checkers) checker->onAcked(number);
    Truth::Partition& partition = m_truth.partition(write.partition);
    if (!write.acksAll || write.offset < Offset(0) || partition.isExempt) return;
    partition.values.emplace(write.offset, number);
    partition.highWatermark = std::max(partition.highWatermark, write.offset + 1);
}

void Watch::onRead(int reader, int index, Offset offset, std::size_t number) {
    ++m_reads;
    lookForExcuse();
    for (const auto& checker : m_checkers)
        checker->onRead({.reader = reader, .partition = index, .offset = offset, .write = number});
    Write& write = m_truth.writes[number];
    write.wasRead = true;
    if (write.offset < Offset(0)) write.offset = offset;
    Truth::Partition& partition = m_truth.partition(index);
    if (partition.isExempt) return;
    partition.values.emplace(offset, number);
    partition.highWatermark = std::max(partition.highWatermark, offset + 1);
}

void Watch::onStrangeRecord(int partition, Offset offset) {
    setFinding({"L1", fmt::format("{} offset {} holds a record that nobody sent",
                                  m_truth.partition(partition).name, offset)});
}

void Watch::onReadProblem(int partition, const Error& error) {
    lookForExcuse();
    for (const auto& checker : m_checkers) checker->onReadProblem(partition, error);
}

void Watch::onLatest(int partition, Offset latest, world::Moment asked) {
    lookForExcuse();
    for (const auto& checker : m_checkers) checker->onLatest(partition, latest, asked);
}

void Watch::onAssigned(const GroupAssignment& assigned) {
    lookForExcuse();
    for (const auto& checker : m_checkers) checker->onAssigned(assigned);
}

void Watch::onCommitAcked(std::size_t commit) {
    for (const auto& checker : m_checkers) checker->onCommitAcked(commit);
}

void Watch::onOffsetFetched(const FetchedOffset& fetched) {
    for (const auto& checker : m_checkers) checker->onOffsetFetched(fetched);
}

void Watch::onDeath(int number, bool isLossy) {
    look();
    const BrokerLook& broker = m_look.brokers[static_cast<std::size_t>(number) - 1];
    m_cluster.story().tell(describeQuorum(broker));
    m_cluster.story().tell(describeReplicas(broker));
    const world::Files& disk = m_cluster.machine(number).disk();
    for (const auto& checker : m_metadataCheckers) checker->onDeath(broker, disk, isLossy);
    for (const auto& checker : m_checkers) checker->onDeath(broker, disk, isLossy);
    if (!isLossy) return;
    m_truth.broker(number).lostData = true;
    if (m_plan.minInSync > 1) return;
    for (std::size_t i = 0; i < m_truth.partitions.size(); ++i)
        m_truth.exempt(static_cast<int>(i),
                       fmt::format("broker {} lost its power, and one replica is enough", number));
}

/// What was borrowed from the node is gone.
void Watch::onGone(int number) { lookAt(m_look.brokers[static_cast<std::size_t>(number) - 1]); }

void Watch::onDead(int number) {
    const world::Files& disk = m_cluster.machine(number).disk();
    for (const auto& checker : m_checkers) checker->onDead(number, disk);
}

}  // namespace broker::checking
