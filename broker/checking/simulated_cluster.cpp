#include "broker/checking/simulated_cluster.h"

#include <utility>

#include <fmt/format.h>

#include "broker/base/check.h"
#include "broker/base/uuid.h"

namespace broker::checking {
namespace {

constexpr std::uint16_t kClientPort = 9092;
constexpr std::uint16_t kControllerPort = 9093;

}  // namespace

/// Tells what one node tells.
class SimulatedCluster::Watcher final : public node::NodeObserver, observe::DiagnosticSink {
public:
    Watcher(int broker, Story& story, Offset& told)
        : m_broker(broker)
        , m_story(story)
        , m_told(told) {}

    void publishBroker(std::shared_ptr<const observe::BrokerSnapshot>) override {}
    void publishMetadata(BrokerId, std::shared_ptr<const observe::MetadataSnapshot>) override {}
    void reportMetadata(Offset end, std::vector<observe::Event> events) override {
        if (end <= m_told) return;
        m_told = end;
        for (const observe::Event& event : events) report(event);
    }
    void report(observe::Event event) override {
        if (observe::describe(event.kind).lane == observe::Lane::kClients) return;
        if (event.kind == observe::EventKind::kSegmentRolled) return;
        m_story.tell(fmt::format("[{}] {}", m_broker, observe::tell(event)));
    }
    void failed(BrokerId, const Error& reason) override {
        hasFailed = true;
        m_story.tell(fmt::format("[{}] cannot go on: {}", m_broker, reason.detail));
    }
    observe::DiagnosticSink& diagnostics() override { return *this; }
    bool wants(observe::Level level) const override { return level >= observe::Level::kWarning; }
    void write(observe::Level, std::string_view line) override {
        m_story.tell(fmt::format("[{}] {}", m_broker, line));
    }

    bool hasFailed = false;

private:
    const int m_broker;
    Story& m_story;
    Offset& m_told;  ///< what metadata of all nodes together was told
};

/// What runs on a machine: destroyed as a whole by its death.
struct SimulatedCluster::Program {
    Program(const world::World& world, faults::AddressBook& book, Broker& broker);
    ~Program();

    Broker& broker;
    faults::Faults faults;
    std::unique_ptr<node::Node> node;
};

struct SimulatedCluster::Broker {
    Broker(int number, Story& story, Offset& told)
        : watcher(number, story, told) {}

    Watcher watcher;
    Presence presence = Presence::kDown;
    bool hasStopped = false;
    bool hasLostPower = false;
    int life = 0;
    faults::DiskFault disk;
    Program* program = nullptr;  ///< on a machine that dies by the simulated world
    /// Kept over the lives of its node, as the local cluster does.
    std::unique_ptr<faults::Faults> decorators;
    world::Call losingPower;
    std::unique_ptr<node::Node> decorated;

