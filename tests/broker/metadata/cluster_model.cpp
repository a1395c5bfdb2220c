#include "tests/broker/metadata/cluster_model.h"

#include <algorithm>

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;

namespace tests {
namespace {

ControllerOptions optionsFor(std::uint64_t seed) {
    ControllerOptions options = ControllerFixture::defaults();
    options.maxReplicationFactor = 3;
    options.seed = seed;
    if (!options.settings.set("leader.imbalance.check.interval.seconds", "20")) std::abort();
    return options;
}

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

ClusterModel::ClusterModel(std::uint64_t seed, Mutant mutant)
    : m_random(seed)
    , m_mutant(mutant)
    , m_fixture(optionsFor(seed)) {
    for (int id = 1; id <= kBrokers; ++id) {
        start(BrokerId{id});
        beat(BrokerId{id});
    }
    createTopic();
}

void ClusterModel::step() {
    const BrokerId id = drawBroker();
    const Process& drawn = process(id);
    switch (m_random.below(16)) {
        case 0:
            return m_fixture.pass(std::chrono::milliseconds(m_random.between(0, 5000)));
        case 1:
            commit(m_fixture.controller.tick(m_fixture.now));
            return;
        case 2:
            return start(id);
        case 3:
        case 4:
        case 5:
        case 6:
            return beat(id);
        case 7:
            return createTopic();
        case 8:
            if (m_random.oneIn(10)) return m_fixture.failOver();
            if (m_random.oneIn(6))
                commit(m_fixture.controller.deleteTopics(
                    {.topics = {{.name = "t" + std::to_string(m_random.below(3))}}}));
            return;
        case 9:
            if (m_random.oneIn(3)) return kill(id);
            if (m_random.oneIn(4)) return bounce(id);
            return;
        case 10:
            if (drawn.state == State::kUp && m_random.oneIn(3)) stop(id);
            return;
        case 11:
            return elect();
        case 12:
            return proposeIsr();
        case 13:
        case 14:
            return deliver();
        default:
            return produce();
    }
}

bool ClusterModel::isRunning(BrokerId id) const {
    const BrokerImage* broker = m_fixture.image().broker(id);
    return broker && process(id).state != State::kDown && process(id).epoch == broker->epoch;
}

template <class Reply>
Reply ClusterModel::commit(Decision<Reply> decision, const DecisionContext& context) {
    mutate(decision.records);
    const ImagePointer before = m_fixture.controller.workingImage();
    m_fixture.append(decision.records);
    if (!m_violation.empty()) return std::move(decision.reply);
    const ImagePointer after = m_fixture.controller.workingImage();
    m_violation = m_checker.check(*before, *after, context);
    if (m_violation.empty())
        m_violation = m_checker.checkData(*after, [this](BrokerId id) { return isRunning(id); });
    return std::move(decision.reply);
}

void ClusterModel::start(BrokerId id) {
    Process& starting = process(id);
    if (starting.state == State::kDown) {
        starting.state = State::kUp;
        starting.incarnation = Uuid::random(m_random);
        starting.epoch = kNoBrokerEpoch;
    }
    if (starting.epoch != kNoBrokerEpoch) return;
    RegisterBroker command = m_fixture.registration(id.value());
    command.incarnationId = starting.incarnation;
    command.previousEpoch = starting.cleanEpoch;

    const BrokerImage* last = m_fixture.image().broker(id);
    DecisionContext context;
    context.registered = command;
    // Judged as a controller that forgets nothing would: by a registration that is not mutated.
    const auto now = m_fixture.now;
    const auto honest = m_fixture.controller.registerBroker(command, now);
    context.oldSessionLasted = honest.reply.outcome.error == ErrorCode::kDuplicateBrokerRegistration;
    if (m_mutant == Mutant::kTrustsRestarted && last) command.previousEpoch = last->epoch;
    const auto later = m_mutant == Mutant::kIgnoresSessions ? now + 1h : now;
    Decision<RegisterBrokerReply> decision = m_fixture.controller.registerBroker(command, later);
    if (!decision.reply.outcome.ok()) return;
    starting.epoch = decision.reply.epoch;
    starting.cleanEpoch = kNoBrokerEpoch;
    commit(std::move(decision), context);
}

void ClusterModel::beat(BrokerId id) {
    Process& beating = process(id);
    if (beating.state == State::kDown || beating.epoch == kNoBrokerEpoch) return;
    const BrokerHeartbeat command{
        .broker = id,
        .epoch = beating.epoch,
        .metadataOffset = Offset{static_cast<std::int64_t>(m_fixture.log.size()) - 1},
        .wantFence = m_random.oneIn(50),
        .wantShutDown = beating.state == State::kStopping};
    const auto reply = commit(m_fixture.controller.heartbeat(command, m_fixture.now));
    if (reply.outcome.ok() && reply.shouldShutDown) {
        beating.state = State::kDown;
        beating.cleanEpoch = beating.epoch;
    }
}

void ClusterModel::kill(BrokerId id) {
    process(id).state = State::kDown;
    process(id).cleanEpoch = kNoBrokerEpoch;
    if (m_random.oneIn(2)) m_checker.loseData(id);
}

void ClusterModel::bounce(BrokerId id) {
    kill(id);
    for (int i = 0; i < 2; ++i) {
        m_fixture.pass(5s);
        for (int other = 1; other <= kBrokers; ++other) beat(BrokerId{other});
        commit(m_fixture.controller.tick(m_fixture.now));
    }
    start(id);
    beat(id);
}

void ClusterModel::stop(BrokerId id) {
    Process& stopping = process(id);
    stopping.state = State::kStopping;
    if (!m_random.oneIn(3) || stopping.epoch == kNoBrokerEpoch) return;
    // Impatient: it closes its logs without the controller's leave.
    stopping.state = State::kDown;
    stopping.cleanEpoch = stopping.epoch;
}

void ClusterModel::createTopic() {
    NewTopic topic{.name = "t" + std::to_string(m_random.below(3)),
                   .partitions = static_cast<int>(m_random.between(1, 2)),
                   .replicationFactor = static_cast<std::int16_t>(m_random.between(1, 3))};
    topic.settings.push_back({"min.insync.replicas", std::to_string(m_random.between(1, 3))});
    if (m_random.oneIn(4)) topic.settings.push_back({"unclean.leader.election.enable", "true"});
    commit(m_fixture.controller.createTopics({.topics = {std::move(topic)}}));
}

const PartitionImage* ClusterModel::drawLed(PartitionKey& key) {
    std::vector<std::pair<PartitionKey, const PartitionImage*>> led;
    m_fixture.image().topics().forEach([&](const std::string&, const auto& topic) {
        for (const auto& partition : topic->partitions)
            if (partition->leader != kNoBroker && isRunning(partition->leader))
                led.push_back({{topic->id, partition->index}, partition.get()});
    });
    if (led.empty()) return nullptr;
    const auto& drawn = led[m_random.below(led.size())];
    key = drawn.first;
    return drawn.second;
}

void ClusterModel::fetch(const PartitionKey& key, const PartitionImage& partition) {
    PartitionData& data = m_checker.data(key);
    for (const BrokerId id : partition.replicas)
        if (isRunning(id) && !m_random.oneIn(3)) data.logEnd[id] = data.logEnd[partition.leader];
}

void ClusterModel::produce() {
    PartitionKey key;
    const PartitionImage* partition = drawLed(key);
    if (!partition) return;
    PartitionData& data = m_checker.data(key);
    ++data.logEnd[partition->leader];
    if (m_random.oneIn(2)) fetch(key, *partition);
    const TopicImage& topic = *m_fixture.image().topic(key.first);
    if (partition->isr.size() < minIsrOf(m_fixture.image(), topic, *partition) &&
        m_mutant != Mutant::kCommitsBelowMinIsr)
        return;
    int least = data.logEnd[partition->leader];
    for (const BrokerId id : maximalIsr(key, *partition)) least = std::min(least, data.logEnd[id]);
    data.highWatermark = std::max(data.highWatermark, least);
}

std::vector<BrokerId> ClusterModel::maximalIsr(const PartitionKey& key,
                                               const PartitionImage& partition) const {
    std::vector<BrokerId> maximal = partition.isr;
    if (m_mutant == Mutant::kForgetsMaximalIsr) return maximal;
    for (const AlterPartition& command : m_inFlight)
        for (const AlterPartition::Partition& asked : command.partitions)
            if (asked.topicId == key.first && asked.index == key.second &&
                asked.leaderEpoch == partition.leaderEpoch &&
                asked.partitionEpoch == partition.partitionEpoch)
                for (const AlterPartition::Member& member : asked.isr) maximal.push_back(member.broker);
    return maximal;
}

void ClusterModel::proposeIsr() {
    PartitionKey key;
    const PartitionImage* partition = drawLed(key);
    if (!partition) return;
    if (m_random.oneIn(2)) fetch(key, *partition);
    PartitionData& data = m_checker.data(key);
    AlterPartition::Partition asked{.topicId = key.first,
                                    .index = key.second,
                                    .leaderEpoch = partition->leaderEpoch,
                                    .partitionEpoch = partition->partitionEpoch};
    for (const BrokerId id : partition->replicas) {
        const bool isIn = contains(partition->isr, id);
        // Whoever is let in has everything and is fetching; whoever is in may be slow.
        const bool mayEnter = isRunning(id) && data.logEnd[id] == data.logEnd[partition->leader];
        if (id != partition->leader && !(isIn ? !m_random.oneIn(4) : mayEnter)) continue;
        const BrokerImage* broker = m_fixture.image().broker(id);
        asked.isr.push_back({id, isIn && broker ? broker->epoch : process(id).epoch});
    }
    m_inFlight.push_back({.broker = partition->leader,
                          .epoch = process(partition->leader).epoch,
                          .partitions = {std::move(asked)}});
}

void ClusterModel::deliver() {
    if (m_inFlight.empty()) return;
    const std::size_t at = m_random.below(m_inFlight.size());
    AlterPartition command = m_inFlight[at];
    if (!m_random.oneIn(5)) m_inFlight.erase(m_inFlight.begin() + static_cast<std::ptrdiff_t>(at));
    DecisionContext context;
    context.altered = command;
    for (AlterPartition::Partition& asked : command.partitions) {
        const PartitionImage* partition = m_fixture.image().partition(asked.topicId, asked.index);
        if (m_mutant == Mutant::kIgnoresEpochs && partition) {
            asked.leaderEpoch = partition->leaderEpoch;
            asked.partitionEpoch = partition->partitionEpoch;
        }
        if (m_mutant == Mutant::kIgnoresUptimes)
            for (AlterPartition::Member& member : asked.isr) member.epoch = kNoBrokerEpoch;
    }
    Decision<AlterPartitionReply> decision = m_fixture.controller.alterPartition(command);
    context.alteredReply = decision.reply;
    commit(std::move(decision), context);
}

void ClusterModel::elect() {
    ElectLeaders command;
    if (m_random.oneIn(6)) command.type = ElectionType::kUnclean;
    if (m_random.oneIn(2))
        command.partitions = {
            {"t" + std::to_string(m_random.below(3)), PartitionIndex{static_cast<int>(m_random.below(2))}}};
    DecisionContext context;
    context.uncleanWasAskedFor = command.type == ElectionType::kUnclean;
    commit(m_fixture.controller.electLeaders(command), context);
}

void ClusterModel::mutate(std::vector<Record>& records) const {
    if (m_mutant == Mutant::kNone) return;
    for (Record& record : records)
        if (auto* change = std::get_if<PartitionChangeRecord>(&record)) *change = mutated(*std::move(change));
}

PartitionChangeRecord ClusterModel::mutated(PartitionChangeRecord change) const {
    const PartitionImage& partition = *m_fixture.image().partition(change.topicId, change.partition);
    const auto other = [&](BrokerId than) {
        for (const BrokerId id : partition.replicas)
            if (id != than && id != partition.leader && isRunning(id) &&
                m_fixture.image().broker(id)->isActive())
                return id;
        return kNoBroker;
    };
    const auto elect = [&](BrokerId leader) {
        if (leader == kNoBroker) return;
        change.leader = leader;
        change.isr = {leader};
        change.elr = std::vector<BrokerId>{};
        change.recovery = LeaderRecoveryState::kRecovering;
    };
    switch (m_mutant) {
        case Mutant::kKeepsEligible:
            if (change.leader == kLeaderUnchanged && change.isr && change.isr->size() > partition.isr.size())
                change.elr.reset();
            break;
        case Mutant::kKeepsFencedInSync:
            if (change.isr && change.isr->size() < partition.isr.size()) change.isr.reset();
            break;
        case Mutant::kElectsAnybody:
            if (change.leader == kNoBroker) elect(other(kNoBroker));
            break;
        case Mutant::kHidesUncleanElection:
            change.recovery = LeaderRecoveryState::kUnchanged;
            break;
        case Mutant::kForgetsLastKnown:
            if (contains(partition.lastKnownElr, change.leader) && !contains(partition.elr, change.leader))
                elect(other(change.leader));
            break;
        default:
            break;
    }
    return change;
}

}  // namespace tests
