#include "tests/broker/quorum/quorum_cluster.h"

#include <algorithm>

#include <fmt/format.h>

using namespace broker;
using namespace broker::quorum;

namespace tests {
namespace {

constexpr std::size_t kMostFetched = 3;
constexpr std::uint64_t kSnapshotPart = 2;
constexpr std::size_t kMostMessages = 200;

BrokerId idOf(int id) { return BrokerId{id}; }
Offset offsetOf(std::size_t at) { return Offset{static_cast<std::int64_t>(at)}; }
std::size_t indexOf(Offset offset) { return static_cast<std::size_t>(offset.value()); }

}  // namespace

/// A request on its way, or its answer.
struct QuorumCluster::Message {
    int from = 0;
    int to = 0;
    std::uint64_t number = 0;  ///< of the request
    std::uint64_t round = 0;
    std::variant<quorum::FetchRequest, quorum::SnapshotRequest, quorum::VoteRequest,
                 quorum::BeginEpochRequest, quorum::EndEpochRequest, quorum::FetchResponse,
                 quorum::SnapshotResponse, quorum::ElectionAnswer>
        body;
    Entries records;  ///< of a fetch's answer, or of a part of a snapshot

    bool isAnswer() const { return body.index() >= 5; }
};

struct QuorumCluster::Node {
    std::unique_ptr<Quorum> quorum;

    // In memory, or in the page cache.
    Entries log;  ///< whole, also what only snapshots hold
    std::map<SnapshotId, Entries> snapshots;
    Entries unfinishedSnapshot;
    std::vector<PersistState> unpersisted;
    Entries fetched;

    // Durable.
    Entries disk;
    std::size_t synced = 0;  ///< of `log`
    std::optional<QuorumState> state;

    // Requests of others that it has not answered, and its own.
    std::map<std::uint64_t, Message> owed;
    std::uint64_t fetchNumber = 0;
    std::map<int, std::pair<std::uint64_t, std::uint64_t>> asking;  ///< by voter: number and round
    bool mayWrite = false;

    LeaderEpoch lastEpoch = kNoLeaderEpoch;
    Offset lastHighWatermark{-1};

