#include <algorithm>
#include <deque>
#include <utility>

#include "broker/assignors/assignors.h"
#include "broker/assignors/member_table.h"

namespace broker::assignors {
namespace {

constexpr std::size_t kNone = MemberTable::kNone;

/// Who had each partition: of several claims the one of the latest generation; of two there, none.
std::vector<std::size_t> previousOwners(const MemberTable& table) {
    std::vector<std::size_t> owners(table.partitionCount(), kNone);
    std::vector<GenerationId> since(table.partitionCount(), kNoGeneration);
    std::vector<bool> isClaimed(table.partitionCount(), false);
    for (std::size_t member = 0; member < table.memberCount(); ++member) {
        const GenerationId generation = table.member(member).generation;
        for (const TopicPartition& claim : table.member(member).owned) {
            const std::size_t partition = table.find(claim);
            if (partition == kNone || owners[partition] == member) continue;
            if (isClaimed[partition] && since[partition] > generation) continue;
            const bool isDisputed = isClaimed[partition] && since[partition] == generation;
            owners[partition] = isDisputed ? kNone : member;
            since[partition] = generation;
            isClaimed[partition] = true;
        }
    }
    for (std::size_t partition = 0; partition < owners.size(); ++partition)
        if (owners[partition] != kNone && !table.isSubscribed(owners[partition], table.topicOf(partition)))
            owners[partition] = kNone;
    return owners;
}

/// Everybody may read everything: each gets the same number, and those that already have one more keep it.
class EvenShares {
public:
    EvenShares(const MemberTable& table, const std::vector<std::size_t>& previous)
        : m_table(table)
        , m_previous(previous)
        , m_owners(table.partitionCount(), kNone)
        , m_least(table.partitionCount() / table.memberCount())
        , m_withOneMore(table.partitionCount() % table.memberCount())
        , m_quota(table.memberCount(), m_least) {}

    std::vector<std::size_t> assigned() {
        setQuotas();
        std::vector<std::size_t> load(m_table.memberCount(), 0);
        for (std::size_t partition = 0; partition < m_owners.size(); ++partition) {
            const std::size_t owner = m_previous[partition];
            if (owner == kNone || load[owner] == m_quota[owner]) continue;
            m_owners[partition] = owner;
            ++load[owner];
        }
        deal(load);
        return std::move(m_owners);
    }

private:
    /// One more goes to those who keep a partition by it, then to the first.
    void setQuotas() {
        std::vector<std::size_t> had(m_table.memberCount(), 0);
        for (const std::size_t owner : m_previous)
            if (owner != kNone) ++had[owner];
        std::size_t left = m_withOneMore;
        for (const bool keepsOne : {true, false})
            for (std::size_t member = 0; member < m_quota.size() && left > 0; ++member) {
                if ((had[member] > m_least) != keepsOne) continue;
                ++m_quota[member];
                --left;
            }
    }
    /// What is left, in turn to those who have room.
    void deal(std::vector<std::size_t>& load) {
        std::size_t turn = 0;
        for (std::size_t& owner : m_owners) {
            if (owner != kNone) continue;
            while (load[turn] == m_quota[turn]) turn = (turn + 1) % load.size();
            owner = turn;
            ++load[turn];
            turn = (turn + 1) % load.size();
        }
    }

    const MemberTable& m_table;
    const std::vector<std::size_t>& m_previous;
    std::vector<std::size_t> m_owners;
    std::size_t m_least;
    std::size_t m_withOneMore;
    std::vector<std::size_t> m_quota;
};

/// Subscriptions differ. Everybody keeps what it had and the rest goes to whoever has least; then partitions
/// move along chains of members, from one that has at least two more to one that has less, until there is no
/// such chain: then nothing can be more even. A chain is chosen that takes the fewest partitions from who had
/// them.
class Balancing {
public:
    Balancing(const MemberTable& table, const std::vector<std::size_t>& previous)
        : m_table(table)
        , m_previous(previous)
        , m_owners(previous)
        , m_load(table.memberCount(), 0)
        , m_held(table.memberCount()) {
        for (std::size_t partition = 0; partition < m_owners.size(); ++partition)
            if (m_owners[partition] != kNone) hold(partition, m_owners[partition]);
    }

    std::vector<std::size_t> assigned() {
        placeTheRest();
        m_isDone.assign(m_load.size(), false);
        while (true) {
            std::size_t most = 0;
            for (std::size_t member = 0; member < m_load.size(); ++member)
                if (!m_isDone[member]) most = std::max(most, m_load[member]);
            if (most < *std::ranges::min_element(m_load) + 2) break;
            relieveThoseWith(most);
        }
        return std::move(m_owners);
    }

private:
    struct Step {
        std::size_t from = kNone;
        std::size_t topic = kNone;
    };

    /// Topics that few may read first, or what those may read is given to others.
    void placeTheRest() {
        std::vector<std::size_t> topics(m_table.topicCount());
        for (std::size_t topic = 0; topic < topics.size(); ++topic) topics[topic] = topic;
        std::ranges::sort(topics, {}, [&](std::size_t topic) {
            return std::pair(m_table.subscribers(topic).size(), topic);
        });
        for (const std::size_t topic : topics)
            for (std::size_t i = 0; i < m_table.size(topic); ++i) {
                const std::size_t partition = m_table.firstPartition(topic) + i;
                if (m_owners[partition] != kNone) continue;
                hold(partition, *std::ranges::min_element(m_table.subscribers(topic), {},
                                                          [&](std::size_t m) { return m_load[m]; }));
            }
    }

