#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "broker/base/random.h"
#include "broker/simulation/network.h"
#include "broker/simulation/pipe.h"
#include "broker/simulation/scheduler.h"

namespace broker::simulation {

struct NetworkState;

/// A listening port, shared between its owner's handle and handshakes under way.
struct ListenerCore {
    world::ListenerObserver* observer = nullptr;  ///< null: no longer listening
    world::Address address;
    world::ConnectionLimits limits;
    std::shared_ptr<ListenerBudget> budget = std::make_shared<ListenerBudget>();
};

struct ConnectAttempt;

/// A machine's endpoint.
class Host final : public world::Network {
public:
    Host(NetworkState& network, std::string name, MachineId machine);
    ~Host() override;

    Result<std::unique_ptr<world::Listener>> listen(const world::Address& address,
                                                    const world::ConnectionLimits& limits,
                                                    world::ListenerObserver& observer) override;
    [[nodiscard]] world::Call connect(
        const world::Address& address, const world::ConnectionLimits& limits,
        world::Completion<Result<std::unique_ptr<world::Connection>>> done) override;

    const std::string& name() const { return m_name; }
    MachineId machine() const { return m_machine; }
    bool isPoweredOn() const { return m_poweredOn; }
    void setPowered(bool on) { m_poweredOn = on; }
    void stopListening();
    void stopListening(const ListenerCore& core);
    std::shared_ptr<ListenerCore> listenerAt(std::uint16_t port) const;

private:
    void onHandshake(const std::shared_ptr<ConnectAttempt>& attempt);
    void tryLater(const std::shared_ptr<ConnectAttempt>& attempt);
    std::shared_ptr<Pipe> accept(const ConnectAttempt& attempt, const std::shared_ptr<ListenerCore>& core);
    void complete(const std::shared_ptr<ConnectAttempt>& attempt, Duration delay,
                  Result<std::shared_ptr<Pipe>> outcome);
    std::uint16_t freePort();

    NetworkState& m_network;
    std::string m_name;
    MachineId m_machine;
    bool m_poweredOn = true;
    std::uint16_t m_lastPort = 32767;
    std::map<std::uint16_t, std::shared_ptr<ListenerCore>> m_listeners;
};

struct NetworkState {
    NetworkState(Scheduler& theScheduler, Random theRandom)
        : scheduler(theScheduler)
        , random(theRandom) {}

    const LinkOptions& link(const Host& from, const Host& to) const;
    Duration drawLatency(const LinkOptions& link);
    /// Null if there is none of this name.
    Host* find(const std::string& name) const;

    Scheduler& scheduler;
    Random random;
    LinkOptions defaultLink;
    std::map<std::pair<std::string, std::string>, LinkOptions> links;
    std::map<std::string, std::unique_ptr<Host>> hosts;
    std::uint64_t nextPipe = 1;
    std::map<std::uint64_t, std::shared_ptr<Pipe>> pipes;
};

}  // namespace broker::simulation
