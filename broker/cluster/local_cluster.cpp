#include "broker/cluster/local_cluster.h"

#include <algorithm>
#include <future>
#include <utility>

#include "broker/cluster/local_cluster_impl.h"
#include "broker/cluster/record_reader.h"
#include "broker/log/data_folder.h"

namespace broker::cluster {
namespace {

/// Blocks of ports tried after the default one.
constexpr int kPortBlocks = 100;
constexpr std::chrono::seconds kStopDeadline(20);

std::string addressesOf(const std::vector<std::unique_ptr<BrokerThread>>& brokers, const std::string& host) {
    std::string text;
    for (const auto& broker : brokers)
        text += (text.empty() ? "" : ",") + host + ":" + std::to_string(broker->clientAddress().port);
    return text;
}

Result<void> checkOptions(const ClusterOptions& options) {
    if (options.brokers < 1 || options.brokers > kMaxBrokers)
        return failure(ErrorCode::kInvalidArgument, "{} brokers: 1 to {} are possible", options.brokers,
                       kMaxBrokers);
    if (options.port.value_or(0) + options.brokers - 1 > 65535)
        return failure(ErrorCode::kInvalidArgument,
                       "port {}: {} brokers need ports up to {}, and 65535 is the last", *options.port,
                       options.brokers, *options.port + options.brokers - 1);
    return {};
}

}  // namespace

Result<void> LocalCluster::Impl::takeFolder() {
    if (m_options.dataFolder.empty()) {
        host::sweepTemporaryFolders();
        ASSIGN_OR_RETURN(m_temporaryFolder, host::TemporaryFolder::create());
        m_folder = m_temporaryFolder->path();
        return {};
    }
    ASSIGN_OR_RETURN(m_lock, host::FolderLock::take(m_options.dataFolder));
    m_folder = m_lock->folder();
    return {};
}

std::string LocalCluster::Impl::clusterId() {
    const Result<log::MetaProperties> kept =
        log::readMetaProperties(m_control->world().files, world::joinPath(m_folder, "broker-1"));
    return kept ? kept->clusterId : Uuid::random(m_control->world().random).text();
}

Result<void> LocalCluster::Impl::start() {
    RETURN_IF_ERROR(checkOptions(m_options));
    // Here and not when brokers bind, because a loop must never wait for it. Clients are told the name.
    if (m_options.advertisedHost.empty()) m_options.advertisedHost = m_options.listenHost;
    ASSIGN_OR_RETURN(m_options.listenHost, host::resolveHost(m_options.listenHost));
    ASSIGN_OR_RETURN(m_profile, profiledSettings(m_options));
    RETURN_IF_ERROR(takeFolder());
    ASSIGN_OR_RETURN(m_control, host::HostLoop::start({.name = "cluster", .seed = m_options.seed}));
    m_clusterId = clusterId();
    ASSIGN_OR_RETURN(m_voters, votersFor(m_control->world().files, m_folder, m_options.brokers));

    observe::ClusterSnapshot frame;
    frame.clusterId = m_clusterId;
    frame.name = m_options.name;
    frame.folder = m_folder;
    frame.folderIsTemporary = m_temporaryFolder.has_value();
    // The bootstrap servers are known only when the ports are, and the nodes need a collector before.
    m_collector = std::make_unique<Collector>(std::move(frame), m_control->world().clock, kEventRing,
                                              m_options.diagnostics);
    m_collector->setFailureHandler([this](BrokerId broker, const Error& reason) {
        m_control->post([this, broker, reason] { onFailed(broker, reason); });
    });
    RETURN_IF_ERROR(bindBrokers());
    const std::string host =
        m_options.advertisedHost.empty() ? m_options.listenHost : m_options.advertisedHost;
    for (const auto& broker : m_brokers) {
        m_book.addBroker(broker->id(), {host, broker->clientAddress().port});
        m_book.addBroker(broker->id(), broker->clientAddress());
        m_book.addBroker(broker->id(), broker->controllerAddress());
    }
    m_bootstrapServers = addressesOf(m_brokers, host);
    m_collector->setBootstrapServers(m_bootstrapServers);

    m_control->runAndWait(
        [&] { m_client = std::make_unique<ClusterClient>(bootstrap(), m_control->world()); });
    for (const auto& broker : m_brokers) {
        m_presence[broker->id()] = Presence::kAlive;
        broker->start(voters(), [](const Result<void>&) {});
    }
    return {};
}

world::Address LocalCluster::Impl::bootstrapAddress(const BrokerThread& broker) const {
    const bool isAny = m_options.listenHost == "0.0.0.0" || m_options.listenHost == "::";
    return {isAny ? "127.0.0.1" : m_options.listenHost, broker.clientAddress().port};
}

std::vector<world::Address> LocalCluster::Impl::bootstrap() const {
    std::vector<world::Address> addresses;
    for (const auto& broker : m_brokers) addresses.push_back(bootstrapAddress(*broker));
    return addresses;
}

Result<void> LocalCluster::Impl::bindBrokers() {
    if (m_options.port) return makeAndBind(*m_options.port);
    Result<void> bound;
    for (int block = 0; block < kPortBlocks; ++block) {
        bound = makeAndBind(static_cast<std::uint16_t>(kDefaultPort + block * m_options.brokers));
        if (bound || bound.error().code != ErrorCode::kAddressInUse) return bound;
    }
    return bound;
}

Result<void> LocalCluster::Impl::makeAndBind(std::uint16_t firstPort) {
    m_brokers.clear();
    for (int number = 1; number <= m_options.brokers; ++number) {
        const auto port = static_cast<std::uint16_t>(firstPort == 0 ? 0 : firstPort + number - 1);
        node::NodeOptions options{
            .id = BrokerId(number),
            .clusterId = m_clusterId,
            .rack = "rack-" + std::string(1, static_cast<char>('a' + number - 1)),
            .listen = {m_options.listenHost, port},
            .advertisedHost = m_options.advertisedHost,
            .controllerListen = {"127.0.0.1", 0},
            .folder = world::joinPath(m_folder, "broker-" + std::to_string(number)),
            .settings = m_profile.settings,
            .settingSources = m_profile.sources,
        };
        const std::uint64_t seed =
            m_options.seed == 0 ? 0 : m_options.seed + static_cast<std::uint64_t>(number);
        ASSIGN_OR_RETURN(auto thread, BrokerThread::start(std::move(options), *m_collector, m_book, seed));
        RETURN_IF_ERROR(thread->bind());
        m_brokers.push_back(std::move(thread));
    }
    return {};
}

std::vector<node::Voter> LocalCluster::Impl::voters() const {
    std::vector<node::Voter> voters;
    for (const auto& broker : m_brokers)
        if (std::ranges::count(m_voters, broker->id()) > 0)
            voters.push_back({.id = broker->id(), .address = broker->controllerAddress()});
    return voters;
}

LocalCluster::Impl::~Impl() {
    if (!m_control) return;
    if (m_collector) stopAll();
    m_brokers.clear();
    m_control->runAndWait([this] { m_client = nullptr; });
    m_control = nullptr;
}

/// With everything well again, and observers first: they need the voter to let them go.
void LocalCluster::Impl::stopAll() {
    for (const auto& broker : m_brokers) {
        broker->change(
            [](faults::Faults& faults) {
                faults.healLinks();
                faults.setDisk({});
            },
            [] {});
        broker->setFrozen(false);
    }
    const auto isVoter = [this](const auto& broker) {
        return std::ranges::count(m_voters, broker->id()) > 0;
    };
    for (const bool voters : {false, true}) stopTogether([&](const auto& b) { return isVoter(b) == voters; });
}

/// At once, because voters that stop one after the other leave the last ones without a majority to let them
/// go.
template <class IsMeant>
void LocalCluster::Impl::stopTogether(IsMeant isMeant) {
    std::vector<std::pair<BrokerId, std::future<void>>> stopping;
    for (const auto& broker : m_brokers) {
        if (!isMeant(broker)) continue;
        auto promise = std::make_shared<std::promise<void>>();
        stopping.emplace_back(broker->id(), promise->get_future());
        broker->stop([promise] { promise->set_value(); });
    }
    const auto deadline = std::chrono::steady_clock::now() + kStopDeadline;
    for (const auto& [id, stopped] : stopping)
        if (stopped.wait_until(deadline) != std::future_status::ready)
            m_collector->diagnostics().write(observe::Level::kError,
                                             fmt::format("broker {} did not stop in time", id));
}

void LocalCluster::Impl::perform(Command command, OutcomeHandler done) {
    // The timeline's own lane of acts, before what follows from them.
    if (const std::string act = tellAct(command); !act.empty()) {
        m_collector->report({.time = m_control->world().clock.wallTime(),
                             .kind = observe::EventKind::kPersonActed,
                             .arguments = {{"act", act}}});
        done = [this, act, done = std::move(done)](CommandOutcome outcome) mutable {
            if (!outcome.ok())
                m_collector->report({.time = m_control->world().clock.wallTime(),
                                     .kind = observe::EventKind::kCommandFailed,
                                     .arguments = {{"act", act}, {"reason", outcome.sentence}}});
            done(std::move(outcome));
        };
    }
    std::visit([&](auto& one) { run(std::move(one), std::move(done)); }, command);
}

Result<BrokerThread*> LocalCluster::Impl::find(BrokerId id, Presence expected, std::string_view act) {
    const auto presence = m_presence.find(id);
    if (presence == m_presence.end())
        return failure(ErrorCode::kNotFound, "There is no broker {} to {}.", id, act);
    if (presence->second == Presence::kChanging)
        return failure(ErrorCode::kInUse, "Broker {} is just being stopped or started.", id);
    if (presence->second != expected)
        return failure(ErrorCode::kInvalidArgument, "Broker {} is {}.", id,
                       presence->second == Presence::kAlive ? "running already" : "not running");
    return &thread(id);
}

void LocalCluster::Impl::report(observe::EventKind kind, BrokerId broker,
                                std::vector<observe::EventArgument> arguments) {
    arguments.push_back({"broker", std::to_string(broker.value())});
    m_collector->report({.time = m_control->world().clock.wallTime(),
                         .kind = kind,
                         .broker = broker,
                         .arguments = std::move(arguments)});
}

void LocalCluster::Impl::becomeGone(BrokerId id, observe::BrokerState state, const std::string& reason,
                                    observe::EventKind kind) {
    const bool wasController = m_collector->snapshot()->activeController == id;
    m_presence[id] = Presence::kGone;
    m_faults.setFrozen(id, false);
    publishFaults();
    m_collector->markGone(id, state, reason, m_control->world().clock.wallTime());
    report(kind, id, {{"reason", reason}});
    if (wasController)
        report(observe::EventKind::kControllerLost, id,
               {{"reason", m_collector->snapshot()->noControllerReason}});
}

void LocalCluster::Impl::run(const KillBroker& command, OutcomeHandler done) {
    const Result<BrokerThread*> broker = find(command.broker, Presence::kAlive, "kill");
    if (!broker) return done({.code = broker.error().code, .sentence = broker.error().detail});
    m_presence[command.broker] = Presence::kChanging;
    (*broker)->kill([this, id = command.broker, done = std::move(done)]() mutable {
        m_control->post([this, id, done = std::move(done)]() mutable {
            becomeGone(id, observe::BrokerState::kDead, "killed", observe::EventKind::kBrokerKilled);
            done({.sentence = fmt::format("Killed broker {}.", id)});
        });
    });
}

void LocalCluster::Impl::run(const StopBroker& command, OutcomeHandler done) {
    const Result<BrokerThread*> broker = find(command.broker, Presence::kAlive, "stop");
    if (!broker) return done({.code = broker.error().code, .sentence = broker.error().detail});
    if (m_faults.isFrozen(command.broker))
        return done({.code = ErrorCode::kInvalidArgument,
                     .sentence = fmt::format("Broker {} is frozen and hears nothing.", command.broker)});
    m_presence[command.broker] = Presence::kChanging;
    (*broker)->stop([this, id = command.broker, done = std::move(done)]() mutable {
        m_control->post([this, id, done = std::move(done)]() mutable {
            becomeGone(id, observe::BrokerState::kStopped, "stopped cleanly",
                       observe::EventKind::kBrokerStopped);
            done({.sentence = fmt::format("Stopped broker {}.", id)});
        });
    });
}

void LocalCluster::Impl::run(const RestartBroker& command, OutcomeHandler done) {
    const Result<BrokerThread*> broker = find(command.broker, Presence::kGone, "restart");
    if (!broker) return done({.code = broker.error().code, .sentence = broker.error().detail});
    m_presence[command.broker] = Presence::kChanging;
    std::string sentence = fmt::format("Restarted broker {}.", command.broker);
    if (isOldSessionAlive(command.broker))
        sentence += fmt::format(" The controller refuses it until its old session ends, within {} ms.",
                                m_profile.settings.integer("broker.session.timeout.ms"));
    (*broker)->start(voters(), [this, id = command.broker, sentence = std::move(sentence),
                                done = std::move(done)](Result<void> started) mutable {
        m_control->post([this, id, started = std::move(started), sentence = std::move(sentence),
                         done = std::move(done)]() mutable {
            m_presence[id] = started ? Presence::kAlive : Presence::kGone;
            if (started)
                done({.sentence = std::move(sentence)});
            else
                done({.code = started.error().code, .sentence = started.error().detail});
        });
    });
}

/// The controller has not noticed yet that the broker is gone, and takes the new one for an impostor.
bool LocalCluster::Impl::isOldSessionAlive(BrokerId id) const {
    const auto snapshot = m_collector->snapshot();
    if (snapshot->activeController == kNoBroker) return false;
    return std::ranges::any_of(snapshot->metadata->brokers,
                               [&](const auto& broker) { return broker->id == id && !broker->isFenced; });
}

void LocalCluster::Impl::onFailed(BrokerId id, const Error& reason) {
    if (m_presence[id] != Presence::kAlive) return;
    m_presence[id] = Presence::kChanging;
    thread(id).kill([this, id, reason] {
        m_control->post([this, id, reason] {
            becomeGone(id, observe::BrokerState::kDead, reason.detail, observe::EventKind::kBrokerFailed);
        });
    });
}

LocalCluster::LocalCluster(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
LocalCluster::~LocalCluster() = default;

Result<std::unique_ptr<LocalCluster>> LocalCluster::start(ClusterOptions options) {
    auto impl = std::make_unique<Impl>(std::move(options));
    RETURN_IF_ERROR(impl->start());
    return std::unique_ptr<LocalCluster>(new LocalCluster(std::move(impl)));
}

std::shared_ptr<const observe::ClusterSnapshot> LocalCluster::snapshot() const {
    return m_impl->collector().snapshot();
}

std::vector<observe::Event> LocalCluster::eventsAfter(std::uint64_t number) const {
    return m_impl->collector().eventsAfter(number);
}

void LocalCluster::submit(Command command, OutcomeHandler done) {
    m_impl->submit(std::move(command), std::move(done));
}

Result<std::unique_ptr<reading::Source>> LocalCluster::read(reading::Plan plan) const {
    return RecordReader::start(m_impl->bootstrap(), std::move(plan));
}

Result<void> LocalCluster::waitUntilRunning(std::chrono::milliseconds deadline) const {
    // Running brokers that all know one another: what any of them answers about the cluster is complete.
    const auto isComplete = [](const observe::ClusterSnapshot& cluster) {
        return !cluster.brokers.empty() && std::ranges::all_of(cluster.brokers, [&](const auto& broker) {
            return broker->state == observe::BrokerState::kRunning &&
                   broker->metadataEnd == cluster.metadata->end;
        }) && std::ranges::all_of(cluster.metadata->brokers, [](const auto& broker) {
            return !broker->isFenced;
        }) && cluster.metadata->brokers.size() >= cluster.brokers.size();
    };
    if (m_impl->collector().waitUntil(deadline, isComplete)) return {};
    std::string waiting;
    for (const auto& broker : m_impl->collector().snapshot()->brokers)
        if (broker->state != observe::BrokerState::kRunning)
            waiting += fmt::format(" broker {}{}{}", broker->id, broker->stateReason.empty() ? "" : ": ",
                                   broker->stateReason);
    return failure(ErrorCode::kTimedOut, "not all brokers are running after {} ms:{}", deadline.count(),
                   waiting);
}

const std::string& LocalCluster::bootstrapServers() const { return m_impl->bootstrapServers(); }
const std::string& LocalCluster::folder() const { return m_impl->folder(); }

}  // namespace broker::cluster
