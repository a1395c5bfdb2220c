#include "broker/observe/group_snapshot.h"

#include <algorithm>

namespace broker::observe {

std::string_view groupStateName(GroupState state) {
    switch (state) {
        case GroupState::kEmpty:
            return "Empty";
        case GroupState::kPreparingRebalance:
            return "PreparingRebalance";
        case GroupState::kCompletingRebalance:
            return "CompletingRebalance";
        case GroupState::kStable:
            return "Stable";
        case GroupState::kDead:
            return "Dead";
    }
    return {};
}

const GroupMemberSnapshot* GroupSnapshot::member(std::string_view memberId) const {
    const auto found = std::ranges::lower_bound(members, memberId, {},
                                                [](const auto& m) { return std::string_view(m->id); });
    return found != members.end() && (*found)->id == memberId ? found->get() : nullptr;
}

const CommittedOffsetSnapshot* GroupSnapshot::committed(const TopicPartition& where) const {
    const auto topic = std::ranges::lower_bound(offsets, where.topic, {},
                                                [](const auto& t) -> const std::string& { return t->topic; });
    if (topic == offsets.end() || (*topic)->topic != where.topic) return nullptr;
    const auto& rows = (*topic)->partitions;
    const auto row = std::ranges::lower_bound(rows, where.partition, {}, &CommittedOffsetSnapshot::partition);
    return row != rows.end() && row->partition == where.partition ? &*row : nullptr;
}

}  // namespace broker::observe
