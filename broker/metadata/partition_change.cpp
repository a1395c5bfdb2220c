#include "broker/metadata/partition_change.h"

#include <algorithm>
#include <utility>

namespace broker::metadata {
namespace {

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool haveSameMembers(std::vector<BrokerId> a, std::vector<BrokerId> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

struct Elected {
    BrokerId leader = kNoBroker;
    bool isUnclean = false;
};

/// The partition as it will be, worked out step by step; `record` is the difference.
class Change {
public:
    Change(const PartitionImage& partition, const PartitionWish& wish, const Liveness& liveness,
           const PartitionRules& rules)
        : m_now(partition)
        , m_wish(wish)
        , m_liveness(liveness)
        , m_hasElr(rules.hasElr)
        , m_minIsr(std::min(rules.minIsr, partition.replicas.size()))
        , m_isr(wish.isr)
        , m_leader(partition.leader)
        , m_recovery(partition.recovery) {
        if (wish.recovery != LeaderRecoveryState::kUnchanged) m_recovery = wish.recovery;
        shrink();
        take(elect());
        rememberLeader();
    }

    std::optional<PartitionChangeRecord> record() const;

private:
    void shrink();
    Elected elect() const;
    void take(const Elected& elected);
    void rememberLeader();

    bool isEligible(BrokerId id) const {
        return (contains(m_isr, id) || contains(m_elr, id)) && m_liveness.mayLead(id);
    }
    /// The first replica, in the order of preference, that `test` likes.
    template <class Test>
    BrokerId firstReplica(Test test) const {
        const auto at = std::find_if(m_now.replicas.begin(), m_now.replicas.end(), test);
        return at == m_now.replicas.end() ? kNoBroker : *at;
    }
    BrokerId firstOfLastKnown() const;

    const PartitionImage& m_now;
    const PartitionWish& m_wish;
    const Liveness& m_liveness;
    bool m_hasElr;
    std::size_t m_minIsr;

    std::vector<BrokerId> m_isr;
    std::vector<BrokerId> m_elr;
    std::vector<BrokerId> m_lastKnown;
    BrokerId m_leader;
    LeaderRecoveryState m_recovery;
};

void Change::shrink() {
    if (!m_hasElr) return;
    std::erase(m_isr, m_wish.distrusted);
    if (m_isr.size() >= m_minIsr) return;
    for (const std::vector<BrokerId>* group : {&m_now.isr, &m_now.elr})
        for (const BrokerId id : *group)
            if (id != m_wish.distrusted && !contains(m_isr, id) && !contains(m_elr, id)) m_elr.push_back(id);
}

BrokerId Change::firstOfLastKnown() const {
    const auto at = std::find_if(m_now.lastKnownElr.begin(), m_now.lastKnownElr.end(), [this](BrokerId id) {
        return contains(m_now.replicas, id) && m_liveness.mayLead(id);
    });
    return at == m_now.lastKnownElr.end() ? kNoBroker : *at;
}

Elected Change::elect() const {
    const auto eligible = [this](BrokerId id) { return isEligible(id); };
    if (m_wish.election == Election::kPreferred && !m_now.replicas.empty() &&
        eligible(m_now.replicas.front()))
        return {m_now.replicas.front()};
    if (m_now.leader != kNoBroker && eligible(m_now.leader)) return {m_now.leader};
    if (const BrokerId next = firstReplica(eligible); next != kNoBroker) return {next};

    const bool isDeserted = m_isr.empty() && m_elr.empty() && m_now.lastKnownElr.size() == 1;
    const bool takesAny = m_wish.election == Election::kUnclean;
    if ((m_hasElr && isDeserted) || takesAny)
        if (const BrokerId last = firstOfLastKnown(); last != kNoBroker) return {last, true};
    if (!takesAny) return {};
    const BrokerId any = firstReplica([this](BrokerId id) { return m_liveness.mayLead(id); });
    return {any, any != kNoBroker};
}

void Change::take(const Elected& elected) {
    m_leader = elected.leader;
    if (elected.isUnclean) {
        m_isr = {m_leader};
        m_elr.clear();
        m_recovery = LeaderRecoveryState::kRecovering;
    } else if (m_leader != kNoBroker && !contains(m_isr, m_leader)) {
        m_isr.push_back(m_leader);
        std::erase(m_elr, m_leader);
        if (m_isr.size() >= m_minIsr) m_elr.clear();
    }
    // Without eligible replicas the last in sync is remembered by staying.
    if (!m_hasElr && m_isr.empty()) m_isr = m_now.isr;
}

void Change::rememberLeader() {
    if (!m_hasElr || m_leader != kNoBroker) return;
    m_lastKnown = m_now.leader != kNoBroker ? std::vector{m_now.leader} : m_now.lastKnownElr;
}

std::optional<PartitionChangeRecord> Change::record() const {
    PartitionChangeRecord record;
    if (!haveSameMembers(m_isr, m_now.isr)) record.isr = m_isr;
    if (m_leader != m_now.leader) record.leader = m_leader;
    if (!haveSameMembers(m_elr, m_now.elr)) record.elr = m_elr;
    if (m_lastKnown != m_now.lastKnownElr) record.lastKnownElr = m_lastKnown;
    if (m_recovery != m_now.recovery) record.recovery = m_recovery;
    if (record == PartitionChangeRecord{}) return std::nullopt;
    return record;
}

}  // namespace

bool Liveness::mayLead(BrokerId id) const {
    if (id == kNoBroker || id == leaving) return false;
    if (id == returning) return true;
    const BrokerImage* broker = image.broker(id);
    return broker && broker->isActive();
}

std::optional<PartitionChangeRecord> decideChange(const PartitionImage& partition, const PartitionWish& wish,
                                                  const Liveness& liveness, const PartitionRules& rules) {
    return Change(partition, wish, liveness, rules).record();
}

}  // namespace broker::metadata
