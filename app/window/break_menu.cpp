#include "app/window/break_menu.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include "app/inspect/fault_facts.h"

namespace app {
namespace {

using broker::BrokerId;
using broker::faults::kClients;

class BreakWords {
    Q_DECLARE_TR_FUNCTIONS(BreakMenu)
public:
    static QString broker(BrokerId id) { return tr("Broker %1").arg(id.value()); }
    static QString link(BrokerId from, BrokerId to) {
        return to == kClients ? tr("Broker %1 – clients").arg(from.value())
                              : tr("Broker %1 – broker %2").arg(from.value()).arg(to.value());
    }
    static QString cutOff() { return tr("Cut off"); }
    static QString disk() { return tr("Disk"); }
    static QString links() { return tr("Links"); }
    static QString linkTo(BrokerId end) { return tr("Link to %1").arg(linkEndName(end)); }
};

}  // namespace

void BreakMenu::add(QMenu* menu, const FaultAct& act, bool showsKey) const {
    const QString text = showsKey && !act.key.isEmpty() ? act.text + u'\t' + act.key : act.text;
    QAction* action = menu->addAction(text, menu, [taker = m_taker, act] { taker(act); });
    action->setEnabled(act.whyNot.isEmpty());
    action->setToolTip(act.whyNot.isEmpty() ? act.text : act.whyNot);
}

QMenu* BreakMenu::addMenu(QMenu* menu, const QString& title) const {
    QMenu* made = menu->addMenu(title);
    made->setToolTipsVisible(true);
    return made;
}

void BreakMenu::fillBroker(QMenu* menu, BrokerId id, bool showsKeys) const {
    if (!m_session.snapshot()->broker(id)) return;
    for (const FaultAct& act : brokerActs(m_session, id)) add(menu, act, showsKeys);
    menu->addSeparator();
    QMenu* cutOff = addMenu(menu, BreakWords::cutOff());
    for (const FaultAct& act : cutOffActs(m_session, id)) add(cutOff, act, showsKeys);
    const auto linkTo = [&](BrokerId other) {
        QMenu* link = addMenu(menu, BreakWords::linkTo(other));
        if (other != kClients && other < id)
            fillLink(link, other, id, false);
        else
            fillLink(link, id, other, false);
    };
    for (const auto& other : m_session.snapshot()->brokers)
        if (other->id != id) linkTo(other->id);
    linkTo(kClients);
    menu->addSeparator();
    QMenu* disk = addMenu(menu, BreakWords::disk());
    for (const FaultAct& act : diskActs(m_session, id)) add(disk, act, showsKeys);
}

void BreakMenu::fillLink(QMenu* menu, BrokerId from, BrokerId to, bool showsKeys) const {
    for (const FaultAct& act : linkActs(m_session, from, to)) add(menu, act, showsKeys);
}

void BreakMenu::addBroker(QMenu* menu, BrokerId id) const {
    menu->setToolTipsVisible(true);
    fillBroker(menu, id, true);
}

void BreakMenu::addLink(QMenu* menu, BrokerId from, BrokerId to) const {
    menu->setToolTipsVisible(true);
    fillLink(menu, from, to, true);
    menu->addSeparator();
    add(menu, healAllAct(m_session), false);
}

void BreakMenu::addAll(QMenu* menu, const Subject& selected) const {
    menu->setToolTipsVisible(true);
    const auto& brokers = m_session.snapshot()->brokers;
    const auto* chosenBroker = std::get_if<BrokerSubject>(&selected);
    const auto* chosenLink = std::get_if<LinkSubject>(&selected);
    for (const auto& one : brokers)
        fillBroker(addMenu(menu, BreakWords::broker(one->id)), one->id,
                   chosenBroker && chosenBroker->broker == one->id);
    menu->addSeparator();
    QMenu* links = addMenu(menu, BreakWords::links());
    const auto addLink = [&](BrokerId from, BrokerId to) {
        fillLink(addMenu(links, BreakWords::link(from, to)), from, to,
                 chosenLink && *chosenLink == LinkSubject{from, to});
    };
    for (std::size_t from = 0; from < brokers.size(); ++from)
        for (std::size_t to = from + 1; to < brokers.size(); ++to)
            addLink(brokers[from]->id, brokers[to]->id);
    links->addSeparator();
    for (const auto& one : brokers) addLink(one->id, kClients);
    add(menu, healAllAct(m_session), false);
}

}  // namespace app
