#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/ids.h"

namespace broker::observe {

/// The row of the timeline an event stands in. Votes have none: the quorum's own view shows
/// them, and the elections that they lead to stand in theirs.
enum class Lane : std::uint8_t { kElections, kIsr, kRebalances, kFaults, kClients, kTopics, kPerson, kVotes };

/// What can happen. `X(name, lane, severity, pattern)`: the pattern is the one English sentence that every
/// teller uses; `{word}` stands for the argument of that name, `{word:one|many}` for one of the two words,
/// as that argument is 1 or not. The window translates the pattern, so it must
/// stay a literal here.
#define BROKER_EVENTS(X)                                                                                    \
    X(kBrokerStarted, kFaults, kInfo, "Broker {broker} started")                                            \
    X(kBrokerStopped, kFaults, kInfo, "Broker {broker} stopped cleanly")                                    \
    X(kBrokerKilled, kFaults, kBad, "Broker {broker} was killed: no goodbye, nothing flushed")              \
    X(kBrokerFailed, kFaults, kBad, "Broker {broker} failed: {reason}")                                     \
    X(kBrokerFrozen, kFaults, kBad,                                                                         \
      "Broker {broker} was frozen: its connections stay open and nobody serves them")                       \
    X(kBrokerThawed, kFaults, kGood, "Broker {broker} was thawed and goes on where it stood")               \
    X(kPowerLost, kFaults, kBad,                                                                            \
      "Broker {broker} lost its power: what was not synced is gone, and nobody was told")                   \
    X(kLinkCut, kFaults, kBad, "Nothing arrives from {from} at {to}, and nobody is told")                   \
    X(kLinkSlowed, kFaults, kWarning, "What goes from {from} to {to} is slow: {reason}")                    \
    X(kLinkResetting, kFaults, kBad,                                                                        \
      "Connections break once they have carried {bytes} bytes from {from} to {to}")                         \
    X(kLinkHealed, kFaults, kGood, "What goes from {from} to {to} arrives again")                           \
    X(kDiskSlowed, kFaults, kWarning,                                                                       \
      "The disk of broker {broker} is slow: a sync takes {milliseconds} ms or more")                        \
    X(kDiskFull, kFaults, kBad, "The disk of broker {broker} is full: it has room for {bytes} bytes more")  \
    X(kDiskFailing, kFaults, kBad, "The disk of broker {broker} fails: {reason}")                           \
    X(kDiskWell, kFaults, kGood, "The disk of broker {broker} is well again")                               \
    X(kBrokerRegistered, kElections, kInfo,                                                                 \
      "Broker {broker} registered with the controller (broker epoch {epoch})")                              \
    X(kBrokerFenced, kElections, kWarning, "Broker {broker} was fenced: {reason}")                          \
    X(kBrokerUnfenced, kElections, kGood, "Broker {broker} caught up with the metadata and was unfenced")   \
    X(kRegistrationRefused, kFaults, kWarning, "The controller refused broker {broker}: {reason}")          \
    X(kControllerElected, kElections, kGood, "Broker {broker} is the active controller, epoch {epoch}")     \
    X(kControllerLost, kElections, kBad, "There is no active controller: {reason}")                         \
    X(kPreVoteAsked, kVotes, kInfo,                                                                         \
      "Broker {broker} asks voters {voters} whether they would vote for it in epoch {epoch}: {reason}")     \
    X(kPreVoteGranted, kVotes, kInfo, "Broker {broker} would vote for broker {candidate} in epoch {epoch}") \
    X(kPreVoteRefused, kVotes, kWarning,                                                                    \
      "Broker {broker} would not vote for broker {candidate} in epoch {epoch}: {reason}")                   \
    X(kVoteAsked, kVotes, kInfo,                                                                            \
      "Broker {broker} stands for election in epoch {epoch} and asks voters {voters} for their votes")      \
    X(kVoteGranted, kVotes, kGood, "Broker {broker} votes for broker {candidate} in epoch {epoch}")         \
    X(kVoteRefused, kVotes, kWarning,                                                                       \
      "Broker {broker} does not vote for broker {candidate} in epoch {epoch}: {reason}")                    \
    X(kControllerFollowed, kVotes, kInfo, "Broker {broker} follows controller {leader} in epoch {epoch}")   \
    X(kLeaderElected, kElections, kGood,                                                                    \
      "Broker {broker} leads {partition} from leader epoch {epoch}: {reason}")                              \
    X(kPartitionOffline, kElections, kBad, "{partition} has no leader: {reason}")                           \
    X(kUncleanElection, kElections, kBad,                                                                   \
      "Broker {broker} leads {partition} from leader epoch {epoch} by an unclean election: {reason}")       \
    X(kIsrShrank, kIsr, kWarning, "In-sync replicas of {partition} shrank to {isr}: {reason}")              \
    X(kIsrGrew, kIsr, kGood, "In-sync replicas of {partition} grew to {isr}: {reason}")                     \
    X(kTopicCreated, kTopics, kGood,                                                                        \
      "Topic {topic} was created: {partitions} {partitions:partition|partitions}, replication factor "      \
      "{factor}")                                                                                           \
    X(kTopicAutoCreated, kTopics, kWarning, "Topic {topic} was created because {client} asked for it")      \
    X(kTopicDeleted, kTopics, kInfo, "Topic {topic} was deleted")                                           \
    X(kTopicGrew, kTopics, kGood, "Topic {topic} has {partitions} partitions; it had {before}")             \
    X(kSettingChanged, kTopics, kInfo, "{setting} of {resource} is {value}; it was {before}")               \
    X(kSettingRemoved, kTopics, kInfo, "{setting} of {resource} is no longer {before}: it is not set")      \
    X(kLogRecovered, kTopics, kInfo,                                                                        \
      "Broker {broker} checked {partition} after an unclean stop: {segments} {segments:segment|segments}, " \
      "nothing lost")                                                                                       \
    X(kLogTruncated, kTopics, kWarning,                                                                     \
      "Broker {broker} cut {bytes} {bytes:byte|bytes} from {partition} at offset {offset}: {reason}")       \
    X(kLogDirFailed, kFaults, kBad, "Broker {broker} lost its folder {folder}: {reason}")                   \
    X(kSegmentRolled, kTopics, kInfo, "{partition} on broker {broker} began segment {offset}: {reason}")    \
    X(kRecordsDeleted, kTopics, kInfo,                                                                      \
      "Broker {broker} deleted what {partition} held before offset {offset}, {segments} "                   \
      "{segments:segment|segments} and {bytes} {bytes:byte|bytes}: {reason}")                               \
    X(kLogCompacted, kTopics, kInfo,                                                                        \
      "Broker {broker} compacted {partition} up to offset {offset}: {records} of {recordsBefore} records "  \
      "and "                                                                                                \
      "{bytes} of {bytesBefore} bytes are left")                                                            \
    X(kLogUncleanable, kFaults, kBad, "Broker {broker} does not compact {partition} any more: {reason}")    \
    X(kClientConnected, kClients, kInfo, "{client} connected to broker {broker} from {address}")            \
    X(kClientDisconnected, kClients, kInfo, "{client} at {address} left broker {broker}")                   \
    X(kClientRefused, kClients, kWarning, "Broker {broker} closed the connection from {address}: {reason}") \
    X(kProduceRefused, kClients, kWarning,                                                                  \
      "Broker {broker} refused records for {partition} from {client}: {reason}")                            \
    X(kGroupRebalancing, kRebalances, kWarning, "Group {group} rebalances: {reason}")                       \
    X(kGroupRebalanced, kRebalances, kGood,                                                                 \
      "Group {group} is stable in generation {generation}: {members} {members:member|members}, {moved} "    \
      "{moved:partition|partitions} moved; joining took {joining} ms, assigning {assigning} ms")            \
    X(kGroupEmptied, kRebalances, kInfo, "Group {group} has no members any more")                           \
    X(kGroupDeleted, kRebalances, kInfo, "Group {group} is gone: {reason}")                                 \
    X(kMemberJoined, kRebalances, kInfo, "{client} joined group {group} as {member}")                       \
    X(kMemberReplaced, kRebalances, kInfo,                                                                  \
      "{client} is static member {instance} of group {group} again, as {member}")                           \
    X(kMemberLeft, kRebalances, kInfo, "{client} left group {group}: {reason}")                             \
    X(kMemberExpelled, kRebalances, kWarning, "{client} was expelled from group {group}: {reason}")         \
    X(kOffsetsExpired, kRebalances, kInfo,                                                                  \
      "Group {group} has forgotten {offsets} committed {offsets:offset|offsets}: {reason}")                 \
    X(kCommitRefused, kRebalances, kWarning,                                                                \
      "Broker {broker} refused the offsets of group {group} from {client}: {reason}")                       \
    X(kCoordinatorLoaded, kRebalances, kInfo,                                                               \
      "Broker {broker} coordinates the groups of {partition}: {groups} {groups:group|groups}, {records} "   \
      "{records:record|records} read in {milliseconds} ms")                                                 \
    X(kCoordinatorUnloaded, kRebalances, kWarning,                                                          \
      "Broker {broker} no longer coordinates the groups of {partition}: {reason}")                          \
    X(kPersonActed, kPerson, kInfo, "You: {act}")                                                           \
    X(kCommandFailed, kPerson, kWarning, "{act} did not work: {reason}")

enum class EventKind : std::uint8_t {
#define X(name, lane, severity, pattern) name,
    BROKER_EVENTS(X)
#undef X
};

enum class Severity : std::uint8_t { kInfo, kGood, kWarning, kBad };

struct EventDescription {
    EventKind kind;
    std::string_view name;  ///< "BrokerStarted", for logs
    Lane lane;
    Severity severity;
    std::string_view pattern;  ///< English, with {arguments}
};
const EventDescription& describe(EventKind kind);
std::size_t eventKindCount();

struct EventArgument {
    std::string name;
    std::string value;
};

/// One thing that happened. A plain value: it crosses threads and is stored.
struct Event {
    std::uint64_t number = 0;  ///< given by the collector: increasing, without holes per source
    Timestamp time;            ///< wall clock
    EventKind kind = EventKind::kPersonActed;
    BrokerId broker = kNoBroker;              ///< whom it is about, if anyone
    std::optional<TopicPartition> partition;  ///< what it is about; partition -1: the topic
    std::vector<EventArgument> arguments;

    std::string_view argument(std::string_view name) const;
};

/// The pattern filled in. `pattern` is the English one or its translation.
std::string tell(const Event& event, std::string_view pattern);
std::string tell(const Event& event);

/// Where engine code reports what happened. Quick, never blocks, on the reporter's loop.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void report(Event event) = 0;
};

}  // namespace broker::observe
