#pragma once

#include <variant>
#include <vector>

#include <QString>

#include "app/session/cluster_session.h"
#include "broker/faults/fault.h"

/// What can be made wrong with a cluster from its window, and right again: the same acts, words, keys and
/// reasons in the menus, the inspector and behind the keys.
namespace app {

/// Asks for the particulars of a fault of a link, or of a disk, before anything is done.
struct LinkForm {
    broker::BrokerId from;
    broker::BrokerId to = broker::faults::kClients;
    broker::faults::LinkTrouble trouble = broker::faults::LinkTrouble::kSlow;
};
struct DiskForm {
    broker::BrokerId broker;
    broker::faults::DiskTrouble trouble = broker::faults::DiskTrouble::kSlow;
};
using FaultForm = std::variant<LinkForm, DiskForm>;

struct FaultAct {
    using Commands = std::vector<ClusterSession::Command>;

    QString text;
    /// Commands are carried out one after another; those of them that are not possible are left out.
    std::variant<Commands, FaultForm> act;
    QString whyNot{};  ///< empty: possible
    QString key{};     ///< that does it to what is selected; may be empty
    bool isBad = false;
};
using FaultActs = std::vector<FaultAct>;

/// The order of what can be done to a broker.
struct BrokerActs {
    enum : std::size_t { kKill, kCutPower, kStop, kRestart, kFreeze, kThaw };
};
FaultActs brokerActs(const ClusterSession& session, broker::BrokerId id);
/// Cutting a broker off from all others and from clients: both ways, or what it sends or receives; and back.
FaultActs cutOffActs(const ClusterSession& session, broker::BrokerId id);
FaultActs diskActs(const ClusterSession& session, broker::BrokerId id);
/// Cut, slow, reset, heal. `to` may be faults::kClients.
FaultActs linkActs(const ClusterSession& session, broker::BrokerId from, broker::BrokerId to);
FaultAct healAllAct(const ClusterSession& session);

// What the keys X and Shift+X do to a broker, or to a link.
FaultAct cutOffAct(const ClusterSession& session, broker::BrokerId id);
FaultAct reconnectAct(const ClusterSession& session, broker::BrokerId id);
FaultAct cutAct(const ClusterSession& session, broker::BrokerId from, broker::BrokerId to);
FaultAct healAct(const ClusterSession& session, broker::BrokerId from, broker::BrokerId to);

}  // namespace app