    Offset end() const { return offsetOf(log.size()); }
};

QuorumCluster::QuorumCluster(const ClusterOptions& options)
    : m_options(options)
    , m_random(options.seed) {
    for (int id = 1; id <= options.voters + options.observers; ++id) {
        m_nodes[id] = std::make_unique<Node>();
        restart(id);
    }
}

QuorumCluster::~QuorumCluster() = default;

void QuorumCluster::fail(const std::string& what) {
    if (m_broken.empty()) m_broken = what;
}

void QuorumCluster::restart(int id) {
    Node& one = node(id);
    QuorumOptions options{.self = idOf(id),
                          .clusterId = "c",
                          .voters = {},
                          .seed = m_random.next(),
                          .mutant = m_options.mutant};
    for (int voter = 1; voter <= m_options.voters; ++voter) options.voters.push_back(idOf(voter));
    StoredLog stored{.state = one.state, .end = one.end(), .epochs = {}, .snapshots = {}};
    for (const auto& [snapshot, content] : one.snapshots) stored.snapshots.push_back(snapshot);
    for (std::size_t i = stored.snapshots.empty() ? 0 : indexOf(stored.snapshots.front().end);
         i < one.log.size(); ++i)
        if (stored.epochs.empty() || one.log[i].epoch != stored.epochs.back().epoch)
            stored.epochs.push_back({one.log[i].epoch, offsetOf(i)});
    one.quorum = std::make_unique<Quorum>(options);
    one.unpersisted.clear();
    one.owed.clear();
    one.asking.clear();
    one.fetchNumber = 0;
    one.mayWrite = false;
    one.lastHighWatermark = Offset{-1};
    one.lastEpoch = one.state ? one.state->epoch : kNoLeaderEpoch;
    auto effects = one.quorum->start(stored, m_now);
    if (!effects) return fail(effects.error().detail);
    input(id, std::move(*effects));
}

/// What was synced is there, and what was not as far as the disk had got; a cut that was not synced may not
/// have happened.
void QuorumCluster::crash(int id) {
    Node& one = node(id);
    ++m_crashes;
    const std::size_t snapshotEnd = one.snapshots.empty() ? 0 : indexOf(one.snapshots.rbegin()->first.end);
    if (one.disk.size() >= snapshotEnd && m_random.oneIn(2))
        one.log = one.disk;
    else
        one.log.resize(static_cast<std::size_t>(
            m_random.between(static_cast<std::int64_t>(std::max(one.synced, snapshotEnd)),
                             static_cast<std::int64_t>(one.log.size()))));
    one.disk = one.log;
    one.synced = one.log.size();
    restart(id);
}

void QuorumCluster::input(int id, Effects effects) {
    for (const Effect& effect : effects) perform(id, effect);
}

void QuorumCluster::perform(int id, const Effect& effect) {
    Node& one = node(id);
    if (const auto* persist = std::get_if<PersistState>(&effect)) {
        one.unpersisted.push_back(*persist);
        if (m_options.driverMutant == DriverMutant::kClaimsToPersist)
            input(id, one.quorum->statePersisted(persist->number, m_now));
    } else if (const auto* change = std::get_if<AppendLeaderChange>(&effect)) {
        if (!one.state || one.state->epoch != change->epoch || one.state->voted != idOf(id))
            if (m_options.driverMutant == DriverMutant::kNone)
                fail(fmt::format("Q2: {} leads epoch {} though its vote is not durable", id, change->epoch));
        one.mayWrite = true;
        appendOwn(id, 1);
    } else if (const auto* fetch = std::get_if<SendFetch>(&effect)) {
        one.fetchNumber = ++m_lastNumber;
        post(id, fetch->to.value(), {.number = one.fetchNumber, .body = fetch->request, .records = {}});
    } else if (const auto* part = std::get_if<SendFetchSnapshot>(&effect)) {
        one.fetchNumber = ++m_lastNumber;
        post(id, part->to.value(), {.number = one.fetchNumber, .body = part->request, .records = {}});
    } else if (const auto* vote = std::get_if<SendVote>(&effect)) {
        one.asking[vote->to.value()] = {++m_lastNumber, vote->round};
        post(id, vote->to.value(),
             {.number = m_lastNumber, .round = vote->round, .body = vote->request, .records = {}});
    } else if (const auto* begin = std::get_if<SendBeginEpoch>(&effect)) {
        one.asking[begin->to.value()] = {++m_lastNumber, begin->round};
        post(id, begin->to.value(),
             {.number = m_lastNumber, .round = begin->round, .body = begin->request, .records = {}});
    } else if (const auto* end = std::get_if<SendEndEpoch>(&effect)) {
        post(id, end->to.value(), {.number = ++m_lastNumber, .body = end->request, .records = {}});
    } else if (const auto* answer = std::get_if<Answer>(&effect)) {
        const Message request = std::move(one.owed.at(answer->number));
        one.owed.erase(answer->number);
        const auto* asked = std::get_if<quorum::VoteRequest>(&request.body);
        if (asked && !asked->preVote && answer->answer.granted) {
            const auto [told, isFirst] = m_votes.try_emplace({id, asked->epoch}, request.from);
            if (!isFirst && told->second != request.from)
                fail(fmt::format("Q2: {} voted for {} and {} in epoch {}", id, told->second, request.from,
                                 asked->epoch));
        }
        post(id, request.from,
             {.number = request.number, .round = request.round, .body = answer->answer, .records = {}});
    } else if (std::holds_alternative<AppendFetched>(effect)) {
        takeFetched(id);
    } else if (const auto* write = std::get_if<WriteSnapshotPart>(&effect)) {
        if (write->position == 0) one.unfinishedSnapshot.clear();
        one.unfinishedSnapshot.insert(one.unfinishedSnapshot.end(), one.fetched.begin(), one.fetched.end());
        input(id, one.quorum->partWritten(m_now));
    } else if (const auto* snapshot = std::get_if<InstallSnapshot>(&effect)) {
        install(id, snapshot->id);
    } else if (const auto* start = std::get_if<MoveLogStart>(&effect)) {
        std::erase_if(one.snapshots, [&](const auto& old) { return old.first.end < start->start; });
        if (one.snapshots.empty() || one.snapshots.begin()->first.end != start->start)
            fail("Q6: the log starts where no snapshot ends");
    } else if (const auto* cut = std::get_if<TruncateLog>(&effect)) {
        one.log.resize(indexOf(cut->end));
        one.synced = std::min(one.synced, one.log.size());
    }
}

void QuorumCluster::appendOwn(int id, int count) {
    Node& one = node(id);
    for (; count > 0; --count) one.log.push_back({one.quorum->epoch(), ++m_lastValue});
    input(id, one.quorum->appended(one.end(), {}, m_now));
    if (m_options.driverMutant == DriverMutant::kClaimsToSync)
        input(id, one.quorum->synced(one.end(), m_now));
}

void QuorumCluster::takeFetched(int id) {
    Node& one = node(id);
    std::vector<EpochStart> epochs;
    for (std::size_t i = 0; i < one.fetched.size(); ++i)
        if (epochs.empty() || epochs.back().epoch != one.fetched[i].epoch)
            epochs.push_back({one.fetched[i].epoch, offsetOf(one.log.size() + i)});
    if (!one.quorum->checkFetched(epochs)) return fail(fmt::format("{} fetched what does not fit", id));
    one.log.insert(one.log.end(), one.fetched.begin(), one.fetched.end());
    input(id, one.quorum->appended(one.end(), epochs, m_now));
    if (m_options.driverMutant == DriverMutant::kClaimsToSync)
        input(id, one.quorum->synced(one.end(), m_now));
}

void QuorumCluster::install(int id, const SnapshotId& snapshot) {
    Node& one = node(id);
    if (one.quorum->isLeader()) fail("Q6: a leader loads a snapshot");
    ++m_snapshotsLoaded;
    one.log = one.disk = one.unfinishedSnapshot;
    one.synced = one.log.size();
    one.snapshots = {{snapshot, one.log}};
    if (one.end() != snapshot.end) return fail("Q6: a snapshot is not as long as its name says");
    input(id, one.quorum->snapshotInstalled(snapshot, m_now));
}

void QuorumCluster::sync(int id) {
    Node& one = node(id);
    one.disk = one.log;
    one.synced = one.log.size();
    input(id, one.quorum->synced(one.end(), m_now));
}

void QuorumCluster::finishPersisting(int id) {
    Node& one = node(id);
    if (one.unpersisted.empty()) return;
    // The newest alone may be written.
    const PersistState persist = m_random.oneIn(2) ? one.unpersisted.back() : one.unpersisted.front();
    std::erase_if(one.unpersisted, [&](const PersistState& old) { return old.number <= persist.number; });
    if (one.state && persist.state.epoch < one.state->epoch) fail("Q5: the epoch on a disk fell");
    one.state = persist.state;
    if (m_options.driverMutant != DriverMutant::kClaimsToPersist)
        input(id, one.quorum->statePersisted(persist.number, m_now));
}

void QuorumCluster::takeSnapshot(int id) {
    Node& one = node(id);
    const Offset end = std::min(one.quorum->highWatermark(), one.quorum->syncedEnd());
    const std::size_t last =
        one.snapshots.empty() ? 0 : indexOf(std::max(Offset{0}, one.snapshots.rbegin()->first.end));
    if (end.value() <= static_cast<std::int64_t>(last) + 3) return;
    Entries content(one.log.begin(), one.log.begin() + static_cast<std::ptrdiff_t>(end.value()));
    const SnapshotId snapshot{end, content.back().epoch};
    one.snapshots[snapshot] = std::move(content);
    input(id, one.quorum->snapshotTaken(snapshot));
}

void QuorumCluster::post(int from, int to, Message message) {
    message.from = from;
    message.to = to;
    if (!m_isReliable && (isCut(from, to) || m_random.oneIn(12) || m_messages.size() > kMostMessages)) return;
    m_messages.push_back(std::move(message));
}

void QuorumCluster::deliver(Message message) {
    if (message.isAnswer())
        deliverAnswer(std::move(message));
    else
        deliverRequest(std::move(message));
}

void QuorumCluster::deliverRequest(Message message) {
    const int id = message.to;
    Quorum& quorum = *node(id).quorum;
    if (std::holds_alternative<quorum::FetchRequest>(message.body)) return answerFetch(message);
    if (std::holds_alternative<quorum::SnapshotRequest>(message.body)) return answerSnapshot(message);
    const std::uint64_t number = ++m_lastNumber;
    const Message& owed = node(id).owed.emplace(number, std::move(message)).first->second;
    if (const auto* vote = std::get_if<quorum::VoteRequest>(&owed.body)) {
        const LeaderEpoch before = quorum.epoch();
        const Role role = quorum.role();
        const bool preVote = vote->preVote;
        input(id, quorum.onVote(number, *vote, m_now));
        const bool isLive = role == Role::kLeader;
        if (preVote && isLive && (quorum.epoch() != before || quorum.role() != role))
            fail("Q7: a pre-vote disturbed a leader");
    } else if (const auto* begin = std::get_if<quorum::BeginEpochRequest>(&owed.body)) {
        input(id, quorum.onBeginEpoch(number, *begin, m_now));
    } else {
        input(id, quorum.onEndEpoch(number, std::get<quorum::EndEpochRequest>(owed.body), m_now));
    }
}

void QuorumCluster::answerFetch(const Message& message) {
    Node& one = node(message.to);
    const auto& request = std::get<quorum::FetchRequest>(message.body);
    FetchAnswer answer = one.quorum->onFetch(request, m_now);
    input(message.to, std::move(answer.effects));
    Entries records;
    if (answer.error == ErrorCode::kNone && !answer.diverging && !answer.snapshot) {
        if (request.offset < one.quorum->logStart()) fail("Q6: records below the log's start were served");
        for (std::size_t i = indexOf(request.offset);
             i < indexOf(answer.readUpTo) && records.size() < kMostFetched; ++i)
            records.push_back(one.log[i]);
    }
    post(message.to, message.from,
         {.number = message.number,
          .body = quorum::FetchResponse{.from = idOf(message.to),
                                        .error = answer.error,
                                        .leader = answer.leader,
                                        .epoch = answer.epoch,
                                        .highWatermark = answer.highWatermark,
                                        .diverging = answer.diverging,
                                        .snapshot = answer.snapshot,
                                        .hasRecords = !records.empty()},
          .records = records});
}

void QuorumCluster::answerSnapshot(const Message& message) {
    Node& one = node(message.to);
    const auto& request = std::get<quorum::SnapshotRequest>(message.body);
    const SnapshotAnswer answer = one.quorum->onFetchSnapshot(request, m_now);
    quorum::SnapshotResponse response{.from = idOf(message.to),
                                      .error = answer.error,
                                      .leader = answer.leader,
                                      .epoch = answer.epoch,
                                      .id = request.id,
                                      .position = request.position};
    Entries part;
    if (answer.error == ErrorCode::kNone) {
        const Entries& content = one.snapshots.at(request.id);
        response.size = content.size();
        response.count = std::min<std::uint64_t>(kSnapshotPart, content.size() - request.position);
        const auto begin = content.begin() + static_cast<std::ptrdiff_t>(request.position);
        part.assign(begin, begin + static_cast<std::ptrdiff_t>(response.count));
    }
    post(message.to, message.from, {.number = message.number, .body = response, .records = part});
}

void QuorumCluster::deliverAnswer(Message message) {
    const int id = message.to;
    Node& one = node(id);
    if (const auto* answer = std::get_if<quorum::ElectionAnswer>(&message.body)) {
        const auto asking = one.asking.find(message.from);
        if (asking == one.asking.end() || asking->second.first != message.number) return;
        one.asking.erase(asking);
        return input(id, one.quorum->electionAnswer(idOf(message.from), message.round, *answer, m_now));
    }
    if (one.fetchNumber != message.number) return;
    one.fetchNumber = 0;
    one.fetched = std::move(message.records);
    if (const auto* fetched = std::get_if<quorum::FetchResponse>(&message.body))
        input(id, one.quorum->fetchResponse(*fetched, m_now));
    else
        input(id, one.quorum->snapshotResponse(std::get<quorum::SnapshotResponse>(message.body), m_now));
}

/// Its requests' deadlines pass.
void QuorumCluster::expire(int id) {
    Node& one = node(id);
    if (std::exchange(one.fetchNumber, 0) != 0) input(id, one.quorum->fetchFailed(m_now));
    const auto asking = std::exchange(one.asking, {});
    for (const auto& [voter, question] : asking)
        input(id, one.quorum->electionFailed(idOf(voter), question.second, m_now));
}

/// Nobody, a single node in one or both directions, or two groups are cut off.
void QuorumCluster::repartition() {
    m_cuts.clear();
    if (m_random.oneIn(2)) return;
    const int count = static_cast<int>(m_nodes.size());
    const std::uint64_t side = m_random.below(std::uint64_t{1} << count);
    const bool isBothWays = m_random.oneIn(2);
    for (int a = 1; a <= count; ++a)
        for (int b = 1; b <= count; ++b) {
            const bool isAcross = ((side >> (a - 1)) & 1U) != 0 && ((side >> (b - 1)) & 1U) == 0;
            if (!isAcross) continue;
            m_cuts.insert({a, b});
            if (isBothWays) m_cuts.insert({b, a});
        }
}

void QuorumCluster::step() {
    m_now = m_now + world::Duration(m_random.between(0, 15'000));
    const int id = static_cast<int>(m_random.between(1, static_cast<std::int64_t>(m_nodes.size())));
    Node& one = node(id);
    const std::uint64_t what = m_random.below(100);
    if (what < 55) {
        if (m_messages.empty()) return;
        const std::size_t at = m_random.below(m_messages.size());
        Message message = std::move(m_messages[at]);
        m_messages.erase(m_messages.begin() + static_cast<std::ptrdiff_t>(at));
        if (isCut(message.from, message.to)) return;
        deliver(std::move(message));
    } else if (what < 68) {
        input(id, one.quorum->tick(m_now));
    } else if (what < 77) {
        finishPersisting(id);
    } else if (what < 86) {
        sync(id);
    } else if (what < 92) {
        if (one.quorum->isLeader() && one.mayWrite) appendOwn(id, static_cast<int>(m_random.between(1, 3)));
    } else if (what < 94) {
        expire(id);
    } else if (what < 96) {
        takeSnapshot(id);
    } else if (what < 97) {
        if (m_random.oneIn(2)) crash(id);
    } else if (what < 98) {
        if (m_random.oneIn(3)) repartition();
    } else if (what < 99) {
        m_now = m_now + world::Duration(m_random.between(0, 2'000'000));
    }
    check();
}

void QuorumCluster::runEverything() {
    m_now = m_now + world::Duration(10'000);
    for (const auto& [id, one] : m_nodes) {
        input(id, one->quorum->tick(m_now));
        while (!one->unpersisted.empty()) finishPersisting(id);
        sync(id);
    }
    std::vector<Message> messages = std::exchange(m_messages, {});
    for (Message& message : messages) deliver(std::move(message));
    check();
}

bool QuorumCluster::converges() {
    m_isReliable = true;
    m_cuts.clear();
    m_messages.clear();
    for (const auto& [id, one] : m_nodes) expire(id);
    bool hasWritten = false;
    for (int i = 0; i < 3'000 && m_broken.empty(); ++i) {
        runEverything();
        int leader = 0;
        for (const auto& [id, one] : m_nodes)
            if (one->quorum->isLeader() && one->mayWrite && one->quorum->epoch() == node(1).quorum->epoch())
                leader = id;
        if (leader == 0) continue;
        if (!hasWritten) {
            appendOwn(leader, 2);
            hasWritten = true;
        }
        const Node& leads = node(leader);
        bool isSame = leads.quorum->highWatermark() == leads.end() && m_messages.size() < 50;
        for (const auto& [id, one] : m_nodes)
            isSame = isSame && one->log == leads.log && one->quorum->leader() == idOf(leader) &&
                     one->quorum->highWatermark() == leads.end();
        if (isSame) return true;
    }
    return false;
}

void QuorumCluster::check() {
    for (const auto& [id, one] : m_nodes) checkNode(id);
    checkLeaders();
    if (++m_checks % 8 == 0) checkDurability();
}

void QuorumCluster::checkNode(int id) {
    Node& one = node(id);
    const Quorum& quorum = *one.quorum;
    if (quorum.epoch() < one.lastEpoch) fail(fmt::format("Q5: the epoch of {} fell", id));
    if (quorum.highWatermark() < one.lastHighWatermark)
        fail(fmt::format("Q5: the high watermark of {} fell", id));
    if (quorum.logEnd() != one.end()) fail(fmt::format("{} does not know its log's end", id));
    one.lastEpoch = std::max(one.lastEpoch, one.state ? one.state->epoch : kNoLeaderEpoch);
    const std::size_t from = indexOf(std::max(one.lastHighWatermark, Offset{0}));
    one.lastHighWatermark = quorum.highWatermark();
    const std::size_t upTo = indexOf(std::max(quorum.highWatermark(), Offset{0}));
    if (upTo > one.log.size()) return fail(fmt::format("the high watermark of {} is beyond its log", id));
    if (quorum.isLeader() && upTo > from && one.log[upTo - 1].epoch != quorum.epoch())
        fail(fmt::format("Q4: {} commits records of older epochs before one of its own", id));
    bool isNew = false;
    for (std::size_t i = from; i < upTo; ++i) {
        if (i == m_committed.size()) {
            m_committed.push_back(one.log[i]);
            isNew = true;
        } else if (m_committed[i] != one.log[i]) {
            fail(fmt::format("Q3: {} has another record at {} than what was committed", id, i));
        }
    }
    if (isNew) checkDurability();
    for (const auto& [snapshot, content] : one.snapshots)
        if (snapshot.end > quorum.highWatermark() ||
            (content.size() > m_committed.size() || content.back() != m_committed[content.size() - 1]))
            fail(fmt::format("Q6: the snapshot {} of {} is not what was committed", snapshot.end, id));
}

void QuorumCluster::checkLeaders() {
    LeaderEpoch newest = kNoLeaderEpoch;
    int leader = 0;
    for (const auto& [id, one] : m_nodes) {
        const BrokerId believed = one->quorum->leader();
        const LeaderEpoch epoch = one->quorum->epoch();
        if (believed != kNoBroker) {
            const auto [known, isFirst] = m_leaders.try_emplace(epoch, believed.value());
            if (!isFirst && known->second != believed.value())
                fail(fmt::format("Q1: epoch {} has the leaders {} and {}", epoch, known->second, believed));
        }
        if (one->quorum->isLeader() && epoch > newest) {
            newest = epoch;
            leader = id;
        }
    }
    // A leader that has not yet heard of its successor need not have what came after it.
    if (leader == 0 || newest < m_leaders.rbegin()->first) return;
    const Entries& log = node(leader).log;
    if (log.size() < m_committed.size() ||
        (!m_committed.empty() && log[m_committed.size() - 1] != m_committed.back()))
        fail(fmt::format("Q4: {} leads epoch {} without all that was committed", leader, newest));
}

/// Everything committed is durable on a majority of the voters.
void QuorumCluster::checkDurability() {
    if (m_committed.empty()) return;
    const std::size_t last = m_committed.size() - 1;
    int holders = 0;
    for (int id = 1; id <= m_options.voters; ++id) {
        const Node& one = node(id);
        const std::size_t sure = one.synced;
        if (sure > last && one.log[last] == m_committed[last]) ++holders;
    }
    if (holders * 2 <= m_options.voters)
        fail(fmt::format("Q5: record {} is committed, and durable on {} of {} voters", last, holders,
                         m_options.voters));
}

}  // namespace tests
