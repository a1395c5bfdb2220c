#include "broker/node/publisher.h"

#include <algorithm>
#include <utility>

namespace broker::node {
namespace {

observe::BrokerState stateOf(const BrokerLifecycle* lifecycle) {
    using State = BrokerLifecycle::State;
    switch (lifecycle ? lifecycle->state() : State::kStarting) {
        case State::kStarting:
        case State::kRegistering:
            return observe::BrokerState::kStarting;
        case State::kFenced:
            return observe::BrokerState::kFenced;
        case State::kRunning:
            return observe::BrokerState::kRunning;
        case State::kLeaving:
        case State::kGone:
            return observe::BrokerState::kStopping;
    }
    return observe::BrokerState::kStarting;
}

/// Both lists by API; a broker's two listeners serve some of the same.
std::vector<observe::RequestCounters> merged(std::vector<observe::RequestCounters> a,
                                             const std::vector<observe::RequestCounters>& b) {
    for (const observe::RequestCounters& row : b) {
        const auto same = std::ranges::find(a, row.api, &observe::RequestCounters::api);
        if (same == a.end()) {
            a.push_back(row);
            continue;
        }
        same->count += row.count;
        same->errors += row.errors;
        same->totalMicros += row.totalMicros;
        same->maxMicros = std::max(same->maxMicros, row.maxMicros);
    }
    std::ranges::sort(a, {}, &observe::RequestCounters::api);
    return a;
}

}  // namespace

Publisher::Publisher(Sources sources)
    : m_sources(std::move(sources))
    , m_settings(settings())
    , m_metadata(m_sources.options.clusterId)
    , m_stateSince(m_sources.world.clock.wallTime()) {}

Publisher::Standing Publisher::standing() const {
    Standing standing{.state = stateOf(m_sources.lifecycle)};
    if (!m_sources.raft) return standing;
    standing.role = m_sources.raft->quorum().role();
    standing.epoch = m_sources.raft->quorum().epoch();
    standing.controller = m_sources.raft->quorum().leader();
    standing.image = m_sources.raft->image();
    return standing;
}

void Publisher::changed() {
    if (m_isSoon) return;
    m_isSoon = standing() != m_published;
    if (m_timer && !m_isSoon) return;
    m_timer = m_sources.world.timers.after(m_isSoon ? kSoon : kInterval, [this] { publishNow(); });
}

void Publisher::publishNow() {
    m_timer = nullptr;
    m_isSoon = false;
    m_sources.observer.publishBroker(build());
    if (m_sources.raft)
        m_sources.observer.publishMetadata(m_sources.options.id, m_metadata.publish(m_sources.raft->image()));
}

void Publisher::settingsChanged() {
    m_settings = settings();
    changed();
}

std::vector<observe::BrokerSnapshot::Setting> Publisher::settings() const {
    std::vector<observe::BrokerSnapshot::Setting> rows;
    for (const config::Parameter& parameter : config::parameters(config::Scope::kBroker)) {
        const config::Resolved resolved = m_sources.options.settings.resolve(parameter);
        const auto given = m_sources.options.settingSources.find(std::string(parameter.name));
        const bool isGiven =
            resolved.source == config::Source::kStatic && given != m_sources.options.settingSources.end();
        const bool isDefault = resolved.source == config::Source::kDefault;
        rows.push_back({.name = std::string(parameter.name),
                        .value = resolved.value,
                        .source = isDefault ? "default"
                                  : isGiven ? given->second
                                            : "broker"});
    }
    return rows;
}

std::shared_ptr<const observe::BrokerSnapshot> Publisher::build() {
    const Sources& from = m_sources;
    const Standing now = standing();
    if (now.state != m_published.state) m_stateSince = from.world.clock.wallTime();
    m_published = now;
    auto snapshot = std::make_shared<observe::BrokerSnapshot>();
    snapshot->id = from.options.id;
    snapshot->state = now.state;
    snapshot->stateSince = m_stateSince;
    snapshot->rack = from.options.rack;
    snapshot->host = from.clientAddress.host;
    snapshot->port = from.clientAddress.port;
    snapshot->controllerPort = from.controllerAddress.port;
    snapshot->folder = from.options.folder;
    snapshot->isVoter = from.isVoter;
    if (from.lifecycle) snapshot->epoch = from.lifecycle->epoch();
    if (from.raft) {
        snapshot->activeController = from.raft->quorum().leader();
        snapshot->controllerEpoch = from.raft->quorum().epoch();
        snapshot->metadataEnd = from.raft->image()->end();
        snapshot->quorum = from.raft->view();
    }
    const Partitions::Shown& shown = from.partitions.show();
    snapshot->traffic = shown.traffic;
    snapshot->replicas = shown.replicas;
    snapshot->logBytes = shown.bytes;
    snapshot->diskFreeBytes = from.world.files.freeBytes(from.options.folder);
    snapshot->delayedOperations = static_cast<std::uint32_t>(from.delayed.size());
    snapshot->requests = merged(from.clients.takeRequestCounters(), from.internals.takeRequestCounters());
    snapshot->clients = from.clients.snapshots();
    if (from.groups) {
        const GroupService::Shown& groups = from.groups->show();
        snapshot->groups = groups.groups;
        snapshot->coordinates = groups.shards;
    }
    snapshot->settings = m_settings;
    return snapshot;
}

}  // namespace broker::node
