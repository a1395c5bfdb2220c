#include "broker/node/node.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "broker/base/check.h"
#include "broker/metadata/delta.h"
#include "broker/metadata/tell.h"
#include "broker/node/batch_validation.h"
#include "broker/node/compaction.h"
#include "broker/node/controller_service.h"
#include "broker/node/diary.h"
#include "broker/node/fetch_sessions.h"
#include "broker/node/folder.h"
#include "broker/node/handlers/controller_handlers.h"
#include "broker/node/handlers/handlers.h"
#include "broker/node/inside.h"
#include "broker/node/isr_requests.h"
#include "broker/node/publisher.h"
#include "broker/node/replica_fetchers.h"

namespace broker::node {
namespace {

/// How long a broker that stops waits for the controller's leave.
constexpr world::Duration kLeavePatience = std::chrono::seconds(5);
/// The metadata log's batches are the controller's own and never refused for their size.
constexpr std::uint32_t kMetadataBatchBytes = 64 * 1024 * 1024;

world::ConnectionLimits limitsOf(const config::Settings& settings) {
    world::ConnectionLimits limits;
    limits.maxFrameBytes = static_cast<std::size_t>(settings.integer("socket.request.max.bytes"));
    limits.maxConnections = static_cast<std::size_t>(settings.integer("max.connections"));
    limits.idleDeadline = std::chrono::milliseconds(settings.integer("connections.max.idle.ms"));
    return limits;
}

}  // namespace

class Node::Impl : private RaftDriver::Observer {
public:
    Impl(NodeOptions options, world::World world, NodeObserver& observer)
        : m_options(std::move(options))
        , m_world(world)
        , m_observer(observer, m_options.id)
        , m_clients({.broker = m_options.id,
                     .clock = m_world.clock,
                     .observer = m_observer,
                     .apis = m_brokerApis,
                     .onChanged = [this] { changed(); }})
        , m_internals({.broker = m_options.id,
                       .clock = m_world.clock,
                       .observer = m_observer,
                       .apis = m_controllerApis,
                       .onChanged = [this] { changed(); },
                       .isInternal = true})
        , m_delayed(m_world.timers)
        , m_partitions({.self = m_options.id,
                        .folder = m_options.folder,
                        .settings = m_options.settings,
                        .world = m_world,
                        .observer = m_observer,
                        .delayed = m_delayed,
                        .onChanged = [this] { changed(); },
                        .onAllOpened = [this] { hurry(); },
                        .onFollowing =
                            [this](const TopicPartition& partition) {
                                if (m_fetchers) m_fetchers->changed(partition);
                            },
                        .onRole =
                            [this](const TopicPartition& partition) {
                                if (m_groups) m_groups->roleChanged(partition);
                            },
                        .askIsr =
                            [this](const HostedPartition& partition, const replication::IsrProposal& asked,
                                   bool afterPause) {
                                if (m_isrRequests)
                                    m_isrRequests->ask(partition.name, {partition.topicId, asked},
                                                       afterPause);
                            },
                        .mutant = m_options.mutants.replication,
                        .logMutant = m_options.mutants.log})
        , m_compaction({.settings = m_options.settings, .world = m_world, .partitions = m_partitions})
        , m_validation(m_world.work)
        , m_fetchSessions({.sessions = static_cast<std::size_t>(
                               m_options.settings.integer("max.incremental.fetch.session.cache.slots"))},
                          m_world.random)
        , m_image(metadata::MetadataImage::empty()) {}

    Result<void> bind() {
        const world::ConnectionLimits limits = limitsOf(m_options.settings);
        ASSIGN_OR_RETURN(m_clientListener, m_world.network.listen(m_options.listen, limits, m_clients));
        ASSIGN_OR_RETURN(m_controllerListener,
                         m_world.network.listen(m_options.controllerListen, limits, m_internals));
        return {};
    }
    const world::Address& clientAddress() const { return m_clientListener->address(); }
    const world::Address& controllerAddress() const { return m_controllerListener->address(); }

    void start(std::vector<Voter> voters);
    void stop(world::Callback done);
    Inside inside() const {
        return {.quorum = m_raft ? &m_raft->quorum() : nullptr,
                .metadataLog = m_raft ? m_raft->log() : nullptr,
                .lifecycle = m_lifecycle.get(),
                .image = m_image,
                .partitions = m_partitions,
                .groups = m_groups.get()};
    }

private:
    void onOpened(Result<OpenedFolder> opened);
    void assemble(OpenedFolder opened);
    void addReplication();
    void addApis();
    void maintain();
    void retain();
    void changed() {
        if (m_publisher) m_publisher->changed();
    }
    void hurry() {
        if (m_lifecycle) m_lifecycle->hurry();
    }
    void onLifecycle();
    bool isVoter() const;
    world::Address advertised() const;
    metadata::ControllerOptions controllerOptions();

