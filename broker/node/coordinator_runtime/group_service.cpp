#include "broker/node/coordinator_runtime/group_service.h"

#include <algorithm>
#include <chrono>

#include "broker/groups/group_partition.h"

namespace broker::node {

GroupService::GroupService(Context context)
    : m_context(std::move(context))
    , m_runtime({.topic = std::string(kOffsetsTopic),
                 .self = m_context.self,
                 .world = m_context.world,
                 .partitions = m_context.partitions,
                 .delayed = m_context.delayed,
                 .observer = m_context.observer,
                 .begin = [this](CoordinatorLog log) { return begin(std::move(log)); },
                 .onChanged = m_context.onChanged}) {}

void GroupService::onImage(const metadata::ImageDelta& delta) {
    for (const metadata::ImageDelta::Topic& topic : delta.topics) {
        if (topic.after || topic.before->name == kOffsetsTopic) continue;
        for (CoordinatorState* state : m_runtime.all())
            asGroups(*state).topicDeleted(topic.before->name, topic.before->id);
    }
}

Result<PartitionIndex> GroupService::partitionOf(std::string_view group) {
    const metadata::TopicImage* topic = m_context.image->topic(std::string(kOffsetsTopic));
    if (!topic) {
        m_context.internalTopics.create(kOffsetsTopic);
        return failure(ErrorCode::kCoordinatorNotAvailable, "{} is being made", kOffsetsTopic);
    }
    return groups::partitionOfGroup(group, static_cast<std::int32_t>(topic->partitions.size()));
}

Result<GroupShard*> GroupService::find(std::string_view group) {
    ASSIGN_OR_RETURN(const PartitionIndex partition, partitionOf(group));
    ASSIGN_OR_RETURN(CoordinatorState* const state, m_runtime.find(partition));
    return &asGroups(*state);
}

Error GroupService::toClient(Error error) {
    if (error.code == ErrorCode::kRequestTimedOut) error.code = ErrorCode::kCoordinatorNotAvailable;
    return error;
}

groups::GroupCoordinator::Options GroupService::optionsFor(PartitionIndex partition) const {
    const config::Settings& settings = m_context.settings;
    const auto millis = [&](std::string_view name) {
        return world::Duration(std::chrono::milliseconds(settings.integer(name)));
    };
    return {.self = m_context.self,
            .partition = partition,
            .minSessionTimeout = millis("group.min.session.timeout.ms"),
            .maxSessionTimeout = millis("group.max.session.timeout.ms"),
            .initialRebalanceDelay = millis("group.initial.rebalance.delay.ms"),
            .maxSize = static_cast<std::int32_t>(settings.integer("group.max.size")),
            .maxOffsetMetadata = static_cast<std::int32_t>(settings.integer("offset.metadata.max.bytes")),
            .offsetsRetentionMs = settings.integer("offsets.retention.minutes") * 60'000,
            .offsetsCheckInterval = millis("offsets.retention.check.interval.ms"),
            .mutant = m_context.mutant};
}

std::unique_ptr<CoordinatorState> GroupService::begin(CoordinatorLog log) {
    const PartitionIndex partition = log.partition().partition;
    return std::make_unique<GroupShard>(
        GroupShard::Context{.self = m_context.self,
                            .world = m_context.world,
                            .observer = m_context.observer,
                            .options = optionsFor(partition),
                            .commitPatience = std::chrono::milliseconds(
                                m_context.settings.integer("offsets.commit.timeout.ms")),
                            .onChanged = m_context.onChanged},
        std::move(log));
}

std::vector<GroupService::Serving> GroupService::serving() const {
    std::vector<Serving> all;
    for (CoordinatorState* state : m_runtime.active()) {
        const GroupShard& shard = asGroups(*state);
        all.push_back({shard.partition().partition, shard.coordinator()});
    }
    return all;
}

const GroupService::Shown& GroupService::show() {
    const std::vector<CoordinatorRuntime::ShownShard> shards = m_runtime.show();
    const auto isSame = [](const CoordinatorRuntime::ShownShard& shard,
                           const observe::CoordinatorShardSnapshot& before) {
        return shard.partition == before.partition && shard.leaderEpoch == before.leaderEpoch &&
               shard.isLoading == before.isLoading;
    };
    bool isNew = !std::ranges::equal(shards, m_shown.shards, isSame);
    m_shown.shards.clear();
    std::vector<const GroupShard::Groups*> parts;
    for (const CoordinatorRuntime::ShownShard& shard : shards) {
        auto& groups = asGroups(*shard.state);
        m_shown.shards.push_back({.partition = shard.partition,
                                  .leaderEpoch = shard.leaderEpoch,
                                  .isLoading = shard.isLoading,
                                  .loadedTo = shard.loadedTo,
                                  .loadsUpTo = shard.loadsUpTo,
                                  .since = shard.since,
                                  .groups = static_cast<std::uint32_t>(groups.groupCount())});
        if (shard.isLoading) continue;
        bool isPartNew = false;
        parts.push_back(&groups.show(isPartNew));
        isNew = isNew || isPartNew;
    }
    if (!isNew) return m_shown;
    m_shown.groups.clear();
    for (const GroupShard::Groups* part : parts)
        m_shown.groups.insert(m_shown.groups.end(), part->begin(), part->end());
    std::ranges::sort(m_shown.groups, {}, [](const auto& group) -> const std::string& { return group->id; });
    return m_shown;
}

}  // namespace broker::node
