#include "broker/node/partitions.h"

#include <algorithm>
#include <utility>

#include "broker/base/check.h"

namespace broker::node {
namespace {

/// Kafka's word for no codec is not the batch format's.
std::optional<wire::Codec> storedCodec(std::string_view compressionType) {
    if (compressionType == "uncompressed") return wire::Codec::kNone;
    return wire::codecFromName(compressionType);  // none for "producer"
}

}  // namespace

using observe::EventKind;

Partitions::Partitions(Context context)
    : m_context(std::move(context))
    , m_image(metadata::MetadataImage::empty())
    , m_checkpoints(m_context.world, m_context.folder,
                    [this](CheckpointKind kind) { return offsets(kind); }) {}

Partitions::~Partitions() = default;

HostedPartition& Partitions::host(const TopicPartition& name, const Uuid& topicId) {
    auto partition = std::make_unique<HostedPartition>();
    partition->name = name;
    partition->topicId = topicId;
    partition->key = m_nextKey++;
    m_isShownWhole = false;
    return *(m_partitions[name] = std::move(partition));
}

void Partitions::adopt(OpenedFolder& opened) {
    m_checkpoints.adopt(CheckpointKind::kHighWatermark, opened.highWatermarks);
    m_checkpoints.adopt(CheckpointKind::kRecoveryPoint, opened.recoveryPoints);
    m_checkpoints.adopt(CheckpointKind::kLogStart, opened.logStarts);
    m_checkpoints.adopt(CheckpointKind::kCleaner, opened.cleaned);
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
    const bool isCompacted = policy.find("compact") != std::string::npos;
    const std::int64_t longestLag = number("max.compaction.lag.ms");
    const bool logAppendTime = settings.topicText("message.timestamp.type", own) == "LogAppendTime";
    return {
        .segmentBytes = static_cast<std::uint32_t>(number("segment.bytes")),
        // What is active is not compacted, so it may not be so for long.
        .segmentMs = isCompacted ? std::min(number("segment.ms"), longestLag) : number("segment.ms"),
        .indexIntervalBytes = static_cast<std::uint32_t>(number("index.interval.bytes")),
        .segmentIndexBytes = static_cast<std::uint32_t>(number("segment.index.bytes")),
        .maxMessageBytes = static_cast<std::uint32_t>(number("max.message.bytes")),
        .maxDecompressedBytes =
            static_cast<std::uint64_t>(settings.integer("max.decompressed.message.bytes")),
        .codec = storedCodec(settings.topicText("compression.type", own)),
        .compacted = isCompacted,
        .deleted = policy.find("delete") != std::string::npos,
        .retentionMs = number("retention.ms"),
        .retentionBytes = number("retention.bytes"),
        .minCleanableDirtyRatio =
            config::parseNumber(settings.topicText("min.cleanable.dirty.ratio", own)).value(),
        .minCompactionLagMs = number("min.compaction.lag.ms"),
        .maxCompactionLagMs = longestLag,
        .deleteRetentionMs = number("delete.retention.ms"),
        .fileDeleteDelayMs = number("file.delete.delay.ms"),
        .producerIdExpirationMs = settings.integer("producer.id.expiration.ms"),
        .timestampAfterMaxMs = number("message.timestamp.after.max.ms"),
        .timestampType =
            logAppendTime ? wire::TimestampType::kLogAppendTime : wire::TimestampType::kCreateTime,
        .timestampBeforeMaxMs = number("message.timestamp.before.max.ms"),
        .flushMessages = number("flush.messages"),
        .flushMs = number("flush.ms"),
        .mutant = m_context.logMutant,
    };
}

void Partitions::apply(const metadata::ImagePointer& image, const metadata::ImageDelta& delta) {
    if (m_closing) return;  // the logs are away
    if (std::exchange(m_image, image)->end() == Offset(0)) noteHighWatermarks();
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
            if (hosted && hosted->topicId.isZero()) {
                // Its folder lacks partition.metadata, as after a crash that came before the file was
                // written: opened anew for the topic of its name, it gets one.
                m_partitions.erase(name);
                m_isShownWhole = false;
                hosted = nullptr;
            }
            if (!hosted) {
                hosted = &host(name, topic.topic().id);
                open(*hosted);
            }
            becomeWhatTheImageSays(*hosted, *change.after);
        }
    }
    obeySettings(delta);
}

