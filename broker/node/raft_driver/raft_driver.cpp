#include "broker/node/raft_driver/raft_driver.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/node/folder.h"
#include "broker/wire/messages/control_records.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"

namespace broker::node {
namespace {

constexpr std::int32_t kFetchBytes = 1024 * 1024;
constexpr std::uint64_t kReplayStep = 1024 * 1024;
constexpr std::int32_t kFetchWaitMs = 500;

quorum::QuorumOptions quorumOptions(const RaftDriver::Context& context, const std::vector<Voter>& voters) {
    std::vector<BrokerId> ids;
    for (const Voter& voter : voters) ids.push_back(voter.id);
    const auto milliseconds = [&](std::string_view name) {
        return world::Duration(std::chrono::milliseconds(context.settings.integer(name)));
    };
    return {.self = context.self,
            .clusterId = context.clusterId,
            .voters = std::move(ids),
            .fetchTimeout = milliseconds("controller.quorum.fetch.timeout.ms"),
            .requestTimeout = milliseconds("controller.quorum.request.timeout.ms"),
            .seed = context.world.random.next()};
}

std::vector<quorum::EpochStart> epochStarts(const log::PartitionLog& log, Offset from) {
    std::vector<quorum::EpochStart> starts;
    for (const log::EpochEntry& entry : log.epochs().entries())
        if (entry.startOffset >= from) starts.push_back({entry.epoch, entry.startOffset});
    return starts;
}

/// The epochs that begin in fetched batches, ascending; half a batch at the end is left out, as when
/// appending.
Result<std::vector<quorum::EpochStart>> epochsOf(ByteView batches) {
    std::vector<quorum::EpochStart> starts;
    wire::BatchCursor cursor(batches);
    for (;;) {
        ASSIGN_OR_RETURN(const std::optional<wire::BatchView> batch, cursor.next());
        if (!batch) return starts;
        if (starts.empty() || starts.back().epoch != batch->header.leaderEpoch)
            starts.push_back({batch->header.leaderEpoch, batch->header.baseOffset});
    }
}

std::string statePath(const std::string& folder) { return world::joinPath(folder, "quorum-state"); }

/// Batches between two offsets of an open log, as the files hold them.
Result<Bytes> readBatches(const log::PartitionLog& log, Offset from, Offset to) {
    ASSIGN_OR_RETURN(const log::FetchSlice found,
                     log.read(from, {.maxBytes = kReplayStep, .upperBound = to}));
    if (found.empty()) return Bytes{};
    Bytes bytes(found.slice.length);
    ASSIGN_OR_RETURN(const std::size_t count, found.slice.file->readAt(found.slice.position, bytes));
    if (count < bytes.size())
        return failure(ErrorCode::kInputOutput, "reading {}: {} of {} bytes", log.folder(), count,
                       bytes.size());
    return bytes;
}

}  // namespace

RaftDriver::RaftDriver(Context context, std::vector<Voter> voters, std::unique_ptr<log::PartitionLog> log)
    : m_context(std::move(context))
    , m_voters(std::move(voters))
    , m_log(std::move(log))
    , m_quorum(quorumOptions(m_context, m_voters))
    , m_image(metadata::MetadataImage::empty())
    , m_historyEnd(m_log->end()) {}

RaftDriver::~RaftDriver() = default;

Result<void> RaftDriver::start() {
    quorum::StoredLog stored{.end = m_log->end(), .epochs = epochStarts(*m_log, Offset(0))};
    const Result<Bytes> file =
        world::readWhole(m_context.world.files, statePath(m_context.folder), quorum::kMaxQuorumStateFile);
    if (file) {
        ASSIGN_OR_RETURN(stored.state, quorum::decodeQuorumState(*file));
    } else if (file.error().code != ErrorCode::kNotFound) {
        return failure(file.error());
    }
    ASSIGN_OR_RETURN(quorum::Effects effects, m_quorum.start(stored, now()));
    carryOut(std::move(effects));
    return {};
}

void RaftDriver::stop(world::Completion<Result<void>> done) {
    carryOut(m_quorum.resign());
    m_hasFailed = true;  // nothing more is carried out
    m_tick = nullptr;
    m_fetching = nullptr;
    m_syncing = nullptr;
    m_peers.clear();
    struct Closed {
        std::unique_ptr<log::PartitionLog> log;
        Result<void> result;
    };
    m_closing = m_context.world.work.run<Closed>(
        [log = std::move(m_log)]() mutable {
            Result<void> result = log->close();
            return Closed{std::move(log), std::move(result)};
        },
        [done = std::move(done)](Closed closed) mutable { done(std::move(closed.result)); });
}

void RaftDriver::carryOut(quorum::Effects effects) {
    for (quorum::Effect& effect : effects) m_effects.push_back(std::move(effect));
    if (m_isCarryingOut) return;
    m_isCarryingOut = true;
    while (!m_hasFailed && (!m_effects.empty() || !m_reports.empty())) {
        if (m_effects.empty()) {
            Report report = std::move(m_reports.front());
            m_reports.pop_front();
            for (quorum::Effect& effect : report()) m_effects.push_back(std::move(effect));
            continue;
        }
        quorum::Effect effect = std::move(m_effects.front());
        m_effects.pop_front();
        std::visit([this](auto& one) { perform(one); }, effect);
    }
    m_isCarryingOut = false;
    scheduleTick();
}

void RaftDriver::scheduleTick() {
    const std::optional<world::Moment> next = m_quorum.nextTick();
    if (!next || m_hasFailed) {
        m_tick = nullptr;
        return;
    }
    const world::Duration delay = std::max(*next - now(), world::Duration::zero());
    m_tick = m_context.world.timers.after(delay, [this] { carryOut(m_quorum.tick(now())); });
}

void RaftDriver::perform(quorum::PersistState& effect) {
    const std::string text = quorum::encodeQuorumState(effect.state);
    m_persisting = m_context.world.work.run<Result<void>>(
        [&files = m_context.world.files, path = statePath(m_context.folder), text] {
            return world::replaceWhole(files, path, asBytes(text));
        },
        [this, number = effect.number](const Result<void>& written) {
            if (written)
                carryOut(m_quorum.statePersisted(number, now()));
            else
                fail(written.error());
        });
}

void RaftDriver::perform(quorum::AppendLeaderChange& effect) {
    wire::LeaderChangeMessage message;
    message.leaderId = effect.leader;
    for (const BrokerId voter : effect.voters) message.voters.push_back({.voterId = voter});
    for (const BrokerId voter : effect.grantingVoters) message.grantingVoters.push_back({.voterId = voter});
    ByteWriter value;
    wire::encodeMessage(value, message, 0);
    const Timestamp wall = m_context.world.clock.wallTime();
    Bytes batch =
        wire::buildControlBatch({.baseOffset = m_log->end(), .leaderEpoch = effect.epoch, .timestamp = wall},
                                wire::ControlRecordType::kLeaderChange, value.view());
    const Offset before = m_log->end();
    const Result<log::AppendResult> appended =
        m_log->appendAsLeader(batch, {.leaderEpoch = effect.epoch, .now = wall});
    if (!appended) return fail(appended.error());
    noteAppended(before);
}

Result<Offset> RaftDriver::append(const std::vector<metadata::Record>& records) {
    if (!m_quorum.isLeader() || !m_log || m_hasFailed)
        return failure(ErrorCode::kNotController, "this broker does not lead the metadata quorum");
    const Timestamp wall = m_context.world.clock.wallTime();
    wire::BatchBuilder builder({.baseOffset = m_log->end(), .leaderEpoch = m_quorum.epoch()});
    for (const metadata::Record& record : records) {
        const Bytes value = metadata::encode(record);
        builder.append({.timestamp = wall, .value = ByteView(value)});
    }
    ASSIGN_OR_RETURN(Bytes batch, builder.build());
    const Offset before = m_log->end();
    const Result<log::AppendResult> appended =
        m_log->appendAsLeader(batch, {.leaderEpoch = m_quorum.epoch(), .now = wall});
    if (!appended) {
        fail(appended.error());
        return failure(appended.error());
    }
    noteAppended(before);
    carryOut({});
    return before;
}

void RaftDriver::noteAppended(Offset before) {
    m_reports.push_back([this, end = m_log->end(), epochs = epochStarts(*m_log, before)] {
        return m_quorum.appended(end, epochs, now());
    });
    m_context.delayed.touched(kMetadataKey);
    maybeSync();
}

void RaftDriver::maybeSync() {
    m_syncWanted = m_log->end();
    if (m_syncing || m_hasFailed) return;
    m_syncing = m_log->flush([this](const Result<Offset>& flushed) {
        m_syncing = nullptr;
        if (!flushed) return fail(flushed.error());
        carryOut(m_quorum.synced(*flushed));
        if (*flushed < m_syncWanted) maybeSync();
    });
}

rpc::Peer& RaftDriver::peer(BrokerId voter) {
    std::unique_ptr<rpc::Peer>& peer = m_peers[voter];
    if (!peer) {
        const auto known = std::ranges::find(m_voters, voter, &Voter::id);
        CHECK(known != m_voters.end());
        world::World& world = m_context.world;
        peer = std::make_unique<rpc::Peer>(
            rpc::PeerOptions{.address = known->address,
                             .clientId = "raft-client-" + std::to_string(m_context.self.value())},
            world.network, world.timers, world.random);
    }
    return *peer;
}

void RaftDriver::perform(quorum::SendFetch& effect) {
    wire::FetchRequest request;
    request.clusterId = effect.request.clusterId;
    request.replicaState = {.replicaId = effect.request.replica};
    request.maxWaitMs = kFetchWaitMs;
    request.minBytes = 0;
    request.maxBytes = kFetchBytes;
    wire::FetchRequest::Partition partition;
    partition.partition = kMetadataPartition.partition;
    partition.currentLeaderEpoch = effect.request.epoch;
    partition.fetchOffset = effect.request.offset;
    partition.lastFetchedEpoch = effect.request.lastFetchedEpoch;
    partition.logStartOffset = m_log->start();
    partition.partitionMaxBytes = kFetchBytes;
    if (effect.request.highWatermark) partition.highWatermark = *effect.request.highWatermark;
    request.topics.push_back(
        {.topic = kMetadataPartition.topic, .topicId = kMetadataTopicId, .partitions = {partition}});
    m_fetching = peer(effect.to).send(std::move(request), {.deadline = effect.timeout},
                                      [this, to = effect.to](Result<rpc::Reply<wire::FetchRequest>> reply) {
                                          onFetched(to, std::move(reply));
                                      });
}

void RaftDriver::onFetched(BrokerId from, Result<rpc::Reply<wire::FetchRequest>> reply) {
    if (!reply) {
        m_context.diagnostics.write(observe::Level::kDebug,
                                    fmt::format("raft: fetch from {}: {}", from, reply.error().detail));
        return carryOut(m_quorum.fetchFailed(now()));
    }
    const wire::FetchResponse& response = reply->response;
    quorum::FetchResponse heard{.from = from, .error = response.errorCode};
    if (!response.responses.empty() && !response.responses.front().partitions.empty()) {
        const wire::FetchResponse::Partition& partition = response.responses.front().partitions.front();
        if (heard.error == ErrorCode::kNone) heard.error = partition.errorCode;
        heard.leader = partition.currentLeader.leaderId;
        heard.epoch = partition.currentLeader.leaderEpoch;
        heard.highWatermark = partition.highWatermark;
        if (partition.divergingEpoch.epoch != kNoLeaderEpoch)
            heard.diverging =
                quorum::EpochEnd{partition.divergingEpoch.epoch, partition.divergingEpoch.endOffset};
        heard.hasRecords = !partition.records.isEmpty();
        m_fetchedFrame = reply->frame;
        m_fetched = partition.records.bytes();
    } else if (heard.error == ErrorCode::kNone) {
        return carryOut(m_quorum.fetchFailed(now()));
    }
    carryOut(m_quorum.fetchResponse(heard, now()));
}

void RaftDriver::perform(quorum::AppendFetched&) {
    const SharedBytes frame = std::exchange(m_fetchedFrame, nullptr);
    const ByteView fetched = std::exchange(m_fetched, {});
    const Result<std::vector<quorum::EpochStart>> epochs = epochsOf(fetched);
    const Result<void> checked = epochs ? m_quorum.checkFetched(*epochs) : failure(epochs.error());
    if (!checked) {
        m_context.diagnostics.write(observe::Level::kWarning, checked.error().detail);
        m_reports.push_back([this] { return m_quorum.appendRefused(now()); });
        return;
    }
    const Offset before = m_log->end();
    const Result<log::AppendResult> appended = m_log->appendAsFollower(
        fetched, {.leaderEpoch = m_quorum.epoch(), .now = m_context.world.clock.wallTime()});
    // A broken answer costs this fetch; what came before the bad batch is kept, the rest is asked for again.
    if (!appended && m_log->failure()) return fail(*m_log->failure());
    if (!appended) m_context.diagnostics.write(observe::Level::kWarning, appended.error().detail);
    noteAppended(before);
}

void RaftDriver::perform(quorum::TruncateLog& effect) {
    CHECK(effect.end >= m_image->end());  // what is committed is never cut
    if (const Result<void> cut = m_log->truncateTo(effect.end); !cut) fail(cut.error());
}

void RaftDriver::perform(quorum::HighWatermarkMoved& effect) {
    m_highWatermark = effect.highWatermark;
    m_context.delayed.touched(kMetadataKey);
    // In a turn of its own: whoever appended learns its offset before it hears of the commit.
    m_replayLater = m_context.world.timers.after(world::Duration::zero(), [this] { replayCommitted(); });
}

void RaftDriver::perform(quorum::LeaderIs& effect) {
    m_context.delayed.touched(kMetadataKey);
    m_context.observer.onLeader(effect.leader, effect.epoch);
}

void RaftDriver::perform(quorum::LeadershipLost& effect) {
    m_announcedEpoch.reset();
    m_context.delayed.touched(kMetadataKey);
    m_context.observer.onLeadershipLost(effect.reason);
}

void RaftDriver::replayCommitted() {
    const Offset target = m_log ? std::min(m_highWatermark, m_log->end()) : Offset(0);
    while (m_image->end() < target && !m_hasFailed) {
        const bool isHistory = m_image->end() < m_historyEnd;
        const Offset upTo = isHistory ? std::min(target, m_historyEnd) : target;
        const Result<Bytes> bytes = readBatches(*m_log, m_image->end(), upTo);
        if (!bytes) return fail(bytes.error());
        if (bytes->empty()) break;
        wire::BatchCursor cursor(*bytes);
        for (;;) {
            const Result<std::optional<wire::BatchView>> batch = cursor.next();
            if (!batch) return fail(batch.error());
            if (!*batch) break;
            if (const Result<void> replayed = replayBatch(**batch); !replayed) return fail(replayed.error());
        }
        m_context.observer.onImage(m_image, isHistory);
    }
    if (m_quorum.isLeader() && !m_hasFailed && m_announcedEpoch != m_quorum.epoch() &&
        m_image->end() > m_quorum.epochStart()) {
        m_announcedEpoch = m_quorum.epoch();
        m_context.observer.onLeadershipReady(m_quorum.epoch());
    }
}

Result<void> RaftDriver::replayBatch(const wire::BatchView& batch) {
    std::vector<metadata::Record> records;
    if (!batch.header.isControl()) {
        ASSIGN_OR_RETURN(wire::RecordReader reader, wire::RecordReader::open(batch));
        wire::RecordView view;
        for (;;) {
            ASSIGN_OR_RETURN(const bool more, reader.next(view));
            if (!more) break;
            ASSIGN_OR_RETURN(metadata::Record record, metadata::decode(view.value.value_or(ByteView{})));
            records.push_back(std::move(record));
        }
    }
    ASSIGN_OR_RETURN(m_image, m_image->apply(records, batch.header.nextOffset(), batch.header.leaderEpoch));
    return {};
}

void RaftDriver::handleFetch(Exchange<wire::FetchRequest> exchange) {
    if (answerFetch(exchange, false)) return;
    const auto wait = std::chrono::milliseconds(std::clamp(exchange.request.maxWaitMs, 0, kFetchWaitMs));
    m_context.delayed.add({kMetadataKey}, wait, [this, exchange = std::move(exchange)](bool expired) mutable {
        return answerFetch(exchange, expired);
    });
}

bool RaftDriver::answerFetch(Exchange<wire::FetchRequest>& exchange, bool mustAnswer) {
    const wire::FetchRequest& request = exchange.request;
    wire::FetchResponse response;
    const bool isOurs = request.topics.size() == 1 && request.topics.front().partitions.size() == 1 &&
                        (request.topics.front().topicId == kMetadataTopicId ||
                         request.topics.front().topic == kMetadataPartition.topic) &&
                        request.topics.front().partitions.front().partition == kMetadataPartition.partition;
    if (!isOurs || !m_log) {
        response.errorCode = isOurs ? ErrorCode::kBrokerNotAvailable : ErrorCode::kInvalidRequest;
        exchange.reply.send(response, true);
        return true;
    }
    const wire::FetchRequest::Partition& asked = request.topics.front().partitions.front();
    const BrokerId replica = exchange.version() >= 15 ? request.replicaState.replicaId : request.replicaId;
    const bool saysWatermark = asked.highWatermark != wire::FetchRequest::Partition{}.highWatermark;
    quorum::FetchAnswer answer =
        m_quorum.onFetch({.replica = replica,
                          .clusterId = request.clusterId,
                          .epoch = asked.currentLeaderEpoch,
                          .offset = asked.fetchOffset,
                          .lastFetchedEpoch = asked.lastFetchedEpoch,
                          .highWatermark = saysWatermark ? std::optional(asked.highWatermark) : std::nullopt},
                         now());
    carryOut(std::move(answer.effects));
    if (answer.mayWait && !mustAnswer) return false;

    wire::FetchResponse::Partition partition;
    partition.partitionIndex = kMetadataPartition.partition;
    partition.errorCode = answer.error;
    partition.highWatermark = answer.highWatermark;
    partition.lastStableOffset = answer.highWatermark;
    partition.logStartOffset = m_log->start();
    partition.currentLeader = {.leaderId = answer.leader, .leaderEpoch = answer.epoch};
    if (answer.diverging)
        partition.divergingEpoch = {.epoch = answer.diverging->epoch, .endOffset = answer.diverging->end};
    std::vector<world::FileSlice> slices;
    if (answer.error == ErrorCode::kNone && asked.fetchOffset < answer.readUpTo) {
        const std::uint64_t most =
            static_cast<std::uint64_t>(std::clamp(asked.partitionMaxBytes, 0, kFetchBytes));
        const Result<log::FetchSlice> found =
            m_log->read(asked.fetchOffset, {.maxBytes = most, .upperBound = answer.readUpTo});
        if (!found) {
            partition.errorCode = toWire(found.error().code);
        } else if (!found->empty()) {
            partition.records = wire::Records::external(0, found->slice.length);
            slices.push_back(found->slice);
        }
    }
    response.responses.push_back({.topic = kMetadataPartition.topic,
                                  .topicId = kMetadataTopicId,
                                  .partitions = {std::move(partition)}});
    exchange.reply.send(response, answer.error != ErrorCode::kNone, slices);
    return true;
}

void RaftDriver::fail(const Error& error) {
    if (std::exchange(m_hasFailed, true)) return;
    m_tick = nullptr;
    m_context.observer.onFailed(error);
}

}  // namespace broker::node
