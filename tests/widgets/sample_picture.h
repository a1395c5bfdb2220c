#pragma once

#include "widgets/map/map_picture.h"

namespace sample {

/// The lively cluster: four topics on three brokers, three producers, three consumers; broker 3 dead if
/// asked.
widgets::MapPicture classroom(bool brokerThreeIsDead);

struct Size {
    int brokers = 3;
    int topics = 4;
    int partitions = 6;  ///< of each topic
    int replicas = 3;    ///< of each partition
    int clients = 3;     ///< on each side; each talks to every broker
};
/// Any number of everything.
widgets::MapPicture many(const Size& size);

}  // namespace sample
