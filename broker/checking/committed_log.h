#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/base/result.h"
#include "broker/log/partition_log.h"
#include "broker/wire/record_batch.h"

namespace broker::checking {

/// The batches of one partition that some replica has shown below its high watermark, by their checksums:
/// what no replica may ever contradict. Where the log is compacted batches lose records, so that each record
/// is known by a checksum of its own.
class CommittedLog {
public:
    explicit CommittedLog(bool isCompacted = false)
        : m_isCompacted(isCompacted) {}

    struct Batch {
        Offset first;
        Offset next;
        LeaderEpoch epoch;
        std::uint32_t sum;  ///< of all its bytes
    };
    /// `isAfterGap`: batches before it were removed (retention, compaction) before anybody looked.
    using OnNew = std::function<void(const wire::BatchView&, bool isAfterGap)>;

    Offset end() const { return m_batches.empty() ? Offset(0) : m_batches.back().next; }
    const std::vector<Batch>& batches() const { return m_batches; }
    void clear();
    /// Of a compacted log: where the last value of each key stands, tombstones left out.
    const std::map<std::string, Offset>& latestValues() const { return m_latest; }

    /// Compares what the replica holds in [from, to) with what is known, takes what lies beyond, and returns
    /// how far it came. kMalformed: it contradicts; any other error is that of reading.
    Result<Offset> compare(const log::PartitionLog& replica, Offset from, Offset to, const OnNew& onNew);

    /// How far a replica holds the same records, going by their epochs (equal offset and epoch: equal
    /// prefix).
    Offset sharedEnd(const log::PartitionLog& replica) const;

    /// The offsets of all records that a replica holds below `to`.
    static Result<std::set<Offset>> offsetsIn(const log::PartitionLog& replica, Offset to);

private:
    Result<void> take(const wire::BatchView& batch, const OnNew& onNew);
    Offset sharedCompactedEnd(const std::vector<log::EpochEntry>& entries, Offset end) const;
    Result<void> takeRecords(const wire::BatchView& batch, bool isNew);

    bool m_isCompacted;
    std::vector<Batch> m_batches;
    std::map<Offset, std::uint32_t> m_records;  ///< of a compacted log
    std::map<std::string, Offset> m_latest;
    std::vector<log::EpochEntry> m_epochs;  ///< as the batches say
};

}  // namespace broker::checking
