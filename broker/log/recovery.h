#pragma once

#include <string>
#include <vector>

#include "broker/base/result.h"
#include "broker/log/partition_log.h"

namespace broker::log {

/// Brings a log up from its folder; lives for one call of PartitionLog::open. Blocks.
///
/// What is believed: after a clean stop everything whose ends fit together. Otherwise nothing from the
/// recovery point on: those segments are walked batch by batch, sums included, and the log ends before the
/// first batch that is wrong. An index, snapshot or checkpoint that can't be right is made anew from the
/// batches; it never costs a record.
class LogOpener {
public:
    LogOpener(PartitionLog& log, const OpenOptions& options)
        : m_log(log)
        , m_options(options) {}

    Result<void> run();

private:
    Result<void> prepareFolder();
    Result<void> prepareTopicId();
    Result<void> finishSwaps();
    Result<void> finishSwap(Offset base, const std::vector<Offset>& bases);
    Result<std::vector<Offset>> tidy();
    Result<void> removeFile(const std::string& name);
    Result<void> openSegments(const std::vector<Offset>& bases);
    Result<bool> openSegment(Offset base, Offset end, bool scan);
    Result<void> removeFrom(const std::vector<Offset>& bases, std::size_t first, const std::string& reason);
    Result<void> settleEnds();
    Result<void> syncCuts();
    Result<void> loadEpochs();
    Result<void> restoreFirstEpochs();

    PartitionLog& m_log;
    const OpenOptions& m_options;
    std::vector<Offset> m_snapshots;
};

}  // namespace broker::log
