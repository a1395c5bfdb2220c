#include "app/inspect/fault_acts.h"

#include <QCoreApplication>

#include "app/inspect/fault_facts.h"

namespace app {
namespace {

using namespace broker::cluster;
using broker::BrokerId;
using broker::faults::DiskFault;
using broker::faults::DiskTrouble;
using broker::faults::kClients;
using broker::faults::LinkFault;
using broker::faults::LinkTrouble;

/// Which of the ways of a broker's links is meant.
enum class Ways : std::uint8_t { kBoth, kOut, kIn };

class FaultActMaker {
    Q_DECLARE_TR_FUNCTIONS(FaultActs)
public:
    explicit FaultActMaker(const ClusterSession& session)
        : m_session(session) {}

    FaultActs broker(BrokerId id) const {
        const int number = id.value();
        return {one(tr("Kill broker %1").arg(number), KillBroker{id}, QStringLiteral("K"), true),
                one(tr("Kill it with power loss"), CutPower{id}, QStringLiteral("Shift+K"), true),
                one(tr("Stop broker %1 cleanly").arg(number), StopBroker{id}, QStringLiteral("S")),
                one(tr("Restart broker %1").arg(number), RestartBroker{id}, QStringLiteral("R")),
                one(tr("Freeze broker %1").arg(number), FreezeBroker{id}, QStringLiteral("F"), true),
                one(tr("Thaw broker %1").arg(number), ThawBroker{id}, QStringLiteral("F"))};
    }

    FaultActs cutOff(BrokerId id) const {
        return {cutOffOne(id),
                many(tr("Only what it sends"), setAll(id, Ways::kOut, LinkTrouble::kCut), {}, true),
                many(tr("Only what it receives"), setAll(id, Ways::kIn, LinkTrouble::kCut), {}, true),
                reconnect(id)};
    }
    FaultAct cutOffOne(BrokerId id) const {
        return many(tr("Cut it off, both ways"), setAll(id, Ways::kBoth, LinkTrouble::kCut),
                    QStringLiteral("X"), true);
    }
    FaultAct reconnect(BrokerId id) const {
        return many(tr("Heal its links"), setAll(id, Ways::kBoth, LinkTrouble::kNone),
                    QStringLiteral("Shift+X"));
    }

    FaultActs disk(BrokerId id) const {
        return {form(tr("Slow…"), DiskForm{id, DiskTrouble::kSlow}),
                form(tr("Full…"), DiskForm{id, DiskTrouble::kFull}),
                form(tr("Failing…"), DiskForm{id, DiskTrouble::kFailing}),
                one(tr("Well again"), SetDisk{id, DiskFault{}})};
    }

    FaultActs link(BrokerId from, BrokerId to) const {
        const auto way = [](BrokerId a, BrokerId b) {
            return tr("Cut only from %1 to %2").arg(linkEndName(a), linkEndName(b));
        };
        return {cut(from, to),
                one(way(from, to), set(from, to, false, LinkTrouble::kCut), {}, true),
                one(way(to, from), set(to, from, false, LinkTrouble::kCut), {}, true),
                form(tr("Slow…"), LinkForm{from, to, LinkTrouble::kSlow}),
                form(tr("Break its connections…"), LinkForm{from, to, LinkTrouble::kResetting}),
                heal(from, to)};
    }
    FaultAct cut(BrokerId from, BrokerId to) const {
        return one(tr("Cut both ways"), set(from, to, true, LinkTrouble::kCut), QStringLiteral("X"), true);
    }
    FaultAct heal(BrokerId from, BrokerId to) const {
        return one(tr("Heal"), set(from, to, true, LinkTrouble::kNone), QStringLiteral("Shift+X"));
    }
    FaultAct healAll() const { return one(tr("Heal all links"), HealLinks{}); }

private:
    static SetLink set(BrokerId from, BrokerId to, bool bothWays, LinkTrouble trouble) {
        return {.from = from, .to = to, .bothWays = bothWays, .fault = LinkFault{.trouble = trouble}};
    }

    FaultAct::Commands setAll(BrokerId id, Ways ways, LinkTrouble trouble) const {
        FaultAct::Commands commands;
        const auto add = [&](BrokerId other) {
            commands.emplace_back(ways == Ways::kIn ? set(other, id, false, trouble)
                                                    : set(id, other, ways == Ways::kBoth, trouble));
        };
        for (const auto& other : m_session.snapshot()->brokers)
            if (other->id != id) add(other->id);
        add(kClients);
        return commands;
    }

    FaultAct one(const QString& text, ClusterSession::Command command, const QString& key = {},
                 bool isBad = false) const {
        return many(text, {std::move(command)}, key, isBad);
    }

    FaultAct many(const QString& text, FaultAct::Commands commands, const QString& key = {},
                  bool isBad = false) const {
        FaultAct::Commands possible;
        QString whyNot;
        for (ClusterSession::Command& command : commands) {
            QString against = m_session.whyNot(command);
            if (against.isEmpty())
                possible.push_back(std::move(command));
            else if (whyNot.isEmpty())
                whyNot = std::move(against);
        }
        if (!possible.empty()) whyNot.clear();
        return {.text = text, .act = std::move(possible), .whyNot = whyNot, .key = key, .isBad = isBad};
    }

    /// Possible when what it asks for would be.
    FaultAct form(const QString& text, const FaultForm& form) const {
        ClusterSession::Command example;
        if (const auto* link = std::get_if<LinkForm>(&form))
            example = set(link->from, link->to, true, link->trouble);
        if (const auto* disk = std::get_if<DiskForm>(&form))
            example = SetDisk{disk->broker, DiskFault{.trouble = disk->trouble, .pathPart = {}}};
        return {.text = text, .act = form, .whyNot = m_session.whyNot(example), .key = {}, .isBad = false};
    }

    const ClusterSession& m_session;
};

}  // namespace

FaultActs brokerActs(const ClusterSession& session, BrokerId id) { return FaultActMaker(session).broker(id); }
FaultActs cutOffActs(const ClusterSession& session, BrokerId id) { return FaultActMaker(session).cutOff(id); }
FaultActs diskActs(const ClusterSession& session, BrokerId id) { return FaultActMaker(session).disk(id); }
FaultActs linkActs(const ClusterSession& session, BrokerId from, BrokerId to) {
    return FaultActMaker(session).link(from, to);
}
FaultAct healAllAct(const ClusterSession& session) { return FaultActMaker(session).healAll(); }
FaultAct cutOffAct(const ClusterSession& session, BrokerId id) {
    return FaultActMaker(session).cutOffOne(id);
}
FaultAct reconnectAct(const ClusterSession& session, BrokerId id) {
    return FaultActMaker(session).reconnect(id);
}
FaultAct cutAct(const ClusterSession& session, BrokerId from, BrokerId to) {
    return FaultActMaker(session).cut(from, to);
}
FaultAct healAct(const ClusterSession& session, BrokerId from, BrokerId to) {
    return FaultActMaker(session).heal(from, to);
}

}  // namespace app
