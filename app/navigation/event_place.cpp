#include "app/navigation/event_place.h"

namespace app {

std::optional<Place> eventPlace(const broker::observe::Event& event) {
    using broker::observe::EventKind;
    if (event.kind == EventKind::kControllerElected || event.kind == EventKind::kControllerLost ||
        describe(event.kind).lane == broker::observe::Lane::kVotes)
        return quorumPlace(Tab::kElection);
    if (const auto group = event.argument("group"); !group.empty()) return groupPlace(std::string(group));
    if (!event.partition) return std::nullopt;
    switch (event.kind) {
        case EventKind::kTopicDeleted:
            return std::nullopt;
        case EventKind::kSegmentRolled:
        case EventKind::kLogRecovered:
        case EventKind::kRecordsDeleted:
        case EventKind::kLogCompacted:
        case EventKind::kLogUncleanable:
            return segmentsPlace(*event.partition, event.broker);
        default:
            break;
    }
    const bool isWholeTopic = event.partition->partition.value() < 0;
    return topicPlace(event.partition->topic, isWholeTopic ? Tab::kPartitions : Tab::kTopicReplicas);
}

}  // namespace app
