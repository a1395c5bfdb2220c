#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"

namespace broker::client {

/// An offset that a group committed, or is to have.
struct GroupOffset {
    TopicPartition partition;
    Offset offset{-1};  ///< the next one to read; -1: nothing is committed
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::string metadata;
    ErrorCode code = ErrorCode::kNone;  ///< why it is not known or was not taken

    friend bool operator==(const GroupOffset&, const GroupOffset&) = default;
};

// Where a group is to go on reading, as the rules of `kafka-consumer-groups --reset-offsets`. What lies
// beyond an end of a log becomes that end.

/// `--to-earliest`
struct ToEarliest {
    friend bool operator==(ToEarliest, ToEarliest) = default;
};
/// `--to-latest`
struct ToLatest {
    friend bool operator==(ToLatest, ToLatest) = default;
};
/// `--to-offset`
struct ToOffset {
    Offset offset;
    friend bool operator==(ToOffset, ToOffset) = default;
};
/// `--to-datetime`: the first record that is not older; the end where none is so young.
struct ToTime {
    Timestamp time;
    friend bool operator==(ToTime, ToTime) = default;
};
/// `--shift-by`: from what is committed, back if negative.
struct ShiftBy {
    std::int64_t records = 0;
    friend bool operator==(ShiftBy, ShiftBy) = default;
};
using OffsetRule = std::variant<ToEarliest, ToLatest, ToOffset, ToTime, ShiftBy>;

/// What a rule comes to for one partition.
struct OffsetResetRow {
    TopicPartition partition;
    Offset before{-1};    ///< committed until now; -1: nothing
    Offset after{-1};     ///< by the rule; -1: the rule cannot tell, `reason` says why
    Offset earliest{-1};  ///< the log's start; -1: not known
    Offset latest{-1};    ///< the log's end as clients see it; -1: not known
    ErrorCode code = ErrorCode::kNone;
    std::string reason;  ///< of a failure, in words

    bool ok() const { return code == ErrorCode::kNone; }
    friend bool operator==(const OffsetResetRow&, const OffsetResetRow&) = default;
};

}  // namespace broker::client
