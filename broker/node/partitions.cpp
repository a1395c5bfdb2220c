#include "broker/node/partitions.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::node {

using observe::EventKind;

Partitions::Partitions(Context context)
    : m_context(std::move(context))
    , m_image(metadata::MetadataImage::empty()) {}

Partitions::~Partitions() = default;

HostedPartition& Partitions::host(const TopicPartition& name, const Uuid& topicId) {
    auto partition = std::make_unique<HostedPartition>();
    partition->name = name;
    partition->topicId = topicId;
    partition->key = m_nextKey++;
    return *(m_partitions[name] = std::move(partition));
}

void Partitions::adopt(OpenedFolder& opened) {
    for (OpenedFolder::Replica& replica : opened.replicas) {
        HostedPartition& partition = host(replica.name, replica.log ? (*replica.log)->topicId() : Uuid{});
        if (!replica.log) {
            fail(partition, replica.log.error());
            continue;
        }
        partition.log = std::move(*replica.log);
        // Nothing beyond the log's end was ever committed; without a checkpoint nothing is known to be.
        partition.highWatermark = partition.log->start();
        if (const auto known = opened.highWatermarks.find(replica.name); known != opened.highWatermarks.end())
            partition.highWatermark = std::clamp(known->second, partition.log->start(), partition.log->end());
        if (!opened.wasStoppedCleanly) reportRecovery(partition);
        reportNotes(partition);
    }
    opened.replicas.clear();
}

log::LogConfig Partitions::configFor(const metadata::MetadataImage& image, const std::string& topic) const {
    const config::Values& own = image.config(metadata::ConfigResource::topic(topic));
    const config::Settings& settings = m_context.settings;
    const auto number = [&](std::string_view name) { return settings.topicInteger(name, own); };
    const std::string policy = settings.topicText("cleanup.policy", own);
    const bool logAppendTime = settings.topicText("message.timestamp.type", own) == "LogAppendTime";
    return {
        .segmentBytes = static_cast<std::uint32_t>(number("segment.bytes")),
        .segmentMs = number("segment.ms"),
        .indexIntervalBytes = static_cast<std::uint32_t>(number("index.interval.bytes")),
        .segmentIndexBytes = static_cast<std::uint32_t>(number("segment.index.bytes")),
        .maxMessageBytes = static_cast<std::uint32_t>(number("max.message.bytes")),
        .maxDecompressedBytes =
            static_cast<std::uint64_t>(settings.integer("max.decompressed.message.bytes")),
        .compacted = policy.find("compact") != std::string::npos,
        .deleted = policy.find("delete") != std::string::npos,
        .retentionMs = number("retention.ms"),
        .retentionBytes = number("retention.bytes"),
        .producerIdExpirationMs = settings.integer("producer.id.expiration.ms"),
        .timestampAfterMaxMs = number("message.timestamp.after.max.ms"),
        .timestampType =
            logAppendTime ? wire::TimestampType::kLogAppendTime : wire::TimestampType::kCreateTime,
        .timestampBeforeMaxMs = number("message.timestamp.before.max.ms"),
        .flushMessages = number("flush.messages"),
        .flushMs = number("flush.ms"),
    };
}

void Partitions::apply(const metadata::ImagePointer& image, const metadata::ImageDelta& delta) {
    m_image = image;
    for (const metadata::ImageDelta::Topic& topic : delta.topics) {
        for (const metadata::ImageDelta::Partition& change : topic.partitions) {
            const TopicPartition name{topic.topic().name, change.index};
            HostedPartition* hosted = find(name);
            const bool isOurs =
                change.after && std::ranges::count(change.after->replicas, m_context.self) > 0;
            if (hosted && hosted->topicId != topic.topic().id && isOurs && !hosted->topicId.isZero()) {
                remove(name);  // of an earlier topic of this name
                hosted = nullptr;
            }
            if (!isOurs) {
                if (hosted && hosted->topicId == topic.topic().id) remove(name);
                continue;
            }
            if (!hosted) {
                hosted = &host(name, topic.topic().id);
                open(*hosted, configFor(*image, name.topic));
            }
            becomeWhatTheImageSays(*hosted, *change.after);
        }
    }
    for (const metadata::ImageDelta::Config& change : delta.configs)
        for (auto& [name, partition] : m_partitions)
            if (change.resource == metadata::ConfigResource::topic(name.topic) && partition->log)
                partition->log->configure(configFor(*image, name.topic));
}

void Partitions::removeStrays(const metadata::MetadataImage& image) {
    std::vector<TopicPartition> strays;
    for (const auto& [name, partition] : m_partitions) {
        const metadata::PartitionImage* known = image.partition(partition->topicId, name.partition);
        if (partition->log && (!known || std::ranges::count(known->replicas, m_context.self) == 0))
            strays.push_back(name);
    }
    for (const TopicPartition& name : strays) remove(name);
}

