#include "app/quorum/quorum_facts.h"

#include <algorithm>

namespace app {

using namespace broker::observe;
using broker::BrokerId;

bool isUp(const ClusterSnapshot& snapshot, BrokerId id) {
    const BrokerSnapshot* broker = snapshot.broker(id);
    return broker && isAlive(broker->state) && !snapshot.faults.isFrozen(id);
}

const QuorumSnapshot* quorumOf(const ClusterSnapshot& snapshot, BrokerId id) {
    const BrokerSnapshot* broker = snapshot.broker(id);
    return broker ? broker->quorum.get() : nullptr;
}

QuorumFacts QuorumFacts::of(const ClusterSnapshot& snapshot) {
    QuorumFacts facts;
    for (const auto& broker : snapshot.brokers) {
        (broker->isVoter ? facts.voters : facts.observers).push_back(broker->id);
        if (broker->isVoter && isUp(snapshot, broker->id)) facts.upVoters.push_back(broker->id);
        if (!broker->quorum) continue;
        facts.highWatermark = std::max(facts.highWatermark, broker->quorum->highWatermark);
        if (broker->isVoter && isUp(snapshot, broker->id))
            facts.epoch = std::max(facts.epoch, broker->quorum->epoch);
    }
    facts.controller = snapshot.activeController;
    if (facts.controller != broker::kNoBroker) {
        facts.leader = quorumOf(snapshot, facts.controller);
        facts.epoch = std::max(facts.epoch, snapshot.controllerEpoch);
    }
    return facts;
}

bool QuorumFacts::isVoter(BrokerId id) const { return std::ranges::binary_search(voters, id); }

const QuorumReplica* QuorumFacts::replica(BrokerId id) const {
    if (!leader) return nullptr;
    const auto found = std::ranges::find(leader->replicas, id, &QuorumReplica::broker);
    return found == leader->replicas.end() ? nullptr : &*found;
}

std::int64_t QuorumFacts::open() const {
    if (!leader) return 0;
    return std::max<std::int64_t>(
        0, leader->logEnd.value() - std::max<std::int64_t>(0, leader->highWatermark.value()));
}

}  // namespace app
