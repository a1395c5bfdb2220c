#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/client/consumer.h"
#include "broker/client/group_member.h"
#include "tests/broker/node/simulated_brokers.h"

namespace tests {

/// An application that consumes topic "t" as a member of a group, on a machine of its own: a record a poll,
/// and offsets committed by themselves as the Java client does it, at the first poll after
/// `auto.commit.interval.ms`: what the polls before it returned. Destroying it is a death.
class ConsumingApp final : broker::client::GroupMember::Observer, broker::client::Consumer::Observer {
public:
    struct Options {
        std::string group = "g";
        /// The member's times are the defaults.
        broker::world::Duration pollEvery = std::chrono::milliseconds(10);
        broker::world::Duration commitEvery = std::chrono::seconds(5);  ///< `auto.commit.interval.ms`
    };
    ConsumingApp(SimulatedBrokers& brokers, const std::string& machine, Options options);

    /// Of partition 0, in the order in which polls returned them.
    std::vector<broker::Offset> read;
    struct Commit {
        broker::world::Moment moment;
        broker::Offset offset;
    };
    std::vector<Commit> commits;
    /// Called at each commit.
    std::function<void()> onCommit;

private:
    void onAssigned(broker::GenerationId generation,
                    const std::vector<broker::TopicPartition>& partitions) override;
    void onRevoked(std::string_view why) override;
    void onProblem(const broker::Error& error) override;
    void onRecord(const broker::TopicPartition& partition,
                  const broker::client::ConsumedRecord& record) override;
    void onProblem(const broker::TopicPartition& partition, const broker::Error& error) override;
    void start(const std::vector<broker::client::GroupOffset>& committed);
    void poll();
    void maybeCommit();

    broker::world::World m_world;
    Options m_options;
    std::unique_ptr<broker::client::Consumer> m_consumer;
    std::unique_ptr<broker::client::GroupMember> m_member;
    std::deque<broker::Offset> m_fetched;  ///< of partition 0, not yet polled
    broker::Offset m_position{0};
    broker::world::Moment m_lastCommit;
    broker::world::Call m_asking;
    broker::world::Call m_committing;
    broker::world::Timer m_poll;
};

}  // namespace tests
