#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/observe/snapshot.h"
#include "widgets/map/map_picture.h"
#include "widgets/palette.h"

namespace app {

/// The replicas on the brokers' cards, by topic. It keeps what it made of the snapshot that it was shown
/// last, and makes anew only the groups of those topics that differ: their other cells are copied, and the
/// groups of the other topics stay the same values. Colours stay with their topics over time.
class MapGroups {
public:
    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;
    using Group = widgets::Shared<widgets::MapPicture::Group>;

    void show(const SnapshotPointer& snapshot);

    /// Of the snapshot's broker at this place.
    const std::vector<Group>& groups(std::size_t broker) const { return m_cards[broker].groups; }
    int leaders(std::size_t broker) const { return m_cards[broker].leaders; }
    int hueOf(const std::string& topic) const { return static_cast<int>(m_hues.of(topic)); }

private:
    struct Card {
        broker::BrokerId id = broker::kNoBroker;
        bool isUp = false;
        int leaders = 0;
        std::set<broker::TopicPartition> failed;  ///< replicas that the broker cannot serve
        std::vector<Group> groups;
    };
    struct Topic {
        std::shared_ptr<const broker::observe::TopicSnapshot> topic;
        std::vector<std::optional<Group>> groups;  ///< by card; empty: it holds no replica
    };

    /// Whether the cells of what did not change in the metadata are as they were.
    bool takeBrokers(const broker::observe::ClusterSnapshot& next);
    /// Whether any group differs.
    bool takeTopics(const broker::observe::MetadataSnapshot& next, bool allAnew);
    void learnHues(const broker::observe::MetadataSnapshot& next);
    std::size_t cardOf(broker::BrokerId id) const;
    widgets::MapPicture::Cell cellOf(const Card& card, const std::string& topic,
                                     const broker::observe::PartitionSnapshot& partition) const;
    void makeGroups(Topic& made) const;
    /// False if the cells do not stand where they stood.
    bool patchGroups(Topic& made, const broker::observe::TopicSnapshot& next) const;

    SnapshotPointer m_snapshot;
    widgets::HueBook m_hues;
    std::vector<Card> m_cards;    ///< as the snapshot's brokers
    std::vector<Topic> m_topics;  ///< as the snapshot's topics, internal ones left out
};

}  // namespace app
