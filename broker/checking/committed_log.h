#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "broker/base/result.h"
#include "broker/log/partition_log.h"
#include "broker/wire/record_batch.h"

namespace broker::checking {

/// The batches of one partition that some replica has shown below its high watermark, by their checksums:
/// what no replica may ever contradict.
class CommittedLog {
public:
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

    /// Compares what the replica holds in [from, to) with what is known, takes what lies beyond, and returns
    /// how far it came. kMalformed: it contradicts; any other error is that of reading.
    Result<Offset> compare(const log::PartitionLog& replica, Offset from, Offset to, const OnNew& onNew);

    /// How far a replica holds the same records, going by their epochs (equal offset and epoch: equal
    /// prefix).
    Offset sharedEnd(const log::PartitionLog& replica) const;

private:
    Result<void> take(const wire::BatchView& batch, const OnNew& onNew);

    std::vector<Batch> m_batches;
    std::vector<log::EpochEntry> m_epochs;  ///< as the batches say
};

}  // namespace broker::checking