void Partitions::open(HostedPartition& partition, const log::LogConfig& config) {
    ++m_opening;
    const log::OpenOptions options{
        .folder = world::joinPath(m_context.folder, log::partitionFolderName(partition.name)),
        .partition = partition.name,
        .topicId = partition.topicId,
        .config = config,
        .now = m_context.world.clock.wallTime()};
    partition.opening = m_context.world.work.run<Result<std::unique_ptr<log::PartitionLog>>>(
        [&files = m_context.world.files, &work = m_context.world.work, options] {
            return log::PartitionLog::open(files, work, options);
        },
        [this, name = partition.name, id = partition.topicId](
            Result<std::unique_ptr<log::PartitionLog>> log) { opened(name, id, std::move(log)); });
}

void Partitions::opened(const TopicPartition& name, const Uuid& topicId,
                        Result<std::unique_ptr<log::PartitionLog>> log) {
    HostedPartition* partition = find(name);
    CHECK(partition && partition->topicId == topicId && m_opening > 0);
    --m_opening;
    partition->snapshot = nullptr;
    m_context.onChanged();
    if (!log) {
        fail(*partition, log.error());
    } else {
        partition->log = std::move(*log);
        partition->log->configure(configFor(*m_image, name.topic));
        if (const metadata::PartitionImage* image = m_image->partition(topicId, name.partition))
            becomeWhatTheImageSays(*partition, *image);
        m_context.delayed.touched(partition->key);
    }
    if (m_opening == 0) m_context.onAllOpened();
}

void Partitions::becomeWhatTheImageSays(HostedPartition& partition, const metadata::PartitionImage& image) {
    partition.snapshot = nullptr;
    partition.leader = image.leader;
    partition.leaderEpoch = image.leaderEpoch;
    if (!partition.isOpen() || image.leader != m_context.self) {
        m_context.delayed.touched(partition.key);
        return;
    }
    partition.log->configure(configFor(*m_image, partition.name.topic));
    partition.log->assignEpoch(image.leaderEpoch);
    // The only member of the ISR has everything that is committed.
    if (image.isr.size() == 1) partition.highWatermark = partition.log->end();
    m_context.delayed.touched(partition.key);
}

void Partitions::remove(const TopicPartition& name) {
    const auto found = m_partitions.find(name);
    HostedPartition& partition = *found->second;
    if (!partition.log && !partition.failure) --m_opening;
    m_context.delayed.touched(partition.key);
    if (partition.log) {
        const Result<std::string> folder = partition.log->markDeleted(Uuid::random(m_context.world.random));
        if (folder) {
            const std::uint64_t removal = m_nextRemoval++;
            m_removals[removal] =
                log::removeFolder(m_context.world.files, m_context.world.work, *folder,
                                  [this, removal](const Result<void>&) { m_removals.erase(removal); });
        } else {
            m_context.observer.diagnostics().write(observe::Level::kWarning, folder.error().detail);
        }
    }
    m_partitions.erase(found);
}

void Partitions::fail(HostedPartition& partition, Error error) {
    partition.snapshot = nullptr;
    partition.failure = std::move(error);
    report(EventKind::kLogDirFailed, partition,
           {{"folder", world::joinPath(m_context.folder, log::partitionFolderName(partition.name))},
            {"reason", partition.failure->detail}});
}

HostedPartition* Partitions::find(const TopicPartition& name) {
    const auto found = m_partitions.find(name);
    return found == m_partitions.end() ? nullptr : found->second.get();
}

Result<HostedPartition*> Partitions::findLed(const metadata::MetadataImage& image, const TopicPartition& name,
                                             LeaderEpoch clientEpoch) {
    const metadata::TopicImage* topic = image.topic(name.topic);
    const metadata::PartitionImage* known = topic ? topic->partition(name.partition) : nullptr;
    if (!known) return failure(ErrorCode::kUnknownTopicOrPartition, "there is no partition {}", name);
    if (known->leader != m_context.self)
        return failure(ErrorCode::kNotLeaderOrFollower, "broker {} leads {}", known->leader, name);
    if (clientEpoch != kNoLeaderEpoch && clientEpoch < known->leaderEpoch)
        return failure(ErrorCode::kFencedLeaderEpoch, "{} is led in epoch {}, not {}", name,
                       known->leaderEpoch, clientEpoch);
    if (clientEpoch > known->leaderEpoch)
        return failure(ErrorCode::kUnknownLeaderEpoch, "{} is led in epoch {} as far as is known here", name,
                       known->leaderEpoch);
    HostedPartition* partition = find(name);
    if (!partition || partition->topicId != topic->id || (!partition->log && !partition->failure))
        return failure(ErrorCode::kNotLeaderOrFollower, "{} is still being opened", name);
    if (partition->failure) return failure(ErrorCode::kKafkaStorageError, "{}", partition->failure->detail);
    return partition;
}

