#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/groups/group_lag.h"
#include "app/groups/log_ends.h"

namespace app {

/// The lag of all groups, learned in rounds, a number of partitions at a turn, so that thousands of groups
/// hold up nothing and none of them is passed over: a round goes on where the last turn left it, and the next
/// one begins when it is over and there is something new.
class LagBook {
public:
    /// About a millisecond.
    static constexpr std::size_t kPartitionsPerTurn = 500;

    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;
    using GroupPointer = std::shared_ptr<const broker::observe::GroupSnapshot>;

    struct Learned {
        GroupPointer group;
        const GroupLag* lag;  ///< until the next turn
    };
    /// The next groups in turn. Told are those that this second had not met before.
    std::vector<Learned> learn(const SnapshotPointer& snapshot, const LogEnds& ends, broker::Timestamp now);
    /// The round was not over with the last turn.
    bool isOnRound() const { return m_isOnRound; }
    /// Null: not learned yet.
    const GroupLag* of(std::string_view group) const;

private:
    struct Entry {
        GroupLag lag;
        broker::Timestamp time = broker::kNoTimestamp;
    };
    bool maybeBegin(const SnapshotPointer& snapshot, broker::Timestamp now);
    void forgetGone(const std::vector<GroupPointer>& groups);

    std::map<std::string, Entry, std::less<>> m_entries;
    bool m_isOnRound = false;
    std::optional<std::string> m_last{};  ///< of this round; none: it only begins
    SnapshotPointer m_begunWith;
    broker::Timestamp m_begun = broker::kNoTimestamp;
};

}  // namespace app
