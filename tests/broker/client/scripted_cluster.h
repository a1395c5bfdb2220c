#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/uuid.h"
#include "broker/client/brokers.h"
#include "broker/simulation/simulator.h"
#include "broker/wire/api_key.h"
#include "broker/wire/header.h"
#include "broker/wire/messages/all.h"

namespace tests {

inline constexpr std::uint16_t kBrokerPort = 9092;

/// What a partition of the scripted cluster holds. A batch of one producer is taken once and in its turn, as
/// a broker does it.
struct ScriptedPartition {
    struct Numbered {
        broker::Sequence next{0};
        broker::Sequence lastBase = broker::kNoSequence;
        broker::Offset lastOffset{-1};
    };

    broker::BrokerId leader{1};
    broker::LeaderEpoch epoch{0};
    std::vector<broker::Bytes> batches;
    broker::Offset start{0};
    broker::Offset end{0};
    std::optional<broker::Offset> lastStable;  ///< none: the end
    std::map<broker::ProducerId, Numbered> producers;
    std::vector<broker::wire::FetchResponse::AbortedTransaction> aborted;
};

struct ScriptedTopic {
    broker::Uuid id;
    std::vector<ScriptedPartition> partitions;
    std::map<std::string, std::string> settings;
};

/// A group as its coordinator has it.
struct ScriptedGroup {
    int coordinator = 1;
    std::set<std::string> members;
    std::map<broker::TopicPartition, broker::Offset> committed;
};

/// The next `count` requests of a kind go wrong.
struct ScriptedFault {
    broker::wire::ApiKey key{};
    broker::ErrorCode code = broker::ErrorCode::kNone;  ///< answered instead, with no effect
    bool losesAnswer = false;                           ///< the effect happens and the connection breaks
    int count = 1;
};

/// A cluster that answers clients from memory, on machines "broker-1", "broker-2" … of a simulation: enough
/// of Kafka to test clients, with what goes wrong under the test's hand.
class ScriptedCluster {
public:
    ScriptedCluster(broker::simulation::Simulator& simulator, int brokers);

    broker::client::ClientOptions clientOptions() const;
    ScriptedTopic& addTopic(const std::string& name, int partitions, bool withId = true);
    ScriptedPartition& partition(const std::string& topic, int index);
    void moveLeader(const std::string& topic, int index, int broker);
    broker::simulation::SimulatedMachine& machine(int broker);

    /// All values of a partition in their order.
    std::vector<std::string> values(const std::string& topic, int index);
    /// Appends a batch as a broker would have stored it.
    void append(ScriptedPartition& partition, broker::Bytes batch);
    int count(broker::wire::ApiKey key) const;

    std::map<std::string, ScriptedTopic> topics;
    std::map<std::string, ScriptedGroup> groups;
    broker::wire::VersionRange groupVersions;  ///< of all requests about groups
    std::deque<ScriptedFault> faults;
    broker::BrokerId controller{1};
    broker::ProducerId nextProducerId{1000};
    std::map<broker::wire::ApiKey, int> requests;
    std::set<std::string> askedBrokerForConfigs;  ///< hosts
    std::vector<broker::wire::ElectLeadersRequest> elections;

private:
    friend class ScriptedBroker;

    broker::simulation::Simulator& m_simulator;
    int m_brokers;
};

}  // namespace tests
