#pragma once

#include <QString>

#include "app/inspect/inspection.h"
#include "app/inspect/replica_facts.h"

/// Short words for how a replica stands, in the window's language: for pictures and tables.
namespace app {

/// "in sync", "out of sync", "offline" …
QString replicaStateName(const ReplicaFacts& facts);
Tone replicaTone(const ReplicaFacts& facts);
/// "1,140 behind for 20 s, limit 10 s"; why it is so in a few words.
QString replicaWhy(const ReplicaFacts& facts, std::optional<std::int64_t> limitMillis);
/// "20 s", "240 ms".
QString lagTime(std::int64_t millis);
/// "64 records cut".
QString cutWords(std::int64_t records);
/// The replicas that are not in sync, each with how far it is behind, since when and against which limit;
/// empty: there is none.
QString outOfSyncWords(const broker::observe::ClusterSnapshot& snapshot, const broker::TopicPartition& which,
                       const broker::observe::PartitionSnapshot& partition, broker::Timestamp now);
/// The same where there is little room: "3: 4,062 · 20 s / 10 s": how far behind, how long, and the limit.
QString outOfSyncBrief(const broker::observe::ClusterSnapshot& snapshot, const broker::TopicPartition& which,
                       const broker::observe::PartitionSnapshot& partition, broker::Timestamp now);

}  // namespace app
