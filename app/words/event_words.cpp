#include "app/words/event_words.h"

#include <QCoreApplication>

namespace app {
namespace {

using broker::observe::Event;
using broker::observe::EventKind;
using broker::observe::Lane;

class EventTitles {
    Q_DECLARE_TR_FUNCTIONS(EventTitles)
public:
    static QString title(EventKind kind) {
        switch (kind) {
            case EventKind::kBrokerStarted:
                return tr("Broker started");
            case EventKind::kBrokerStopped:
                return tr("Broker stopped");
            case EventKind::kBrokerKilled:
                return tr("Broker killed");
            case EventKind::kBrokerFailed:
                return tr("Broker failed");
            case EventKind::kBrokerFrozen:
                return tr("Broker frozen");
            case EventKind::kBrokerThawed:
                return tr("Broker thawed");
            case EventKind::kPowerLost:
                return tr("Power lost");
            case EventKind::kLinkCut:
                return tr("Link cut");
            case EventKind::kLinkSlowed:
                return tr("Link slow");
            case EventKind::kLinkResetting:
                return tr("Link resetting");
            case EventKind::kLinkHealed:
                return tr("Link healed");
            case EventKind::kDiskSlowed:
                return tr("Disk slow");
            case EventKind::kDiskFull:
                return tr("Disk full");
            case EventKind::kDiskFailing:
                return tr("Disk failing");
            case EventKind::kDiskWell:
                return tr("Disk well");
            case EventKind::kBrokerRegistered:
                return tr("Broker registered");
            case EventKind::kBrokerFenced:
                return tr("Broker fenced");
            case EventKind::kBrokerUnfenced:
                return tr("Broker unfenced");
            case EventKind::kRegistrationRefused:
                return tr("Registration refused");
            case EventKind::kControllerElected:
                return tr("Controller elected");
            case EventKind::kControllerLost:
                return tr("Controller lost");
            case EventKind::kPreVoteAsked:
                return tr("Pre-vote");
            case EventKind::kPreVoteGranted:
                return tr("Would vote");
            case EventKind::kPreVoteRefused:
                return tr("Would not vote");
            case EventKind::kVoteAsked:
                return tr("Stands for election");
            case EventKind::kVoteGranted:
                return tr("Vote given");
            case EventKind::kVoteRefused:
                return tr("Vote refused");
            case EventKind::kControllerFollowed:
                return tr("Controller followed");
            case EventKind::kLeaderElected:
                return tr("Leader elected");
            case EventKind::kPartitionOffline:
                return tr("Partition offline");
            case EventKind::kUncleanElection:
                return tr("Unclean election");
            case EventKind::kIsrShrank:
                return tr("In-sync replicas shrank");
            case EventKind::kIsrGrew:
                return tr("In-sync replicas grew");
            case EventKind::kTopicCreated:
                return tr("Topic created");
            case EventKind::kTopicAutoCreated:
                return tr("Topic created for a client");
            case EventKind::kTopicDeleted:
                return tr("Topic deleted");
            case EventKind::kTopicGrew:
                return tr("Partitions added");
            case EventKind::kSettingChanged:
                return tr("Setting changed");
            case EventKind::kSettingRemoved:
                return tr("Setting removed");
            case EventKind::kLogRecovered:
                return tr("Log recovered");
            case EventKind::kLogTruncated:
                return tr("Log truncated");
            case EventKind::kLogDirFailed:
                return tr("Log folder lost");
            case EventKind::kSegmentRolled:
                return tr("Segment rolled");
            case EventKind::kRecordsDeleted:
                return tr("Records deleted");
            case EventKind::kLogCompacted:
                return tr("Log compacted");
            case EventKind::kLogUncleanable:
                return tr("Compaction failed");
            case EventKind::kClientConnected:
                return tr("Client connected");
            case EventKind::kClientDisconnected:
                return tr("Client left");
            case EventKind::kClientRefused:
                return tr("Client refused");
            case EventKind::kProduceRefused:
                return tr("Records refused");
            case EventKind::kGroupRebalancing:
                return tr("Rebalance began");
            case EventKind::kGroupRebalanced:
                return tr("Rebalance completed");
            case EventKind::kGroupEmptied:
                return tr("Group empty");
            case EventKind::kGroupDeleted:
                return tr("Group gone");
            case EventKind::kMemberJoined:
                return tr("Member joined");
            case EventKind::kMemberReplaced:
                return tr("Static member back");
            case EventKind::kMemberLeft:
                return tr("Member left");
            case EventKind::kMemberExpelled:
                return tr("Member expelled");
            case EventKind::kOffsetsExpired:
                return tr("Offsets expired");
            case EventKind::kCommitRefused:
                return tr("Commit refused");
            case EventKind::kCoordinatorLoaded:
                return tr("Coordinator loaded");
            case EventKind::kCoordinatorUnloaded:
                return tr("Coordinator moved away");
            case EventKind::kPersonActed:
                return tr("Your act");
            case EventKind::kCommandFailed:
                return tr("Your act failed");
        }
        return {};
    }

    static QString broker(const QString& id) { return tr("broker %1").arg(id); }

    static QString lane(Lane lane) {
        switch (lane) {
            case Lane::kElections:
                return tr("Elections");
            case Lane::kIsr:
                return tr("ISR");
            case Lane::kRebalances:
                return tr("Rebalances");
            case Lane::kFaults:
                return tr("Faults");
            case Lane::kClients:
                return tr("Clients");
            case Lane::kTopics:
                return tr("Topics");
            case Lane::kPerson:
                return tr("You");
            case Lane::kVotes:
                return tr("Votes");
        }
        return {};
    }
};

}  // namespace

QString tellEvent(const Event& event) {
    const std::string_view english = broker::observe::describe(event.kind).pattern;
    const QByteArray source(english.data(), static_cast<qsizetype>(english.size()));
    const QString pattern = QCoreApplication::translate("Events", source.constData());
    Event translated = event;
    for (broker::observe::EventArgument& argument : translated.arguments)
        if (argument.name == "reason" || argument.name == "act" || argument.name == "from" ||
            argument.name == "to")
            argument.value = engineWords(argument.value).toStdString();
    return QString::fromStdString(broker::observe::tell(translated, pattern.toStdString()));
}

QString eventTitle(EventKind kind) { return EventTitles::title(kind); }

QString eventLabel(const Event& event) {
    if (!event.argument("act").empty()) return engineWords(event.argument("act"));
    const QString title = eventTitle(event.kind);
    for (const std::string_view name : {"partition", "topic", "client", "broker"}) {
        const std::string_view value = event.argument(name);
        if (value.empty()) continue;
        const QString text = QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
        return title + QStringLiteral(" · ") + (name == "broker" ? EventTitles::broker(text) : text);
    }
    return title;
}

QString laneName(Lane lane) { return EventTitles::lane(lane); }

}  // namespace app
