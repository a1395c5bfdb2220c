#include "broker/checking/checker.h"

#include <algorithm>

namespace broker::checking {

const ReplicaLook* BrokerLook::replica(int partition) const {
    const auto found = std::ranges::find(replicas, partition, &ReplicaLook::partition);
    return found == replicas.end() ? nullptr : &*found;
}

}  // namespace broker::checking
