#pragma once

#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"

namespace broker::quorum {

/// What a node must not forget across a crash: the newest epoch it knows, whom it voted for in it, and who
/// leads it. The file is `quorum-state` in the metadata log's folder: one JSON object (kraft.version 0).
struct QuorumState {
    std::string clusterId;
    BrokerId leader = kNoBroker;
    LeaderEpoch epoch{0};
    BrokerId voted = kNoBroker;
    Offset applied{0};               ///< written for form's sake; nothing reads it
    std::vector<BrokerId> voters{};  ///< the static voter set, ascending

    friend bool operator==(const QuorumState&, const QuorumState&) = default;
};

inline constexpr std::size_t kMaxQuorumStateFile = 64 * 1024;

/// The whole file.
std::string encodeQuorumState(const QuorumState& state);
/// kMalformed: not such an object, a number out of range, a vote and a leader that contradict each other;
/// kUnsupportedVersion: a data_version other than 0. Unknown members are skipped.
Result<QuorumState> decodeQuorumState(ByteView file);

}  // namespace broker::quorum
