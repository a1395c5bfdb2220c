#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/generation_id.h"
#include "broker/base/ids.h"

/// Who reads which partition: the assignors of the Java consumer as pure functions
/// (`partition.assignment.strategy`). Racks (KIP-881) are not looked at, as in a cluster that has none.
namespace broker::assignors {

/// A member as it tells of itself when it joins.
struct MemberSubscription {
    std::string id;
    std::optional<std::string> instanceId;  ///< static members come first, in the order of these
    std::vector<std::string> topics;
    /// What it says it has, from that generation on; several may claim the same.
    std::vector<TopicPartition> owned;
    GenerationId generation = kNoGeneration;
};

/// How many partitions a topic has. Topics that are not here do not exist (yet).
using TopicSizes = std::map<std::string, std::int32_t>;

/// Of every member by id, ascending; each partition of a topic that somebody subscribes to is with one of its
/// subscribers.
using Assignment = std::map<std::string, std::vector<TopicPartition>>;

enum class Strategy : std::uint8_t { kRange, kRoundRobin, kSticky, kCooperativeSticky };

/// "range", "roundrobin", "sticky", "cooperative-sticky": as members name it in JoinGroup.
std::string_view strategyName(Strategy strategy);
std::optional<Strategy> strategyNamed(std::string_view name);

/// Ids are unique. Claims to partitions that do not exist, or of topics that the member is no longer
/// subscribed to, count as none.
Assignment assign(Strategy strategy, std::span<const MemberSubscription> members, const TopicSizes& topics);

/// Topic by topic neighbouring partitions to each subscriber, one more to the first ones where it does not
/// come out even: the same members get the odd one in every topic.
Assignment assignRange(std::span<const MemberSubscription> members, const TopicSizes& topics);

/// All partitions in the order of topic and number, dealt to the members in turn; who is not subscribed to
/// the topic is passed over.
Assignment assignRoundRobin(std::span<const MemberSubscription> members, const TopicSizes& topics);

/// As even as the subscriptions allow, and moving as little as that costs. A claim of a later generation
/// beats an earlier one; of two in the same generation neither counts.
Assignment assignSticky(std::span<const MemberSubscription> members, const TopicSizes& topics);

/// The same, for members that keep reading while the group rebalances (KIP-429): what somebody else has to
/// let go first is with nobody in this round. Whoever lets go joins again, and the next round hands it out.
Assignment assignCooperativeSticky(std::span<const MemberSubscription> members, const TopicSizes& topics);

}  // namespace broker::assignors
