#include "app/session/possibility.h"

#include <algorithm>

#include <QCoreApplication>

namespace app {
namespace {

using namespace broker::cluster;
using broker::BrokerId;
using broker::observe::BrokerState;
using broker::observe::ClusterSnapshot;

class Possibility {
    Q_DECLARE_TR_FUNCTIONS(Possibility)
public:
    explicit Possibility(const ClusterSnapshot& snapshot)
        : m_snapshot(snapshot) {}

    QString operator()(const KillBroker& command) const { return needsAlive(command.broker); }
    QString operator()(const StopBroker& command) const {
        if (m_snapshot.faults.isFrozen(command.broker))
            return tr("Broker %1 is frozen and hears nothing.").arg(command.broker.value());
        return needsAlive(command.broker);
    }
    QString operator()(const CutPower& command) const { return needsAlive(command.broker); }

    QString operator()(const FreezeBroker& command) const {
        if (m_snapshot.faults.isFrozen(command.broker))
            return tr("Broker %1 is frozen already.").arg(command.broker.value());
        return needsAlive(command.broker);
    }

    QString operator()(const ThawBroker& command) const {
        const QString dead = needsAlive(command.broker);
        if (!dead.isEmpty() || m_snapshot.faults.isFrozen(command.broker)) return dead;
        return tr("Broker %1 is not frozen.").arg(command.broker.value());
    }

    QString operator()(const SetLink& command) const {
        for (const BrokerId end : {command.from, command.to})
            if (end != broker::faults::kClients && !m_snapshot.broker(end)) return unknown(end);
        if (command.from == command.to) return tr("A link has two ends.");
        if (command.fault.trouble == broker::faults::LinkTrouble::kCut && isCut(command.from, command.to) &&
            (!command.bothWays || isCut(command.to, command.from)))
            return command.bothWays ? tr("This link is cut already.") : tr("This way is cut already.");
        const bool heals = command.fault.trouble == broker::faults::LinkTrouble::kNone;
        const bool isWell = !m_snapshot.faults.link(command.from, command.to) &&
                            !(command.bothWays && m_snapshot.faults.link(command.to, command.from));
        return heals && isWell ? tr("Nothing is wrong with this link.") : QString();
    }

    QString operator()(const HealLinks&) const {
        return m_snapshot.faults.links.empty() ? tr("Nothing is wrong with any link.") : QString();
    }

    QString operator()(const SetDisk& command) const {
        if (!m_snapshot.broker(command.broker)) return unknown(command.broker);
        const bool heals = command.fault.trouble == broker::faults::DiskTrouble::kNone;
        return heals && !m_snapshot.faults.disk(command.broker) ? tr("Nothing is wrong with this disk.")
                                                                : QString();
    }

    QString operator()(const RestartBroker& command) const {
        const auto* broker = m_snapshot.broker(command.broker);
        if (!broker) return unknown(command.broker);
        if (broker->state == BrokerState::kStopping)
            return tr("Broker %1 is still stopping.").arg(command.broker.value());
        if (isAlive(broker->state)) return tr("Broker %1 is alive.").arg(command.broker.value());
        return {};
    }

    QString operator()(const CreateTopic&) const { return needsController(); }

    QString operator()(const DeleteTopic& command) const {
        const auto* topic = m_snapshot.topic(command.name);
        if (!topic) return noTopic(command.name);
        if (topic->isInternal)
            return tr("%1 belongs to the cluster itself.").arg(QString::fromStdString(command.name));
        return needsController();
    }

    QString operator()(const DescribeTopicSettings& command) const {
        if (!m_snapshot.topic(command.topic)) return noTopic(command.topic);
        return needsAnyBroker();
    }

    QString operator()(const SendText& command) const {
        const auto* topic = m_snapshot.topic(command.topic);
        if (!topic) return needsController();
        const bool hasLeader = std::ranges::any_of(
            topic->partitions, [](const auto& partition) { return partition->leader != broker::kNoBroker; });
        if (!hasLeader)
            return tr("No partition of %1 has a leader.").arg(QString::fromStdString(command.topic));
        return needsAnyBroker();
    }

    QString operator()(const ProduceRecord& command) const {
        const auto* topic = m_snapshot.topic(command.topic);
        if (!topic) return noTopic(command.topic);
        if (command.partition) {
            const auto index = static_cast<std::size_t>(command.partition->value());
            if (command.partition->value() < 0 || index >= topic->partitions.size())
                return tr("%1 has no partition %2.")
                    .arg(QString::fromStdString(command.topic))
                    .arg(command.partition->value());
            if (topic->partitions[index]->leader == broker::kNoBroker)
                return tr("Partition %1 has no leader.").arg(command.partition->value());
        }
        return needsAnyBroker();
    }

    QString operator()(const RemoveGroupMember& command) const {
        const auto* group = m_snapshot.group(command.group);
        if (!group) return noGroup(command.group);
        if (!group->member(command.memberId))
            return tr("It is no member of %1 any more.").arg(QString::fromStdString(command.group));
        return needsCoordinator(*group);
    }

    QString operator()(const DeleteGroup& command) const {
        const auto* group = m_snapshot.group(command.group);
        if (!group) return noGroup(command.group);
        if (!group->members.empty())
            return tr("It has %n member(s): only an empty group can be deleted.", nullptr,
                      static_cast<int>(group->members.size()));
        return needsCoordinator(*group);
    }

    QString operator()(const ResetOffsets& command) const {
        const auto* group = m_snapshot.group(command.group);
        return group ? needsCoordinator(*group) : noGroup(command.group);
    }

private:
    static QString unknown(BrokerId id) { return tr("There is no broker %1.").arg(id.value()); }
    static QString noTopic(const std::string& name) {
        return tr("There is no topic %1.").arg(QString::fromStdString(name));
    }

    static QString noGroup(const std::string& name) {
        return tr("There is no group %1.").arg(QString::fromStdString(name));
    }
    QString needsCoordinator(const broker::observe::GroupSnapshot& group) const {
        return m_snapshot.coordinator(group.partition) ? QString()
                                                       : tr("Nobody coordinates this group at the moment.");
    }

    bool isCut(BrokerId from, BrokerId to) const {
        const auto* link = m_snapshot.faults.link(from, to);
        return link && link->trouble == broker::observe::LinkTrouble::kCut;
    }

    QString needsAlive(BrokerId id) const {
        const auto* broker = m_snapshot.broker(id);
        if (!broker) return unknown(id);
        if (broker->state == BrokerState::kStopping)
            return tr("Broker %1 is already stopping.").arg(id.value());
        if (!isAlive(broker->state)) return tr("Broker %1 is already down.").arg(id.value());
        return {};
    }

    QString needsAnyBroker() const {
        const bool any = std::ranges::any_of(m_snapshot.brokers,
                                             [](const auto& broker) { return isAlive(broker->state); });
        return any ? QString() : tr("No broker is alive.");
    }

    QString needsController() const {
        if (m_snapshot.activeController != broker::kNoBroker) return {};
        return tr("There is no active controller, and only it can change topics.");
    }

    const ClusterSnapshot& m_snapshot;
};

}  // namespace

QString whyImpossible(const ClusterSnapshot& snapshot, const Command& command) {
    return std::visit(Possibility(snapshot), command);
}

}  // namespace app
