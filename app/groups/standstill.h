#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/observe/group_snapshot.h"

namespace app {

/// What a member stood still for.
enum class StandstillPhase : std::uint8_t {
    kOthers,    ///< all members have to join
    kHandling,  ///< it knows the members; the leading one divides the partitions
    kShare,     ///< it waits for what it is given
};

/// How long each member of a group stood still in a rebalance. Times are milliseconds since it began.
struct Standstill {
    struct Part {
        StandstillPhase phase = StandstillPhase::kOthers;
        std::int64_t from = 0;
        std::int64_t to = 0;

        friend bool operator==(const Part&, const Part&) = default;
    };
    struct Member {
        std::string id;
        std::string clientId;
        std::vector<Part> parts;  ///< one after the other, without those that took no time
        bool isNew = false;       ///< it had nothing before
        bool isOver = false;      ///< it goes on
        bool never = false;       ///< it never came: nothing of it is known

        /// All parts together.
        std::int64_t total() const { return parts.empty() ? 0 : parts.back().to - parts.front().from; }
        friend bool operator==(const Member&, const Member&) = default;
    };
    std::vector<Member> members;  ///< by client id and id
    std::int64_t span = 0;        ///< until the last one went on, or until this moment
    std::int64_t joined = -1;     ///< all had joined; -1: not yet
    bool isUnderWay = false;

    friend bool operator==(const Standstill&, const Standstill&) = default;
};

/// `now` matters to a rebalance that is under way only.
Standstill standstill(const broker::observe::RebalanceSnapshot& rebalance, broker::Timestamp now);

}  // namespace app
