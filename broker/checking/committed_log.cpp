#include "broker/checking/committed_log.h"

#include <algorithm>

#include "broker/base/crc32c.h"

namespace broker::checking {
namespace {

constexpr std::uint64_t kReadStep = 256 * 1024;

}  // namespace

void CommittedLog::clear() {
    m_batches.clear();
    m_epochs.clear();
}

Result<Offset> CommittedLog::compare(const log::PartitionLog& replica, Offset from, Offset to,
                                     const OnNew& onNew) {
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
            RETURN_IF_ERROR(take(*batch, onNew));
        }
        at = found.nextOffset;
    }
    return to;
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
        onNew(batch, isAfterGap);
        return {};
    }
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

Offset CommittedLog::sharedEnd(const log::PartitionLog& replica) const {
    const Offset end = std::min(replica.end(), this->end());
    if (m_epochs.empty()) return end;
    const log::EpochCache& epochs = replica.epochs();
    const auto& entries = epochs.entries();
    if (!entries.empty() && entries.back() == m_epochs.back()) return end;
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
