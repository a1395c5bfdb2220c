#pragma once

#include "widgets/map/map_picture.h"

namespace sample {

/// The lively cluster: four topics on three brokers, three producers, three consumers; broker 3 dead if
/// asked.
widgets::MapPicture classroom(bool brokerThreeIsDead);

/// The same, all three alive: a link slow one way, one cut, one resetting one way, the clients of broker 1
/// cut off, the disk of broker 2 full, broker 3 frozen.
widgets::MapPicture troubled();

struct Size {
    int brokers = 3;
    int topics = 4;
    int partitions = 6;       ///< of each topic
    int replicas = 3;         ///< of each partition
    int clients = 3;          ///< on each side; each talks to every broker
    bool hasTrouble = false;  ///< every link is cut
};
/// Any number of everything.
widgets::MapPicture many(const Size& size);

}  // namespace sample
