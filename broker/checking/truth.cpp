#include "broker/checking/truth.h"

#include <algorithm>

namespace broker::checking {

Truth::Truth(const Plan& plan)
    : brokers(static_cast<std::size_t>(plan.brokers) + 1) {
    for (const TopicPlan& topic : plan.topics)
        for (int i = 0; i < topic.partitions; ++i)
            partitions.push_back({.name = {.topic = topic.name, .partition = PartitionIndex(i)},
                                  .log = {},
                                  .values = {},
                                  .exemptBecause = {}});
    std::ranges::sort(partitions, {}, &Partition::name);
}

int Truth::indexOf(const TopicPartition& name) const {
    const auto found = std::ranges::lower_bound(partitions, name, {}, &Partition::name);
    if (found == partitions.end() || found->name != name) return -1;
    return static_cast<int>(found - partitions.begin());
}

void Truth::exempt(int index, std::string because) {
    Partition& one = partition(index);
    if (!one.isExempt) one.exemptBecause = std::move(because);
    one.isExempt = true;
    one.highWatermark = Offset(0);
    one.log.clear();
    one.values.clear();
    for (Write& write : writes)
        if (write.partition == index) write.mayBeLost = true;
}

}  // namespace broker::checking
