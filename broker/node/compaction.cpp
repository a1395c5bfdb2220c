#include "broker/node/compaction.h"

#include <chrono>
#include <utility>

namespace broker::node {

void Compaction::start() {
    const auto pause = std::chrono::milliseconds(m_context.settings.integer("log.cleaner.backoff.ms"));
    m_timer = m_context.world.timers.after(pause, [this] {
        start();
        look();
    });
}

HostedPartition* Compaction::running() {
    if (!m_running) return nullptr;
    HostedPartition* partition = m_context.partitions.find(m_running->name);
    return partition && partition->topicId == m_running->topicId && partition->log ? partition : nullptr;
}

HostedPartition* Compaction::dirtiest() {
    const Timestamp now = m_context.world.clock.wallTime();
    HostedPartition* best = nullptr;
    double greatest = 0;
    for (const auto& [name, partition] : m_context.partitions.all()) {
        if (!partition->isOpen() || !partition->log->config().compacted || partition->isHeld) continue;
        const auto given = m_uncleanable.find(name);
        if (given != m_uncleanable.end() && given->second == partition->topicId) continue;
        const log::Cleanability found = partition->log->cleanability(partition->highWatermark, now);
        if (found.dirtyBytes == 0) continue;
        if (!found.isOverdue && found.ratio() <= partition->log->config().minCleanableDirtyRatio) continue;
        if (best && found.ratio() <= greatest) continue;
        best = partition.get();
        greatest = found.ratio();
    }
    return best;
}

void Compaction::look() {
    if (!m_timer) return;
    // A log that was closed meanwhile never says that its round is over.
    if (HostedPartition* partition = running(); partition && partition->log->isCleaning()) return;
    m_running.reset();
    HostedPartition* partition = dirtiest();
    if (!partition || partition->log->isCleaning()) return;
    m_running = Running{partition->name, partition->topicId};
    world::World& world = m_context.world;
    const auto memory =
        static_cast<std::size_t>(m_context.settings.integer("log.cleaner.dedupe.buffer.size"));
    partition->log->clean({.highWatermark = partition->highWatermark,
                           .now = world.clock.wallTime(),
                           .mapBytes = memory,
                           .secret = {world.random.next(), world.random.next()}},
                          [this](const Result<log::CleanReport>& result) { onDone(result); });
}

void Compaction::onDone(const Result<log::CleanReport>& result) {
    HostedPartition* partition = running();
    m_running.reset();
    if (!partition) return;
    if (result) {
        m_context.partitions.cleaned(*partition, *result);
        return look();
    }
    // Truncated meanwhile: there will be another round.
    if (result.error().code == ErrorCode::kOperationNotAttempted) return;
    m_uncleanable[partition->name] = partition->topicId;
    m_context.partitions.notCleaned(*partition, result.error());
    look();
}

}  // namespace broker::node
