#include "app/console_groups.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/console_words.h"
#include "app/groups/group_lag.h"

namespace app {
namespace {

using namespace broker;
using cluster::Command;

using Words = std::span<const std::string_view>;

std::optional<std::int64_t> numberIn(std::string_view word) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return number;
}

std::optional<client::OffsetRule> ruleIn(std::string_view word) {
    if (word == "earliest") return client::ToEarliest{};
    if (word == "latest") return client::ToLatest{};
    if (word.empty()) return std::nullopt;
    const char sign = word.front();
    const bool hasPrefix = sign == '+' || sign == '@';
    const std::optional<std::int64_t> number = numberIn(hasPrefix ? word.substr(1) : word);
    // A sign before a sign is not one.
    if (!number || (hasPrefix && *number < 0)) return std::nullopt;
    if (sign == '@') return client::ToTime{Timestamp(*number)};
    if (sign == '+' || sign == '-') return client::ShiftBy{*number};
    return client::ToOffset{Offset(*number)};
}

Result<TopicPartition> partitionIn(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos) return TopicPartition{std::string(word), kEveryPartition};
    const std::optional<std::int64_t> number = numberIn(word.substr(colon + 1));
    if (colon == 0 || !number || *number < 0 || *number > INT32_MAX)
        return failure(ErrorCode::kInvalidArgument, "'{}' is no TOPIC and no TOPIC:PARTITION", word);
    return TopicPartition{std::string(word.substr(0, colon)),
                          PartitionIndex(static_cast<std::int32_t>(*number))};
}

Result<Command> parseReset(Words words) {
    cluster::ResetOffsets reset{.rule = client::ToEarliest{}};
    if (!words.empty() && words.back() == "preview") {
        reset.previewOnly = true;
        words = words.first(words.size() - 1);
    }
    constexpr std::size_t kLeastWords = 3;
    if (words.size() < kLeastWords)
        return failure(
            ErrorCode::kInvalidArgument,
            "reset-offsets needs a group, what to reset and where to, as in 'reset-offsets billing "
            "orders:0 earliest'");
    reset.group = words.front();
    const std::optional<client::OffsetRule> rule = ruleIn(words.back());
    if (!rule)
        return failure(ErrorCode::kInvalidArgument,
                       "'{}' is not earliest, latest, an offset, +N, -N or @MILLISECONDS", words.back());
    reset.rule = *rule;
    const Words what = words.subspan(1, words.size() - 2);
    if (what.size() == 1 && what.front() == "*") return reset;
    for (const std::string_view word : what) {
        ASSIGN_OR_RETURN(TopicPartition partition, partitionIn(word));
        reset.partitions.push_back(std::move(partition));
    }
    return reset;
}

double secondsSince(Timestamp then, Timestamp now) {
    constexpr double kMilliseconds = 1e3;
    return std::max(0.0, static_cast<double>(now - then) / kMilliseconds);
}

std::string brokerText(BrokerId id) { return id == kNoBroker ? "none" : std::to_string(id.value()); }

std::string offsetText(std::optional<Offset> offset) {
    return offset && *offset >= Offset(0) ? std::to_string(offset->value()) : "none";
}

/// `8`, and of how many partitions it is not known: `8+?2`
std::string lagText(const GroupLag& lag) {
    return lag.unknown == 0 ? std::to_string(lag.records) : fmt::format("{}+?{}", lag.records, lag.unknown);
}

/// Nobody coordinates a group whose partition has no leader that is alive and has loaded it.
BrokerId coordinatorOf(const observe::ClusterSnapshot& cluster, const observe::GroupSnapshot& group) {
    const observe::BrokerSnapshot* broker = cluster.coordinator(group.partition);
    return broker ? broker->id : kNoBroker;
}

std::string groupLine(const observe::ClusterSnapshot& cluster, const observe::GroupSnapshot& group,
                      const GroupLag& lag) {
    return fmt::format("group {} state={} members={} coordinator={} lag={}", asWord(group.id),
                       observe::groupStateName(group.state), group.members.size(),
                       brokerText(coordinatorOf(cluster, group)), lagText(lag));
}

