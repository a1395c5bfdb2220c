#include "broker/faults/faulty_network.h"

#include <utility>

#include "broker/faults/dialling.h"

namespace broker::faults {
namespace {

class FaultyConnection final : public world::Connection {
public:
    explicit FaultyConnection(std::shared_ptr<Line> line)
        : m_line(std::move(line)) {}
    ~FaultyConnection() override { m_line->detach(); }

    void start(Observer& observer) override { m_line->start(observer); }
    void send(world::Frame frame) override { m_line->send(std::move(frame)); }
    std::size_t unsentBytes() const override { return m_line->unsentBytes(); }
    bool isCongested() const override { return m_line->isCongested(); }
    void pauseReading(bool paused) override { m_line->pauseReading(paused); }
    void closeAfterSending() override { m_line->closeAfterSending(); }
    const world::Address& peer() const override { return m_line->peer(); }
    const world::Address& local() const override { return m_line->local(); }

private:
    const std::shared_ptr<Line> m_line;
};

}  // namespace

std::unique_ptr<world::Connection> wrapped(Wiring& wiring, std::unique_ptr<world::Connection> below,
                                           Line::Kind kind) {
    return std::make_unique<FaultyConnection>(std::make_shared<Line>(wiring, std::move(below), kind));
}

/// A listener below and whoever hears of its callers; deserted, it keeps them without a word.
class FaultyNetwork::Reception final : public world::ListenerObserver {
public:
    Reception(Wiring& wiring, world::ListenerObserver& owner)
        : m_wiring(wiring)
        , m_owner(&owner) {}

    void onAccepted(std::unique_ptr<world::Connection> connection) override {
        if (m_owner)
            m_owner->onAccepted(wrapped(m_wiring, std::move(connection), {.isAccepted = true}));
        else
            m_ignored.push_back(std::move(connection));
    }
    void onRefused(const world::Address& peer, const Error& reason) override {
        if (m_owner) m_owner->onRefused(peer, reason);
    }
    void desert() { m_owner = nullptr; }

    std::unique_ptr<world::Listener> below;

private:
    Wiring& m_wiring;
    world::ListenerObserver* m_owner;
    std::vector<std::unique_ptr<world::Connection>> m_ignored;
};

class FaultyNetwork::Listening final : public world::Listener {
public:
    Listening(FaultyNetwork& network, std::unique_ptr<Reception> reception)
        : m_network(network)
        , m_reception(std::move(reception)) {}
    ~Listening() override {
        if (!m_network.m_wiring.isDark) return;
        m_reception->desert();
        m_network.m_deserted.push_back(std::move(m_reception));
    }
    const world::Address& address() const override { return m_reception->below->address(); }

private:
    FaultyNetwork& m_network;
    std::unique_ptr<Reception> m_reception;
};

FaultyNetwork::FaultyNetwork(world::Network& below, const world::Clock& clock, world::Timers& timers,
                             AddressBook& book)
    : m_wiring(below, clock, timers, book) {}

FaultyNetwork::~FaultyNetwork() = default;

Result<std::unique_ptr<world::Listener>> FaultyNetwork::listen(const world::Address& address,
                                                               const world::ConnectionLimits& limits,
                                                               world::ListenerObserver& observer) {
    auto reception = std::make_unique<Reception>(m_wiring, observer);
    ASSIGN_OR_RETURN(reception->below, m_wiring.network.listen(address, limits, *reception));
    return std::make_unique<Listening>(*this, std::move(reception));
}

world::Call FaultyNetwork::connect(const world::Address& address, const world::ConnectionLimits& limits,
                                   world::Completion<Result<std::unique_ptr<world::Connection>>> done) {
    return std::make_unique<Dialling>(m_wiring, address, limits, std::move(done));
}

void FaultyNetwork::setLink(BrokerId far, Direction direction, const LinkFault& fault) {
    m_wiring.setFault(far, direction, fault);
}

LinkFault FaultyNetwork::link(BrokerId far, Direction direction) const {
    return m_wiring.fault(far, direction);
}

void FaultyNetwork::healLinks() { m_wiring.healAll(); }

void FaultyNetwork::goDark() { m_wiring.isDark = true; }

void FaultyNetwork::powerOn() {
    if (!std::exchange(m_wiring.isDark, false)) return;
    m_deserted.clear();
    m_wiring.changed();
}

}  // namespace broker::faults
