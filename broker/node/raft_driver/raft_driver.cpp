#include "broker/node/raft_driver/raft_driver.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/node/folder.h"
#include "broker/node/raft_driver/log_reading.h"
#include "broker/wire/messages/control_records.h"
#include "broker/wire/record_batch_builder.h"
#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"

namespace broker::node {
namespace {

/// How long a leader that stops waits for the others to hear it.
constexpr world::Duration kFarewellPatience = std::chrono::milliseconds(500);

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
            .electionTimeout = milliseconds("controller.quorum.election.timeout.ms"),
            .electionBackoffMost = milliseconds("controller.quorum.election.backoff.max.ms"),
            .requestTimeout = milliseconds("controller.quorum.request.timeout.ms"),
            .seed = context.world.random.next(),
            .mutant = context.mutant};
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

}  // namespace

RaftDriver::RaftDriver(Context context, std::vector<Voter> voters, std::unique_ptr<log::PartitionLog> log)
    : m_context(std::move(context))
    , m_voters(std::move(voters))
    , m_log(std::move(log))
    , m_quorum(quorumOptions(m_context, m_voters))
    , m_image(metadata::MetadataImage::empty())
    , m_historyEnd(m_log->end())
    , m_election(m_context.self, m_quorum, m_context.world.clock, m_context.events) {}

RaftDriver::~RaftDriver() = default;

Result<void> RaftDriver::start() {
    ASSIGN_OR_RETURN(quorum::StoredLog stored, storedLog());
    const Result<Bytes> file =
        world::readWhole(m_context.world.files, statePath(m_context.folder), quorum::kMaxQuorumStateFile);
    if (file) {
        ASSIGN_OR_RETURN(stored.state, quorum::decodeQuorumState(*file));
    } else if (file.error().code != ErrorCode::kNotFound) {
        return failure(file.error());
    }
    ASSIGN_OR_RETURN(quorum::Effects effects, m_quorum.start(stored, now()));
    m_election.begin(m_quorum.leader(), m_quorum.epoch());
    carryOut(std::move(effects));
    if (!m_isImageTold) replayLater();
    return {};
}

void RaftDriver::stop(world::Completion<Result<void>> done) {
    m_stopped = std::move(done);
    carryOut(m_quorum.resign());
    if (m_hasFailed || m_farewells.empty()) return beginClosing();
    m_patience = m_context.world.timers.after(kFarewellPatience, [this] { beginClosing(); });
}

void RaftDriver::beginClosing() {
    if (!m_stopped) return;
    m_hasFailed = true;  // nothing more is carried out
    for (world::Pending* pending : {&m_patience, &m_tick, &m_replayLater, &m_fetching, &m_syncing,
                                    &m_persisting, &m_snapshotting, &m_installing})
        *pending = nullptr;
    m_asking.clear();
    m_farewells.clear();
    m_peers.clear();
    struct Closed {
        std::unique_ptr<log::PartitionLog> log;
        Result<void> result;
    };
    m_log->prepareToClose();
    m_closing = m_context.world.work.run<Closed>(
        [log = std::move(m_log)]() mutable {
            Result<void> result = log->close();
            return Closed{std::move(log), std::move(result)};
        },
        [done = std::exchange(m_stopped, nullptr)](Closed closed) mutable {
            done(std::move(closed.result));
        });
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
    noteProgress();
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
    m_toPersist = std::move(effect);
    if (!m_persisting) persistNext();
}

/// One at a time; of those that come meanwhile the last stands for all.
void RaftDriver::persistNext() {
    const std::string text = quorum::encodeQuorumState(m_toPersist->state);
    m_persisting = m_context.world.work.run<Result<void>>(
        [&files = m_context.world.files, path = statePath(m_context.folder), text] {
            return world::replaceWhole(files, path, asBytes(text));
        },
        [this, number = m_toPersist->number](const Result<void>& written) {
            m_persisting = nullptr;
            if (!written) return fail(written.error());
            if (m_toPersist) persistNext();
            carryOut(m_quorum.statePersisted(number, now()));
        });
    m_toPersist.reset();
}

