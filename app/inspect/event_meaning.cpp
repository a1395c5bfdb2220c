#include <QCoreApplication>

#include "app/inspect/sentences.h"

namespace app {
namespace {

using broker::observe::EventKind;

class EventMeaning {
    Q_DECLARE_TR_FUNCTIONS(EventMeaning)
public:
    static QString of(EventKind kind);
};

QString EventMeaning::of(EventKind kind) {
    switch (kind) {
        case EventKind::kBrokerStarted:
            return tr(
                "It opens its logs first, then registers with the controller; only then clients learn of "
                "it.");
        case EventKind::kBrokerStopped:
            return tr(
                "It handed over what it led and left a clean-shutdown mark, so its logs need no check at the "
                "next start.");
        case EventKind::kBrokerKilled:
            return tr(
                "As if the power of the process went: the others notice by its silence, and its logs are "
                "checked when it "
                "is back.");
        case EventKind::kBrokerFailed:
            return tr("The broker stopped itself because it could not go on safely.");
        case EventKind::kBrokerFrozen:
            return tr(
                "As a process that gets no processor: clients and the other brokers wait for it, until the "
                "controller fences it for its silence.");
        case EventKind::kBrokerThawed:
            return tr(
                "What came meanwhile is read now. If it was fenced, it has to catch up; what it believed to "
                "lead, another may lead.");
        case EventKind::kPowerLost:
            return tr(
                "As if the plug was pulled: what was only in the page cache is gone, and connections stay "
                "half open until it is back.");
        case EventKind::kLinkCut:
            return tr(
                "As an unplugged cable: what is sent waits, connections stay open, and each side finds out "
                "by its own timeouts.");
        case EventKind::kLinkSlowed:
            return tr(
                "Requests that miss their deadline because of it are repeated; a follower that is too late "
                "leaves the in-sync replicas.");
        case EventKind::kLinkResetting:
            return tr("A broken connection leaves its user in doubt about what had arrived.");
        case EventKind::kLinkHealed:
            return tr("What waited on the way arrives late, in order.");
        case EventKind::kDiskSlowed:
            return tr("Whatever waits for a sync is answered that much later: votes and metadata above all.");
        case EventKind::kDiskFull:
            return tr("A write that does not fit fails, and the folder goes offline with its replicas.");
        case EventKind::kDiskFailing:
            return tr(
                "A broker never goes on with a file after such an error: it cannot know what the file "
                "holds.");
        case EventKind::kDiskWell:
            return tr("What went offline comes back when the broker is started again.");
        case EventKind::kBrokerRegistered:
            return tr(
                "The controller wrote it into the metadata. A broker epoch stands for one life of a broker.");
        case EventKind::kBrokerFenced:
            return tr(
                "A fenced broker leads nothing and is told to no client, until the controller hears from it "
                "again.");
        case EventKind::kBrokerUnfenced:
            return tr("From here on it may lead partitions, and clients are told its address.");
        case EventKind::kRegistrationRefused:
            return tr("A broker that comes back early is refused until its old session has ended.");
        case EventKind::kControllerElected:
            return tr("The active controller alone appends to the metadata log; every broker replays it.");
        case EventKind::kControllerLost:
            return tr(
                "Without one no topic can be created and no leader elected. Leaders that live go on "
                "serving.");
        case EventKind::kPreVoteAsked:
            return tr(
                "Before it begins an epoch it asks whether it could win: a voter that is cut off must not "
                "disturb those who still hear the controller (KIP-996). Nobody's vote is bound by the "
                "answer.");
        case EventKind::kPreVoteGranted:
            return tr(
                "It hears no controller either, and the log of the one who asks is not behind its own.");
        case EventKind::kPreVoteRefused:
            return tr("A pre-vote changes nothing here, whoever asks and however often.");
        case EventKind::kVoteAsked:
            return tr("It votes for itself and writes that to its disk before it asks anyone.");
        case EventKind::kVoteGranted:
            return tr(
                "One vote in an epoch and no more, on the disk before it is told: so no epoch has two "
                "winners.");
        case EventKind::kVoteRefused:
            return tr(
                "Only one whose log is not behind may win, so that the winner has everything that was "
                "committed.");
        case EventKind::kControllerFollowed:
            return tr("It fetches the metadata log from there and counts towards its majority.");
        case EventKind::kLeaderElected:
            return tr(
                "The leader epoch counts leaders: it tells an old leader's words from those of the new one.");
        case EventKind::kPartitionOffline:
            return tr("No replica that is in sync is alive, so nobody may lead without losing records.");
        case EventKind::kUncleanElection:
            return tr(
                "The new leader was not known to have everything that was committed. What it lacks is gone, "
                "and the other replicas cut their logs to match it.");
        case EventKind::kIsrShrank:
            return tr(
                "A record is committed when every in-sync replica has it; a replica that falls behind is "
                "taken out so that "
                "the others need not wait.");
        case EventKind::kIsrGrew:
            return tr(
                "A replica that has caught up with its leader counts again: records wait for it, and it may "
                "lead.");
        case EventKind::kTopicCreated:
            return tr("The controller placed its replicas over the brokers, as evenly as it could.");
        case EventKind::kTopicAutoCreated:
            return tr(
                "A client asked for metadata of a topic that did not exist, and auto.create.topics.enable is "
                "on.");
        case EventKind::kTopicDeleted:
            return tr("Its files are renamed at once and removed a little later.");
        case EventKind::kTopicGrew:
            return tr(
                "Records without a partition of their own go by their key's hash modulo the number of "
                "partitions, so the same key may go elsewhere from now on.");
        case EventKind::kSettingChanged:
            return tr("The controller wrote it to the metadata log, and every broker obeys it at once.");
        case EventKind::kSettingRemoved:
            return tr("What is set for all brokers, for the broker, or by default counts again.");
        case EventKind::kLogRecovered:
            return tr(
                "Without a clean-shutdown mark every batch since the last safe point is read again and its "
                "checksum tested.");
        case EventKind::kLogTruncated:
            return tr("The end of the log was not whole, or not what the leader has, and was cut off.");
        case EventKind::kLogDirFailed:
            return tr("The disk refused to serve, and the replicas in that folder are offline.");
        case EventKind::kSegmentRolled:
            return tr(
                "A full or old segment is closed and the next one begun; its file name is its first offset.");
        case EventKind::kRecordsDeleted:
            return tr(
                "Retention lets go of whole segments, the oldest first, whether anybody has read them or "
                "not. "
                "DeleteRecords moves the beginning of the log at once.");
        case EventKind::kLogCompacted:
            return tr(
                "Of each key the last value is kept. Offsets stay what they were, so gaps appear; a reader "
                "at "
                "a gap gets the next record.");
        case EventKind::kLogUncleanable:
            return tr(
                "Nothing is lost: the log stays as it is and grows. Other logs are compacted as before.");
        case EventKind::kClientConnected:
            return tr("A client finds all brokers from the one it asks first.");
        case EventKind::kClientDisconnected:
            return tr("Its connection was closed. Clients also close idle connections by themselves.");
        case EventKind::kClientRefused:
            return tr("What it sent was not the protocol, or too much; only its own connection paid for it.");
        case EventKind::kProduceRefused:
            return tr("The batch was not written; the client was told why with an error code.");
        case EventKind::kGroupRebalancing:
            return tr(
                "All members are asked to join again. Who shares by an eager assignor stands still until it "
                "has its new partitions.");
        case EventKind::kGroupRebalanced:
            return tr(
                "Every member has its partitions. The generation tells its requests from those of before, "
                "which are refused.");
        case EventKind::kGroupEmptied:
            return tr("Its committed offsets stay until offsets.retention.minutes have passed.");
        case EventKind::kGroupDeleted:
            return tr(
                "Its records in __consumer_offsets got tombstones. A consumer of this group begins anew, "
                "where "
                "auto.offset.reset says.");
        case EventKind::kMemberJoined:
            return tr("The coordinator gives each member an id; with its next request it takes part.");
        case EventKind::kMemberReplaced:
            return tr(
                "A member with a group.instance.id that is back in time keeps its partitions, and nobody "
                "else "
                "has to stop.");
        case EventKind::kMemberLeft:
            return tr("It said goodbye, so its partitions move at once.");
        case EventKind::kMemberExpelled:
            return tr(
                "It was silent for too long. Its partitions stood still until now; if it still lives, its "
                "commits are refused.");
        case EventKind::kOffsetsExpired:
            return tr("Nobody has used them for offsets.retention.minutes.");
        case EventKind::kCommitRefused:
            return tr(
                "Nothing was changed. What the member read since its last commit is read again by others.");
        case EventKind::kCoordinatorLoaded:
            return tr(
                "Who leads a partition of __consumer_offsets coordinates the groups whose names fall on it. "
                "All it knows of them it reads from that log.");
        case EventKind::kCoordinatorUnloaded:
            return tr("It forgets what it knew of these groups; members look for their coordinator again.");
        case EventKind::kPersonActed:
            return tr("You asked for this in the window.");
        case EventKind::kCommandFailed:
            return tr("The cluster is as it was before.");
    }
    return {};
}

}  // namespace

QString eventMeaning(EventKind kind) { return EventMeaning::of(kind); }

}  // namespace app
