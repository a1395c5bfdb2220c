#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "broker/checking/checker.h"
#include "broker/wire/messages/control_records.h"
#include "broker/wire/record_reader.h"

// Q1 to Q7: the metadata quorum. Its voters never change, so that of Q7 the rule about voter changes has
// nothing to watch.
namespace broker::checking {
namespace {

constexpr const char* kDisk = "data/__cluster_metadata-0/quorum-state";

/// Q1: at most one node leads an epoch, as anyone believes.
class OneLeaderPerEpoch final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum || broker.quorum->leader() == kNoBroker) continue;
            const BrokerId leader = broker.quorum->leader();
            const auto [known, isNew] = m_leaders.try_emplace(broker.quorum->epoch(), leader);
            if (known->second != leader)
                violated(
                    "Q1",
                    fmt::format("epoch {} of the quorum has two leaders: {} and, as broker {} believes, {}",
                                known->first, known->second, broker.number, leader));
        }
    }

private:
    std::map<LeaderEpoch, BrokerId> m_leaders;
};

/// Q2: a voter votes for at most one candidate per epoch, also across crashes. Across a crash a vote counts
/// that the disk still has: one that was never written down was never told to anyone.
class OneVotePerEpoch final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        for (const BrokerLook& broker : look.brokers)
            if (broker.quorum) note(broker.number, broker.quorum->state(), "votes");
    }
    void onDead(int broker, const world::Files& disk) override {
        std::erase_if(m_votes, [&](const auto& vote) { return vote.first.first == broker; });
        const Result<Bytes> file = world::readWhole(disk, kDisk, quorum::kMaxQuorumStateFile);
        const auto state = file ? quorum::decodeQuorumState(*file) : failure(file.error());
        if (!state) return;
        const auto durable = m_durable.find(broker);
        if (durable != m_durable.end() && state->epoch < durable->second)
            violated("Q5", fmt::format("broker {} knew epoch {} durably, after its death its disk says {}",
                                       broker, durable->second, state->epoch));
        m_durable[broker] = state->epoch;
        note(broker, *state, "voted, says its disk,");
    }

private:
    void note(int broker, const quorum::QuorumState& state, const char* how) {
        if (state.voted == kNoBroker) return;
        const auto [known, isNew] = m_votes.try_emplace({broker, state.epoch}, state.voted);
        if (known->second != state.voted)
            violated("Q2", fmt::format("in epoch {} broker {} voted for {} and then {} for {}", state.epoch,
                                       broker, known->second, how, state.voted));
    }

    std::map<std::pair<int, LeaderEpoch>, BrokerId> m_votes;
    std::map<int, LeaderEpoch> m_durable;
};

/// Whose votes made the leader of an epoch, as its first record says.
std::set<BrokerId> grantingVoters(const log::PartitionLog& log, Offset epochStart) {
    std::set<BrokerId> voters;
    const Result<log::FetchSlice> found = log.read(epochStart, {.maxBytes = 1, .upperBound = log.end()});
    if (!found || found->empty()) return voters;
    Bytes bytes(found->slice.length);
    const Result<std::size_t> count = found->slice.file->readAt(found->slice.position, bytes);
    const auto batch = count ? wire::parseBatch(bytes) : failure(count.error());
    auto reader = batch ? wire::RecordReader::open(*batch) : failure(batch.error());
    wire::RecordView record;
    if (!reader || !reader->next(record).value_or(false) || !record.value) return voters;
    const auto change = wire::decodeMessage<wire::LeaderChangeMessage>(*record.value, 0);
    if (change)
        for (const auto& voter : change->grantingVoters) voters.insert(voter.voterId);
    return voters;
}

/// Q2, the other half: nobody counts a vote that its voter could still forget.
class ToldVotesAreDurable final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        m_checked.resize(look.brokers.size());
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum || !broker.metadataLog) continue;
            const LeaderEpoch epoch = broker.quorum->epoch();
            std::set<BrokerId> counted;
            if (broker.quorum->role() == quorum::Role::kCandidate) {
                counted = broker.quorum->granted();
            } else if (broker.quorum->isLeader()) {
                LeaderEpoch& checked = m_checked[static_cast<std::size_t>(broker.number) - 1];
                if (std::exchange(checked, epoch) == epoch) continue;
                counted = grantingVoters(*broker.metadataLog, broker.quorum->epochStart());
            }
            for (const BrokerId voter : counted)
                if (voter.value() != broker.number) check(look, voter, BrokerId(broker.number), epoch);
        }
    }