void Partitions::appended(HostedPartition& partition, const log::AppendResult& result) {
    partition.snapshot = nullptr;
    partition.traffic.recordsIn += result.records;
    partition.traffic.bytesIn += result.bytes;
    partition.traffic.batchesIn += result.batches;
    partition.highWatermark = partition.log->end();
    m_context.delayed.touched(partition.key);
    reportNotes(partition);
    flushIfDue(partition);
}

void Partitions::flushIfDue(HostedPartition& partition) {
    if (partition.flushing || !partition.log->isFlushDue(m_context.world.clock.wallTime())) return;
    partition.flushing = partition.log->flush([this, name = partition.name](const Result<Offset>& flushed) {
        HostedPartition* flushedPartition = find(name);
        if (!flushedPartition) return;
        flushedPartition->flushing = nullptr;
        if (!flushed) fail(*flushedPartition, flushed.error());
    });
}

void Partitions::reportNotes(HostedPartition& partition) {
    for (log::LogNote& note : partition.log->takeNotes()) {
        const std::string offset = std::to_string(note.offset.value());
        switch (note.kind) {
            case log::LogNote::Kind::kRolled:
                report(EventKind::kSegmentRolled, partition, {{"offset", offset}, {"reason", note.reason}});
                break;
            case log::LogNote::Kind::kTruncated:
                report(EventKind::kLogTruncated, partition,
                       {{"bytes", std::to_string(note.bytes)}, {"offset", offset}, {"reason", note.reason}});
                break;
            case log::LogNote::Kind::kFailed:
                fail(partition,
                     partition.log->failure().value_or(Error{ErrorCode::kKafkaStorageError, note.reason}));
                break;
        }
    }
}

void Partitions::reportRecovery(const HostedPartition& partition) {
    const log::RecoveryReport& recovery = partition.log->recovery();
    if (recovery.cuts.empty() && recovery.scannedBytes > 0)
        report(EventKind::kLogRecovered, partition, {{"segments", std::to_string(recovery.scannedSegments)}});
    for (const log::RecoveryReport::Cut& cut : recovery.cuts)
        report(EventKind::kLogTruncated, partition,
               {{"bytes", std::to_string(cut.bytes)},
                {"offset", std::to_string(cut.offset.value())},
                {"reason", cut.reason}});
}

void Partitions::report(EventKind kind, const HostedPartition& partition,
                        std::vector<observe::EventArgument> more) {
    more.push_back({"broker", std::to_string(m_context.self.value())});
    more.push_back({"partition", fmt::format("{}", partition.name)});
    m_context.observer.report({.time = m_context.world.clock.wallTime(),
                               .kind = kind,
                               .broker = m_context.self,
                               .partition = partition.name,
                               .arguments = std::move(more)});
}

std::vector<std::shared_ptr<const observe::ReplicaSnapshot>> Partitions::snapshots() {
    std::vector<std::shared_ptr<const observe::ReplicaSnapshot>> replicas;
    replicas.reserve(m_partitions.size());
    for (auto& [name, partition] : m_partitions) {
        if (!partition->snapshot) {
            const log::PartitionLog* log = partition->log.get();
            partition->snapshot = std::make_shared<const observe::ReplicaSnapshot>(observe::ReplicaSnapshot{
                .partition = name,
                .topicId = partition->topicId,
                .broker = m_context.self,
                .isLeader = partition->leader == m_context.self,
                .leaderEpoch = partition->leaderEpoch,
                .logStart = log ? log->start() : Offset(0),
                .highWatermark = partition->highWatermark,
                .logEnd = log ? log->end() : Offset(0),
                .sizeBytes = log ? log->sizeBytes() : 0,
                .segments = log ? log->segmentCount() : 0,
                .folder = log ? log->folder() : std::string(),
                .failure = partition->failure ? partition->failure->detail : std::string(),
                .traffic = partition->traffic});
        }
        replicas.push_back(partition->snapshot);
    }
    return replicas;
}

observe::TrafficCounters Partitions::traffic() const {
    observe::TrafficCounters sum;
    for (const auto& [name, partition] : m_partitions) {
        sum.recordsIn += partition->traffic.recordsIn;
        sum.bytesIn += partition->traffic.bytesIn;
        sum.bytesOut += partition->traffic.bytesOut;
        sum.fetches += partition->traffic.fetches;
        sum.batchesIn += partition->traffic.batchesIn;
    }
    return sum;
}

