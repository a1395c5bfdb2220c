#include "app/inspect/fault_facts.h"

#include <algorithm>
#include <ranges>

#include <QCoreApplication>

#include "app/words/amounts.h"
#include "broker/config/settings.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::BrokerId;
using broker::kNoBroker;

class FaultNames {
    Q_DECLARE_TR_FUNCTIONS(FaultNames)
public:
    static QString well() { return tr("well"); }
    static QString cut() { return tr("cut"); }
    static QString resets() { return tr("resets"); }
    static QString resetsAfter(const QString& bytes) { return tr("resets after %1").arg(bytes); }
    static QString milliseconds(std::int64_t value) { return tr("%1 ms").arg(value); }
    static QString late(std::int64_t value) { return tr("%1 ms late").arg(value); }
    static QString atMost(const QString& rate) { return tr("at most %1").arg(rate); }
    static QString slowDisk(std::int64_t value) { return tr("slow, %1 ms").arg(value); }
    static QString full() { return tr("full"); }
    static QString failing() { return tr("failing"); }
    static QString clients() { return tr("clients"); }
    static QString broker(int id) { return tr("broker %1").arg(id); }
};

bool isCut(const ClusterSnapshot& snapshot, BrokerId from, BrokerId to) {
    const LinkSnapshot* link = snapshot.faults.link(from, to);
    return link && link->trouble == LinkTrouble::kCut;
}

QString rate(const LinkSnapshot& link) { return byteRate(static_cast<double>(link.bytesPerSecond)); }

}  // namespace

bool isCutOff(const ClusterSnapshot& snapshot, BrokerId id) {
    return snapshot.brokers.size() > 1 && std::ranges::all_of(snapshot.brokers, [&](const auto& other) {
               return other->id == id || (isCut(snapshot, id, other->id) && isCut(snapshot, other->id, id));
           });
}

bool isRefused(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker) {
    if (broker.state != BrokerState::kStarting) return false;
    return std::ranges::any_of(snapshot.metadata->brokers, [&](const auto& registered) {
        return registered->id == broker.id && !registered->isFenced && registered->epoch != broker.epoch;
    });
}

bool isUnnoticed(const ClusterSnapshot& snapshot, const BrokerSnapshot& broker) {
    if (broker.state != BrokerState::kDead) return false;
    return std::ranges::any_of(snapshot.metadata->brokers, [&](const auto& registered) {
        return registered->id == broker.id && !registered->isFenced;
    });
}

std::vector<BrokerId> troubledEnds(const ClusterSnapshot& snapshot, BrokerId id) {
    std::vector<BrokerId> ends;
    const auto check = [&](BrokerId other) {
        if (snapshot.faults.link(id, other) || snapshot.faults.link(other, id)) ends.push_back(other);
    };
    for (const auto& other : snapshot.brokers)
        if (other->id != id) check(other->id);
    check(kNoBroker);
    return ends;
}

broker::Timestamp lastTime(const EventLog& events, EventKind kind, BrokerId broker) {
    for (const Event& event : std::views::reverse(events.events()))
        if (event.kind == kind && event.broker == broker) return event.time;
    return broker::kNoTimestamp;
}

QString brokerSetting(const ClusterSnapshot& snapshot, BrokerId broker, std::string_view name) {
    if (const BrokerSnapshot* found = snapshot.broker(broker))
        for (const auto& setting : found->settings)
            if (setting.name == name) return QString::fromStdString(setting.value);
    const auto* parameter = broker::config::find(broker::config::Scope::kBroker, name);
    return parameter ? QString::fromStdString(broker::config::Settings().resolve(*parameter).value)
                     : QString();
}

QString linkTroubleName(const LinkSnapshot* link) {
    if (!link) return FaultNames::well();
    if (link->trouble == LinkTrouble::kCut) return FaultNames::cut();
    if (link->trouble == LinkTrouble::kResetting)
        return FaultNames::resetsAfter(byteAmount(static_cast<double>(link->resetAfterBytes)));
    if (link->bytesPerSecond == 0) return FaultNames::late(link->delayMillis);
    if (link->delayMillis == 0) return FaultNames::atMost(rate(*link));
    return FaultNames::late(link->delayMillis) + QStringLiteral(" · ") + FaultNames::atMost(rate(*link));
}

QString linkTroubleTag(const LinkSnapshot& link) {
    if (link.trouble == LinkTrouble::kCut) return FaultNames::cut();
    if (link.trouble == LinkTrouble::kResetting) return FaultNames::resets();
    return link.delayMillis == 0 && link.bytesPerSecond > 0 ? rate(link)
                                                            : FaultNames::milliseconds(link.delayMillis);
}

QString diskTroubleName(const DiskSnapshot* disk) {
    if (!disk) return FaultNames::well();
    if (disk->trouble == DiskTrouble::kSlow) return FaultNames::slowDisk(disk->delayMillis);
    return disk->trouble == DiskTrouble::kFull ? FaultNames::full() : FaultNames::failing();
}

QString linkEndName(BrokerId end) {
    return end == kNoBroker ? FaultNames::clients() : FaultNames::broker(end.value());
}

}  // namespace app