private:
    void check(const ClusterLook& look, BrokerId voter, BrokerId candidate, LeaderEpoch epoch) {
        const Result<Bytes> file =
            world::readWhole(*look.broker(voter).disk, kDisk, quorum::kMaxQuorumStateFile);
        const auto state = file ? quorum::decodeQuorumState(*file) : failure(file.error());
        const bool isKept =
            state && (state->epoch > epoch ||
                      (state->epoch == epoch && (state->voted == candidate || state->leader != kNoBroker)));
        if (!isKept)
            violated("Q2",
                     fmt::format("broker {} counts the vote of broker {} in epoch {}, whose disk does not "
                                 "know of it",
                                 candidate, voter, epoch));
    }

    std::vector<LeaderEpoch> m_checked;  ///< of each broker the last that it led
};

/// Q7: asking for a pre-vote changes no epoch: the newest epoch is one that somebody stood for.
class EpochsAreStoodFor final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        LeaderEpoch newest{0};
        int whose = 0;
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum) continue;
            const quorum::Quorum& quorum = *broker.quorum;
            if (quorum.role() == quorum::Role::kCandidate || quorum.isLeader() ||
                quorum.state().voted != kNoBroker || quorum.state().leader != kNoBroker)
                m_stoodFor = std::max(m_stoodFor, quorum.epoch());
            if (quorum.epoch() > newest) {
                newest = quorum.epoch();
                whose = broker.number;
            }
        }
        if (newest > m_stoodFor)
            violated("Q7",
                     fmt::format("broker {} is {} in epoch {}, and nobody ever stood for more than epoch {}",
                                 whose, quorum::roleName(look.broker(BrokerId(whose)).quorum->role()), newest,
                                 m_stoodFor));
    }

private:
    LeaderEpoch m_stoodFor{0};
};

/// Q3: below their high watermarks all nodes have the same metadata log.
class SameMetadataLog final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        m_compared.resize(look.brokers.size());
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum || !broker.metadataLog) continue;
            auto& [life, upTo] = m_compared[static_cast<std::size_t>(broker.number) - 1];
            if (std::exchange(life, broker.life) != broker.life) upTo = Offset(0);
            const Offset committed = std::min(broker.quorum->highWatermark(), broker.metadataLog->end());
            if (committed <= upTo) continue;
            const Result<Offset> compared = m_truth.metadataLog.compare(
                *broker.metadataLog, upTo, committed, [this](const wire::BatchView& batch, bool) {
                    m_truth.freshMetadata.push_back(toBytes(batch.bytes));
                });
            if (compared)
                upTo = *compared;
            else if (compared.error().code == ErrorCode::kMalformed)
                violated("Q3", fmt::format("the metadata log of broker {}: {}", broker.number,
                                           compared.error().detail));
        }
    }

private:
    struct Compared {
        int life = 0;
        Offset upTo{0};
    };
    std::vector<Compared> m_compared;
};

/// Q4: the leader of the newest epoch has every committed record.
class LeaderHasAllCommitted final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        for (const BrokerLook& broker : look.brokers)
            if (broker.quorum && broker.quorum->isLeader())
                m_newest = std::max(m_newest, broker.quorum->epoch());
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum || !broker.metadataLog || !broker.quorum->isLeader()) continue;
            if (broker.quorum->epoch() != m_newest) continue;
            const Offset shared = m_truth.metadataLog.sharedEnd(*broker.metadataLog);
            if (shared < m_truth.metadataLog.end())
                violated(
                    "Q4",
                    fmt::format("broker {} leads the quorum in epoch {} and has the committed records up to "
                                "{} only, of {}",
                                broker.number, m_newest, shared, m_truth.metadataLog.end()));
        }
    }

private:
    LeaderEpoch m_newest = kNoLeaderEpoch;
};

/// Q4, durability: a voter that had a committed record keeps it, but for what a loss of power takes unsynced.
class VotersKeepCommitted final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        m_held.resize(look.brokers.size());
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum || !broker.metadataLog) continue;
            auto& [shared, synced] = m_held[static_cast<std::size_t>(broker.number) - 1];
            const Offset has = m_truth.metadataLog.sharedEnd(*broker.metadataLog);
            if (has < shared)
                violated("Q4",
                         fmt::format("broker {} had the committed metadata up to {} and has it up to {} only",
                                     broker.number, shared, has));
            shared = has;
            synced = broker.quorum->syncedEnd();
        }
    }
    void onDeath(const BrokerLook& broker, const world::Files&, bool isLossy) override {
        auto& [shared, synced] = m_held[static_cast<std::size_t>(broker.number) - 1];
        if (isLossy) shared = std::min(shared, synced);
    }

