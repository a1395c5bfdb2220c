#include <algorithm>
#include <utility>

#include "broker/cluster/local_cluster_impl.h"

namespace broker::cluster {
namespace {

CommandOutcome refused(const Error& error) { return {.code = error.code, .sentence = error.detail}; }

std::string_view doneTo(faults::LinkTrouble trouble) {
    switch (trouble) {
        case faults::LinkTrouble::kNone:
            return "Healed";
        case faults::LinkTrouble::kCut:
            return "Cut";
        case faults::LinkTrouble::kSlow:
            return "Slowed";
        case faults::LinkTrouble::kResetting:
            return "Made resets on";
    }
    return {};
}

}  // namespace

void LocalCluster::Impl::publishFaults() { m_collector->setFaults(m_faults.snapshot()); }

void LocalCluster::Impl::run(const FreezeBroker& command, OutcomeHandler done) {
    const BrokerId id = command.broker;
    const Result<BrokerThread*> broker = find(id, Presence::kAlive, "freeze");
    if (!broker) return done(refused(broker.error()));
    if (m_faults.isFrozen(id))
        return done({.code = ErrorCode::kInvalidArgument,
                     .sentence = fmt::format("Broker {} is frozen already.", id)});
    m_faults.setFrozen(id, true);
    (*broker)->setFrozen(true);
    publishFaults();
    report(observe::EventKind::kBrokerFrozen, id, {});
    done({.sentence = fmt::format("Froze broker {}.", id)});
}

void LocalCluster::Impl::run(const ThawBroker& command, OutcomeHandler done) {
    const BrokerId id = command.broker;
    const Result<BrokerThread*> broker = find(id, Presence::kAlive, "thaw");
    if (!broker) return done(refused(broker.error()));
    if (!m_faults.isFrozen(id))
        return done(
            {.code = ErrorCode::kInvalidArgument, .sentence = fmt::format("Broker {} is not frozen.", id)});
    m_faults.setFrozen(id, false);
    (*broker)->setFrozen(false);
    publishFaults();
    report(observe::EventKind::kBrokerThawed, id, {});
    done({.sentence = fmt::format("Thawed broker {}.", id)});
}

void LocalCluster::Impl::run(const CutPower& command, OutcomeHandler done) {
    const BrokerId id = command.broker;
    const Result<BrokerThread*> broker = find(id, Presence::kAlive, "cut the power of");
    if (!broker) return done(refused(broker.error()));
    m_presence[id] = Presence::kChanging;
    (*broker)->losePower([this, id, done = std::move(done)](Result<void> lost) mutable {
        m_control->post([this, id, lost = std::move(lost), done = std::move(done)]() mutable {
            becomeGone(id, observe::BrokerState::kDead, "lost its power", observe::EventKind::kPowerLost);
            if (lost)
                done({.sentence = fmt::format("Cut the power of broker {}.", id)});
            else
                done(
                    {.code = lost.error().code,
                     .sentence = fmt::format("Broker {} is dead, but not all that it had not synced could be "
                                             "taken from it: {}",
                                             id, lost.error().detail)});
        });
    });
}

Result<void> LocalCluster::Impl::checkLink(const SetLink& command) const {
    for (const BrokerId end : {command.from, command.to})
        if (end != faults::kClients && !m_presence.contains(end))
            return failure(ErrorCode::kNotFound, "There is no broker {}.", end);
    if (command.from == command.to) return failure(ErrorCode::kInvalidArgument, "A link has two ends.");
    return {};
}

void LocalCluster::Impl::run(const SetLink& command, OutcomeHandler done) {
    if (const Result<void> checked = checkLink(command); !checked) return done(refused(checked.error()));
    std::vector<FaultBoard::Direction> directions{{command.from, command.to}};
    if (command.bothWays) directions.push_back({command.to, command.from});
    setLinks(directions, command.fault,
             fmt::format("{} the link {} {} {} {}.", doneTo(command.fault.trouble),
                         command.bothWays ? "between" : "from", faults::linkEndName(command.from),
                         command.bothWays ? "and" : "to", faults::linkEndName(command.to)),
             std::move(done));
}

void LocalCluster::Impl::run(const HealLinks&, OutcomeHandler done) {
    setLinks(m_faults.links(), {}, "Healed all links.", std::move(done));
}

/// The side that dialled a connection holds both its directions, and either side may have dialled it: so
/// both are told.
void LocalCluster::Impl::setLinks(const std::vector<FaultBoard::Direction>& directions,
                                  const faults::LinkFault& fault, std::string sentence, OutcomeHandler done) {
    std::vector<LinkChange> changes;
    std::vector<observe::Event> events;
    const std::vector<FaultBoard::Direction> wrong = m_faults.links();
    for (const FaultBoard::Direction& one : directions) {
        const bool changesNothing =
            fault.trouble == faults::LinkTrouble::kNone && std::ranges::find(wrong, one) == wrong.end();
        if (!changesNothing) events.push_back(FaultBoard::linkEvent(one, fault));
        m_faults.setLink(one, fault);
        if (one.from != faults::kClients)
            changes.push_back({one.from, one.to, faults::Direction::kOutgoing, fault});
        if (one.to != faults::kClients)
            changes.push_back({one.to, one.from, faults::Direction::kIncoming, fault});
    }
    publishFaults();
    for (observe::Event& event : events) {
        event.time = m_control->world().clock.wallTime();
        m_collector->report(std::move(event));
    }
    change(std::move(changes), [sentence = std::move(sentence), done = std::move(done)]() mutable {
        done({.sentence = std::move(sentence)});
    });
}

/// One after another; then `done`, on the control loop.
void LocalCluster::Impl::change(std::vector<LinkChange> changes, std::move_only_function<void()> done) {
    if (changes.empty()) return done();
    const LinkChange next = changes.back();
    changes.pop_back();
    thread(next.at).change(
        [next](faults::Faults& faults) { faults.setLink(next.far, next.direction, next.fault); },
        [this, rest = std::move(changes), done = std::move(done)]() mutable {
            m_control->post([this, rest = std::move(rest), done = std::move(done)]() mutable {
                change(std::move(rest), std::move(done));
            });
        });
}

void LocalCluster::Impl::run(const SetDisk& command, OutcomeHandler done) {
    const BrokerId id = command.broker;
    if (!m_presence.contains(id))
        return done({.code = ErrorCode::kNotFound, .sentence = fmt::format("There is no broker {}.", id)});
    m_faults.setDisk(id, command.fault);
    publishFaults();
    observe::Event event = FaultBoard::diskEvent(id, command.fault);
    event.time = m_control->world().clock.wallTime();
    std::string sentence = observe::tell(event) + ".";
    m_collector->report(std::move(event));
    thread(id).change([fault = command.fault](faults::Faults& faults) { faults.setDisk(fault); },
                      [this, sentence = std::move(sentence), done = std::move(done)]() mutable {
                          m_control->post([sentence = std::move(sentence), done = std::move(done)]() mutable {
                              done({.sentence = std::move(sentence)});
                          });
                      });
}

}  // namespace broker::cluster