/// A setting of the broker or of all brokers may be any topic's default.
void Partitions::obeySettings(const metadata::ImageDelta& delta) {
    constexpr auto kTopic = static_cast<std::int8_t>(metadata::ResourceType::kTopic);
    bool isEveryTopic = false;
    std::set<std::string> topics;
    for (const metadata::ImageDelta::Config& change : delta.configs) {
        if (change.resource.type == kTopic)
            topics.insert(change.resource.name);
        else
            isEveryTopic = true;
    }
    if (!isEveryTopic && topics.empty()) return;
    for (auto& [name, partition] : m_partitions) {
        if (!partition->log || (!isEveryTopic && !topics.contains(name.topic))) continue;
        partition->log->configure(configFor(*m_image, name.topic));
        if (partition->leading) carryOut(*partition, partition->leading->setMinInSync(minInSync(name.topic)));
    }
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

void Partitions::open(HostedPartition& partition) {
    ++m_opening;
    if (!m_abandoned.contains(partition.name)) beginOpening(partition);
}

/// The checkpoints name partitions, not topics: what they say of an earlier topic of this name would be taken
/// for this one's by the next start, and cut off its log below another's start. So it goes first.
void Partitions::beginOpening(HostedPartition& partition) {
    if (!m_checkpoints.mayHold(partition.name)) return openFolder(partition);
    m_checkpoints.write(
        {CheckpointKind::kRecoveryPoint, CheckpointKind::kHighWatermark, CheckpointKind::kLogStart,
         CheckpointKind::kCleaner},
        [this, name = partition.name, id = partition.topicId](const Result<void>& written) {
            HostedPartition* waiting = find(name);
            if (!waiting || waiting->topicId != id || waiting->log || waiting->failure || waiting->opening)
                return;
            if (written) return openFolder(*waiting);
            --m_opening;
            fail(*waiting, written.error());
            if (m_opening == 0) m_context.onAllOpened();
        });
}

void Partitions::openFolder(HostedPartition& partition) {
    const log::OpenOptions options{
        .folder = world::joinPath(m_context.folder, log::partitionFolderName(partition.name)),
        .partition = partition.name,
        .topicId = partition.topicId,
        .config = configFor(*m_image, partition.name.topic),
        .now = m_context.world.clock.wallTime(),
        .timers = &m_context.world.timers};
    partition.opening = m_context.world.work.run<Result<std::unique_ptr<log::PartitionLog>>>(
        [&files = m_context.world.files, &work = m_context.world.work, options] {
            return log::PartitionLog::open(files, work, options);
        },
        [this, name = partition.name, id = partition.topicId](
            Result<std::unique_ptr<log::PartitionLog>> log) { opened(name, id, std::move(log)); });
}

void Partitions::opened(const TopicPartition& name, const Uuid& topicId,
                        Result<std::unique_ptr<log::PartitionLog>> log) {
    m_abandoned.erase(name);
    if (m_closing) return;  // the logs are away
    HostedPartition* partition = find(name);
    if (!partition || partition->topicId != topicId) return discard(name, std::move(log));
    CHECK(m_opening > 0);
    --m_opening;
    looksDifferent(*partition);
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

/// It was removed while it was being opened. One of the same name has waited for it to be out of the way.
void Partitions::discard(const TopicPartition& name, Result<std::unique_ptr<log::PartitionLog>> log) {
    if (log)
        removeFolder(**log);
    else
        m_context.observer.diagnostics().write(observe::Level::kWarning, log.error().detail);
    HostedPartition* next = find(name);
    if (next && !next->log && !next->failure && !next->opening) beginOpening(*next);
}

void Partitions::remove(const TopicPartition& name) {
    const auto found = m_partitions.find(name);
    HostedPartition& partition = *found->second;
    if (!partition.log && !partition.failure) {
        --m_opening;
        // The job may have begun, and nobody else may touch the folder until it is done.
        if (partition.opening) m_abandoned[name] = std::move(partition.opening);
    }
    becomeNothing(partition);
    m_context.delayed.touched(partition.key);
    if (partition.log) removeFolder(*partition.log);
    m_partitions.erase(found);
    m_isShownWhole = false;
}

/// It goes after the broker's time: there is no topic any more whose settings could say otherwise.
void Partitions::removeFolder(log::PartitionLog& log) {
    const Result<std::string> folder = log.markDeleted(Uuid::random(m_context.world.random));
    if (!folder)
        return m_context.observer.diagnostics().write(observe::Level::kWarning, folder.error().detail);
    const std::uint64_t number = m_nextRemoval++;
    const auto remove = [this, number, folder = *folder] {
        Removal& removal = m_removals[number];
        removal.timer = nullptr;
        removal.job = log::removeFolder(m_context.world.files, m_context.world.work, folder,
                                        [this, number](const Result<void>&) { m_removals.erase(number); });
    };
    const std::int64_t delayMs = m_context.settings.integer("log.segment.delete.delay.ms");
    if (delayMs == 0) return remove();
    m_removals[number].timer = m_context.world.timers.after(
        std::chrono::milliseconds(std::min(delayMs, log::kLongestDeleteDelayMs)), remove);
}

void Partitions::fail(HostedPartition& partition, Error error) {
    looksDifferent(partition);
    partition.failure = std::move(error);
    becomeNothing(partition);
    m_context.delayed.touched(partition.key);
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
    if (!partition || partition->topicId != topic->id || partition->isBeingOpened())
        return failure(ErrorCode::kNotLeaderOrFollower, "{} is still being opened", name);
    if (partition->failure) return failure(ErrorCode::kKafkaStorageError, "{}", partition->failure->detail);
    if (!partition->leading || partition->isHeld)
        return failure(ErrorCode::kNotLeaderOrFollower, "broker {} is about to lead {}", known->leader, name);
    return partition;
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

void Partitions::reportNotes(HostedPartition& partition, const std::string& why) {
    for (log::LogNote& note : partition.log->takeNotes()) {
        const std::string offset = std::to_string(note.offset.value());
        switch (note.kind) {
            case log::LogNote::Kind::kRolled:
                report(EventKind::kSegmentRolled, partition, {{"offset", offset}, {"reason", note.reason}});
                break;
            case log::LogNote::Kind::kTruncated:
                report(EventKind::kLogTruncated, partition,
                       {{"bytes", std::to_string(note.bytes)},
                        {"offset", offset},
                        {"reason", why.empty() ? note.reason : why}});
                break;
            case log::LogNote::Kind::kDeleted:
                report(EventKind::kRecordsDeleted, partition,
                       {{"segments", std::to_string(note.segments)},
                        {"bytes", std::to_string(note.bytes)},
                        {"offset", offset},
                        {"reason", note.reason.empty() ? "its leader's log begins there" : note.reason}});
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

}  // namespace broker::node
