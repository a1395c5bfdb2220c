#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

namespace sample {

/// The connections by which the living others copy from a broker, after so many seconds.
std::vector<std::shared_ptr<const broker::observe::ClientSnapshot>> copies(int leader, int second,
                                                                           bool brokerThreeDead);
/// The link of brokers 1 and 3 is cut, what broker 1 sends to broker 2 comes 200 ms late, clients lose their
/// connections to broker 1 when they sent 64 KiB, broker 3 is frozen, and the disk of broker 2 is full.
void addFaults(broker::observe::ClusterSnapshot& snapshot);
/// What was told of that, from this number on.
std::vector<broker::observe::Event> faultEvents(std::uint64_t number);

}  // namespace sample
