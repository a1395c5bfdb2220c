#include "app/map/map_groups.h"

#include <algorithm>
#include <utility>

#include "app/session/changed_replicas.h"

namespace app {

using namespace broker::observe;
using widgets::MapPicture;

void MapGroups::show(const SnapshotPointer& snapshot) {
    if (snapshot == m_snapshot) return;
    const bool isAlike = takeBrokers(*snapshot);
    const bool differs = takeTopics(*snapshot->metadata, !isAlike);
    m_snapshot = snapshot;
    if (!differs) return;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i].groups.clear();
        for (const Topic& topic : m_topics)
            if (topic.groups[i]) m_cards[i].groups.push_back(*topic.groups[i]);
    }
}

bool MapGroups::takeBrokers(const ClusterSnapshot& next) {
    bool isAlike =
        std::ranges::equal(m_cards, next.brokers, {}, &Card::id, [](const auto& b) { return b->id; });
    if (!isAlike) {
        m_snapshot.reset();
        m_cards.assign(next.brokers.size(), {});
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        Card& card = m_cards[i];
        const BrokerSnapshot& now = *next.brokers[i];
        card.id = now.id;
        if (std::exchange(card.isUp, isAlive(now.state)) != isAlive(now.state)) isAlike = false;
        forEachChangedReplica(m_snapshot ? m_snapshot->brokers[i].get() : nullptr, now,
                              [&](const ReplicaSnapshot* last, const ReplicaSnapshot* replica) {
                                  card.leaders += (replica && replica->isLeader) - (last && last->isLeader);
                                  const bool failed = last && !last->failure.empty();
                                  const bool fails = replica && !replica->failure.empty();
                                  if (failed == fails) return;
                                  isAlike = false;
                                  if (fails)
                                      card.failed.insert(replica->partition);
                                  else
                                      card.failed.erase(last->partition);
                              });
    }
    return isAlike;
}

void MapGroups::learnHues(const MetadataSnapshot& next) {
    std::set<std::string> names;
    for (const auto& topic : next.topics)
        if (!topic->isInternal) names.insert(topic->name);
    m_hues.learn(names);
}

bool MapGroups::takeTopics(const MetadataSnapshot& next, bool allAnew) {
    bool differs = allAnew;
    std::vector<Topic> topics;
    topics.reserve(m_topics.size());
    auto old = m_topics.begin();
    bool hasHues = false;
    const auto learnOnce = [&] {
        if (!std::exchange(hasHues, true)) learnHues(next);
    };
    for (const auto& topic : next.topics) {
        if (topic->isInternal) continue;
        while (old != m_topics.end() && old->topic != topic && old->topic->name < topic->name) {
            ++old;
            differs = true;
        }
        const bool isKnown = old != m_topics.end() && old->topic->name == topic->name;
        if (!isKnown) learnOnce();
        Topic made = isKnown ? std::move(*old++) : Topic{};
        const bool isSame = !allAnew && made.topic == topic;
        if (!isSame) {
            differs = true;
            const bool isPatched = !allAnew && isKnown && patchGroups(made, *topic);
            made.topic = topic;
            if (!isPatched) makeGroups(made);
        }
        topics.push_back(std::move(made));
    }
    differs = differs || old != m_topics.end();
    m_topics = std::move(topics);
    return differs;
}

std::size_t MapGroups::cardOf(broker::BrokerId id) const {
    return static_cast<std::size_t>(std::ranges::find(m_cards, id, &Card::id) - m_cards.begin());
}

MapPicture::Cell MapGroups::cellOf(const Card& card, const std::string& topic,
                                   const PartitionSnapshot& partition) const {
    using Kind = MapPicture::CellKind;
    const bool hasFailed =
        !card.failed.empty() && card.failed.contains(broker::TopicPartition{topic, partition.index});
    const bool isInSync = std::ranges::find(partition.isr, card.id) != partition.isr.end();
    const bool isLeader = partition.leader == card.id;
    return {.partition = partition.index,
            .kind = !card.isUp || hasFailed ? Kind::kOffline
                    : isLeader              ? Kind::kLeader
                    : isInSync              ? Kind::kInSync
                                            : Kind::kOutOfSync,
            .isPreferred = card.isUp && partition.preferredLeader == card.id && !isLeader,
            .isLost = partition.leader == broker::kNoBroker};
}

void MapGroups::makeGroups(Topic& made) const {
    const TopicSnapshot& topic = *made.topic;
    std::vector<MapPicture::Group> groups(m_cards.size());
    for (const auto& partition : topic.partitions)
        for (const broker::BrokerId id : partition->replicas)
            if (const std::size_t card = cardOf(id); card < m_cards.size())
                groups[card].cells.push_back(cellOf(m_cards[card], topic.name, *partition));
    made.groups.assign(m_cards.size(), std::nullopt);
    const QString name = QString::fromStdString(topic.name);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].cells.empty()) continue;
        groups[i].topic = name;
        groups[i].hue = hueOf(topic.name);
        made.groups[i] = Group(std::move(groups[i]));
    }
}

bool MapGroups::patchGroups(Topic& made, const TopicSnapshot& next) const {
    const auto& before = made.topic->partitions;
    if (before.size() != next.partitions.size()) return false;
    std::map<std::size_t, MapPicture::Group> changed;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto& partition = next.partitions[i];
        if (before[i] == partition) continue;
        if (before[i]->replicas != partition->replicas) return false;
        for (const broker::BrokerId id : partition->replicas) {
            const std::size_t card = cardOf(id);
            if (card >= m_cards.size()) continue;
            const MapPicture::Group& last = **made.groups[card];
            const MapPicture::Cell cell = cellOf(m_cards[card], next.name, *partition);
            const auto place = static_cast<std::size_t>(
                std::ranges::lower_bound(last.cells, cell.partition, {}, &MapPicture::Cell::partition) -
                last.cells.begin());
            if (last.cells[place] == cell) continue;
            changed.try_emplace(card, last).first->second.cells[place] = cell;
        }
    }
    for (auto& [card, group] : changed) made.groups[card] = Group(std::move(group));
    return true;
}

}  // namespace app
