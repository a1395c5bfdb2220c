#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "broker/observe/snapshot.h"

namespace app {

/// Who reads which partition: a matrix of partitions by members, before the last rebalance and after it.
struct GroupOwnership {
    struct Member {
        std::string id;
        std::string clientId;
        bool isNew = false;   ///< came with the last rebalance
        bool isGone = false;  ///< had something before it, and is no member any more

        friend bool operator==(const Member&, const Member&) = default;
    };
    struct Row {
        broker::TopicPartition partition;
        std::optional<std::size_t> before{};  ///< into members; none: nobody read it
        std::optional<std::size_t> after{};   ///< none: nobody reads it

        /// Had an owner, and has another one or none.
        bool hasMoved() const { return before && before != after; }
        friend bool operator==(const Row&, const Row&) = default;
    };
    std::vector<Member> members;  ///< by client id and id; those that are gone come last
    std::vector<Row> rows;        ///< ascending; all partitions that somebody reads, read or subscribes to
    bool isUnderWay = false;      ///< the group rebalances: nobody was given anything yet

    friend bool operator==(const GroupOwnership&, const GroupOwnership&) = default;
};

/// Without a rebalance to tell of, everybody has what they had.
GroupOwnership groupOwnership(const broker::observe::ClusterSnapshot& snapshot,
                              const broker::observe::GroupSnapshot& group);
/// Of an earlier rebalance: before it and after it, whatever came later.
GroupOwnership ownershipIn(const broker::observe::RebalanceSnapshot& rebalance);

}  // namespace app
