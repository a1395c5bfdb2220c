#pragma once

#include <cstdint>
#include <string>

#include "broker/base/strong.h"

namespace broker {

/// Position of a record in a partition's log. Log end offset and high watermark are exclusive: the first
/// offset that is not yet there.
using Offset = Strong<struct OffsetTag, std::int64_t>;
/// Counts the leaders of a partition, and the terms of the metadata quorum. -1: unknown.
using LeaderEpoch = Strong<struct LeaderEpochTag, std::int32_t>;
/// Counts the changes that the controller made to a partition's state.
using PartitionEpoch = Strong<struct PartitionEpochTag, std::int32_t>;
/// `node.id`. -1: none.
using BrokerId = Strong<struct BrokerIdTag, std::int32_t>;
/// One uptime of a broker: the offset of its registration record (KIP-631). -1: none.
using BrokerEpoch = Strong<struct BrokerEpochTag, std::int64_t>;
using PartitionIndex = Strong<struct PartitionIndexTag, std::int32_t>;
/// Idempotent producer (KIP-98). -1: none.
using ProducerId = Strong<struct ProducerIdTag, std::int64_t>;
using ProducerEpoch = Strong<struct ProducerEpochTag, std::int16_t>;
/// Counts a producer's records in one partition from 0; wraps to 0 after 2147483647. -1: none.
using Sequence = Strong<struct SequenceTag, std::int32_t>;
/// Wall-clock time in milliseconds since 1970-01-01 UTC. -1: none.
using Timestamp = Strong<struct TimestampTag, std::int64_t>;

inline constexpr BrokerId kNoBroker{-1};
inline constexpr BrokerEpoch kNoBrokerEpoch{-1};
inline constexpr LeaderEpoch kNoLeaderEpoch{-1};
inline constexpr ProducerId kNoProducerId{-1};
inline constexpr ProducerEpoch kNoProducerEpoch{-1};
inline constexpr Sequence kNoSequence{-1};
inline constexpr Timestamp kNoTimestamp{-1};

/// A partition by name. Orders by topic, then partition.
struct TopicPartition {
    std::string topic;
    PartitionIndex partition;

    friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

}  // namespace broker

template <>
struct std::hash<broker::TopicPartition> {
    std::size_t operator()(const broker::TopicPartition& tp) const noexcept {
        return std::hash<std::string>{}(tp.topic) * 31 + static_cast<std::size_t>(tp.partition.value());
    }
};

template <>
struct fmt::formatter<broker::TopicPartition> {
    constexpr auto parse(fmt::format_parse_context& context) { return context.begin(); }
    template <class Context>
    auto format(const broker::TopicPartition& tp, Context& context) const {
        return fmt::format_to(context.out(), "{}-{}", tp.topic, tp.partition.value());
    }
};
