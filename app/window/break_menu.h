#pragma once

#include <functional>

#include "app/inspect/fault_acts.h"
#include "app/inspect/subject.h"

class QMenu;

namespace app {

/// Fills menus with what can be made wrong and right again: each act with its key, and greyed with the reason
/// as its tooltip where it is not possible.
class BreakMenu {
public:
    using Taker = std::function<void(const FaultAct&)>;
    /// `taker` is called when an act is chosen. Both outlive the menus.
    BreakMenu(const ClusterSession& session, Taker taker)
        : m_session(session)
        , m_taker(std::move(taker)) {}

    void addBroker(QMenu* menu, broker::BrokerId id) const;
    void addLink(QMenu* menu, broker::BrokerId from, broker::BrokerId to) const;
    /// Everything of the cluster; what is selected comes first.
    void addAll(QMenu* menu, const Subject& selected) const;

private:
    /// Keys stand only beside what they do: acts upon what is selected.
    void add(QMenu* menu, const FaultAct& act, bool showsKey) const;
    void fillBroker(QMenu* menu, broker::BrokerId id, bool showsKeys) const;
    void fillLink(QMenu* menu, broker::BrokerId from, broker::BrokerId to, bool showsKeys) const;
    QMenu* addMenu(QMenu* menu, const QString& title) const;

    const ClusterSession& m_session;
    Taker m_taker;
};

}  // namespace app
