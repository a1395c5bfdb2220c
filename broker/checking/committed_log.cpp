#include "broker/checking/committed_log.h"

#include <algorithm>

#include "broker/base/crc32c.h"
#include "broker/wire/record_reader.h"

namespace broker::checking {
namespace {

constexpr std::uint64_t kReadStep = 256 * 1024;

template <class Visit>
Result<Offset> forEachBatch(const log::PartitionLog& replica, Offset from, Offset to, const Visit& visit) {
    Bytes bytes;
    for (Offset at = std::max(from, replica.start()); at < to;) {
        ASSIGN_OR_RETURN(const log::FetchSlice found,
                         replica.read(at, {.maxBytes = kReadStep, .upperBound = to}));
        if (found.empty()) return at;
        bytes.resize(found.slice.length);
        ASSIGN_OR_RETURN(const std::size_t count, found.slice.file->readAt(found.slice.position, bytes));
        if (count < bytes.size()) return failure(ErrorCode::kInputOutput, "a short read");
        wire::BatchCursor cursor(bytes);
        while (true) {
            ASSIGN_OR_RETURN(const auto batch, cursor.next());
            if (!batch) break;
            RETURN_IF_ERROR(visit(*batch));
        }
        at = found.nextOffset;
    }
    return to;
}

template <class Visit>
Result<void> forEachRecord(const wire::BatchView& batch, const Visit& visit) {
    ASSIGN_OR_RETURN(auto reader, wire::RecordReader::open(batch));
    wire::RecordView record;
    while (true) {
        ASSIGN_OR_RETURN(const bool more, reader.next(record));
        if (!more) return {};
        RETURN_IF_ERROR(visit(record));
    }
}

std::uint32_t sumOf(const wire::BatchHeader& header, const wire::RecordView& record) {
    std::uint32_t sum = record.key ? crc32c(*record.key) : 1;
    sum = sum * 31 + (record.value ? crc32c(*record.value) : 2);
    return sum * 31 + static_cast<std::uint32_t>(header.leaderEpoch.value());
}

}  // namespace

void CommittedLog::clear() {
    m_batches.clear();
    m_records.clear();
    m_latest.clear();
    m_epochs.clear();
}

Result<Offset> CommittedLog::compare(const log::PartitionLog& replica, Offset from, Offset to,
                                     const OnNew& onNew) {
    return forEachBatch(replica, from, to, [&](const wire::BatchView& batch) { return take(batch, onNew); });
}

Result<std::set<Offset>> CommittedLog::offsetsIn(const log::PartitionLog& replica, Offset to) {
    std::set<Offset> offsets;
    const auto note = [&](const wire::BatchView& batch) -> Result<void> {
        return forEachRecord(batch, [&](const wire::RecordView& record) -> Result<void> {
            offsets.insert(batch.header.baseOffset + record.offsetDelta);
            return {};
        });
    };
    ASSIGN_OR_RETURN(const Offset end, forEachBatch(replica, replica.start(), to, note));
    if (end < to) return failure(ErrorCode::kInputOutput, "it can be read up to {} of {}", end, to);
    return offsets;
}

Result<void> CommittedLog::take(const wire::BatchView& batch, const OnNew& onNew) {
    const wire::BatchHeader& header = batch.header;
    const Batch here{.first = header.baseOffset,
                     .next = header.nextOffset(),
                     .epoch = header.leaderEpoch,
                     .sum = crc32c(batch.bytes)};
    if (here.first >= end()) {
        if (const Result<void> sum = wire::checkCrc(batch.bytes); !sum)
            return failure(ErrorCode::kMalformed, "{}", sum.error().detail);
        const bool isAfterGap = here.first > end();
        m_batches.push_back(here);
        if (m_epochs.empty() || m_epochs.back().epoch != here.epoch)
            m_epochs.push_back({here.epoch, here.first});
        if (m_isCompacted) RETURN_IF_ERROR(takeRecords(batch, true));
        onNew(batch, isAfterGap);
        return {};
    }
    if (m_isCompacted) return takeRecords(batch, false);
    const auto known = std::ranges::lower_bound(m_batches, here.first, {}, &Batch::first);
    const bool isInGap = known != m_batches.end() && here.next <= known->first &&
                         (known == m_batches.begin() || std::prev(known)->next <= here.first);
    if (isInGap) return {};
    if (known == m_batches.end() || known->first != here.first || known->next != here.next)
        return failure(ErrorCode::kMalformed, "a batch of offsets {} to {} where others hold other offsets",
                       here.first, here.next - 1);
    if (known->epoch != here.epoch)
        return failure(ErrorCode::kMalformed, "the batch at offset {} is of epoch {}, elsewhere of epoch {}",
                       here.first, here.epoch, known->epoch);
    if (known->sum != here.sum)
        return failure(ErrorCode::kMalformed,
                       "the batch at offset {} of epoch {} has other bytes than elsewhere", here.first,
                       here.epoch);
    return {};
}

Result<void> CommittedLog::takeRecords(const wire::BatchView& batch, bool isNew) {
    if (!isNew)
        if (const Result<void> sum = wire::checkCrc(batch.bytes); !sum)
            return failure(ErrorCode::kMalformed, "{}", sum.error().detail);
    return forEachRecord(batch, [&](const wire::RecordView& record) -> Result<void> {
        const Offset offset = batch.header.baseOffset + record.offsetDelta;
        const std::uint32_t sum = sumOf(batch.header, record);
        const auto [known, isFirst] = m_records.try_emplace(offset, sum);
        if (known->second != sum)
            return failure(ErrorCode::kMalformed,
                           "the record at offset {} of epoch {} is another than elsewhere", offset,
                           batch.header.leaderEpoch);
        if (!isNew || !record.key) return {};
        const std::string key(asText(*record.key));
        if (record.value)
            m_latest[key] = offset;
        else
            m_latest.erase(key);
        return {};
    });
}

/// Whoever follows a compacted log may have been sent the first record of an epoch that is left, so that
/// there the epoch begins late.
Offset CommittedLog::sharedCompactedEnd(const std::vector<log::EpochEntry>& entries, Offset end) const {
    for (const log::EpochEntry& entry : entries) {
        if (entry.startOffset >= end) break;
        const auto known = std::ranges::find(m_epochs, entry.epoch, &log::EpochEntry::epoch);
        if (known == m_epochs.end() || entry.startOffset < known->startOffset) return entry.startOffset;
        if (entry != entries.back()) continue;
        return std::next(known) == m_epochs.end() ? end : std::min(end, std::next(known)->startOffset);
    }
    return end;
}

Offset CommittedLog::sharedEnd(const log::PartitionLog& replica) const {
    const Offset end = std::min(replica.end(), this->end());
    if (m_epochs.empty()) return end;
    const log::EpochCache& epochs = replica.epochs();
    const auto& entries = epochs.entries();
    if (!entries.empty() && entries.back() == m_epochs.back()) return end;
    if (m_isCompacted) return sharedCompactedEnd(entries, end);
    for (std::size_t i = 0; i < m_epochs.size(); ++i) {
        const Offset begins = std::max(m_epochs[i].startOffset, replica.start());
        const Offset ends = std::min(i + 1 < m_epochs.size() ? m_epochs[i + 1].startOffset : end, end);
        if (begins >= ends) continue;
        if (epochs.epochFor(begins) != m_epochs[i].epoch) return begins;
        const auto next = std::ranges::upper_bound(entries, begins, {}, &log::EpochEntry::startOffset);
        if (next != entries.end() && next->startOffset < ends) return next->startOffset;
    }
    return end;
}

}  // namespace broker::checking
