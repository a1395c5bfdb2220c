#pragma once

#include <initializer_list>
#include <memory>

#include "broker/replication/leader_replica.h"

namespace tests {

using namespace broker;
using namespace broker::replication;

inline world::Moment at(std::int64_t ms) { return world::Moment(world::Duration(ms * 1000)); }

inline std::vector<BrokerId> ids(std::initializer_list<int> values) {
    std::vector<BrokerId> all;
    for (const int value : values) all.push_back(BrokerId(value));
    return all;
}

/// Broker 1 leads a partition of three in epoch 5, which begins at offset 100; followers 2 and 3. Broker n
/// runs in its uptime 10n.
struct LeaderFixture {
    metadata::PartitionImage partition;
    Brokers brokers;
    log::EpochCache epochs{{{LeaderEpoch(3), Offset(0)}, {LeaderEpoch(5), Offset(100)}}};
    Offset logStart{0};
    Offset logEnd{100};

    explicit LeaderFixture(std::initializer_list<int> isr = {1, 2, 3}) {
        partition.replicas = ids({1, 2, 3});
        partition.isr = ids(isr);
        partition.leader = BrokerId(1);
        partition.leaderEpoch = LeaderEpoch(5);
        partition.partitionEpoch = PartitionEpoch(7);
        for (int id = 1; id <= 3; ++id) setBroker(id, 10 * id);
    }

    void setBroker(int id, int epoch, bool fenced = false, bool leaving = false) {
        metadata::BrokerImage broker;
        broker.id = BrokerId(id);
        broker.epoch = BrokerEpoch(epoch);
        broker.fenced = fenced;
        broker.inControlledShutdown = leaving;
        brokers = brokers.with({{BrokerId(id), std::make_shared<const metadata::BrokerImage>(broker), 0}});
    }

    LeaderReplica lead(LeaderReplica::Options options = {}, Offset highWatermark = Offset(90)) {
        options.self = BrokerId(1);
        LeaderReplica leader(options, partition,
                             {.logEnd = Offset(100),
                              .highWatermark = highWatermark,
                              .ledSince = LeaderEpoch(5),
                              .now = at(0)});
        leader.appended(logEnd);
        return leader;
    }

    LogView log() const { return {logStart, logEnd, epochs}; }

    static FollowerFetch fetch(int replica, std::int64_t offset, int lastEpoch = 5) {
        return {.replica = BrokerId(replica),
                .brokerEpoch = BrokerEpoch(10 * replica),
                .leaderEpoch = LeaderEpoch(5),
                .position = {Offset(offset), LeaderEpoch(lastEpoch)}};
    }

    LeaderDecisions append(LeaderReplica& leader, std::int64_t end) {
        logEnd = Offset(end);
        return leader.appended(logEnd);
    }
    LeaderDecisions noted(LeaderReplica& leader, int replica, std::int64_t offset, std::int64_t ms = 1) {
        return leader.noted(fetch(replica, offset), brokers, at(ms));
    }

    static IsrAnswer accepted(const IsrProposal& proposal) {
        IsrAnswer answer{.leaderEpoch = proposal.leaderEpoch, .partitionEpoch = proposal.partitionEpoch + 1};
        for (const auto& member : proposal.isr) answer.isr.push_back(member.id);
        return answer;
    }
};

}  // namespace tests