std::string memberLine(const observe::GroupMemberSnapshot& member) {
    std::string text = fmt::format("member {} client={} host={}", asWord(member.id), asWord(member.clientId),
                                   asWord(member.host));
    if (!member.instanceId.empty()) text += " instance=" + asWord(member.instanceId);
    if (member.isLeader) text += " leads";
    if (member.waitsFor == observe::MemberWait::kJoin) text += " waits=join";
    if (member.waitsFor == observe::MemberWait::kSync) text += " waits=sync";
    std::string owned;
    for (const TopicPartition& partition : *member.assignment)
        owned += fmt::format("{}{}", owned.empty() ? "" : ",", partition);
    return text + " partitions=" + (owned.empty() ? "none" : owned);
}

std::string partitionLine(const PartitionLag& lag) {
    return fmt::format("partition {} committed={} end={} lag={} client={}", lag.partition,
                       offsetText(lag.committed), offsetText(lag.end),
                       lag.records < 0 ? "?" : std::to_string(lag.records),
                       lag.clientId.empty() ? "none" : asWord(lag.clientId));
}

std::string rebalanceLine(const observe::RebalanceSnapshot& rebalance, Timestamp now) {
    std::string text = "rebalance ";
    if (rebalance.isUnderWay())
        text += fmt::format("under-way-for={:.1f}s", secondsSince(rebalance.began, now));
    else
        text += fmt::format("generation={} took={}ms ago={:.1f}s moved={}", rebalance.generation.value(),
                            rebalance.completed - rebalance.began, secondsSince(rebalance.completed, now),
                            rebalance.moved);
    return text + " reason=" + asWord(rebalance.reason);
}

}  // namespace

std::optional<Result<Command>> parseGroupCommand(Words words) {
    if (words.empty()) return std::nullopt;
    if (words.front() == "reset-offsets") return parseReset(words.subspan(1));
    if (words.front() == "delete-group") {
        if (words.size() == 2) return cluster::DeleteGroup{std::string(words[1])};
        return failure(ErrorCode::kInvalidArgument,
                       "delete-group needs a group, as in 'delete-group billing'");
    }
    if (words.front() == "remove-member") {
        if (words.size() == 3)
            return cluster::RemoveGroupMember{std::string(words[1]), std::string(words[2])};
        return failure(ErrorCode::kInvalidArgument,
                       "remove-member needs a group and a member; 'group NAME' lists its members");
    }
    return std::nullopt;
}

Result<void> nameEveryPartition(Command& command, const observe::ClusterSnapshot& cluster) {
    auto* reset = std::get_if<cluster::ResetOffsets>(&command);
    if (!reset) return {};
    std::vector<TopicPartition> all;
    for (const TopicPartition& partition : reset->partitions) {
        if (partition.partition != kEveryPartition) {
            all.push_back(partition);
            continue;
        }
        const observe::TopicSnapshot* topic = cluster.topic(partition.topic);
        if (!topic)
            return failure(ErrorCode::kUnknownTopicOrPartition, "There is no topic {}.", partition.topic);
        for (const auto& one : topic->partitions) all.push_back({partition.topic, one->index});
    }
    reset->partitions = std::move(all);
    return {};
}

std::string groupLines(const observe::ClusterSnapshot& cluster, Timestamp now) {
    std::string text;
    for (const auto& group : cluster.groups())
        text += groupLine(cluster, *group, groupLag(cluster, *group, {}, now)) + '\n';
    return text;
}

std::optional<std::string> groupLines(const observe::ClusterSnapshot& cluster, std::string_view name,
                                      Timestamp now) {
    const observe::GroupSnapshot* group = cluster.group(name);
    if (!group) return std::nullopt;
    const GroupLag lag = groupLag(cluster, *group, {}, now);
    std::string text = groupLine(cluster, *group, lag);
    if (group->generation != kNoGeneration) text += fmt::format(" generation={}", group->generation.value());
    if (!group->protocol.empty()) text += " assignor=" + asWord(group->protocol);
    text += '\n';
    for (const auto& member : group->members) text += memberLine(*member) + '\n';
    for (const PartitionLag& partition : lag.partitions) text += partitionLine(partition) + '\n';
    if (group->rebalance) text += rebalanceLine(*group->rebalance, now) + '\n';
    return text;
}

std::string resetLines(const cluster::CommandOutcome& outcome) {
    std::string text;
    for (const client::OffsetResetRow& row : outcome.resets) {
        text += fmt::format("offset {} before={} after={}", row.partition, offsetText(row.before),
                            offsetText(row.after));
        if (!row.ok()) text += " refused=" + asWord(row.reason);
        text += '\n';
    }
    return text;
}

}  // namespace app
