#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/simulation/network_state.h"

namespace broker::simulation {
namespace {

/// How long a handshake into a cut link waits before it is tried again.
constexpr Duration kHandshakeRetry = std::chrono::seconds(1);
constexpr std::uint16_t kFirstFreePort = 32768;

class SimulatedListener final : public world::Listener {
public:
    SimulatedListener(Host& host, std::shared_ptr<ListenerCore> core)
        : m_host(host)
        , m_core(std::move(core)) {}
    ~SimulatedListener() override {
        m_core->observer = nullptr;
        m_host.stopListening(*m_core);
    }
    const world::Address& address() const override { return m_core->address; }

private:
    Host& m_host;
    std::shared_ptr<ListenerCore> m_core;
};

bool isLoopback(const std::string& host) { return host == "localhost" || host == "127.0.0.1"; }

}  // namespace

/// A connect under way, owned by its handle; the handshake's events look whether it still is.
struct ConnectAttempt {
    Host* target = nullptr;
    world::Address address;
    world::ConnectionLimits limits;
    world::Completion<Result<std::unique_ptr<world::Connection>>> done;
    Moment giveUp;
    std::uint32_t life = 0;
    world::Pending pending;
};

namespace {

class ConnectOperation final : public world::Operation {
public:
    explicit ConnectOperation(std::shared_ptr<ConnectAttempt> attempt)
        : m_attempt(std::move(attempt)) {}
    ~ConnectOperation() override { const world::Pending last = std::move(m_attempt->pending); }

private:
    std::shared_ptr<ConnectAttempt> m_attempt;
};

}  // namespace

Host::Host(NetworkState& network, std::string name, MachineId machine)
    : m_network(network)
    , m_name(std::move(name))
    , m_machine(machine) {}

Host::~Host() = default;

Result<std::unique_ptr<world::Listener>> Host::listen(const world::Address& address,
                                                      const world::ConnectionLimits& limits,
                                                      world::ListenerObserver& observer) {
    const bool ours = address.host.empty() || address.host == m_name || address.host == "0.0.0.0" ||
                      isLoopback(address.host);
    if (!ours)
        return failure(ErrorCode::kInvalidArgument, "listening on {}: not an address of {}", address.text(),
                       m_name);
    if (m_listeners.contains(address.port))
        return failure(ErrorCode::kAddressInUse, "listening on {}: the port is in use", address.text());
    auto core = std::make_shared<ListenerCore>();
    core->observer = &observer;
    core->address = {.host = address.host, .port = address.port == 0 ? freePort() : address.port};
    core->limits = limits;
    m_listeners.emplace(core->address.port, core);
    return std::make_unique<SimulatedListener>(*this, std::move(core));
}

world::Call Host::connect(const world::Address& address, const world::ConnectionLimits& limits,
                          world::Completion<Result<std::unique_ptr<world::Connection>>> done) {
    Scheduler& scheduler = m_network.scheduler;
    auto attempt = std::make_shared<ConnectAttempt>();
    attempt->target = isLoopback(address.host) ? this : m_network.find(address.host);
    attempt->address = address;
    attempt->limits = limits;
    attempt->done = std::move(done);
    attempt->giveUp = scheduler.now() + kTransmissionTimeout;
    attempt->life = scheduler.life(m_machine);
    if (!attempt->target) {
        complete(attempt, Duration(1'000),
                 failure(ErrorCode::kNotFound, "connecting to {}: no such host", address.text()));
        return std::make_unique<ConnectOperation>(std::move(attempt));
    }
    const Duration latency = m_network.drawLatency(m_network.link(*this, *attempt->target));
    scheduler.schedule(latency, EventKind::kConnect, kNoMachine, [this, weak = std::weak_ptr(attempt)] {
        if (const auto alive = weak.lock()) onHandshake(alive);
    });
    return std::make_unique<ConnectOperation>(std::move(attempt));
}

void Host::onHandshake(const std::shared_ptr<ConnectAttempt>& attempt) {
    if (attempt->life != m_network.scheduler.life(m_machine)) return;
    Host& target = *attempt->target;
    const LinkOptions& back = m_network.link(target, *this);
    if (back.cut || m_network.link(*this, target).cut || !target.isPoweredOn()) {
        tryLater(attempt);
        return;
    }
    const Duration latency = m_network.drawLatency(back);
    const auto core = target.listenerAt(attempt->address.port);
    if (!core)
        complete(attempt, latency,
                 failure(ErrorCode::kConnectionRefused, "connecting to {}: nobody listens there",
                         attempt->address.text()));
    else
        complete(attempt, latency, accept(*attempt, core));
}

void Host::tryLater(const std::shared_ptr<ConnectAttempt>& attempt) {
    Scheduler& scheduler = m_network.scheduler;
    if (scheduler.now() + kHandshakeRetry > attempt->giveUp) {
        complete(attempt, Duration::zero(),
                 failure(ErrorCode::kTimedOut, "connecting to {}: no answer", attempt->address.text()));
        return;
    }
    scheduler.schedule(kHandshakeRetry, EventKind::kConnect, kNoMachine,
                       [this, weak = std::weak_ptr(attempt)] {
                           if (const auto alive = weak.lock()) onHandshake(alive);
                       });
}

/// The listener's half of the handshake: its program hears of it in an event of its own.
std::shared_ptr<Pipe> Host::accept(const ConnectAttempt& attempt, const std::shared_ptr<ListenerCore>& core) {
    Host& target = *attempt.target;
    const world::Address client{.host = m_name, .port = freePort()};
    const world::Address server{.host = target.m_name, .port = core->address.port};
    auto pipe = std::make_shared<Pipe>(m_network, m_network.nextPipe++,
                                       EndSetup{.host = this,
                                                .local = client,
                                                .peer = attempt.address,
                                                .limits = attempt.limits,
                                                .budget = nullptr},
                                       EndSetup{.host = &target,
                                                .local = server,
                                                .peer = client,
                                                .limits = core->limits,
                                                .budget = core->budget});
    m_network.pipes.emplace(m_network.nextPipe - 1, pipe);
    const bool full = core->budget->connections > core->limits.maxConnections;
    if (full) pipe->detach(Side::kAcceptor);
    m_network.scheduler.schedule(
        Duration::zero(), EventKind::kAccept, target.m_machine, [core, pipe, full, client] {
            if (!core->observer) {
                pipe->detach(Side::kAcceptor);
            } else if (full) {
                core->observer->onRefused(
                    client, {ErrorCode::kInUse, fmt::format("a connection from {}: {} are open already",
                                                            client.text(), core->limits.maxConnections)});
            } else {
                core->observer->onAccepted(pipe->attach(Side::kAcceptor));
            }
        });
    return pipe;
}

/// Completes on this machine's loop. A pipe that nobody takes over closes with the closure that held it.
void Host::complete(const std::shared_ptr<ConnectAttempt>& attempt, Duration delay,
                    Result<std::shared_ptr<Pipe>> outcome) {
    Result<std::unique_ptr<world::Connection>> result =
        outcome ? Result<std::unique_ptr<world::Connection>>((*outcome)->attach(Side::kConnector))
                : Result<std::unique_ptr<world::Connection>>(std::unexpected(outcome.error()));
    attempt->pending = m_network.scheduler.pend(
        delay, EventKind::kConnect, m_machine,
        [done = std::move(attempt->done), result = std::move(result)]() mutable { done(std::move(result)); });
}

void Host::stopListening() {
    for (const auto& [port, core] : m_listeners) core->observer = nullptr;
    m_listeners.clear();
}

void Host::stopListening(const ListenerCore& core) {
    const auto found = m_listeners.find(core.address.port);
    if (found != m_listeners.end() && found->second.get() == &core) m_listeners.erase(found);
}

std::shared_ptr<ListenerCore> Host::listenerAt(std::uint16_t port) const {
    const auto found = m_listeners.find(port);
    return found == m_listeners.end() ? nullptr : found->second;
}

std::uint16_t Host::freePort() {
    do m_lastPort = m_lastPort == UINT16_MAX ? kFirstFreePort : static_cast<std::uint16_t>(m_lastPort + 1);
    while (m_listeners.contains(m_lastPort));
    return m_lastPort;
}

}  // namespace broker::simulation