void RaftDriver::perform(quorum::Answer& effect) {
    const auto owed = m_owed.find(effect.number);
    CHECK(owed != m_owed.end());
    ElectionReply reply = std::move(owed->second);
    m_owed.erase(owed);
    reply(effect.answer);
}

void RaftDriver::perform(quorum::AppendLeaderChange& effect) {
    m_electedBy = effect.grantingVoters;
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
        carryOut(m_quorum.synced(*flushed, now()));
        if (*flushed < m_syncWanted) maybeSync();
        maybeTakeSnapshot();
    });
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
    // On a full disk nothing fits: it is asked for again after a pause.
    if (!appended && m_log->end() == before)
        m_reports.push_back([this] { return m_quorum.appendRefused(now()); });
    else
        noteAppended(before);
}

void RaftDriver::perform(quorum::TruncateLog& effect) {
    CHECK(effect.end >= m_image->end());  // what is committed is never cut
    if (const Result<void> cut = m_log->truncateTo(effect.end); !cut) return fail(cut.error());
    m_tail.truncate(effect.end);
    // What takes the place of what was cut is not of the past, and a batch of it may reach across that end.
    m_historyEnd = std::min(m_historyEnd, effect.end);
    // What is left may not have been synced: the quorum asks for more only when it is.
    maybeSync();
}

void RaftDriver::perform(quorum::HighWatermarkMoved& effect) {
    m_highWatermark = effect.highWatermark;
    m_context.delayed.touched(kMetadataKey);
    replayLater();
}

/// In a turn of its own: whoever appended learns its offset before it hears of the commit.
void RaftDriver::replayLater() {
    m_replayLater = m_context.world.timers.after(world::Duration::zero(), [this] { replayCommitted(); });
}

void RaftDriver::perform(quorum::LeaderIs& effect) {
    m_election.noteLeader(effect.leader, effect.epoch);
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
    if (!m_isImageTold && !m_hasFailed) {
        m_isImageTold = true;
        m_context.observer.onImage(m_image, m_image->end() <= m_historyEnd);
    }
    while (m_image->end() < target && !m_hasFailed) {
        const bool isHistory = m_image->end() < m_historyEnd;
        const Offset before = m_image->end();
        if (const Result<void> replayed = replayUpTo(isHistory ? std::min(target, m_historyEnd) : target);
            !replayed)
            return fail(replayed.error());
        if (m_image->end() == before) break;
        m_context.observer.onImage(m_image, isHistory);
    }
    if (m_quorum.isLeader() && !m_hasFailed && m_announcedEpoch != m_quorum.epoch() &&
        m_image->end() > m_quorum.epochStart()) {
        m_announcedEpoch = m_quorum.epoch();
        m_context.observer.onLeadershipReady(m_quorum.epoch());
    }
    maybeTakeSnapshot();
}

/// As much of it as is read at a time.
Result<void> RaftDriver::replayUpTo(Offset end) {
    ASSIGN_OR_RETURN(const Bytes bytes, readBatches(*m_log, m_image->end(), end));
    m_bytesSinceSnapshot += bytes.size();
    wire::BatchCursor cursor(bytes);
    for (;;) {
        ASSIGN_OR_RETURN(const std::optional<wire::BatchView> batch, cursor.next());
        if (!batch) return {};
        RETURN_IF_ERROR(replayBatch(*batch));
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
    m_lastTimestamp = std::max(m_lastTimestamp, batch.header.maxTimestamp);
    ASSIGN_OR_RETURN(m_image, m_image->apply(records, batch.header.nextOffset(), batch.header.leaderEpoch));
    return {};
}

void RaftDriver::fail(const Error& error) {
    if (std::exchange(m_hasFailed, true)) return;
    m_tick = nullptr;
    m_context.observer.onFailed(error);
}

}  // namespace broker::node