    void hold(std::size_t partition, std::size_t member) {
        m_owners[partition] = member;
        ++m_load[member];
        m_held[member][m_table.topicOf(partition)].push_back(partition);
    }

    /// Partitions that a member had before, and so would lose, cost 1.
    std::size_t costOf(std::size_t member, const std::vector<std::size_t>& partitions) const {
        const bool isFree = std::ranges::any_of(
            partitions, [&](std::size_t partition) { return m_previous[partition] != member; });
        return isFree ? 0 : 1;
    }

    /// Finds the cheapest chain from one of those who have most to a member with at least two fewer, and
    /// moves along it. If there is none, all that they can reach are done: none of them has less than one
    /// fewer, so no chain will ever lead out of them, and none into them leads to its end.
    void relieveThoseWith(std::size_t most) {
        std::vector<std::size_t> cost(m_load.size(), kNone);
        std::vector<Step> came(m_load.size());
        std::vector<std::size_t> topicSeen(m_table.topicCount(), kNone);
        std::deque<std::size_t> open;
        std::vector<bool> isClosed(m_load.size(), false);
        for (std::size_t member = 0; member < m_load.size(); ++member) {
            if (m_isDone[member] || m_load[member] != most) continue;
            cost[member] = 0;
            open.push_back(member);
        }
        std::size_t goal = kNone;
        while (!open.empty()) {
            const std::size_t member = open.front();
            open.pop_front();
            if (isClosed[member]) continue;
            isClosed[member] = true;
            if (m_load[member] + 2 <= most) {
                goal = member;
                break;
            }
            for (const auto& [topic, partitions] : m_held[member]) {
                const std::size_t price = cost[member] + costOf(member, partitions);
                if (topicSeen[topic] <= price) continue;  // whoever can be reached by it has been
                topicSeen[topic] = price;
                for (const std::size_t next : m_table.subscribers(topic)) {
                    if (m_isDone[next] || isClosed[next] || cost[next] <= price) continue;
                    cost[next] = price;
                    came[next] = {member, topic};
                    if (price == cost[member])
                        open.push_front(next);
                    else
                        open.push_back(next);
                }
            }
        }
        if (goal == kNone) {
            for (std::size_t member = 0; member < isClosed.size(); ++member)
                if (isClosed[member]) m_isDone[member] = true;
            return;
        }
        for (std::size_t to = goal; came[to].from != kNone; to = came[to].from) move(came[to], to);
    }

    void move(const Step& step, std::size_t to) {
        std::vector<std::size_t>& held = m_held[step.from][step.topic];
        // Best one that comes home, then one that its holder did not have before.
        const auto rank = [&](std::size_t partition) {
            return m_previous[partition] == to ? 0 : m_previous[partition] == step.from ? 2 : 1;
        };
        const auto chosen = std::ranges::min_element(held, {}, rank);
        const std::size_t partition = *chosen;
        held.erase(chosen);
        if (held.empty()) m_held[step.from].erase(step.topic);
        --m_load[step.from];
        hold(partition, to);
    }

    const MemberTable& m_table;
    const std::vector<std::size_t>& m_previous;
    std::vector<std::size_t> m_owners;
    std::vector<std::size_t> m_load;
    std::vector<bool> m_isDone;
    std::vector<std::map<std::size_t, std::vector<std::size_t>>> m_held;  ///< by member and topic
};

std::vector<std::size_t> stickyOwners(const MemberTable& table) {
    if (table.memberCount() == 0 || table.partitionCount() == 0) return {};
    const std::vector<std::size_t> previous = previousOwners(table);
    if (table.haveAllTheSameTopics()) return EvenShares(table, previous).assigned();
    return Balancing(table, previous).assigned();
}

/// What another member still has: it claims it, and no earlier than the new owner does.
void withholdWhatOthersHave(const MemberTable& table, std::vector<std::size_t>& owners) {
    std::vector<bool> ownersClaims(owners.size(), false);
    const auto eachClaim = [&](auto visit) {
        for (std::size_t member = 0; member < table.memberCount(); ++member)
            for (const TopicPartition& claim : table.member(member).owned)
                if (const std::size_t partition = table.find(claim); partition < owners.size())
                    visit(member, partition);
    };
    eachClaim([&](std::size_t member, std::size_t partition) {
        if (owners[partition] == member) ownersClaims[partition] = true;
    });
    std::vector<std::size_t> left = owners;
    eachClaim([&](std::size_t member, std::size_t partition) {
        const std::size_t owner = owners[partition];
        if (owner == kNone || owner == member) return;
        const bool isOutdated =
            ownersClaims[partition] && table.member(member).generation < table.member(owner).generation;
        if (!isOutdated) left[partition] = kNone;
    });
    owners = std::move(left);
}

}  // namespace

Assignment assignSticky(std::span<const MemberSubscription> members, const TopicSizes& topics) {
    const MemberTable table(members, topics, MemberTable::Order::kId);
    return table.named(stickyOwners(table));
}

Assignment assignCooperativeSticky(std::span<const MemberSubscription> members, const TopicSizes& topics) {
    const MemberTable table(members, topics, MemberTable::Order::kId);
    std::vector<std::size_t> owners = stickyOwners(table);
    withholdWhatOthersHave(table, owners);
    return table.named(owners);
}

}  // namespace broker::assignors
