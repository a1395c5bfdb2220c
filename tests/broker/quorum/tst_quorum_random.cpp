#include <QtTest/QtTest>

#include <deque>
#include <map>

#include "broker/quorum/quorum.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::quorum;

namespace {

/// A log that only knows of each offset's epoch, in memory and as far as it is synced.
struct ModelLog {
    std::vector<LeaderEpoch> entries;
    std::size_t synced = 0;

    StoredLog stored(std::optional<QuorumState> state) const {
        StoredLog log{.state = std::move(state),
                      .end = Offset{static_cast<std::int64_t>(entries.size())},
                      .epochs = {}};
        for (std::size_t i = 0; i < entries.size(); ++i)
            if (i == 0 || entries[i] != entries[i - 1])
                log.epochs.push_back({entries[i], Offset{static_cast<std::int64_t>(i)}});
        return log;
    }
};

/// One voter and two observers, with delays, lost messages, crashes that lose what is not synced, and a
/// clock; everything drawn from one seed.
class Cluster {
public:
    explicit Cluster(std::uint64_t seed)
        : m_random(seed) {
        for (int id = 1; id <= 3; ++id) restart(id);
    }

    void step() {
        m_now = m_now + world::Duration(m_random.between(0, 60'000));
        const int id = static_cast<int>(m_random.between(1, 3));
        Node& node = m_nodes[id];
        switch (m_random.below(8)) {
            case 0:
                carryOut(id, node.quorum->tick(m_now));
                break;
            case 1:
                if (!node.unpersisted.empty()) {
                    const PersistState persist = node.unpersisted.front();
                    node.unpersisted.pop_front();
                    node.disk = persist.state;
                    carryOut(id, node.quorum->statePersisted(persist.number, m_now));
                }
                break;
            case 2:
                if (node.quorum->isLeader() && node.mayWrite) {
                    append(node, node.quorum->epoch(), m_random.between(1, 3));
                    carryOut(id, node.quorum->appended(node.end(), {}, m_now));
                }
                break;
            case 3:
                node.log.synced = node.log.entries.size();
                carryOut(id, node.quorum->synced(node.end()));
                break;
            case 4:
            case 5:
            case 6:
                if (node.outgoing) deliver(id);
                break;
            case 7:
                if (m_random.oneIn(20)) crash(id);
                break;
        }
        check();
    }

    std::string broken;
    std::int64_t committed() const { return static_cast<std::int64_t>(m_committed.size()); }
    /// Delivers everything until all have the same log.
    bool converges() {
        for (int i = 0; i < 400; ++i) {
            m_now = m_now + world::Duration(50'000);
            for (int id = 1; id <= 3; ++id) {
                Node& node = m_nodes[id];
                carryOut(id, node.quorum->tick(m_now));
                while (!node.unpersisted.empty()) {
                    const PersistState persist = node.unpersisted.front();
                    node.unpersisted.pop_front();
                    node.disk = persist.state;
                    carryOut(id, node.quorum->statePersisted(persist.number, m_now));
                }
                node.log.synced = node.log.entries.size();
                carryOut(id, node.quorum->synced(node.end()));
                if (node.outgoing) deliver(id, true);
            }
            check();
        }
        const Node& voter = m_nodes[1];
        return voter.quorum->isLeader() && voter.quorum->highWatermark() == voter.end() &&
               m_nodes[2].log.entries == voter.log.entries && m_nodes[3].log.entries == voter.log.entries &&
               m_nodes[3].quorum->highWatermark() == voter.end();
    }

private:
    struct Node {
        std::unique_ptr<Quorum> quorum;
        ModelLog log;
        std::optional<QuorumState> disk;
        std::deque<PersistState> unpersisted;
        std::optional<SendFetch> outgoing;
        bool mayWrite = false;
        LeaderEpoch lastEpoch = kNoLeaderEpoch;
        Offset lastHighWatermark{-1};
        Offset end() const { return Offset{static_cast<std::int64_t>(log.entries.size())}; }
    };

    void append(Node& node, LeaderEpoch epoch, std::int64_t count) {
        for (; count > 0; --count) node.log.entries.push_back(epoch);
    }

    void restart(int id) {
        Node& node = m_nodes[id];
        node.quorum = std::make_unique<Quorum>(QuorumOptions{
            .self = BrokerId{id}, .clusterId = "c", .voters = {BrokerId{1}}, .seed = m_random.next()});
        node.unpersisted.clear();
        node.outgoing.reset();
        node.mayWrite = false;
        node.lastHighWatermark = Offset{-1};
        auto effects = node.quorum->start(node.log.stored(node.disk), m_now);
        if (!effects)
            broken = effects.error().detail;
        else
            carryOut(id, *effects);
    }

    void crash(int id) {
        Node& node = m_nodes[id];
        node.log.entries.resize(node.log.synced +
                                m_random.below(node.log.entries.size() - node.log.synced + 1));
        node.log.synced = node.log.entries.size();
        restart(id);
    }

    void carryOut(int id, const Effects& effects) {
        Node& node = m_nodes[id];
        for (const Effect& effect : effects) {
            if (const auto* persist = std::get_if<PersistState>(&effect))
                node.unpersisted.push_back(*persist);
            if (const auto* fetch = std::get_if<SendFetch>(&effect)) node.outgoing = *fetch;
            if (const auto* cut = std::get_if<TruncateLog>(&effect)) {
                node.log.entries.resize(static_cast<std::size_t>(cut->end.value()));
                node.log.synced = std::min(node.log.synced, node.log.entries.size());
            }
            if (const auto* change = std::get_if<AppendLeaderChange>(&effect)) {
                if (m_leaders.contains(change->epoch)) broken = "an epoch has two leaderships";
                m_leaders[change->epoch] = id;
                if (!node.disk || node.disk->epoch != change->epoch || node.disk->voted != BrokerId{id})
                    broken = "it leads though its vote is not durable";
                append(node, change->epoch, 1);
                node.mayWrite = true;
                carryOut(id, node.quorum->appended(node.end(), {}, m_now));
            }
        }
    }

    void deliver(int id, bool reliably = false) {
        Node& node = m_nodes[id];
        const SendFetch fetch = *node.outgoing;
        node.outgoing.reset();
        Node& peer = m_nodes[fetch.to.value()];
        if (!reliably && m_random.oneIn(5)) return carryOut(id, node.quorum->fetchFailed(m_now));
        const FetchAnswer answer = peer.quorum->onFetch(fetch.request, m_now);
        if (!reliably && m_random.oneIn(5)) return carryOut(id, node.quorum->fetchFailed(m_now));
        const auto from = static_cast<std::size_t>(fetch.request.offset.value());
        std::vector<LeaderEpoch> records;
        if (answer.error == ErrorCode::kNone && !answer.diverging)
            for (std::size_t i = from;
                 i < static_cast<std::size_t>(answer.readUpTo.value()) && records.size() < 3; ++i)
                records.push_back(peer.log.entries[i]);
        const Effects effects = node.quorum->fetchResponse({.from = fetch.to,
                                                            .error = answer.error,
                                                            .leader = answer.leader,
                                                            .epoch = answer.epoch,
                                                            .highWatermark = answer.highWatermark,
                                                            .diverging = answer.diverging,
                                                            .hasRecords = !records.empty()},
                                                           m_now);
        carryOut(id, effects);
        for (const Effect& effect : effects)
            if (std::holds_alternative<AppendFetched>(effect)) takeRecords(id, records);
    }

    void takeRecords(int id, const std::vector<LeaderEpoch>& records) {
        Node& node = m_nodes[id];
        std::vector<EpochStart> epochs;
        for (const LeaderEpoch epoch : records) {
            if (epochs.empty() || epochs.back().epoch != epoch) epochs.push_back({epoch, node.end()});
            node.log.entries.push_back(epoch);
        }
        carryOut(id, node.quorum->appended(node.end(), epochs, m_now));
    }

    /// Q1, Q3, Q4, Q5 of the invariants, seen from outside.
    void check() {
        for (auto& [id, node] : m_nodes) {
            if (node.quorum->epoch() < node.lastEpoch && node.disk) broken = "an epoch fell";
            if (node.quorum->highWatermark() < node.lastHighWatermark) broken = "a high watermark fell";
            if (node.quorum->logEnd() != node.end()) broken = "the quorum does not know its log's end";
            node.lastEpoch = node.disk ? node.disk->epoch : kNoLeaderEpoch;
            node.lastHighWatermark = node.quorum->highWatermark();
            const auto upTo =
                static_cast<std::size_t>(std::max<std::int64_t>(node.quorum->highWatermark().value(), 0));
            if (upTo > node.log.entries.size()) broken = "the high watermark is beyond the log";
            for (std::size_t i = 0; i < std::min(upTo, node.log.entries.size()); ++i) {
                if (i == m_committed.size())
                    m_committed.push_back(node.log.entries[i]);
                else if (m_committed[i] != node.log.entries[i])
                    broken = "two logs disagree on what is committed";
            }
            if (node.quorum->isLeader() && node.log.entries.size() < m_committed.size())
                broken = "the leader lacks what is committed";
        }
    }

    Random m_random;
    world::Moment m_now;
    std::map<int, Node> m_nodes;
    std::map<LeaderEpoch, int> m_leaders;
    std::vector<LeaderEpoch> m_committed;
};

}  // namespace

class TestQuorumRandom : public QObject {
    Q_OBJECT

private slots:
    void nothingCommittedIsLostWhateverCrashesAndAllConvergeAfterwards() {
        std::int64_t committed = 0;
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            Cluster cluster(seed);
            for (int i = 0; i < 600 && cluster.broken.empty(); ++i) cluster.step();
            const bool converges = cluster.broken.empty() && cluster.converges();
            if (!cluster.broken.empty() || !converges)
                QFAIL(qPrintable(QString("seed %1: %2")
                                     .arg(seed)
                                     .arg(cluster.broken.empty() ? "the logs did not converge"
                                                                 : QString::fromStdString(cluster.broken))));
            committed += cluster.committed();
        }
        QVERIFY(committed > 150 * 20);
    }
};

BROKERSCOPE_TEST(TestQuorumRandom)
#include "tst_quorum_random.moc"