    void onImage(const metadata::ImagePointer& image, bool isHistory) override;
    void obeySettings(const metadata::ImageDelta& delta);
    void maybeTakeRoles();
    void onLeader(BrokerId leader, LeaderEpoch epoch) override;
    void onLeadershipReady(LeaderEpoch epoch) override;
    void onLeadershipLost(const std::string& reason) override;
    void onQuorumMoved() override { changed(); }
    void onFailed(const Error& error) override;

    void closePartitions(world::Callback done);
    void markClean(bool isWhole, world::Callback done);

    NodeOptions m_options;
    world::World m_world;
    Diary m_observer;
    std::vector<Voter> m_voters;

    ApiTable m_brokerApis;
    ApiTable m_controllerApis;
    ApiTable m_forwardedApis;
    Connections m_clients;
    Connections m_internals;
    std::unique_ptr<world::Listener> m_clientListener;
    std::unique_ptr<world::Listener> m_controllerListener;

    // What may hold answers of connections is below them, so that it goes first.
    DelayedOperations m_delayed;
    Partitions m_partitions;
    Compaction m_compaction;
    BatchValidation m_validation;
    FetchSessions m_fetchSessions;
    metadata::ImagePointer m_image;
    std::unique_ptr<ControllerChannel> m_channel;
    std::unique_ptr<ProducerIds> m_producerIds;
    std::unique_ptr<InternalTopics> m_internalTopics;
    std::unique_ptr<GroupService> m_groups;
    std::unique_ptr<BrokerLifecycle> m_lifecycle;
    std::unique_ptr<IsrRequests> m_isrRequests;
    std::unique_ptr<ReplicaFetchers> m_fetchers;
    std::unique_ptr<RaftDriver> m_raft;
    std::unique_ptr<ControllerService> m_controller;
    std::unique_ptr<BrokerContext> m_brokerContext;
    std::unique_ptr<ControllerContext> m_controllerContext;
    std::unique_ptr<Publisher> m_publisher;
    BrokerEpoch m_cleanEpoch = kNoBrokerEpoch;  ///< of the last uptime, if that ended cleanly
    bool m_hasRoles = false;
    bool m_hasServed = false;
    BrokerId m_knownLeader = kNoBroker;
    world::Call m_opening;
    world::Moment m_openingSince;
    world::Timer m_maintenance;
    world::Timer m_retention;
    world::Call m_marking;
};

Node::Node(NodeOptions options, world::World world, NodeObserver& observer)
    : m_impl(std::make_unique<Impl>(std::move(options), world, observer)) {}
Node::~Node() = default;
Result<void> Node::bind() { return m_impl->bind(); }
const world::Address& Node::clientAddress() const { return m_impl->clientAddress(); }
const world::Address& Node::controllerAddress() const { return m_impl->controllerAddress(); }
void Node::start(std::vector<Voter> voters) { m_impl->start(std::move(voters)); }
void Node::stop(world::Callback done) { m_impl->stop(std::move(done)); }
Inside Node::inside() const { return m_impl->inside(); }

bool Node::Impl::isVoter() const { return std::ranges::count(m_voters, m_options.id, &Voter::id) > 0; }

world::Address Node::Impl::advertised() const {
    return {m_options.advertisedHost.empty() ? m_options.listen.host : m_options.advertisedHost,
            clientAddress().port};
}

void Node::Impl::start(std::vector<Voter> voters) {
    m_voters = std::move(voters);
    const auto set = [&](std::string_view name, const std::string& value) {
        CHECK(m_options.settings.set(name, value).has_value());
    };
    set("node.id", std::to_string(m_options.id.value()));
    set("broker.rack", m_options.rack);
    set("log.dirs", m_options.folder);
    set("listeners", "PLAINTEXT://" + clientAddress().text());
    set("advertised.listeners", "PLAINTEXT://" + advertised().text());
    set("process.roles", isVoter() ? "broker,controller" : "broker");

    m_publisher = std::make_unique<Publisher>(Publisher::Sources{.options = m_options,
                                                                 .world = m_world,
                                                                 .observer = m_observer,
                                                                 .clients = m_clients,
                                                                 .internals = m_internals,
                                                                 .delayed = m_delayed,
                                                                 .partitions = m_partitions,
                                                                 .clientAddress = advertised(),
                                                                 .controllerAddress = controllerAddress(),
                                                                 .isVoter = isVoter()});
    m_publisher->publishNow();
    m_observer.info("opens {}; clients come to {}, brokers to {}{}", m_options.folder, clientAddress().text(),
                    controllerAddress().text(), isVoter() ? "; it is a voter" : "");
    m_openingSince = m_world.clock.now();
    const FolderOptions options{.folder = m_options.folder,
                                .node = m_options.id,
                                .clusterId = m_options.clusterId,
                                .directoryId = Uuid::random(m_world.random),
                                .metadataConfig = {.maxMessageBytes = kMetadataBatchBytes},
                                .replicaConfig = m_partitions.configFor(*m_image, ""),
                                .now = m_world.clock.wallTime(),
                                .timers = m_world.timers};
    m_opening = m_world.work.run<Result<OpenedFolder>>(
        [&files = m_world.files, &work = m_world.work, options] { return openFolder(files, work, options); },
        [this](Result<OpenedFolder> opened) { onOpened(std::move(opened)); });
}

void Node::Impl::onOpened(Result<OpenedFolder> opened) {
    if (!opened) return onFailed(opened.error());
    m_observer.info("opened {} logs in {} ms; the last time it {}", opened->replicas.size(),
                    (m_world.clock.now() - m_openingSince) / std::chrono::milliseconds(1),
                    opened->wasStoppedCleanly ? "stopped cleanly" : "did not stop cleanly, or never ran");
    assemble(std::move(*opened));
    if (const Result<void> started = m_raft->start(); !started) return onFailed(started.error());
    m_lifecycle->start();
    m_internals.open();
    maintain();
    retain();
    m_compaction.start();
    changed();
}

void Node::Impl::assemble(OpenedFolder opened) {
    m_cleanEpoch = opened.cleanEpoch;
    m_partitions.adopt(opened);
    m_channel = std::make_unique<ControllerChannel>(m_options.id, m_world, m_voters);
    m_producerIds = std::make_unique<ProducerIds>(m_options.id, *m_channel);
    m_internalTopics = std::make_unique<InternalTopics>(InternalTopics::Context{
        .settings = m_options.settings, .controller = *m_channel, .observer = m_observer});
    m_groups = std::make_unique<GroupService>(GroupService::Context{.self = m_options.id,
                                                                    .settings = m_options.settings,
                                                                    .world = m_world,
                                                                    .partitions = m_partitions,
                                                                    .delayed = m_delayed,
                                                                    .observer = m_observer,
                                                                    .internalTopics = *m_internalTopics,
                                                                    .image = m_image,
                                                                    .onChanged = [this] { changed(); },
                                                                    .mutant = m_options.mutants.groups});
    m_lifecycle = std::make_unique<BrokerLifecycle>(
        BrokerLifecycle::Context{.self = m_options.id,
                                 .clusterId = m_options.clusterId,
                                 .rack = m_options.rack,
                                 .advertised = advertised(),
                                 .directoryId = opened.properties.directoryId,
                                 .previousEpoch = opened.cleanEpoch,
                                 .settings = m_options.settings,
                                 .world = m_world,
                                 .controller = *m_channel,
                                 .observer = m_observer,
                                 .replayedTo = [this] { return m_image->end() - 1; },
                                 .isReady = [this] { return m_hasRoles && m_partitions.allOpened(); },
                                 .onStateChanged = [this] { onLifecycle(); }});
    addReplication();
    m_raft = std::make_unique<RaftDriver>(
        RaftDriver::Context{
            .self = m_options.id,
            .clusterId = m_options.clusterId,
            .folder = world::joinPath(m_options.folder, log::partitionFolderName(kMetadataPartition)),
            .settings = m_options.settings,
            .world = m_world,
            .delayed = m_delayed,
            .observer = *this,
            .events = m_observer,
            .diagnostics = m_observer.diagnostics(),
            .mutant = m_options.mutants.quorum},
        m_voters, std::move(opened.metadataLog));
    if (isVoter())
        m_controller = std::make_unique<ControllerService>(
            ControllerService::Context{.raft = *m_raft, .world = m_world, .observer = m_observer},
            controllerOptions());
    m_publisher->sources().raft = m_raft.get();
    m_publisher->sources().lifecycle = m_lifecycle.get();
    m_publisher->sources().groups = m_groups.get();
    addApis();
}

void Node::Impl::addReplication() {
    const auto epoch = [this] { return m_lifecycle->epoch(); };
    m_isrRequests = std::make_unique<IsrRequests>(IsrRequests::Context{
        .self = m_options.id,
        .world = m_world,
        .controller = *m_channel,
        .epoch = epoch,
        .onAnswer =
            [this](const TopicPartition& partition, const IsrRequests::Asked& asked,
                   const replication::IsrAnswer& answer) {
                m_partitions.isrAnswered(partition, asked.topicId, asked.proposal, answer);
            },
        .onNoAnswer =
            [this](const TopicPartition& partition, const IsrRequests::Asked& asked) {
                m_partitions.isrUnanswered(partition, asked.topicId, asked.proposal);
            }});
    m_fetchers = std::make_unique<ReplicaFetchers>(ReplicaFetchers::Context{.self = m_options.id,
                                                                            .settings = m_options.settings,
                                                                            .world = m_world,
                                                                            .partitions = m_partitions,
                                                                            .epoch = epoch});
}

metadata::ControllerOptions Node::Impl::controllerOptions() {
    return {.self = m_options.id,
            .clusterId = m_options.clusterId,
            .settings = m_options.settings,
            .maxReplicationFactor = m_options.maxReplicationFactor,
            .seed = m_world.random.next()};
}

void Node::Impl::addApis() {
    m_brokerContext = std::make_unique<BrokerContext>(BrokerContext{.options = m_options,
                                                                    .world = m_world,
                                                                    .observer = m_observer,
                                                                    .apis = m_brokerApis,
                                                                    .connections = m_clients,
                                                                    .delayed = m_delayed,
                                                                    .partitions = m_partitions,
                                                                    .controller = *m_channel,
                                                                    .producerIds = *m_producerIds,
                                                                    .validation = m_validation,
                                                                    .fetchSessions = m_fetchSessions,
                                                                    .lifecycle = *m_lifecycle,
                                                                    .internalTopics = *m_internalTopics,
                                                                    .groups = *m_groups,
                                                                    .image = m_image});
    addBrokerApis(m_brokerApis, *m_brokerContext);
    m_controllerContext =
        std::make_unique<ControllerContext>(ControllerContext{.apis = m_controllerApis,
                                                              .forwarded = m_forwardedApis,
                                                              .raft = *m_raft,
                                                              .controller = m_controller.get(),
                                                              .world = m_world});
    addControllerApis(*m_controllerContext);
}

void Node::Impl::onImage(const metadata::ImagePointer& image, bool isHistory) {
    const metadata::ImagePointer before = std::exchange(m_image, image);
    const metadata::ImageDelta delta = metadata::compare(*before, *image);
    obeySettings(delta);
    if (m_hasRoles)
        m_partitions.apply(image, delta);
    else
        maybeTakeRoles();
    if (m_hasRoles) m_groups->onImage(delta);
    if (m_fetchers) m_fetchers->setBrokers(image->brokers());
    m_observer.noteLeadership(delta);
    if (!isHistory && !delta.empty()) {
        std::vector<observe::Event> events = metadata::tellChanges(*image, delta);
        for (observe::Event& event : events) event.time = m_world.clock.wallTime();
        if (!events.empty()) m_observer.reportMetadata(image->end(), std::move(events));
    }
    m_delayed.touched(kImageKey);
    if (m_controller) m_controller->onCommitted(image->end());
    // The controller lifts the fence when it hears that we have come this far.
    if (m_lifecycle->state() == BrokerLifecycle::State::kFenced) hurry();
    changed();
}

/// Whoever reads a setting reads it from these, so a change takes effect at once.
void Node::Impl::obeySettings(const metadata::ImageDelta& delta) {
    const auto own = metadata::ConfigResource::broker(m_options.id);
    const auto all = metadata::ConfigResource::allBrokers();
    for (const metadata::ImageDelta::Config& change : delta.configs) {
        if (change.resource != own && change.resource != all) continue;
        m_options.settings.setDynamic(m_image->config(own), m_image->config(all));
        if (m_publisher) m_publisher->settingsChanged();
        return;
    }
}

/// Replicas lead and follow from the first image in which this uptime is registered: what the metadata log
/// holds before it may be of the past, and to lead in an epoch that is over would undo what came after.
void Node::Impl::maybeTakeRoles() {
    const metadata::BrokerImage* self = m_image->broker(m_options.id);
    const bool isClosing = !m_fetchers;
    if (m_hasRoles || isClosing || !self || m_lifecycle->epoch() == kNoBrokerEpoch ||
        self->epoch != m_lifecycle->epoch())
        return;
    m_hasRoles = true;
    m_fetchers->setBrokers(m_image->brokers());
    m_partitions.apply(m_image, metadata::compare(*metadata::MetadataImage::empty(), *m_image));
    hurry();
}

void Node::Impl::onLeader(BrokerId leader, LeaderEpoch epoch) {
    m_channel->setController(leader);
    const BrokerId before = std::exchange(m_knownLeader, leader);
    if (leader == kNoBroker)
        m_observer.info("knows of no controller in epoch {}", epoch);
    else if (before != leader && leader != m_options.id)
        m_observer.info("follows controller {} in epoch {}", leader, epoch);
    if (leader == m_options.id)
        m_observer.report({.time = m_world.clock.wallTime(),
                           .kind = observe::EventKind::kControllerElected,
                           .broker = leader,
                           .arguments = {{"broker", std::to_string(leader.value())},
                                         {"epoch", std::to_string(epoch.value())}}});
    if (leader != kNoBroker && before != leader) hurry();
    changed();
}

void Node::Impl::onLeadershipReady(LeaderEpoch epoch) {
    if (m_controller) m_controller->activate(epoch);
    hurry();
    changed();
}

void Node::Impl::onLeadershipLost(const std::string& reason) {
    if (m_controller) m_controller->deactivate();
    m_observer.report({.time = m_world.clock.wallTime(),
                       .kind = observe::EventKind::kControllerLost,
                       .broker = m_options.id,
                       .arguments = {{"reason", reason}}});
    changed();
}

void Node::Impl::onFailed(const Error& error) { m_observer.failed(m_options.id, error); }

void Node::Impl::onLifecycle() {
    changed();
    maybeTakeRoles();
    if (m_lifecycle->state() != BrokerLifecycle::State::kRunning || std::exchange(m_hasServed, true)) return;
    m_partitions.removeStrays(*m_image);
    m_clients.open();
    m_observer.report({.time = m_world.clock.wallTime(),
                       .kind = observe::EventKind::kBrokerStarted,
                       .broker = m_options.id,
                       .arguments = {{"broker", std::to_string(m_options.id.value())}}});
    m_publisher->publishNow();
}

void Node::Impl::maintain() {
    const auto interval =
        std::chrono::milliseconds(m_options.settings.integer("log.flush.offset.checkpoint.interval.ms"));
    m_maintenance = m_world.timers.after(interval, [this] {
        m_partitions.maintain();
        maintain();
    });
}

void Node::Impl::retain() {
    const auto interval =
        std::chrono::milliseconds(m_options.settings.integer("log.retention.check.interval.ms"));
    m_retention = m_world.timers.after(interval, [this] {
        m_partitions.retain();
        retain();
    });
}

void Node::Impl::stop(world::Callback done) {
    m_maintenance = nullptr;
    m_retention = nullptr;
    // Stopped before its logs are open, or after it failed: there is nothing to close, and nothing to vouch
    // for.
    if (!m_lifecycle) {
        m_opening = m_world.timers.after(world::Duration::zero(), std::move(done));
        return;
    }
    m_lifecycle->leave(kLeavePatience,
                       [this, done = std::move(done)]() mutable { closePartitions(std::move(done)); });
}

void Node::Impl::closePartitions(world::Callback done) {
    m_observer.info("has left and closes its logs");
    m_clients.close();
    m_fetchers = nullptr;
    m_isrRequests = nullptr;
    m_compaction.stop();
    m_groups->close();
    m_publisher->publishNow();
    m_partitions.close([this, done = std::move(done)](const Result<void>& closed) mutable {
        if (!closed) m_observer.diagnostics().write(observe::Level::kWarning, closed.error().detail);
        m_raft->stop([this, isWhole = closed.has_value(),
                      done = std::move(done)](const Result<void>& stopped) mutable {
            markClean(isWhole && stopped, std::move(done));
        });
    });
}

void Node::Impl::markClean(bool isWhole, world::Callback done) {
    if (!isWhole) {
        m_observer.warning("stops, but not all is closed: the next start checks the logs");
        return done();
    }
    // One that was never registered took nothing in, so what the last uptime vouched for still holds.
    const BrokerEpoch epoch = m_lifecycle->epoch() == kNoBrokerEpoch ? m_cleanEpoch : m_lifecycle->epoch();
    m_marking = m_world.work.run<Result<void>>(
        [&files = m_world.files, folder = m_options.folder, epoch] {
            return log::writeCleanShutdownMark(files, folder, {.brokerEpoch = epoch});
        },
        [this, done = std::move(done)](const Result<void>& written) mutable {
            if (!written)
                m_observer.warning("{}", written.error().detail);
            else
                m_observer.info("has stopped cleanly");
            done();
        });
}

}  // namespace broker::node
