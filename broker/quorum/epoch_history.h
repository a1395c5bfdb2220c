#pragma once

#include <span>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/result.h"

namespace broker::quorum {

struct EpochStart {
    LeaderEpoch epoch;
    Offset start;

    friend bool operator==(const EpochStart&, const EpochStart&) = default;
};

/// Where an epoch ends in a log: the first offset after it.
struct EpochEnd {
    LeaderEpoch epoch;
    Offset end;

    friend bool operator==(const EpochEnd&, const EpochEnd&) = default;
};

/// Which epochs' batches a log holds and where each begins: epochs and offsets strictly increase. It lets two
/// logs find the last point at which they agree (KIP-101, KIP-279).
class EpochHistory {
public:
    EpochHistory() = default;
    /// kMalformed unless both columns increase and nothing is negative.
    static Result<EpochHistory> of(std::vector<EpochStart> starts);

    /// A batch of this epoch was appended at `start`; nothing happens if the epoch is the last one already.
    /// CHECKs that it is no earlier one.
    void append(LeaderEpoch epoch, Offset start);
    /// The log ends here from now on; epochs that begin at or after `end` are gone.
    void truncate(Offset end);
    /// The log begins here from now on: epochs that end at or before `start` are gone. Called for no start
    /// beyond `logEnd`, where the log ends.
    void beginAt(Offset start, Offset logEnd);

    /// kNoLeaderEpoch if the log is empty.
    LeaderEpoch last() const { return m_starts.empty() ? kNoLeaderEpoch : m_starts.back().epoch; }
    /// The largest epoch at or below `epoch` that the log knows, and where it ends; {kNoLeaderEpoch, 0} if it
    /// knows none. `logEnd` ends the last epoch.
    EpochEnd endOf(LeaderEpoch epoch, Offset logEnd) const;
    std::span<const EpochStart> starts() const { return m_starts; }

private:
    std::vector<EpochStart> m_starts;
};

}  // namespace broker::quorum
