#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/groups/group_lag.h"
#include "app/groups/log_ends.h"

namespace app {

/// The lag of all groups, learned a number of groups at a time, so that thousands of them cost a moment no
/// more than a few do.
class LagBook {
public:
    static constexpr std::size_t kGroupsAtOnce = 150;

    using Groups = std::vector<std::shared_ptr<const broker::observe::GroupSnapshot>>;

    /// Where ages come from, and when that is.
    struct Moment {
        const LogEnds& ends;
        broker::Timestamp now;
    };
    /// The next ones in turn, and the one that is looked at. `groups`: all of the snapshot, sorted by id.
    void learn(const broker::observe::ClusterSnapshot& snapshot, const Groups& groups,
               std::string_view lookedAt, const Moment& moment);
    /// Null: not learned yet.
    const GroupLag* of(std::string_view group) const;

private:
    void forgetGone(const Groups& groups);

    std::map<std::string, GroupLag, std::less<>> m_lags;
    std::string m_last;  ///< whose turn it was last
};

}  // namespace app
