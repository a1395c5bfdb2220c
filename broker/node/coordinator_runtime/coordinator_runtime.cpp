#include "broker/node/coordinator_runtime/coordinator_runtime.h"

#include <algorithm>
#include <utility>

#include "broker/node/diary.h"

namespace broker::node {

CoordinatorRuntime::CoordinatorRuntime(Context context)
    : m_context(std::move(context)) {}

CoordinatorRuntime::~CoordinatorRuntime() = default;

void CoordinatorRuntime::roleChanged(const TopicPartition& partition) {
    if (partition.topic != m_context.topic || m_isClosed) return;
    m_changed.insert(partition.partition);
    if (m_changed.size() > 1) return;
    m_looking = m_context.world.timers.after(world::Duration::zero(), [this] { lookAgain(); });
}

void CoordinatorRuntime::lookAgain() {
    for (const PartitionIndex index : std::exchange(m_changed, {})) {
        const TopicPartition name{m_context.topic, index};
        const auto shard = m_shards.find(index);
        if (shard != m_shards.end() && !shard->second->log.isLed()) end(index, reasonOf(name));
        const HostedPartition* hosted = m_context.partitions.find(name);
        if (hosted && hosted->leading && !m_shards.contains(index)) begin(*hosted);
    }
}

void CoordinatorRuntime::begin(const HostedPartition& led) {
    CoordinatorLog log({m_context.world, m_context.partitions, m_context.delayed}, led);
    auto shard = std::make_unique<Shard>(log, m_context.begin(log));
    shard->began = m_context.world.clock.now();
    shard->since = m_context.world.clock.wallTime();
    m_shards[led.name.partition] = std::move(shard);
    m_loading.push_back(led.name.partition);
    m_context.onChanged();
    if (m_loading.size() == 1) loadLater();
}

void CoordinatorRuntime::end(PartitionIndex index, const std::string& reason) {
    auto node = m_shards.extract(index);
    std::erase(m_loading, index);
    if (node.mapped()->phase == Phase::kActive) node.mapped()->state->unload(reason);
    m_context.onChanged();
}

std::string CoordinatorRuntime::reasonOf(const TopicPartition& partition) const {
    const HostedPartition* hosted = m_context.partitions.find(partition);
    if (!hosted) return "it holds no replica of it any more";
    if (hosted->failure) return fmt::format("its log is offline: {}", hosted->failure->detail);
    if (hosted->leader == kNoBroker) return "nobody leads it";
    if (hosted->leader != m_context.self)
        return fmt::format("broker {} leads it from leader epoch {}", hosted->leader, hosted->leaderEpoch);
    return fmt::format("others led it until leader epoch {}", hosted->leaderEpoch);
}

void CoordinatorRuntime::close() {
    m_isClosed = true;
    m_looking = nullptr;
    m_loadingStep = nullptr;
    while (!m_shards.empty()) end(m_shards.begin()->first, "the broker stops");
}

// Loading
// --------------------------------------------------------------------------------------------------

void CoordinatorRuntime::loadLater() {
    m_loadingStep = m_context.world.timers.after(world::Duration::zero(), [this] { loadSome(); });
}

/// One step for the shard that has waited longest.
void CoordinatorRuntime::loadSome() {
    if (m_loading.empty()) return;
    Shard& shard = *m_shards.at(m_loading.front());
    loadStep(shard);
    if (shard.phase != Phase::kLoading) m_loading.pop_front();
    m_context.onChanged();
    if (!m_loading.empty()) loadLater();
}

void CoordinatorRuntime::loadStep(Shard& shard) {
    const auto step = shard.log.readOn(shard.replayedTo, shard.log.endAtBeginning(),
                                       [&state = *shard.state](const wire::RecordView& record, Offset at) {
                                           return state.replay(record, at);
                                       });
    if (!step) {
        // One that is led no longer is about to be dropped.
        shard.phase = Phase::kFailed;
        if (step.error().code == ErrorCode::kNotCoordinator) return;
        diagnose(m_context.observer.diagnostics(), observe::Level::kError,
                 "{} cannot be coordinated here: {}", shard.log.partition(), step.error().detail);
        shard.state->unreadable(step.error());
        return;
    }
    shard.replayedTo = step->next;
    shard.records += step->records;
    if (shard.replayedTo < shard.log.endAtBeginning()) return;
    shard.phase = Phase::kActive;
    shard.since = m_context.world.clock.wallTime();
    shard.state->loaded({shard.records, m_context.world.clock.now() - shard.began});
}

// Asking
// ---------------------------------------------------------------------------------------------------

Result<CoordinatorState*> CoordinatorRuntime::find(PartitionIndex index) const {
    const TopicPartition name{m_context.topic, index};
    const auto found = m_shards.find(index);
    const bool isLed = found != m_shards.end() && found->second->log.isLed();
    if (isLed && found->second->phase == Phase::kActive) return found->second->state.get();
    if (isLed && found->second->phase == Phase::kFailed)
        return failure(ErrorCode::kNotCoordinator, "the log of {} can't be read here", name);
    const HostedPartition* hosted = m_context.partitions.find(name);
    if (!hosted || hosted->leader != m_context.self || hosted->failure || m_isClosed)
        return failure(ErrorCode::kNotCoordinator, "this broker does not lead {}", name);
    return failure(ErrorCode::kCoordinatorLoadInProgress, "{} is still being loaded", name);
}

std::vector<CoordinatorState*> CoordinatorRuntime::active() const {
    std::vector<CoordinatorState*> states;
    for (const auto& [index, shard] : m_shards)
        if (shard->phase == Phase::kActive && shard->log.isLed()) states.push_back(shard->state.get());
    return states;
}

std::vector<CoordinatorState*> CoordinatorRuntime::all() const {
    std::vector<CoordinatorState*> states;
    for (const auto& [index, shard] : m_shards)
        if (shard->phase != Phase::kFailed && shard->log.isLed()) states.push_back(shard->state.get());
    return states;
}

std::vector<CoordinatorRuntime::ShownShard> CoordinatorRuntime::show() const {
    std::vector<ShownShard> shown;
    for (const auto& [index, shard] : m_shards) {
        if (shard->phase == Phase::kFailed) continue;
        shown.push_back({.partition = index,
                         .leaderEpoch = shard->log.ledSince(),
                         .isLoading = shard->phase == Phase::kLoading,
                         .loadedTo = shard->replayedTo,
                         .loadsUpTo = shard->log.endAtBeginning(),
                         .since = shard->since,
                         .state = shard->state.get()});
    }
    return shown;
}

}  // namespace broker::node