private:
    struct Held {
        Offset shared{0};  ///< of the committed records
        Offset synced{0};
    };
    std::vector<Held> m_held;
};

/// Q5: epoch and high watermark never fall on a node, and a leader's high watermark was synced by a majority.
class WatermarkIsSynced final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        m_known.resize(look.brokers.size());
        for (const BrokerLook& broker : look.brokers)
            if (broker.quorum) note(broker, *broker.quorum);
        for (const BrokerLook& broker : look.brokers)
            if (broker.quorum && broker.quorum->isLeader()) checkMajority(broker.number, *broker.quorum);
    }

private:
    struct Known {
        int life = 0;
        LeaderEpoch epoch = kNoLeaderEpoch;
        Offset highWatermark{-1};
        Offset synced{0};
        bool isLeader = false;
    };

    void note(const BrokerLook& broker, const quorum::Quorum& quorum) {
        Known& known = m_known[static_cast<std::size_t>(broker.number) - 1];
        if (std::exchange(known.life, broker.life) != broker.life) {
            known.epoch = kNoLeaderEpoch;
            known.highWatermark = Offset(-1);
            known.isLeader = false;
        }
        if (quorum.epoch() < known.epoch)
            violated("Q5", fmt::format("the epoch of broker {} fell from {} to {}", broker.number,
                                       known.epoch, quorum.epoch()));
        if (quorum.highWatermark() < known.highWatermark)
            violated("Q5", fmt::format("the quorum's high watermark on broker {} fell from {} to {}",
                                       broker.number, known.highWatermark, quorum.highWatermark()));
        // Records of older epochs are committed by one of the leader's own, never alone (Raft, 5.4.2).
        const Offset committed = std::max(known.highWatermark, Offset(0));
        if (known.isLeader && quorum.isLeader() && quorum.epoch() == known.epoch &&
            quorum.highWatermark() > committed && quorum.highWatermark() <= quorum.epochStart())
            violated(
                "Q5",
                fmt::format("broker {} leads the quorum from offset {} and moved its high watermark to {}, "
                            "which commits records of older epochs alone",
                            broker.number, quorum.epochStart(), quorum.highWatermark()));
        known.isLeader = quorum.isLeader();
        known.epoch = quorum.epoch();
        known.highWatermark = quorum.highWatermark();
        known.synced = quorum.syncedEnd();
    }
    void checkMajority(int leader, const quorum::Quorum& quorum) {
        int count = 0;
        for (const BrokerId voter : quorum.voters())
            if (m_known[static_cast<std::size_t>(voter.value()) - 1].synced >= quorum.highWatermark())
                ++count;
        if (2 * count <= static_cast<int>(quorum.voters().size()))
            violated("Q5",
                     fmt::format("broker {} leads with high watermark {}, which {} of {} voters have synced",
                                 leader, quorum.highWatermark(), count, quorum.voters().size()));
    }

    std::vector<Known> m_known;
};

/// Q6: a snapshot holds committed records only.
class SnapshotIsCommitted final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        for (const BrokerLook& broker : look.brokers) {
            if (!broker.quorum || broker.quorum->snapshots().empty()) continue;
            const Offset end = broker.quorum->snapshots().back().end;
            if (broker.quorum->highWatermark() >= Offset(0) && end > broker.quorum->highWatermark())
                violated("Q6", fmt::format("broker {} has a snapshot up to {}, beyond the high watermark {}",
                                           broker.number, end, broker.quorum->highWatermark()));
        }
    }
};

}  // namespace

void addQuorumCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<OneLeaderPerEpoch>(context));
    checkers.push_back(std::make_unique<OneVotePerEpoch>(context));
    checkers.push_back(std::make_unique<ToldVotesAreDurable>(context));
    checkers.push_back(std::make_unique<EpochsAreStoodFor>(context));
    checkers.push_back(std::make_unique<SameMetadataLog>(context));
    checkers.push_back(std::make_unique<LeaderHasAllCommitted>(context));
    checkers.push_back(std::make_unique<VotersKeepCommitted>(context));
    checkers.push_back(std::make_unique<WatermarkIsSynced>(context));
    checkers.push_back(std::make_unique<SnapshotIsCommitted>(context));
}

}  // namespace broker::checking
