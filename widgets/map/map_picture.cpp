#include "widgets/map/map_picture.h"

#include <algorithm>

#include "broker/observe/snapshot.h"

namespace widgets {

std::vector<MapPicture::Link> linksOf(const broker::observe::ClusterSnapshot& snapshot) {
    std::vector<MapPicture::Link> links;
    const auto indexOf = [&snapshot](broker::BrokerId id) {
        return static_cast<std::size_t>(
            std::ranges::find(snapshot.brokers, id, [](const auto& b) { return b->id; }) -
            snapshot.brokers.begin());
    };
    for (std::size_t i = 0; i < snapshot.brokers.size(); ++i) {
        const std::size_t controller = indexOf(snapshot.brokers[i]->activeController);
        if (controller == i || controller == snapshot.brokers.size()) continue;
        links.push_back({.from = i,
                         .to = controller,
                         .isBroken = !isAlive(snapshot.brokers[i]->state) ||
                                     !isAlive(snapshot.brokers[controller]->state)});
    }
    return links;
}

}  // namespace widgets
