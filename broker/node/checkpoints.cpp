#include "broker/node/checkpoints.h"

#include <algorithm>

namespace broker::node {
namespace {

std::string_view fileOf(CheckpointKind kind) {
    switch (kind) {
        case CheckpointKind::kRecoveryPoint:
            return log::kRecoveryPointCheckpoint;
        case CheckpointKind::kHighWatermark:
            return log::kHighWatermarkCheckpoint;
        case CheckpointKind::kLogStart:
            return log::kLogStartCheckpoint;
        case CheckpointKind::kCleaner:
            return log::kCleanerCheckpoint;
    }
    return {};
}

std::set<TopicPartition> namesIn(const log::OffsetCheckpoint& content) {
    std::set<TopicPartition> names;
    for (const auto& [name, offset] : content) names.insert(names.end(), name);
    return names;
}

using Contents = std::vector<std::pair<CheckpointKind, log::OffsetCheckpoint>>;

}  // namespace

Checkpoints::Checkpoints(world::World& world, std::string folder,
                         std::function<log::OffsetCheckpoint(CheckpointKind)> collect)
    : m_world(world)
    , m_folder(std::move(folder))
    , m_collect(std::move(collect)) {}

void Checkpoints::write(const std::set<CheckpointKind>& kinds, world::Completion<Result<void>> done) {
    m_wanted.insert(kinds.begin(), kinds.end());
    m_waiting.push_back(std::move(done));
    if (!m_isWriting && !m_isOver) begin();
}

void Checkpoints::adopt(CheckpointKind kind, const log::OffsetCheckpoint& content) {
    m_held[kind] = namesIn(content);
}

bool Checkpoints::mayHold(const TopicPartition& name) const {
    const auto has = [&name](const auto& kind) { return kind.second.contains(name); };
    return std::ranges::any_of(m_held, has) || std::ranges::any_of(m_going, has);
}

void Checkpoints::begin() {
    m_isWriting = true;
    m_served = std::exchange(m_waiting, {});
    Contents contents;
    for (const CheckpointKind kind : std::exchange(m_wanted, {}))
        contents.emplace_back(kind, m_collect(kind));
    for (const auto& [kind, content] : contents) m_going[kind] = namesIn(content);
    m_job = m_world.work.run<Result<void>>(
        [&files = m_world.files, folder = m_folder, contents = std::move(contents)]() -> Result<void> {
            for (const auto& [kind, content] : contents)
                RETURN_IF_ERROR(writeFile(files, folder, kind, content));
            return {};
        },
        [this](const Result<void>& written) { onWritten(written); });
}

void Checkpoints::onWritten(const Result<void>& written) {
    std::vector<world::Completion<Result<void>>> served = std::exchange(m_served, {});
    m_isWriting = false;
    // Of a failed job some files may be new and some old.
    for (auto& [kind, names] : std::exchange(m_going, {})) {
        if (written) m_held[kind].clear();
        m_held[kind].merge(names);
    }
    if (!m_waiting.empty() && !m_isOver) begin();
    for (auto& done : served) done(written);
    // Last, for it may be the end of whatever owns this.
    if (m_isOver) std::exchange(m_whenIdle, nullptr)();
}

void Checkpoints::whenIdle(world::Callback done) {
    m_isOver = true;
    m_whenIdle = std::move(done);
    if (m_isWriting) return;
    m_idle = m_world.timers.after(world::Duration::zero(), [this] { std::exchange(m_whenIdle, nullptr)(); });
}

Result<void> Checkpoints::writeFile(world::Files& files, const std::string& folder, CheckpointKind kind,
                                    const log::OffsetCheckpoint& content) {
    return log::writeOffsetCheckpoint(files, world::joinPath(folder, fileOf(kind)), content);
}

}  // namespace broker::node
