#include "broker/checking/swarm.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace broker::checking {
namespace {

using namespace std::chrono_literals;
using Presence = SimulatedCluster::Presence;

constexpr Duration kMostSkew = 10min;
/// What a decorated connection that is reset may still carry.
constexpr std::int64_t kMostBytesBeforeReset = 20'000;

/// The n-th end of a link: a broker, or for 0 the clients.
std::string endOf(int number) {
    return number == 0 ? SimulatedCluster::kClientHost : SimulatedCluster::hostOf(number);
}

}  // namespace

Swarm::Swarm(const Plan& plan, SimulatedCluster& cluster, const Truth& truth)
    : m_plan(plan)
    , m_cluster(cluster)
    , m_truth(truth)
    , m_random(cluster.simulator().random().fork()) {
    for (const auto& [kind, faulting] : plan.faults)
        m_next[kind] = cluster.simulator().now() + around(faulting.every);
}

/// Between nothing and twice the mean.
Duration Swarm::around(Duration mean) { return Duration(m_random.between(0, 2 * mean.count())); }

void Swarm::later(Duration lasts, std::function<void()> undo) {
    m_undo.emplace(m_cluster.simulator().now() + lasts, std::move(undo));
}

void Swarm::act() {
    const world::Moment now = m_cluster.simulator().now();
    while (!m_undo.empty() && m_undo.begin()->first <= now) m_undo.extract(m_undo.begin()).mapped()();
    for (auto& [kind, next] : m_next) {
        if (next > now) continue;
        next = now + around(m_plan.faults.at(kind).every);
        if (strike(kind)) ++m_strikes;
    }
    // Whoever stopped or failed on its own comes back too.
    for (int broker = 1; broker <= m_cluster.size(); ++broker)
        if (m_cluster.presence(broker) == Presence::kDown && m_random.oneIn(2'000)) m_cluster.start(broker);
}

void Swarm::healAll() {
    m_cluster.story().tell("all faults are healed");
    m_undo.clear();
    m_cluster.healLinks();
    m_cluster.simulator().network().healAll();
    for (int from = 0; from <= m_cluster.size(); ++from)
        for (int to = 0; to <= m_cluster.size(); ++to)
            if (from != to) m_cluster.simulator().network().setLink(endOf(from), endOf(to), m_plan.link);
    for (int broker = 1; broker <= m_cluster.size(); ++broker) {
        m_cluster.setDisk(broker, {});
        m_cluster.machine(broker).setClockSkew({});
        if (m_cluster.isFrozen(broker)) m_cluster.thaw(broker);
        if (m_cluster.presence(broker) == Presence::kDown) m_cluster.start(broker);
    }
}

int Swarm::leaderOfSomething() {
    std::vector<int> leaders;
    for (int broker = 1; broker <= m_cluster.size(); ++broker) {
        const node::Node* node = m_cluster.node(broker);
        if (!node || m_cluster.isFrozen(broker)) continue;
        const node::Inside inside = node->inside();
        if (inside.quorum && inside.quorum->isLeader()) leaders.push_back(broker);
        for (const auto& [name, hosted] : inside.partitions.all())
            if (hosted->leader == BrokerId(broker)) leaders.push_back(broker);
    }
    return leaders.empty() ? 0 : leaders[m_random.below(leaders.size())];
}

int Swarm::pickUp() {
    if (m_random.oneIn(2))
        if (const int leader = leaderOfSomething()) return leader;
    std::vector<int> up;
    for (int broker = 1; broker <= m_cluster.size(); ++broker)
        if (m_cluster.isUp(broker)) up.push_back(broker);
    return up.empty() ? 0 : up[m_random.below(up.size())];
}

bool Swarm::isTrusted(int broker) const {
    const node::Node* node = m_cluster.node(broker);
    const node::BrokerLifecycle* lifecycle = node ? node->inside().lifecycle : nullptr;
    const metadata::BrokerImage* registered = m_truth.newest->broker(BrokerId(broker));
    return lifecycle && registered && lifecycle->epoch() == registered->epoch &&
           !m_truth.broker(broker).lostData;
}

bool Swarm::isSpare(int broker) const {
    const auto isLeft = [&](BrokerId id) { return id.value() != broker && isTrusted(id.value()); };
    for (std::size_t i = 0; i < m_truth.partitions.size(); ++i) {
        const metadata::PartitionImage* image = m_truth.newestImage(static_cast<int>(i));
        if (image && std::ranges::none_of(image->isr, isLeft) && std::ranges::none_of(image->elr, isLeft))
            return false;
    }
    return true;
}

/// With min.insync.replicas n, n - 1 replicas may lose what they had not synced at one time (KIP-966). A
/// broker that dies otherwise loses nothing, but the controller can't know that, so while one has lost data
/// nobody else dies, and nobody loses power while another's death is not known yet.
bool Swarm::mayLosePower(int broker) const {
    if (m_plan.minInSync < 2) return true;  // its partitions are exempt from then on
    for (int other = 1; other <= m_cluster.size(); ++other)
        if (other != broker && !isTrusted(other)) return false;
    return isSpare(broker);
}

bool Swarm::mayKill(int broker) const {
    if (m_plan.minInSync < 2) return true;
    for (int other = 1; other <= m_cluster.size(); ++other)
        if (other != broker && m_truth.broker(other).lostData) return false;
    return true;
}

void Swarm::startLater(int broker, Duration lasts) {
    later(m_random.oneIn(5) ? Duration(50ms) : around(lasts), [this, broker] {
        if (m_cluster.presence(broker) == Presence::kDown) m_cluster.start(broker);
    });
}

bool Swarm::strike(FaultKind kind) {
    const Duration lasts = m_plan.faults.at(kind).lasts;
    const int broker = pickUp();
    if (broker == 0) return false;
    switch (kind) {
        case FaultKind::kKill:
            if (!mayKill(broker)) return false;
            m_cluster.kill(broker);
            startLater(broker, lasts);
            return true;
        case FaultKind::kLosePower:
            if (!mayLosePower(broker)) return false;
            m_cluster.losePower(broker);
            startLater(broker, lasts);
            return true;
        case FaultKind::kKillAll:
            for (int one = 1; one <= m_cluster.size(); ++one) {
                if (!m_cluster.isUp(one) || !mayKill(one)) continue;
                m_cluster.kill(one);
                startLater(one, lasts);
            }
            return true;
        case FaultKind::kStop:
            if (m_cluster.presence(broker) != Presence::kUp || m_cluster.isFrozen(broker)) return false;
            m_cluster.stop(broker);
            // A stop takes as long as it takes: this starts it again if it is down by then.
            startLater(broker, lasts + 2s);
            return true;
        case FaultKind::kFreeze:
            if (m_cluster.isFrozen(broker)) return false;
            m_cluster.freeze(broker);
            later(around(lasts), [this, broker] {
                if (m_cluster.isFrozen(broker)) m_cluster.thaw(broker);
            });
            return true;
        case FaultKind::kClock:
            m_cluster.setClock(broker, Duration(m_random.between(-kMostSkew.count(), kMostSkew.count())));
            later(around(lasts), [this, broker] { m_cluster.setClock(broker, {}); });
            return true;
        case FaultKind::kSlowDisk:
        case FaultKind::kFullDisk:
        case FaultKind::kFailingDisk:
            return strikeDisk(kind);
        default:
            return strikeLink(kind);
    }
}

bool Swarm::strikeDisk(FaultKind kind) {
    const int broker = pickUp();
    if (broker == 0 || m_cluster.hasDiskFault(broker)) return false;
    faults::DiskFault fault;
    if (kind == FaultKind::kSlowDisk) {
        fault = {.trouble = faults::DiskTrouble::kSlow,
                 .delay = Duration(m_random.between(5'000, 100'000)),
                 .pathPart = {}};
    } else if (kind == FaultKind::kFullDisk) {
        fault = {.trouble = faults::DiskTrouble::kFull, .bytesLeft = m_random.below(20'000), .pathPart = {}};
    } else {
        static constexpr const char* kParts[]{"", ".log", ".index", "checkpoint", "quorum-state", "-0"};
        fault = {.trouble = faults::DiskTrouble::kFailing,
                 .failsReads = m_random.oneIn(3),
                 .failsWrites = m_random.oneIn(2),
                 .failsSyncs = true,
                 .pathPart = kParts[m_random.below(std::size(kParts))]};
    }
    m_cluster.setDisk(broker, fault);
    later(around(m_plan.faults.at(kind).lasts), [this, broker, kind] {
        m_cluster.setDisk(broker, {});
        // Its person sees to the disk and starts it anew: what failed stays offline until then.
        if (kind == FaultKind::kSlowDisk || !m_cluster.isUp(broker) || !mayKill(broker)) return;
        m_cluster.kill(broker);
        startLater(broker, 500ms);
    });
    return true;
}

/// What is wrong with a link, as the simulated world and as the decorators do it.
Swarm::LinkChange Swarm::drawChange(FaultKind kind) {
    LinkChange change{.inWorld = m_plan.link, .decorated = {}};
    switch (kind) {
        case FaultKind::kSlowLink:
            change.inWorld.minLatency += Duration(m_random.between(1'000, 300'000));
            change.inWorld.maxLatency =
                change.inWorld.minLatency + Duration(m_random.between(1'000, 300'000));
            change.decorated = {.trouble = faults::LinkTrouble::kSlow,
                                .delay = change.inWorld.minLatency,
                                .bytesPerSecond = m_random.oneIn(2) ? 0U : 50'000U};
            break;
        case FaultKind::kReset:
        case FaultKind::kFlakyLink:
            change.inWorld.resetOneIn = static_cast<std::uint32_t>(m_random.between(10, 200));
            change.decorated = {
                .trouble = faults::LinkTrouble::kResetting,
                .resetAfterBytes = static_cast<std::uint64_t>(m_random.between(0, kMostBytesBeforeReset))};
            break;
        default:
            change.inWorld.cut = true;
            change.decorated.trouble = faults::LinkTrouble::kCut;
    }
    return change;
}

void Swarm::setLink(int from, int to, const LinkChange& change) {
    if (m_plan.usesDecorators)
        m_cluster.setLink(from, to, change.decorated);
    else
        m_cluster.simulator().network().setLink(endOf(from), endOf(to), change.inWorld);
}

bool Swarm::strikeLink(FaultKind kind) {
    const auto ends = static_cast<std::uint64_t>(m_cluster.size()) + 1;
    const int one = static_cast<int>(1 + m_random.below(ends - 1));
    const int other =
        static_cast<int>((static_cast<std::uint64_t>(one) + 1 + m_random.below(ends - 1)) % ends);
    if (kind == FaultKind::kReset && !m_plan.usesDecorators) {
        m_cluster.story().tell(
            fmt::format("the connections between {} and {} break", endOf(one), endOf(other)));
        m_cluster.simulator().network().resetConnections(endOf(one), endOf(other));
        return true;
    }
    std::vector<std::pair<int, int>> links{{one, other}, {other, one}};
    const LinkChange change = drawChange(kind);
    if (kind == FaultKind::kCutOneWay || m_random.oneIn(4)) links.pop_back();
    if (kind == FaultKind::kIsolate) {
        links.clear();
        const bool alsoFromClients = m_random.oneIn(2);
        for (int end = alsoFromClients ? 0 : 1; end <= m_cluster.size(); ++end)
            if (end != one) links.insert(links.end(), {{one, end}, {end, one}});
    }
    for (const auto& [from, to] : links) setLink(from, to, change);
    std::string ways;
    for (const auto& [from, to] : links) ways += fmt::format(" {} > {}", endOf(from), endOf(to));
    m_cluster.story().tell(fmt::format("{}:{}", faultName(kind), ways));
    later(around(m_plan.faults.at(kind).lasts), [this, links, ways] {
        m_cluster.story().tell("well again:" + ways);
        for (const auto& [from, to] : links) setLink(from, to, {.inWorld = m_plan.link, .decorated = {}});
    });
    return true;
}

}  // namespace broker::checking
