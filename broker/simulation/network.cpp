#include "broker/simulation/network.h"

#include <utility>

#include "broker/base/check.h"
#include "broker/simulation/network_state.h"

namespace broker::simulation {

const LinkOptions& NetworkState::link(const Host& from, const Host& to) const {
    const auto found = links.find({from.name(), to.name()});
    return found == links.end() ? defaultLink : found->second;
}

Duration NetworkState::drawLatency(const LinkOptions& link) {
    const std::int64_t drawn =
        random.between(link.minLatency.count(), std::max(link.minLatency, link.maxLatency).count());
    const bool slow = link.slowOneIn > 0 && random.oneIn(link.slowOneIn);
    return Duration(slow ? drawn * random.between(1, 16) : drawn);
}

Host* NetworkState::find(const std::string& name) const {
    const auto found = hosts.find(name);
    return found == hosts.end() ? nullptr : found->second.get();
}

namespace {

/// For changes that may end pipes, and with them their places in the map.
std::vector<std::shared_ptr<Pipe>> allPipes(const NetworkState& state) {
    std::vector<std::shared_ptr<Pipe>> pipes;
    for (const auto& [number, pipe] : state.pipes) pipes.push_back(pipe);
    return pipes;
}

}  // namespace

SimulatedNetwork::SimulatedNetwork(Scheduler& scheduler, Random random)
    : m_state(std::make_unique<NetworkState>(scheduler, random)) {}

SimulatedNetwork::~SimulatedNetwork() = default;

world::Network& SimulatedNetwork::addHost(const std::string& name, MachineId machine) {
    const auto [place, isNew] = m_state->hosts.emplace(name, std::make_unique<Host>(*m_state, name, machine));
    CHECK(isNew);
    return *place->second;
}

void SimulatedNetwork::setDefaultLink(const LinkOptions& options) {
    m_state->defaultLink = options;
    for (const auto& pipe : allPipes(*m_state)) pipe->onLinkChanged();
}

void SimulatedNetwork::setLink(const std::string& from, const std::string& to, const LinkOptions& options) {
    m_state->links[{from, to}] = options;
    for (const auto& pipe : allPipes(*m_state)) pipe->onLinkChanged();
}

LinkOptions SimulatedNetwork::link(const std::string& from, const std::string& to) const {
    const auto found = m_state->links.find({from, to});
    return found == m_state->links.end() ? m_state->defaultLink : found->second;
}

void SimulatedNetwork::cut(const std::string& from, const std::string& to) {
    LinkOptions options = link(from, to);
    options.cut = true;
    setLink(from, to, options);
}

void SimulatedNetwork::heal(const std::string& from, const std::string& to) {
    LinkOptions options = link(from, to);
    options.cut = false;
    setLink(from, to, options);
}

void SimulatedNetwork::partition(const std::vector<std::string>& some,
                                 const std::vector<std::string>& others) {
    for (const std::string& one : some) {
        for (const std::string& other : others) {
            cut(one, other);
            cut(other, one);
        }
    }
}

void SimulatedNetwork::healAll() {
    m_state->defaultLink.cut = false;
    for (auto& [ends, options] : m_state->links) options.cut = false;
    for (const auto& pipe : allPipes(*m_state)) pipe->onLinkChanged();
}

void SimulatedNetwork::resetConnections(const std::string& one, const std::string& other) {
    const Host* first = m_state->find(one);
    const Host* second = m_state->find(other);
    CHECK(first && second);
    for (const auto& pipe : allPipes(*m_state))
        if (pipe->joins(*first, *second)) pipe->reset();
}

void SimulatedNetwork::killHost(const std::string& name) {
    Host* host = m_state->find(name);
    CHECK(host);
    host->stopListening();
    for (const auto& pipe : allPipes(*m_state)) pipe->killEndsOf(*host);
}

void SimulatedNetwork::powerOffHost(const std::string& name) {
    Host* host = m_state->find(name);
    CHECK(host);
    host->stopListening();
    host->setPowered(false);
    for (const auto& pipe : allPipes(*m_state)) pipe->silenceEndsOf(*host);
}

void SimulatedNetwork::powerOnHost(const std::string& name) {
    Host* host = m_state->find(name);
    CHECK(host);
    host->setPowered(true);
    // What was sent to it meanwhile is answered with a reset.
    for (const auto& pipe : allPipes(*m_state)) pipe->onLinkChanged();
}

std::size_t SimulatedNetwork::connectionCount() const { return m_state->pipes.size(); }

}  // namespace broker::simulation