log::OffsetCheckpoint Partitions::offsets(Offset (*of)(const HostedPartition&)) const {
    log::OffsetCheckpoint checkpoint;
    for (const auto& [name, partition] : m_partitions)
        if (partition->log) checkpoint[name] = of(*partition);
    return checkpoint;
}

namespace {

Result<void> writeCheckpoints(world::Files& files, const std::string& folder,
                              const log::OffsetCheckpoint& recovery,
                              const log::OffsetCheckpoint& highWatermarks,
                              const log::OffsetCheckpoint& starts) {
    RETURN_IF_ERROR(
        log::writeOffsetCheckpoint(files, world::joinPath(folder, log::kRecoveryPointCheckpoint), recovery));
    RETURN_IF_ERROR(log::writeOffsetCheckpoint(files, world::joinPath(folder, log::kHighWatermarkCheckpoint),
                                               highWatermarks));
    return log::writeOffsetCheckpoint(files, world::joinPath(folder, log::kLogStartCheckpoint), starts);
}

constexpr auto kRecoveryPointOf = [](const HostedPartition& p) { return p.log->recoveryPoint(); };
constexpr auto kHighWatermarkOf = [](const HostedPartition& p) { return p.highWatermark; };
constexpr auto kStartOf = [](const HostedPartition& p) { return p.log->start(); };

}  // namespace

void Partitions::retain(HostedPartition& partition, Timestamp now) {
    if (!partition.log->config().deleted) return;
    const Offset start = partition.log->retentionStart(now, partition.highWatermark);
    if (start <= partition.log->start()) return;
    partition.snapshot = nullptr;
    if (const Result<void> advanced = partition.log->advanceStart(start); !advanced)
        fail(partition, advanced.error());
}

void Partitions::maintain() {
    const Timestamp now = m_context.world.clock.wallTime();
    for (auto& [name, partition] : m_partitions) {
        if (!partition->isOpen()) continue;
        partition->log->expireProducers(now);
        if (const Result<void> rolled = partition->log->maybeRoll(now); !rolled)
            fail(*partition, rolled.error());
        retain(*partition, now);
        reportNotes(*partition);
        flushIfDue(*partition);
    }
    m_checkpointing = m_context.world.work.run<Result<void>>(
        [&files = m_context.world.files, folder = m_context.folder, recovery = offsets(kRecoveryPointOf),
         highWatermarks = offsets(kHighWatermarkOf), starts = offsets(kStartOf)] {
            return writeCheckpoints(files, folder, recovery, highWatermarks, starts);
        },
        [this](const Result<void>& written) {
            if (!written)
                m_context.observer.diagnostics().write(observe::Level::kWarning, written.error().detail);
        });
}

namespace {

/// Logs on their way through a job that closes them, and back to their loop to be destroyed.
struct Closing {
    std::vector<std::unique_ptr<log::PartitionLog>> logs;
    Result<void> result;
};

Result<void> closeAll(const std::vector<std::unique_ptr<log::PartitionLog>>& logs, world::Files& files,
                      const std::string& folder, const log::OffsetCheckpoint& highWatermarks,
                      const log::OffsetCheckpoint& starts) {
    log::OffsetCheckpoint recovery;
    for (const auto& log : logs) {
        RETURN_IF_ERROR(log->close());
        recovery[log->partition()] = log->recoveryPoint();
    }
    return writeCheckpoints(files, folder, recovery, highWatermarks, starts);
}

}  // namespace

void Partitions::close(world::Completion<Result<void>> done) {
    snapshots();  // the last ones; they stay while the logs are away
    Closing closing;
    std::optional<Error> failure;
    const log::OffsetCheckpoint highWatermarks = offsets(kHighWatermarkOf);
    const log::OffsetCheckpoint starts = offsets(kStartOf);
    for (auto& [name, partition] : m_partitions) {
        partition->flushing = nullptr;
        if (partition->isOpen()) {
            partition->log->prepareToClose();
            closing.logs.push_back(std::move(partition->log));
        }
        if (partition->failure) failure = partition->failure;
    }
    m_checkpointing = nullptr;
    m_closing = m_context.world.work.run<Closing>(
        [closing = std::move(closing), &files = m_context.world.files, folder = m_context.folder,
         highWatermarks, starts]() mutable {
            closing.result = closeAll(closing.logs, files, folder, highWatermarks, starts);
            return std::move(closing);
        },
        [done = std::move(done), failure](Closing closed) mutable {
            if (failure) closed.result = broker::failure(*failure);
            done(std::move(closed.result));
        });
}

}  // namespace broker::node