    node::Node* node() const { return program ? program->node.get() : decorated.get(); }
    faults::Faults* faults() const { return program ? &program->faults : decorators.get(); }
};

SimulatedCluster::Program::Program(const world::World& world, faults::AddressBook& book, Broker& owner)
    : broker(owner)
    , faults(world, book, {.tracksUnsynced = false}) {
    faults.setDisk(owner.disk);
    owner.program = this;
}

SimulatedCluster::Program::~Program() { broker.program = nullptr; }

SimulatedCluster::SimulatedCluster(const Plan& plan)
    : m_plan(plan)
    , m_simulator(plan.seed)
    , m_story(m_simulator
                  .addMachine(kClientHost, {.minWork = plan.machine.minWork, .maxWork = plan.machine.maxWork})
                  .world()
                  .clock)
    , m_clusterId(Uuid::random(m_simulator.random()).text()) {
    m_simulator.network().setDefaultLink(plan.link);
    for (int broker = 1; broker <= plan.brokers; ++broker) {
        m_brokers.push_back(std::make_unique<Broker>(broker, m_story, m_metadataTold));
        m_addresses.addBroker(BrokerId(broker), {.host = hostOf(broker), .port = 0});
        m_simulator.addMachine(hostOf(broker), plan.machine);
        if (plan.usesDecorators)
            at(broker).decorators = std::make_unique<faults::Faults>(machine(broker).world(), m_addresses);
    }
}

SimulatedCluster::~SimulatedCluster() {
    for (int broker = 1; broker <= size(); ++broker)
        if (machine(broker).isRunning()) machine(broker).kill();
}

std::string SimulatedCluster::hostOf(int broker) { return fmt::format("broker-{}", broker); }

std::unique_ptr<node::Node> SimulatedCluster::makeNode(int broker, const world::World& world) {
    node::NodeOptions options{.id = BrokerId(broker),
                              .clusterId = m_clusterId,
                              .rack = {},
                              .listen = {.host = hostOf(broker), .port = kClientPort},
                              .advertisedHost = {},
                              .controllerListen = {.host = hostOf(broker), .port = kControllerPort},
                              .folder = kFolder,
                              .settings = {},
                              .maxReplicationFactor = static_cast<std::int16_t>(m_plan.replicationFactor),
                              .settingSources = {},
                              .mutants = m_plan.mutants};
    for (const auto& [name, value] : m_plan.settings) CHECK(options.settings.set(name, value).has_value());
    auto node = std::make_unique<node::Node>(std::move(options), world, at(broker).watcher);
    const Result<void> bound = node->bind();
    if (!bound) m_story.tell(fmt::format("broker {} cannot listen: {}", broker, bound.error().detail));
    CHECK(bound.has_value());
    return node;
}

void SimulatedCluster::start(int broker) {
    Broker& one = at(broker);
    CHECK(one.presence == Presence::kDown);
    one.presence = Presence::kUp;
    one.hasStopped = false;
    one.watcher.hasFailed = false;
    ++one.life;
    m_story.tell(fmt::format("broker {} starts", broker));
    if (one.decorators) {
        one.decorators->powerOn();
        one.decorated = makeNode(broker, one.decorators->world());
    } else {
        machine(broker).start([this, broker, &one](const world::World& world) {
            auto program = std::make_shared<Program>(world, m_addresses, one);
            program->node = makeNode(broker, program->faults.world());
            return program;
        });
    }
    std::vector<node::Voter> voters;
    for (int voter = 1; voter <= m_plan.voters; ++voter)
        voters.push_back(
            {.id = BrokerId(voter), .address = {.host = hostOf(voter), .port = kControllerPort}});
    one.node()->start(std::move(voters));
}

void SimulatedCluster::kill(int broker) {
    m_story.tell(fmt::format("broker {} is killed", broker));
    die(broker, Death::kOfProgram);
}

void SimulatedCluster::losePower(int broker) {
    m_story.tell(fmt::format("broker {} loses its power", broker));
    die(broker, Death::kOfPower);
}

void SimulatedCluster::die(int broker, Death death) {
    Broker& one = at(broker);
    if (m_observer) m_observer->onDeath(broker, death == Death::kOfPower);
    one.presence = Presence::kDown;
    if (one.decorators) {
        dieDecorated(one, death);
        machine(broker).thaw();
    } else if (death == Death::kOfPower) {
        machine(broker).losePower();
    } else {
        machine(broker).kill();
    }
    if (!m_observer) return;
    m_observer->onGone(broker);
    if (one.presence == Presence::kDown) m_observer->onDead(broker);
}

void SimulatedCluster::dieDecorated(Broker& one, Death death) {
    if (death == Death::kOfPower) one.decorators->goDark();
    one.decorated = nullptr;
    if (death != Death::kOfPower) return;
    one.presence = Presence::kDark;
    one.losingPower = one.decorators->losePower([this, &one](const Result<void>& lost) {
        if (!lost) m_story.tell("a loss of power: " + lost.error().detail);
        CHECK(lost.has_value());
        one.hasLostPower = true;
    });
}

void SimulatedCluster::stop(int broker) {
    Broker& one = at(broker);
    CHECK(one.presence == Presence::kUp);
    m_story.tell(fmt::format("broker {} is asked to stop", broker));
    one.presence = Presence::kStopping;
    one.node()->stop([&one] { one.hasStopped = true; });
}

void SimulatedCluster::freeze(int broker) {
    m_story.tell(fmt::format("broker {} is frozen", broker));
    machine(broker).freeze();
}

void SimulatedCluster::thaw(int broker) {
    m_story.tell(fmt::format("broker {} is thawed", broker));
    machine(broker).thaw();
}

void SimulatedCluster::setDisk(int broker, const faults::DiskFault& fault) {
    Broker& one = at(broker);
    if (one.disk == fault) return;
    static constexpr std::string_view kNow[]{"is well", "is slow", "is full", "fails"};
    m_story.tell(fmt::format("the disk of broker {} {}{}{}", broker,
                             kNow[static_cast<std::size_t>(fault.trouble)],
                             fault.pathPart.empty() ? "" : " at ", fault.pathPart));
    one.disk = fault;
    if (faults::Faults* faults = one.faults()) faults->setDisk(fault);
}

void SimulatedCluster::setClock(int broker, Duration skew) {
    m_story.tell(fmt::format("the wall clock of broker {} is {} ms off", broker, skew.count() / 1'000));
    machine(broker).setClockSkew(skew);
}

void SimulatedCluster::setLink(int from, int to, const faults::LinkFault& fault) {
    const auto far = [](int end) { return end == 0 ? faults::kClients : BrokerId(end); };
    if (from > 0) at(from).decorators->setLink(far(to), faults::Direction::kOutgoing, fault);
    if (to > 0) at(to).decorators->setLink(far(from), faults::Direction::kIncoming, fault);
}

void SimulatedCluster::healLinks() {
    for (const auto& one : m_brokers)
        if (one->decorators) one->decorators->healLinks();
}

void SimulatedCluster::bury() {
    for (int broker = 1; broker <= size(); ++broker) {
        Broker& one = at(broker);
        if (one.presence == Presence::kDark && std::exchange(one.hasLostPower, false)) {
            one.presence = Presence::kDown;
            if (m_observer) m_observer->onDead(broker);
        }
        if (!isUp(broker) || isFrozen(broker)) continue;
        if (!one.hasStopped && !one.watcher.hasFailed) continue;
        m_story.tell(fmt::format("broker {} has {}", broker, one.watcher.hasFailed ? "failed" : "stopped"));
        die(broker, Death::kOfProgram);
    }
}

SimulatedCluster::Presence SimulatedCluster::presence(int broker) const { return at(broker).presence; }
bool SimulatedCluster::isUp(int broker) const { return at(broker).node() != nullptr; }
bool SimulatedCluster::isFrozen(int broker) const {
    return m_simulator.machines().at(static_cast<std::size_t>(broker))->isFrozen();
}
bool SimulatedCluster::hasDiskFault(int broker) const {
    return at(broker).disk.trouble != faults::DiskTrouble::kNone;
}
bool SimulatedCluster::hasFailed(int broker) const { return at(broker).watcher.hasFailed; }
int SimulatedCluster::life(int broker) const { return at(broker).life; }

const node::Node* SimulatedCluster::node(int broker) const { return at(broker).node(); }

client::ClientOptions SimulatedCluster::clientOptions(const std::string& clientId) const {
    client::ClientOptions options;
    options.clientId = clientId;
    options.requestDeadline = std::chrono::seconds(2);
    options.retry = {.first = std::chrono::milliseconds(50), .most = std::chrono::milliseconds(500)};
    for (int broker = 1; broker <= size(); ++broker)
        options.bootstrap.push_back({.host = hostOf(broker), .port = kClientPort});
    return options;
}

}  // namespace broker::checking
