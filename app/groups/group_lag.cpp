#include "app/groups/group_lag.h"

#include <algorithm>
#include <map>

namespace app {
namespace {

using namespace broker::observe;
using broker::Offset;
using broker::Timestamp;
using broker::TopicPartition;

/// The replica that leads the partition; null: nobody does.
const ReplicaSnapshot* leaderOf(const ClusterSnapshot& snapshot, const TopicPartition& which) {
    const TopicSnapshot* topic = snapshot.topic(which.topic);
    const auto index = static_cast<std::size_t>(which.partition.value());
    if (!topic || index >= topic->partitions.size()) return nullptr;
    return snapshot.replica(which, topic->partitions[index]->leader);
}

void measure(PartitionLag& lag, const ReplicaSnapshot& leader, const LogEnds& ends, Timestamp now) {
    lag.end = leader.highWatermark;
    if (!lag.committed) return;
    const Offset next = std::max(*lag.committed, leader.logStart);
    lag.records = std::max<std::int64_t>(0, leader.highWatermark - next);
    if (lag.records == 0) {
        lag.age = 0;
        return;
    }
    const auto appended = ends.appendedBy(lag.partition, next);
    if (!appended) return;
    lag.age = std::max<std::int64_t>(0, now.value() - appended->time.value());
    lag.isOlder = appended->isAtMost;
}

}  // namespace

GroupLag groupLag(const ClusterSnapshot& snapshot, const GroupSnapshot& group, const LogEnds& ends,
                  Timestamp now) {
    std::map<TopicPartition, PartitionLag> rows;
    const auto rowOf = [&rows](const TopicPartition& which) -> PartitionLag& {
        return rows.try_emplace(which, PartitionLag{.partition = which}).first->second;
    };
    for (const auto& topic : group.offsets)
        for (const auto& committed : topic->partitions) {
            PartitionLag& row = rowOf({topic->topic, committed.partition});
            row.committed = committed.offset;
            row.committedAt = committed.time;
        }
    for (const auto& member : group.members)
        for (const auto& partition : *member->assignment) rowOf(partition).clientId = member->clientId;
    GroupLag lag;
    for (auto& [which, row] : rows) {
        if (const ReplicaSnapshot* leader = leaderOf(snapshot, which)) measure(row, *leader, ends, now);
        lag.records += std::max<std::int64_t>(0, row.records);
        lag.unknown += row.records < 0 ? 1 : 0;
        if (row.age > lag.age) {
            lag.age = row.age;
            lag.isOlder = row.isOlder;
        }
        lag.partitions.push_back(std::move(row));
    }
    return lag;
}

}  // namespace app
