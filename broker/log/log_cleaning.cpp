#include "broker/log/log_cleaning.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "broker/base/check.h"
#include "broker/log/file_names.h"

/// A round of compaction as the log's loop sees it. The job writes "….log.<round>.cleaned" and its indexes
/// and makes them durable. Then, for each group of segments:
///
/// 1. They are renamed to "….swap", the log file last: from then on recovery takes the new segment. That is
/// made
///    durable.
/// 2. The new segment is the log's; the old ones' files are renamed to "….deleted". That is made durable: a
/// name
///    that came back would stand beside the segment that took its place.
/// 3. The new one gets its own names.
///
/// A truncation before 2 gives the round up and removes what has a swap name; later it finds the new segment.
namespace broker::log {
namespace {

/// What one job reads before others get their turn.
constexpr std::uint64_t kStepBytes = std::uint64_t{8} << 20;

struct Stepped {
    std::unique_ptr<Cleaner> cleaner;
    Result<Cleaner::Step> step;
};

std::function<Result<void>()> syncing(world::Files& files, const std::string& folder) {
    return [&files, folder] { return files.syncFolderNow(folder); };
}

}  // namespace

Cleanability PartitionLog::cleanability(Offset highWatermark, Timestamp now) const {
    Cleanability found;
    const bool isKnown = m_cleanedTo >= m_start && m_cleanedTo <= activeBase();
    found.firstDirty = found.firstUncleanable = isKnown ? m_cleanedTo : m_start;
    Offset bound = std::min({highWatermark, m_recoveryPoint, activeBase()});
    if (const auto open = m_producers.firstOpenTransaction()) bound = std::min(bound, *open);
    for (std::size_t i = 0; i + 1 < m_segments.size(); ++i) {
        const Segment& segment = *m_segments[i];
        const Offset next = m_segments[i + 1]->base();
        const bool isYoung =
            m_config.minCompactionLagMs > 0 && now - segment.largestTimestamp() < m_config.minCompactionLagMs;
        if (next > bound || isYoung) break;
        if (next <= found.firstDirty) {
            found.cleanBytes += segment.size();
            continue;
        }
        found.dirtyBytes += segment.size();
        found.firstUncleanable = next;
        if (found.isOverdue || m_config.maxCompactionLagMs == std::numeric_limits<std::int64_t>::max())
            continue;
        const Timestamp first = segment.firstTimestamp().value_or(kNoTimestamp);
        found.isOverdue = first >= Timestamp(0) && now - first > m_config.maxCompactionLagMs;
    }
    return found;
}

CleanPlan PartitionLog::planCleaning(const CleanOptions& options) const {
    const Cleanability found = cleanability(options.highWatermark, options.now);
    CleanPlan plan{.folder = m_folder,
                   .firstDirty = found.firstDirty,
                   .now = options.now,
                   .deleteRetentionMs = m_config.deleteRetentionMs,
                   .config = m_config,
                   .mapBytes = options.mapBytes,
                   .secret = options.secret,
                   .ending = fmt::format(".{}{}", m_cleanings, kCleanedSuffix)};
    for (std::size_t i = 0; i + 1 < m_segments.size(); ++i) {
        const Segment& segment = *m_segments[i];
        const Offset next = m_segments[i + 1]->base();
        if (next > found.firstUncleanable) break;
        plan.sources.push_back(
            {.base = segment.base(), .next = next, .size = segment.size(), .created = segment.created()});
    }
    for (const auto& [id, producer] : m_producers.all()) {
        CleanPlan::Producer& known = plan.producers[id];
        known.epoch = producer.epoch;
        if (!producer.batches.empty()) known.lastData = producer.batches.back().lastOffset;
    }
    return plan;
}

void PartitionLog::clean(const CleanOptions& options, world::Completion<Result<CleanReport>> done) {
    CHECK(!isCleaning());
    ++m_cleanings;
    m_cleaning = std::make_unique<Cleaning>();
    m_cleaning->done = std::move(done);
    removeCleanedFiles();
    Result<void> usable = checkUsable("compacting");
    CleanPlan plan = planCleaning(options);
    for (std::size_t i = 0; usable && i < plan.sources.size(); ++i) {
        auto file = m_segments[i]->logFile();
        if (file)
            plan.sources[i].log = *file;
        else
            usable = broker::failure(file.error());
        m_segments[i]->release();  // The plan keeps the file open.
    }
    if (!usable) {
        // The answer may not come inside the call that asked.
        m_cleaning->job =
            m_work.run([] {}, [this, error = usable.error()] { endCleaning(broker::failure(error)); });
        return;
    }
    m_cleaning->cleaner = std::make_unique<Cleaner>(m_files, std::move(plan));
    stepCleaning();
}

void PartitionLog::stepCleaning() {
    m_cleaning->job = m_work.run<Stepped>(
        [cleaner = std::move(m_cleaning->cleaner)]() mutable {
            Result<Cleaner::Step> step = cleaner->step(kStepBytes);
            return Stepped{std::move(cleaner), std::move(step)};
        },
        [this](Stepped stepped) {
            m_cleaning->cleaner = std::move(stepped.cleaner);
            if (const Result<void> usable = checkUsable("compacting"); !usable)
                return endCleaning(broker::failure(usable.error()));
            if (!stepped.step) return endCleaning(broker::failure(stepped.step.error()));
            switch (*stepped.step) {
                case Cleaner::Step::kMore:
                    return stepCleaning();
                case Cleaner::Step::kGroup:
                    return onGroupCleaned();
                case Cleaner::Step::kDone:
                    m_cleanedTo = m_cleaning->cleaner->report().upTo;
                    return endCleaning(m_cleaning->cleaner->report());
            }
        });
}

/// Where the segments stand that the group replaces; nothing if they are not all there any more.
std::optional<std::size_t> PartitionLog::placeOf(const CleanedGroup& group) const {
    const auto first = std::ranges::find(m_segments, group.replaced.front(), &Segment::base);
    const auto place = static_cast<std::size_t>(first - m_segments.begin());
    if (m_segments.size() - place <= group.replaced.size()) return std::nullopt;
    for (std::size_t i = 0; i < group.replaced.size(); ++i)
        if (m_segments[place + i]->base() != group.replaced[i]) return std::nullopt;
    if (m_segments[place + group.replaced.size()]->base() != group.next) return std::nullopt;
    return place;
}

void PartitionLog::onGroupCleaned() {
    m_cleaning->group = m_cleaning->cleaner->takeGroup();
    if (!placeOf(*m_cleaning->group)) {  // Retention was faster.
        if (const auto discarded = discardGroup(); !discarded)
            return endCleaning(broker::failure(discarded.error()));
        return stepCleaning();
    }
    Segment& segment = *m_cleaning->group->segment;
    if (const auto renamed = segment.rename(m_folder, std::string(kSwapSuffix)); !renamed)
        return endCleaning(broker::failure(renamed.error()));
    m_folderDirty = true;
    m_cleaning->job =
        m_work.run<Result<void>>(syncing(m_files, m_folder), [this](const Result<void>& synced) {
            if (!synced) return endCleaning(broker::failure(synced.error()));
            replaceGroup();
        });
}

void PartitionLog::replaceGroup() {
    if (const Result<void> usable = checkUsable("compacting"); !usable)
        return endCleaning(broker::failure(usable.error()));
    const std::optional<std::size_t> place = placeOf(*m_cleaning->group);
    if (!place) {
        if (const auto discarded = discardGroup(); !discarded)
            return endCleaning(broker::failure(discarded.error()));
        return stepCleaning();
    }
    CleanedGroup group = std::move(*std::exchange(m_cleaning->group, std::nullopt));
    m_swap = std::make_unique<Swap>();
    m_swap->replaced = group.replaced;
    const auto begin = m_segments.begin() + static_cast<std::ptrdiff_t>(*place);
    const auto end = begin + static_cast<std::ptrdiff_t>(group.replaced.size());
    for (auto at = begin; at != end; ++at) {
        auto gone = (*at)->markDeleted();
        if (!gone) {
            // Some of their names are gone and some are not; the one that replaces them is there.
            const Error error = fail(gone.error());
            m_swap = nullptr;
            return endCleaning(broker::failure(error));
        }
        m_swap->gone.insert(m_swap->gone.end(), gone->begin(), gone->end());
        std::erase(m_warm, (*at)->base());
    }
    m_swap->segment = group.segment.get();
    *begin = std::move(group.segment);
    m_segments.erase(begin + 1, end);
    m_folderDirty = true;
    auto sealed = m_segments[*place]->seal(group.next);
    m_segments[*place]->dirt() = {};
    if (!sealed) {
        const Error error = fail(sealed.error());
        m_swap = nullptr;
        return endCleaning(broker::failure(error));
    }
    m_swap->job = m_work.run<Result<void>>(syncing(m_files, m_folder),
                                           [this](const Result<void>& synced) { finishSwap(synced); });
}

void PartitionLog::finishSwap(const Result<void>& synced) {
    const std::unique_ptr<Swap> swap = std::exchange(m_swap, nullptr);
    Result<void> done = synced;
    const auto at =
        std::ranges::find_if(m_segments, [&](const auto& segment) { return segment.get() == swap->segment; });
    if (done && at != m_segments.end()) done = (*at)->rename(m_folder, {});
    // A snapshot of producers stands where a segment begins.
    for (std::size_t i = 1; done && i < swap->replaced.size(); ++i)
        done = removeSnapshots(swap->replaced[i], swap->replaced[i]);
    m_folderDirty = true;
    if (!done) {
        const Error error = fail(done.error());
        if (m_cleaning) endCleaning(broker::failure(error));
        return;
    }
    removeFiles(swap->gone);
    if (m_cleaning) stepCleaning();
}

/// What was written for a group is not wanted. If it cannot be removed, recovery would take it for the log's.
Result<void> PartitionLog::discardGroup() {
    const std::optional<CleanedGroup> group = std::exchange(m_cleaning->group, std::nullopt);
    if (!group) return {};
    m_folderDirty = true;
    if (const auto removed = group->segment->remove(); !removed)
        return broker::failure(fail(removed.error()));
    return {};
}

void PartitionLog::endCleaning(Result<CleanReport> result) {
    if (!result) (void)discardGroup();
    const std::unique_ptr<Cleaning> cleaning = std::exchange(m_cleaning, nullptr);
    if (!result) removeCleanedFiles();
    // From here on only the stack: the callback may destroy the log.
    cleaning->done(std::move(result));
}

void PartitionLog::cancelCleaning() {
    if (!m_cleaning) return;
    (void)discardGroup();
    const std::unique_ptr<Cleaning> cleaning = std::exchange(m_cleaning, nullptr);
    m_cancelled = m_work.run([] {},
                             [done = std::move(cleaning->done), partition = m_partition]() mutable {
                                 done(broker::failure(ErrorCode::kOperationNotAttempted,
                                                      "compacting {}: it was truncated", partition));
                             });
}

/// Of rounds that were given up. What cannot be removed is removed when the log is opened.
void PartitionLog::removeCleanedFiles() {
    const auto entries = m_files.list(m_folder);
    if (!entries) return;
    for (const world::FolderEntry& entry : *entries)
        if (!entry.isFolder && entry.name.ends_with(kCleanedSuffix))
            (void)m_files.remove(world::joinPath(m_folder, entry.name));
}

}  // namespace broker::log
