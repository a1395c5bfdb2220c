#include "app/groups/lag_book.h"

#include <algorithm>

namespace app {

using namespace broker::observe;

void LagBook::learn(const ClusterSnapshot& snapshot, const Groups& groups, std::string_view lookedAt,
                    const Moment& moment) {
    const auto learnOne = [&](const GroupSnapshot& group) {
        m_lags.insert_or_assign(group.id, groupLag(snapshot, group, moment.ends, moment.now));
    };
    const auto idOf = [](const auto& group) { return std::string_view(group->id); };
    auto next = std::ranges::upper_bound(groups, std::string_view(m_last), {}, idOf);
    bool isLearned = false;
    const std::size_t count = std::min(kGroupsAtOnce, groups.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (next == groups.end()) {
            next = groups.begin();
            forgetGone(groups);
        }
        isLearned = isLearned || (*next)->id == lookedAt;
        learnOne(**next);
        m_last = (*next)->id;
        ++next;
    }
    if (groups.empty()) m_lags.clear();
    const auto wanted = std::ranges::lower_bound(groups, lookedAt, {}, idOf);
    if (!isLearned && wanted != groups.end() && (*wanted)->id == lookedAt) learnOne(**wanted);
}

void LagBook::forgetGone(const Groups& groups) {
    std::erase_if(m_lags, [&groups](const auto& entry) {
        return !std::ranges::binary_search(groups, std::string_view(entry.first), {},
                                           [](const auto& group) { return std::string_view(group->id); });
    });
}

const GroupLag* LagBook::of(std::string_view group) const {
    const auto found = m_lags.find(group);
    return found == m_lags.end() ? nullptr : &found->second;
}

}  // namespace app
