#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "broker/assignors/assignors.h"

namespace broker::assignors {

/// "t0-1,t1-2"; "-" or nothing: none.
std::vector<TopicPartition> partitionsOf(std::string_view text);
/// "t0,t1"; "-" or nothing: none.
std::vector<std::string> wordsOf(std::string_view text);
/// " c0=t0-0,t0-1 c1=" by member id.
std::string tell(const Assignment& assignment);

/// A group and its topics, and what the Java client made of it.
struct JavaCase {
    std::string name;
    TopicSizes topics;
    std::vector<MemberSubscription> members;
    std::string range;
    std::string roundRobin;
    std::int64_t score = 0;  ///< of the sticky assignor's answer
    std::int64_t moved = 0;
};
std::vector<JavaCase> javaCases();

/// 0 is as even as can be: the differences of all pairs of members, summed.
std::int64_t balanceScore(const Assignment& assignment);
/// How many partitions members lost that they had and may still read.
std::int64_t movedFrom(const std::vector<MemberSubscription>& members, const TopicSizes& topics,
                       const Assignment& assignment);
/// Every partition of a topic that somebody subscribes to is with exactly one subscriber. Empty if so, else
/// what is wrong.
std::string invalidity(const std::vector<MemberSubscription>& members, const TopicSizes& topics,
                       const Assignment& assignment);
/// The members as they would join again, owning what they were assigned.
std::vector<MemberSubscription> after(std::vector<MemberSubscription> members, const Assignment& assignment,
                                      GenerationId generation);

}  // namespace broker::assignors
