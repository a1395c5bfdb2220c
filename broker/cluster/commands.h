#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/client/group_offsets.h"
#include "broker/faults/fault.h"

namespace broker::cluster {

// Commands, as values. Each is answered once, with a sentence.

/// The process ends without goodbye; what it wrote stays in the page cache.
struct KillBroker {
    BrokerId broker;
};
/// Controlled shutdown: leaders move away first, logs are closed, the clean-shutdown mark is written.
struct StopBroker {
    BrokerId broker;
};
/// One that comes back before the controller ended its old session is refused until then, and the answer
/// says so.
struct RestartBroker {
    BrokerId broker;
};
/// Its loop serves nothing but the cluster's own commands; connections stay open and unread.
struct FreezeBroker {
    BrokerId broker;
};
struct ThawBroker {
    BrokerId broker;
};
/// As KillBroker, but what was not synced is lost and nobody is told: peers keep half-open connections until
/// it is restarted.
struct CutPower {
    BrokerId broker;
};
/// Makes what `from` sends to `to` wrong or, with the default, right again; `bothWays`: and the reverse. One
/// of the two may be faults::kClients: all that are no brokers.
struct SetLink {
    BrokerId from;
    BrokerId to = faults::kClients;
    bool bothWays = true;
    faults::LinkFault fault;
};
/// Makes every link right again.
struct HealLinks {};
/// Makes a broker's disk wrong or, with the default, right again. Survives restarts of the broker.
struct SetDisk {
    BrokerId broker;
    faults::DiskFault fault;
};
struct CreateTopic {
    std::string name;
    std::int32_t partitions = -1;         ///< -1: the cluster's default
    std::int16_t replicationFactor = -1;  ///< -1: the cluster's default
    std::map<std::string, std::string> settings;
    bool validateOnly = false;
};
struct DeleteTopic {
    std::string name;
};
/// Asks a broker, by DescribeConfigs, for a topic's settings with their sources.
struct DescribeTopicSettings {
    std::string topic;
};
/// Sends lines as records, spread over the partitions. Creates the topic if it is absent.
struct SendText {
    std::string topic;
    std::vector<std::string> lines;
};
/// Produces one record as any client would. The topic must exist.
struct ProduceRecord {
    std::string topic;
    /// None: by the key's hash as Kafka's clients do, and without a key any.
    std::optional<PartitionIndex> partition;
    std::optional<Bytes> key;
    std::optional<Bytes> value;  ///< none: a tombstone
    std::vector<std::pair<std::string, std::optional<Bytes>>> headers;
};
/// Takes a member out of its group, as LeaveGroup lets an administrator do: the group rebalances without it,
/// and its client may join again at once.
struct RemoveGroupMember {
    std::string group;
    std::string memberId;
};
/// Deletes a group that has no members, with all that it committed.
struct DeleteGroup {
    std::string group;
};
/// Moves what a group has committed. Refused with kUnknownMemberId while it has members; a preview tells what
/// would be all the same.
struct ResetOffsets {
    std::string group;
    std::vector<TopicPartition> partitions;  ///< none: everything for which the group has committed
    client::OffsetRule rule;
    bool previewOnly = false;
};
using Command = std::variant<KillBroker, StopBroker, RestartBroker, FreezeBroker, ThawBroker, CutPower,
                             SetLink, HealLinks, SetDisk, CreateTopic, DeleteTopic, DescribeTopicSettings,
                             SendText, ProduceRecord, RemoveGroupMember, DeleteGroup, ResetOffsets>;

/// What a command does, in words ("kill broker 2"); empty for questions.
std::string tellAct(const Command& command);

/// One row of a DescribeConfigs answer.
struct SettingRow {
    std::string name;
    std::string value;
    std::string source;  ///< "topic", "broker", "default"
    std::string meaning;
    bool isReadOnly = false;
};

/// What a command came to. The sentence is English and made from facts; the code tells failures apart.
struct CommandOutcome {
    ErrorCode code = ErrorCode::kNone;
    std::string sentence;
    std::vector<SettingRow> settings;                         ///< of DescribeTopicSettings
    std::optional<std::pair<PartitionIndex, Offset>> stored;  ///< of ProduceRecord
    /// Of ResetOffsets, also where only some partitions could be reset; ascending.
    std::vector<client::OffsetResetRow> resets;

    bool ok() const { return code == ErrorCode::kNone; }
};
/// Called once, on a thread of the cluster: it must be quick and carry the outcome home as a value.
using OutcomeHandler = std::move_only_function<void(CommandOutcome)>;

}  // namespace broker::cluster
