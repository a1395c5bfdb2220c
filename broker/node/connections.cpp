#include "broker/node/connections.h"

#include <algorithm>
#include <utility>

#include "broker/node/diary.h"
#include "broker/node/session.h"

namespace broker::node {

Connections::Connections(Context context)
    : m_context(std::move(context)) {}

Connections::~Connections() = default;

void Connections::open() {
    m_isOpen = true;
    for (auto& [id, session] : m_sessions) session->start();
}

void Connections::close() {
    for (auto& [id, session] : m_sessions) session->close();
}

void Connections::onAccepted(std::unique_ptr<world::Connection> connection) {
    const std::uint64_t id = m_nextId++;
    const auto [added, isNew] =
        m_sessions.emplace(id, std::make_unique<Session>(*this, id, std::move(connection)));
    diagnose(m_context.observer.diagnostics(), observe::Level::kDebug, "connection {} from {}{}", id,
             added->second->address().text(), m_context.isInternal ? ", to the controller's listener" : "");
    if (m_isOpen) added->second->start();
}

void Connections::onRefused(const world::Address& peer, const Error& reason) {
    reportRefused(peer, reason.detail);
}

void Connections::reportRefused(const world::Address& peer, const std::string& reason) {
    m_context.observer.report({.time = m_context.clock.wallTime(),
                               .kind = observe::EventKind::kClientRefused,
                               .broker = m_context.broker,
                               .arguments = {{"broker", std::to_string(m_context.broker.value())},
                                             {"address", peer.text()},
                                             {"reason", reason}}});
}

void Connections::drop(std::uint64_t id, const Error& reason) {
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end()) return;
    // Kept until the end: the caller may be the session itself.
    const std::unique_ptr<Session> session = std::move(found->second);
    m_sessions.erase(found);
    m_context.onChanged();
    diagnose(m_context.observer.diagnostics(), observe::Level::kDebug, "connection {} ended: {}", id,
             reason.detail);
    if (reason.code != ErrorCode::kConnectionClosed && reason.code != ErrorCode::kNetworkException)
        reportRefused(session->address(), reason.detail);
    else if (session->hasSpoken() && !session->snapshot()->isBroker)
        m_context.observer.report({.time = m_context.clock.wallTime(),
                                   .kind = observe::EventKind::kClientDisconnected,
                                   .broker = m_context.broker,
                                   .arguments = {{"client", session->snapshot()->clientId},
                                                 {"address", session->address().text()},
                                                 {"broker", std::to_string(m_context.broker.value())}}});
}

void Connections::count(wire::ApiKey api, world::Duration taken, bool isError) {
    ApiCounters& counters = m_counters[api];
    ++counters.count;
    counters.errors += isError ? 1 : 0;
    counters.total += taken;
    counters.worst = std::max(counters.worst, taken);
    m_context.onChanged();
}

void Connections::letNextBegin(std::uint64_t connection) {
    if (const auto session = m_sessions.find(connection); session != m_sessions.end())
        session->second->goOn();
}

void Connections::noteSoftware(std::uint64_t connection, std::string software) {
    if (const auto found = m_sessions.find(connection); found != m_sessions.end())
        found->second->info().software = std::move(software);
}

void Connections::noteProduced(std::uint64_t connection, const std::string& topic, std::uint64_t bytes) {
    if (const auto found = m_sessions.find(connection); found != m_sessions.end())
        found->second->info().producedTo[topic] += bytes;
}

void Connections::noteConsumed(std::uint64_t connection, const std::string& topic, std::uint64_t bytes) {
    if (const auto found = m_sessions.find(connection); found != m_sessions.end())
        found->second->info().consumedFrom[topic] += bytes;
}

void Connections::noteCopied(std::uint64_t connection, BrokerId follower, const std::string& topic,
                             std::uint64_t bytes) {
    const auto found = m_sessions.find(connection);
    if (found == m_sessions.end()) return;
    observe::ClientSnapshot& client = found->second->info();
    client.follower = follower;
    client.consumedFrom[topic] += bytes;
}

std::vector<std::shared_ptr<const observe::ClientSnapshot>> Connections::snapshots() {
    std::vector<std::shared_ptr<const observe::ClientSnapshot>> clients;
    for (auto& [id, session] : m_sessions)
        if (session->hasSpoken()) clients.push_back(session->snapshot());
    return clients;
}

std::vector<observe::RequestCounters> Connections::takeRequestCounters() {
    std::vector<observe::RequestCounters> rows;
    for (auto& [api, counters] : m_counters)
        rows.push_back({.api = std::string(wire::apiName(api)),
                        .count = counters.count,
                        .errors = counters.errors,
                        .totalMicros = static_cast<std::uint64_t>(counters.total.count()),
                        .maxMicros = static_cast<std::uint64_t>(
                            std::exchange(counters.worst, world::Duration::zero()).count())});
    std::ranges::sort(rows, {}, &observe::RequestCounters::api);
    return rows;
}

}  // namespace broker::node
