#include "tests/broker/replication/replication_model.h"

#include <algorithm>
#include <utility>

namespace tests {
namespace {

constexpr std::size_t kAnswerLimit = 3;

bool contains(const std::vector<BrokerId>& ids, BrokerId id) { return std::ranges::count(ids, id) > 0; }

std::vector<BrokerId> without(std::vector<BrokerId> ids, BrokerId id) {
    std::erase(ids, id);
    return ids;
}

}  // namespace

void ModelLog::append(const ModelRecord& record) {
    epochs.assign(record.epoch, end());
    records.push_back(record);
}

void ModelLog::truncateTo(Offset offset) {
    epochs.truncateFromEnd(offset);
    const auto size = static_cast<std::size_t>(offset.value());
    if (size < records.size()) records.resize(size);
    durable = std::min(durable, records.size());
}

ReplicationModel::ReplicationModel(std::uint64_t seed, Mutant mutant)
    : m_random(seed)
    , m_mutant(mutant) {
    ModelMetadata first;
    for (int id = 1; id <= 3; ++id) {
        Node& node = m_nodes[BrokerId(id)];
        node.id = BrokerId(id);
        node.epoch = BrokerEpoch(m_nextBrokerEpoch++);
        first.partition.replicas.push_back(node.id);
        setBroker(first, node.id, node.epoch, false);
    }
    first.partition.isr = first.partition.replicas;
    first.partition.leader = BrokerId(1);
    m_metadata.push_back(first);
    for (auto& [id, node] : m_nodes) applyMetadata(node, 0);
}

void ReplicationModel::step() {
    m_micros += m_random.between(0, 20'000);
    Node& node = pick();
    switch (m_random.below(12)) {
        case 0:
            if (node.applied + 1 < m_metadata.size())
                applyMetadata(node, static_cast<std::size_t>(
                                        m_random.between(static_cast<std::int64_t>(node.applied) + 1,
                                                         static_cast<std::int64_t>(m_metadata.size()) - 1)));
            break;
        case 1:
        case 2:
            produce(node);
            break;
        case 3:
            if (m_random.oneIn(2))
                consume(node);
            else
                askLatest(node);
            break;
        case 4:
            if (node.isRunning && node.leader) carryOut(node, node.leader->tick(current().brokers, now()));
            break;
        case 5:
            sendFetch(node);
            break;
        case 6:
        case 7:
        case 8:
        case 9:
            if (m_network.empty()) break;
            std::swap(m_network[m_random.below(m_network.size())], m_network.back());
            if (!m_isHealing && m_random.oneIn(12)) {
                if (m_random.oneIn(3)) break;  // it is late
                const Message lost = m_network.back();
                m_network.pop_back();
                // Lost with its connection; the asker notices. Of some a copy arrives all the same, later.
                if (lost.kind == Message::Kind::kAlter && m_random.oneIn(2)) m_network.push_back(lost);
                Node& asker = m_nodes.at(lost.kind == Message::Kind::kAlter ? lost.from : lost.to);
                const bool isAlter =
                    lost.kind == Message::Kind::kAlter || lost.kind == Message::Kind::kAlterAnswer;
                if (isAlter && asker.isRunning && asker.epoch == lost.uptime && asker.leader)
                    carryOut(asker, asker.leader->unanswered(lost.proposal));
                break;
            }
            {
                Message message = std::move(m_network.back());
                m_network.pop_back();
                deliver(std::move(message));
            }
            break;
        case 10:
            node.checkpointed = node.highWatermark;
            if (m_random.oneIn(2)) node.log.durable = node.log.records.size();
            maybeUnfence(node);
            break;
        case 11:
            if (!node.isRunning) {
                if (const auto& known = current().brokers.find(node.id); !known->fenced)
                    fence(node.id);  // its session ended
                else if (m_isHealing || m_random.oneIn(3))
                    restart(node);
            } else if (!m_isHealing && m_random.oneIn(8)) {
                if (m_random.oneIn(3))
                    stopCleanly(node);
                else
                    crash(node, m_random.oneIn(2));
            } else if (!m_isHealing && m_random.oneIn(8)) {
                fence(node.id);  // alive, but its heartbeats don't arrive
            }
            break;
    }
    collectAcknowledgements();
    check();
}

bool ReplicationModel::converges() {
    m_isHealing = true;
    for (int i = 0; i < 20'000 && m_broken.empty(); ++i) {
        step();
        const metadata::PartitionImage& partition = current().partition;
        if (partition.leader == kNoBroker || partition.isr.size() < 3) continue;
        const Node& leader = m_nodes.at(partition.leader);
        if (leader.leader && leader.leader->isr().size() == 3) return true;
    }
    return false;
}

// The controller
// ---------------------------------------------------------------------------------------------

void ReplicationModel::commit(ModelMetadata metadata) {
    metadata.partition.partitionEpoch = metadata.partition.partitionEpoch + 1;
    m_metadata.push_back(std::move(metadata));
    for (auto& [id, node] : m_nodes)
        if (contains(current().partition.isr, id)) node.hasLost = node.hasLost && !node.isRunning;
}

void ReplicationModel::setBroker(ModelMetadata& metadata, BrokerId id, BrokerEpoch epoch, bool fenced) const {
    metadata::BrokerImage broker;
    broker.id = id;
    broker.epoch = epoch;
    broker.fenced = fenced;
    metadata.brokers =
        metadata.brokers.with({{id, std::make_shared<const metadata::BrokerImage>(broker), 0}});
}

/// Whoever leaves while fewer than min.insync.replicas stay remains eligible.
void ReplicationModel::setIsr(metadata::PartitionImage& partition, std::vector<BrokerId> isr) const {
    std::set<BrokerId> eligible(partition.elr.begin(), partition.elr.end());
    eligible.insert(partition.isr.begin(), partition.isr.end());
    for (const BrokerId id : isr) eligible.erase(id);
    partition.elr.clear();
    if (static_cast<std::int32_t>(isr.size()) < kMinInSync)
        partition.elr.assign(eligible.begin(), eligible.end());
    partition.isr = std::move(isr);
}

void ReplicationModel::elect(ModelMetadata& metadata) const {
    metadata::PartitionImage& partition = metadata.partition;
    const auto isActive = [&](BrokerId id) { return !metadata.brokers.find(id)->fenced; };
    if (partition.leader != kNoBroker && contains(partition.isr, partition.leader)) return;
    BrokerId next = kNoBroker;
    for (const BrokerId id : partition.isr)
        if (next == kNoBroker && isActive(id)) next = id;
    for (const BrokerId id : partition.elr)
        if (next == kNoBroker && isActive(id)) next = id;
    if (next != kNoBroker && !contains(partition.isr, next)) setIsr(partition, {next});
    if (next == partition.leader) return;
    partition.leader = next;
    partition.leaderEpoch = partition.leaderEpoch + 1;
}

void ReplicationModel::fence(BrokerId id) {
    ModelMetadata next = current();
    const auto& known = next.brokers.find(id);
    if (known->fenced) return;
    setBroker(next, id, known->epoch, true);
    setIsr(next.partition, without(next.partition.isr, id));
    elect(next);
    commit(std::move(next));
}

void ReplicationModel::maybeUnfence(Node& node) {
    const auto& known = current().brokers.find(node.id);
    if (!node.isRunning || !known->fenced || known->epoch != node.epoch) return;
    if (node.applied + 1 < m_metadata.size()) return;
    ModelMetadata next = current();
    setBroker(next, node.id, node.epoch, false);
    elect(next);
    commit(std::move(next));
}

IsrAnswer ReplicationModel::judge(const Message& message) {
    const IsrProposal& proposal = message.proposal;
    const metadata::PartitionImage& partition = current().partition;
    const auto& leader = current().brokers.find(message.from);
    if (leader->epoch != message.uptime) return {.error = ErrorCode::kStaleBrokerEpoch};
    if (partition.leader != message.from || partition.leaderEpoch != proposal.leaderEpoch)
        return {.error = ErrorCode::kFencedLeaderEpoch};
    if (partition.partitionEpoch != proposal.partitionEpoch)
        return {.error = ErrorCode::kInvalidUpdateVersion};
    std::vector<BrokerId> isr;
    for (const IsrProposal::Member& member : proposal.isr) {
        const auto& known = current().brokers.find(member.id);
        if (known->fenced || known->epoch != member.epoch) return {.error = ErrorCode::kIneligibleReplica};
        isr.push_back(member.id);
    }
    ModelMetadata next = current();
    setIsr(next.partition, isr);
    commit(std::move(next));
    return {.leaderEpoch = current().partition.leaderEpoch,
            .partitionEpoch = current().partition.partitionEpoch,
            .isr = current().partition.isr};
}

// The brokers
// ------------------------------------------------------------------------------------------------

bool ReplicationModel::isCurrentLeader(const Node& node) const {
    return node.isRunning && node.leader && node.leader->leaderEpoch() == current().partition.leaderEpoch &&
           current().partition.leader == node.id;
}

void ReplicationModel::crash(Node& node, bool isLossy) {
    for (const auto& [id, other] : m_nodes)
        if (id != node.id && other.hasLost) return;
    node.hasLost = true;
    node.isRunning = node.wasCleanlyStopped = false;
    node.leader.reset();
    node.follower.reset();
    if (isLossy)
        node.log.truncateTo(Offset(m_random.between(static_cast<std::int64_t>(node.log.durable),
                                                    static_cast<std::int64_t>(node.log.records.size()))));
    node.highWatermark = std::min(node.checkpointed, node.log.end());
}

void ReplicationModel::stopCleanly(Node& node) {
    if (current().brokers.find(node.id)->epoch != node.epoch) return;
    fence(node.id);
    node.isRunning = false;
    node.wasCleanlyStopped = true;
    node.leader.reset();
    node.follower.reset();
    node.checkpointed = node.highWatermark;
    node.log.durable = node.log.records.size();
}

void ReplicationModel::restart(Node& node) {
    node.isRunning = true;
    node.epoch = BrokerEpoch(m_nextBrokerEpoch++);
    ModelMetadata next = current();
    setBroker(next, node.id, node.epoch, true);
    if (!node.wasCleanlyStopped) {
        // What it had acknowledged may be gone.
        std::erase(next.partition.isr, node.id);
        std::erase(next.partition.elr, node.id);
    }
    commit(std::move(next));
    node.applied = static_cast<std::size_t>(m_random.between(0, static_cast<std::int64_t>(node.applied)));
    node.caughtUpAt = m_metadata.size() - 1;
}

void ReplicationModel::applyMetadata(Node& node, std::size_t upTo) {
    node.applied = upTo;
    if (!node.isRunning || upTo < node.caughtUpAt) return;
    const metadata::PartitionImage& partition = m_metadata[upTo].partition;
    if (partition.leader == node.id) {
        if (node.leader && node.leader->leaderEpoch() == partition.leaderEpoch)
            carryOut(node, node.leader->onMetadata(partition, now()));
        else
            becomeLeader(node, partition);
        return;
    }
    node.leader.reset();
    if (partition.leader == kNoBroker)
        node.follower.reset();
    else if (!node.follower || node.follower->leaderEpoch() != partition.leaderEpoch)
        becomeFollower(node, partition);
}

void ReplicationModel::becomeLeader(Node& node, const metadata::PartitionImage& partition) {
    node.follower.reset();
    const LeaderEpoch since = node.leader && node.leader->leaderEpoch() + 1 == partition.leaderEpoch
                                  ? node.leader->ledSince()
                                  : partition.leaderEpoch;
    node.log.epochs.assign(partition.leaderEpoch, node.log.end());
    node.leader = std::make_unique<LeaderReplica>(
        LeaderReplica::Options{.self = node.id,
                               .lagTimeMax = world::Duration(500'000),
                               .minInSync = kMinInSync,
                               .mutant = m_mutant},
        partition,
        LeaderReplica::Start{
            .logEnd = node.log.end(), .highWatermark = node.highWatermark, .ledSince = since, .now = now()});
    carryOut(node, node.leader->appended(node.log.end()));
}

void ReplicationModel::becomeFollower(Node& node, const metadata::PartitionImage& partition) {
    node.follower = std::make_unique<FollowerReplica>(
        FollowerReplica::Options{
            .leader = partition.leader, .leaderEpoch = partition.leaderEpoch, .mutant = m_mutant},
        node.highWatermark);
    if (const auto cut = node.follower->start(node.log.view())) truncate(node, cut->offset);
}

void ReplicationModel::carryOut(Node& node, const LeaderDecisions& decisions) {
    if (decisions.highWatermarkMoved) {
        expect(static_cast<std::int32_t>(node.leader->isr().size()) >= kMinInSync,
               "M8: the high watermark moved with too few in sync");
        expect(node.leader->highWatermark() > node.highWatermark, "M8: the high watermark fell");
        node.highWatermark = node.leader->highWatermark();
    }
    if (!decisions.ask) return;
    m_network.push_back(
        {.kind = Message::Kind::kAlter, .from = node.id, .uptime = node.epoch, .proposal = *decisions.ask});
}

void ReplicationModel::truncate(Node& node, Offset offset) {
    for (std::size_t at = static_cast<std::size_t>(offset.value()); at < node.log.records.size(); ++at) {
        const auto known = m_committed.find(at);
        expect(known == m_committed.end() || known->second != node.log.records[at],
               fmt::format("L5: broker {} cut offset {}, which is committed", node.id, at));
    }
    node.log.truncateTo(offset);
    node.highWatermark = std::min(node.highWatermark, node.log.end());
    node.checkpointed = std::min(node.checkpointed, node.log.end());
}

void ReplicationModel::sendFetch(Node& node) {
    if (!node.isRunning || !node.follower || m_network.size() > 40) return;
    const FetchPlan plan = node.follower->plan(node.log.view());
    m_network.push_back({.kind = Message::Kind::kFetch,
                         .from = node.id,
                         .to = node.follower->leader(),
                         .uptime = node.epoch,
                         .fetch = {.replica = node.id,
                                   .brokerEpoch = node.epoch,
                                   .leaderEpoch = plan.leaderEpoch,
                                   .position = plan.position},
                         .plan = plan});
}

void ReplicationModel::deliver(Message message) {
    switch (message.kind) {
        case Message::Kind::kFetch:
            onFetch(m_nodes.at(message.to), message);
            break;
        case Message::Kind::kFetchAnswer:
            onFetchAnswer(m_nodes.at(message.to), message);
            break;
        case Message::Kind::kAlter:
            message.isrAnswer = judge(message);
            message.kind = Message::Kind::kAlterAnswer;
            message.to = message.from;
            m_network.push_back(std::move(message));
            break;
        case Message::Kind::kAlterAnswer: {
            Node& node = m_nodes.at(message.to);
            if (node.isRunning && node.epoch == message.uptime && node.leader)
                carryOut(node, node.leader->answered(message.proposal, message.isrAnswer, now()));
            break;
        }
    }
}

void ReplicationModel::onFetch(Node& node, const Message& message) {
    if (!node.isRunning || !node.leader) return;
    const Brokers& brokers = m_metadata[node.applied].brokers;
    Message reply = message;
    reply.kind = Message::Kind::kFetchAnswer;
    reply.from = node.id;
    reply.to = message.from;
    const auto judged = node.leader->judge(message.fetch, node.log.view(), brokers);
    if (!judged) {
        reply.answer.error = judged.error().code;
    } else if (*judged) {
        reply.answer.divergence = **judged;
    } else {
        const LeaderDecisions decisions = node.leader->noted(message.fetch, brokers, now());
        if (decisions.ask) checkGrowth(node, *decisions.ask);
        carryOut(node, decisions);
        const auto from = static_cast<std::size_t>(message.fetch.position.offset.value());
        for (std::size_t at = from; at < std::min(node.log.records.size(), from + kAnswerLimit); ++at)
            reply.records.push_back(node.log.records[at]);
    }
    reply.answer.highWatermark = node.highWatermark;
    reply.answer.logStart = Offset(0);
    m_network.push_back(std::move(reply));
}

void ReplicationModel::onFetchAnswer(Node& node, const Message& message) {
    if (!node.isRunning || node.epoch != message.uptime || !node.follower) return;
    const FollowerStep step = node.follower->onAnswer(message.plan, message.answer, node.log.view());
    if (std::holds_alternative<Ignore>(step)) return;
    if (const auto* cut = std::get_if<TruncateTo>(&step)) truncate(node, cut->offset);
    if (std::holds_alternative<AppendRecords>(step))
        for (const ModelRecord& record : message.records) node.log.append(record);
    node.follower->settle(message.answer, node.log.view());
    node.highWatermark = node.follower->highWatermark();
    if (!m_random.oneIn(4)) sendFetch(node);
}

// The clients
// ------------------------------------------------------------------------------------------------

void ReplicationModel::produce(Node& node) {
    if (m_isHealing || !node.isRunning || !node.leader) return;
    const bool forAll = m_random.oneIn(2);
    if (forAll && !node.leader->checkEnoughInSync()) return;
    const ModelRecord record{node.leader->leaderEpoch(), m_nextValue++};
    const Offset offset = node.log.end();
    node.log.append(record);
    carryOut(node, node.leader->appended(node.log.end()));
    if (forAll) m_pending.push_back({node.id, node.epoch, node.leader->leaderEpoch(), offset, record});
}

void ReplicationModel::collectAcknowledgements() {
    std::erase_if(m_pending, [&](const PendingWrite& write) {
        const Node& node = m_nodes.at(write.node);
        if (!node.isRunning || node.epoch != write.uptime || !node.leader) return true;
        const auto answer = node.leader->acknowledgement(write.epoch, write.offset + 1);
        if (!answer) return false;
        if (*answer == ErrorCode::kNone) {
            note(static_cast<std::size_t>(write.offset.value()), write.record);
            m_acknowledged.insert(static_cast<std::size_t>(write.offset.value()));
        }
        return true;
    });
}

void ReplicationModel::consume(Node& node) {
    if (!node.isRunning || !node.leader) return;
    for (std::size_t at = 0; at < static_cast<std::size_t>(node.highWatermark.value()); ++at)
        note(at, node.log.records[at]);
}

void ReplicationModel::askLatest(Node& node) {
    if (!node.isRunning || !node.leader || !node.leader->isLatestKnown()) return;
    const LeaderEpoch epoch = node.leader->leaderEpoch();
    for (const auto& [earlier, told] : m_latestTold)
        expect(earlier > epoch || told <= node.highWatermark, "L7: the latest offset fell");
    Offset& told = m_latestTold[epoch];
    told = std::max(told, node.highWatermark);
}

// The checkers
// -----------------------------------------------------------------------------------------------

void ReplicationModel::expect(bool holds, const std::string& invariant) {
    if (!holds && m_broken.empty()) m_broken = invariant;
}

void ReplicationModel::note(std::size_t offset, const ModelRecord& record) {
    const auto [known, isNew] = m_committed.emplace(offset, record);
    expect(isNew || known->second == record, fmt::format("L6: offset {} has two values", offset));
}

void ReplicationModel::checkGrowth(const Node& leader, const IsrProposal& proposal) {
    for (const BrokerId id : proposal.changed) {
        const auto& follower = leader.leader->followers().at(id);
        expect(follower.end && *follower.end >= leader.leader->highWatermark() &&
                   *follower.end >= leader.leader->epochStart(),
               "M7: a follower was proposed too early");
    }
}

void ReplicationModel::check() {
    const metadata::PartitionImage& partition = current().partition;
    for (const auto& [id, node] : m_nodes) {
        if (!node.isRunning) continue;
        expect(node.highWatermark <= node.log.end(), "L2: the high watermark is behind the log's end");
        // M6: whoever may be elected has every committed offset.
        if (contains(partition.isr, id) || contains(partition.elr, id))
            expect(m_committed.empty() || node.log.records.size() > m_committed.rbegin()->first,
                   fmt::format("M6: broker {} may lead and lacks what is committed", id));
        if (!isCurrentLeader(node)) continue;
        for (const auto& [offset, record] : m_committed) {
            const ModelRecord* held = node.log.at(offset);
            expect(held && *held == record, fmt::format("L3: leader {} lacks offset {}", id, offset));
        }
        if (static_cast<std::int32_t>(node.leader->isr().size()) < kMinInSync) continue;
        const std::set<BrokerId> maximal = node.leader->maximalIsr();
        for (const BrokerId member : partition.isr)
            expect(maximal.contains(member), "M5: the leader does not count a member of the ISR");
        for (const BrokerId member : partition.elr)
            expect(maximal.contains(member), "M5: the leader does not count an eligible replica");
    }
    for (const std::size_t offset : m_acknowledged)
        expect(std::ranges::any_of(m_nodes,
                                   [&](const auto& entry) {
                                       const ModelRecord* held = entry.second.log.at(offset);
                                       return held && *held == m_committed.at(offset);
                                   }),
               fmt::format("L4: offset {} is on no replica", offset));
    for (const auto& [a, first] : m_nodes)
        for (const auto& [b, second] : m_nodes) {
            if (!(a < b) || !first.isRunning || !second.isRunning) continue;
            const auto common =
                static_cast<std::size_t>(std::min(first.highWatermark, second.highWatermark).value());
            expect(std::equal(first.log.records.begin(),
                              first.log.records.begin() + static_cast<std::ptrdiff_t>(common),
                              second.log.records.begin()),
                   fmt::format("L1: brokers {} and {} differ below both high watermarks", a, b));
        }
}

}  // namespace tests
