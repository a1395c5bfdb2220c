#include <algorithm>
#include <chrono>
#include <utility>

#include "broker/metadata/features.h"
#include "broker/node/partitions.h"

namespace broker::node {
namespace {

using replication::FollowerReplica;
using replication::LeaderDecisions;
using replication::LeaderReplica;

constexpr world::Duration kShortestWatch = std::chrono::milliseconds(10);
constexpr world::Duration kLongestWatch = std::chrono::seconds(5);

bool isElrOn(const metadata::MetadataImage& image) {
    const auto level = image.features().find(std::string(metadata::kElrFeature));
    return level != image.features().end() && level->second >= metadata::kElrVersion;
}

/// Why a log was cut, and which offsets went with that.
std::string reasonOf(const observe::TruncationSnapshot& cut) {
    std::string reason =
        cut.epochEnd < Offset(0)
            ? fmt::format("it follows broker {} and cannot tell where their logs part", cut.leader)
            : fmt::format("it follows broker {}, where leader epoch {} ends at offset {}", cut.leader,
                          cut.epoch, cut.epochEnd);
    if (cut.offsets() > 0) reason += fmt::format("; offsets {} to {} are gone", cut.to, cut.from - 1);
    if (cut.losesCommitted())
        reason += fmt::format(", and up to {} they had been committed: these are lost", cut.committedEnd - 1);
    return reason;
}

}  // namespace

std::int32_t Partitions::minInSync(const std::string& topic) const {
    return static_cast<std::int32_t>(m_context.settings.topicInteger(
        "min.insync.replicas", m_image->config(metadata::ConfigResource::topic(topic))));
}

void Partitions::becomeWhatTheImageSays(HostedPartition& partition, const metadata::PartitionImage& image) {
    looksDifferent(partition);
    partition.leader = image.leader;
    partition.leaderEpoch = image.leaderEpoch;
    if (!partition.isOpen() || image.leader == kNoBroker)
        becomeNothing(partition);
    else if (image.leader != m_context.self)
        becomeFollower(partition, image);
    else if (partition.leading && partition.leading->leaderEpoch() == image.leaderEpoch)
        carryOut(partition, partition.leading->onMetadata(image, m_context.world.clock.now()));
    else
        becomeLeader(partition, image);
    m_context.delayed.touched(partition.key);
    m_context.onRole(partition.name);
}

void Partitions::becomeNothing(HostedPartition& partition) {
    partition.roleSince = kNoTimestamp;
    partition.leading = nullptr;
    if (std::exchange(partition.following, nullptr)) m_context.onFollowing(partition.name);
    m_context.onRole(partition.name);
}

void Partitions::becomeLeader(HostedPartition& partition, const metadata::PartitionImage& image) {
    const LeaderReplica* before = partition.leading.get();
    const bool isUnbroken = before && before->leaderEpoch() + 1 == image.leaderEpoch;
    const LeaderEpoch since = isUnbroken ? before->ledSince() : image.leaderEpoch;
    if (!isUnbroken) partition.roleSince = m_context.world.clock.wallTime();
    if (std::exchange(partition.following, nullptr)) m_context.onFollowing(partition.name);
    partition.log->configure(configFor(*m_image, partition.name.topic));
    partition.log->assignEpoch(image.leaderEpoch);
    const auto lagTimeMax = std::chrono::milliseconds(m_context.settings.integer("replica.lag.time.max.ms"));
    partition.leading =
        std::make_unique<LeaderReplica>(LeaderReplica::Options{.self = m_context.self,
                                                               .lagTimeMax = lagTimeMax,
                                                               .minInSync = minInSync(partition.name.topic),
                                                               .isStrict = isElrOn(*m_image),
                                                               .mutant = m_context.mutant},
                                        image,
                                        LeaderReplica::Start{.logEnd = partition.log->end(),
                                                             .highWatermark = partition.highWatermark,
                                                             .ledSince = since,
                                                             .now = m_context.world.clock.now()});
    carryOut(partition, partition.leading->appended(partition.log->end()));
    if (!m_watching && image.replicas.size() > 1) watchFollowers();
}

void Partitions::becomeFollower(HostedPartition& partition, const metadata::PartitionImage& image) {
    partition.leading = nullptr;
    if (partition.following && partition.following->leaderEpoch() == image.leaderEpoch) return;
    if (!partition.following || partition.following->leader() != image.leader)
        partition.roleSince = m_context.world.clock.wallTime();
    partition.following = std::make_unique<FollowerReplica>(
        FollowerReplica::Options{
            .leader = image.leader, .leaderEpoch = image.leaderEpoch, .mutant = m_context.mutant},
        partition.highWatermark);
    if (const auto cut = partition.following->start(partition.view())) {
        const Result<std::string> why = truncate(partition, *cut, {});
        if (!why) return fail(partition, why.error());
        reportNotes(partition, *why);
    }
    m_context.onFollowing(partition.name);
}

// Leaders
// ----------------------------------------------------------------------------------------------------

void Partitions::carryOut(HostedPartition& partition, const LeaderDecisions& decisions, bool afterPause) {
    if (decisions.highWatermarkMoved) partition.highWatermark = partition.leading->highWatermark();
    if (decisions.highWatermarkMoved || decisions.isrChanged) {
        looksDifferent(partition);
        m_context.delayed.touched(partition.key);
        m_context.onChanged();
    }
    if (decisions.ask) m_context.askIsr(partition, *decisions.ask, afterPause);
}

void Partitions::appended(HostedPartition& partition, const log::AppendResult& result) {
    looksDifferent(partition);
    partition.traffic.recordsIn += result.records;
    partition.traffic.bytesIn += result.bytes;
    partition.traffic.batchesIn += result.batches;
    if (partition.leading) carryOut(partition, partition.leading->appended(partition.log->end()));
    m_context.delayed.touched(partition.key);
    m_context.onChanged();
    reportNotes(partition);
    flushIfDue(partition);
}

void Partitions::noted(HostedPartition& partition, const replication::FollowerFetch& fetch) {
    const auto& follower = partition.leading->followers().at(fetch.replica);
    if (follower.end != fetch.position.offset) {
        looksDifferent(partition);
        m_context.onChanged();
    }
    // Whoever waits for records to be gone everywhere waits for this.
    if (follower.start != fetch.logStart) m_context.delayed.touched(partition.key);
    carryOut(partition, partition.leading->noted(fetch, m_image->brokers(), m_context.world.clock.now()));
}

void Partitions::isrAnswered(const TopicPartition& name, const Uuid& topicId,
                             const replication::IsrProposal& asked, const replication::IsrAnswer& answer) {
    HostedPartition* partition = find(name);
    if (!partition || partition->topicId != topicId || !partition->leading) return;
    const world::Moment now = m_context.world.clock.now();
    carryOut(*partition, partition->leading->answered(asked, answer, now), true);
    if (answer.error != ErrorCode::kNone && !partition->leading->isAsking())
        carryOut(*partition, partition->leading->tick(m_image->brokers(), now), true);
}

void Partitions::isrUnanswered(const TopicPartition& name, const Uuid& topicId,
                               const replication::IsrProposal& asked) {
    HostedPartition* partition = find(name);
    if (!partition || partition->topicId != topicId || !partition->leading) return;
    carryOut(*partition, partition->leading->unanswered(asked), true);
}

void Partitions::watchFollowers() {
    const world::Duration lagTimeMax =
        std::chrono::milliseconds(m_context.settings.integer("replica.lag.time.max.ms"));
    m_watching =
        m_context.world.timers.after(std::clamp(lagTimeMax / 4, kShortestWatch, kLongestWatch), [this] {
            const world::Moment now = m_context.world.clock.now();
            for (auto& [name, partition] : m_partitions)
                if (partition->leading)
                    carryOut(*partition, partition->leading->tick(m_image->brokers(), now));
            watchFollowers();
        });
}

std::vector<observe::FollowerSnapshot> Partitions::followersOf(const HostedPartition& partition) const {
    std::vector<observe::FollowerSnapshot> followers;
    if (!partition.leading) return followers;
    const world::Moment now = m_context.world.clock.now();
    const Timestamp wallTime = m_context.world.clock.wallTime();
    for (const auto& [id, follower] : partition.leading->followers()) {
        observe::FollowerSnapshot row{.broker = id,
                                      .logEnd = follower.end.value_or(Offset(-1)),
                                      .isInSync = partition.leading->isr().contains(id)};
        if (follower.lastCaughtUp && (!partition.log || follower.end != partition.log->end())) {
            const auto ago =
                std::chrono::duration_cast<std::chrono::milliseconds>(now - *follower.lastCaughtUp);
            row.lastCaughtUp = wallTime - ago.count();
        }
        followers.push_back(row);
    }
    return followers;
}

// Followers
// --------------------------------------------------------------------------------------------------

Partitions::FetchNext Partitions::fetched(HostedPartition& partition, const replication::FetchPlan& asked,
                                          const replication::LeaderAnswer& answer, ByteView records) {
    if (!partition.following || !partition.isOpen() || partition.isHeld) return FetchNext::kWait;
    const replication::FollowerStep step = partition.following->onAnswer(asked, answer, partition.view());
    if (std::holds_alternative<replication::Ignore>(step)) return FetchNext::kGoOn;
    if (std::holds_alternative<replication::TryLater>(step)) return FetchNext::kPause;

    Result<std::string> why;  // of a truncation
    Result<void> done;
    if (const auto* cut = std::get_if<replication::TruncateTo>(&step))
        why = truncate(partition, *cut, answer);
    else if (const auto* anew = std::get_if<replication::TruncateFully>(&step))
        why = restartLog(partition, anew->newStart);
    else
        done = appendFetched(partition, records);
    if (!why) done = failure(why.error());
    if (partition.following->settle(answer, partition.view())) {
        partition.highWatermark = partition.following->highWatermark();
        looksDifferent(partition);
        m_context.delayed.touched(partition.key);
        m_context.onChanged();
    }
    if (const auto start = partition.following->newLogStart(answer, partition.view()); done && start) {
        looksDifferent(partition);
        done = partition.log->advanceStart(*start);
    }
    reportNotes(partition, why.value_or(std::string()));
    if (!partition.isOpen()) return FetchNext::kWait;
    if (!done) {
        m_context.observer.diagnostics().write(observe::Level::kWarning, done.error().detail);
        return FetchNext::kPause;
    }
    flushIfDue(partition);
    return partition.isHeld ? FetchNext::kWait : FetchNext::kGoOn;
}

Result<void> Partitions::appendFetched(HostedPartition& partition, ByteView records) {
    if (records.empty()) return {};
    looksDifferent(partition);
    m_context.onChanged();
    ASSIGN_OR_RETURN(
        const log::AppendResult appended,
        partition.log->appendAsFollower(records, {.leaderEpoch = partition.following->leaderEpoch(),
                                                  .now = m_context.world.clock.wallTime()}));
    if (appended.batches == 0)
        return failure(ErrorCode::kCorruptMessage, "{}: the answer of broker {} holds no whole batch",
                       partition.name, partition.leader);
    return {};
}

Result<std::string> Partitions::truncate(HostedPartition& partition, const replication::TruncateTo& cut,
                                         const replication::LeaderAnswer& answer) {
    looksDifferent(partition);
    m_context.onChanged();
    const Offset from = partition.log->end();
    const LeaderEpoch lastEpoch = replication::endOf(partition.view()).lastEpoch;
    RETURN_IF_ERROR(partition.log->truncateTo(cut.offset));
    const Offset to = partition.log->end();
    const log::EpochEnd common = answer.divergence.value_or(log::EpochEnd{});
    const observe::TruncationSnapshot cutOff{
        .time = m_context.world.clock.wallTime(),
        .leader = partition.leader,
        .lastEpoch = lastEpoch,
        .epoch = common.epoch,
        .epochEnd = common.endOffset,
        .from = from,
        .to = to,
        .committedEnd = cut.isBelowHighWatermark ? std::min(partition.highWatermark, from) : to};
    noteTruncation(partition, cutOff);
    if (cut.offset < from) hold(partition);
    return reasonOf(cutOff);
}

/// What is shown of it: all rounds until the logs agree are one.
void Partitions::noteTruncation(HostedPartition& partition, const observe::TruncationSnapshot& cut) {
    if (cut.offsets() <= 0) return;
    const std::optional<observe::TruncationSnapshot> before = std::exchange(partition.lastTruncation, cut);
    if (!before || before->leader != cut.leader || before->to != cut.from) return;
    partition.lastTruncation->rounds = before->rounds + 1;
    partition.lastTruncation->from = before->from;
    if (before->losesCommitted()) partition.lastTruncation->committedEnd = before->committedEnd;
}

Result<std::string> Partitions::restartLog(HostedPartition& partition, Offset newStart) {
    looksDifferent(partition);
    m_context.onChanged();
    RETURN_IF_ERROR(partition.log->truncateFullyTo(newStart));
    hold(partition);
    return fmt::format("it follows broker {}, whose log begins at offset {}", partition.leader, newStart);
}

/// Before anything is appended, the truncation must be durable: else a loss of power could bring back what
/// was cut off, in front of or between what came after it, with sums that are right. And the recovery point
/// on disk must not vouch for offsets behind which other bytes lie by then.
void Partitions::hold(HostedPartition& partition) {
    partition.isHeld = true;
    partition.holding = partition.log->flush(
        [this, name = partition.name, id = partition.topicId](const Result<Offset>& flushed) {
            HostedPartition* held = find(name);
            if (!held || held->topicId != id) return;
            if (!flushed) return fail(*held, flushed.error());
            const std::set<CheckpointKind> all{CheckpointKind::kRecoveryPoint, CheckpointKind::kHighWatermark,
                                               CheckpointKind::kLogStart, CheckpointKind::kCleaner};
            m_checkpoints.write(
                all, [this, name, id](const Result<void>& written) { release(name, id, written); });
        });
}

void Partitions::release(const TopicPartition& name, const Uuid& topicId, const Result<void>& written) {
    HostedPartition* held = find(name);
    if (!held || held->topicId != topicId) return;
    held->isHeld = false;
    looksDifferent(*held);
    m_context.onChanged();
    if (!written) return fail(*held, written.error());
    m_context.delayed.touched(held->key);
    m_context.onFollowing(name);
}

}  // namespace broker::node
