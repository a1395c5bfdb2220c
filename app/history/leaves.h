#pragma once

#include <cstdint>
#include <string>

#include "broker/observe/changed_elements.h"
#include "broker/observe/snapshot.h"

namespace app {

/// Where a leaf hangs in a snapshot. Kinds are stored by their numbers: new ones come last. The broker is the
/// one that tells of it, kNoBroker for what the metadata tells; name and number are a topic's and a
/// partition's, a group's, or a connection's number.
struct LeafPlace {
    enum class Kind : std::uint8_t {
        kCluster,
        kMetadata,
        kTopic,
        kPartition,
        kRegistration,
        kBroker,
        kReplica,
        kClient,
        kGroup,
        kMetadataTail,  ///< the last records of the broker's metadata log
    };
    Kind kind = Kind::kCluster;
    broker::BrokerId broker = broker::kNoBroker;
    std::string name;
    std::uint64_t number = 0;

    friend bool operator==(const LeafPlace&, const LeafPlace&) = default;
    friend auto operator<=>(const LeafPlace&, const LeafPlace&) = default;
};

/// Calls `leaf(place, node)` for every node of the snapshot that is not the same one in `before`, and
/// `gone(place)` for every one that is not there any more. A node that carries lists of others is told of for
/// its own fields. `before` may be null. What did not change is passed over by its pointer alone.
template <class Leaf, class Gone>
class LeafWalk {
public:
    LeafWalk(const Leaf& leaf, const Gone& gone)
        : m_leaf(leaf)
        , m_gone(gone) {}

    void operator()(const broker::observe::ClusterSnapshot* before,
                    const broker::observe::ClusterSnapshot& after) const {
        static const broker::observe::ClusterSnapshot kNothing;
        static const broker::observe::MetadataSnapshot kNoMetadata;
        static const broker::observe::BrokerSnapshot kNoneYet;
        if (before == &after) return;
        m_leaf(LeafPlace{}, after);
        const auto& old = before ? *before : kNothing;
        if (old.metadata != after.metadata)
            metadata(old.metadata ? *old.metadata : kNoMetadata, *after.metadata);
        broker::observe::forEachChanged(
            old.brokers, after.brokers, [](const auto& broker) { return broker.id; },
            [this](const auto* was, const auto* is) {
                this->tell({.kind = LeafPlace::Kind::kBroker, .broker = (is ? is : was)->id, .name = {}}, is);
                broker(was ? *was : kNoneYet, is ? *is : kNoneYet, (is ? is : was)->id);
            });
    }

private:
    using Kind = LeafPlace::Kind;

    template <class Node>
    void tell(const LeafPlace& place, const Node* node) const {
        if (node)
            m_leaf(place, *node);
        else
            m_gone(place);
    }

    void metadata(const broker::observe::MetadataSnapshot& before,
                  const broker::observe::MetadataSnapshot& after) const {
        static const broker::observe::TopicSnapshot kNoTopic;
        m_leaf(LeafPlace{.kind = Kind::kMetadata, .name = {}}, after);
        broker::observe::forEachChanged(
            before.topics, after.topics, [](const auto& topic) -> const std::string& { return topic.name; },
            [this](const auto* was, const auto* is) {
                const std::string& name = (is ? is : was)->name;
                this->tell({.kind = Kind::kTopic, .name = name}, is);
                broker::observe::forEachChanged(
                    (was ? *was : kNoTopic).partitions, (is ? *is : kNoTopic).partitions,
                    [](const auto& partition) { return partition.index; },
                    [&](const auto* old, const auto* next) {
                        const auto index = static_cast<std::uint64_t>((next ? next : old)->index.value());
                        this->tell({.kind = Kind::kPartition, .name = name, .number = index}, next);
                    });
            });
        broker::observe::forEachChanged(
            before.brokers, after.brokers, [](const auto& broker) { return broker.id; },
            [this](const auto* was, const auto* is) {
                this->tell({.kind = Kind::kRegistration, .broker = (is ? is : was)->id, .name = {}}, is);
            });
    }

    void broker(const broker::observe::BrokerSnapshot& before, const broker::observe::BrokerSnapshot& after,
                broker::BrokerId id) const {
        const auto tail = [](const auto& broker) { return broker.quorum ? broker.quorum->tail : nullptr; };
        if (tail(before) != tail(after))
            this->tell({.kind = Kind::kMetadataTail, .broker = id, .name = {}}, tail(after).get());
        broker::observe::forEachChanged(
            before.replicas, after.replicas,
            [](const auto& replica) -> const broker::TopicPartition& { return replica.partition; },
            [this, id](const auto* was, const auto* is) {
                const broker::TopicPartition& where = (is ? is : was)->partition;
                this->tell({.kind = Kind::kReplica,
                            .broker = id,
                            .name = where.topic,
                            .number = static_cast<std::uint64_t>(where.partition.value())},
                           is);
            });
        broker::observe::forEachChanged(
            before.clients, after.clients, [](const auto& client) { return client.connection; },
            [this, id](const auto* was, const auto* is) {
                this->tell(
                    {.kind = Kind::kClient, .broker = id, .name = {}, .number = (is ? is : was)->connection},
                    is);
            });
        broker::observe::forEachChanged(
            before.groups, after.groups, [](const auto& group) -> const std::string& { return group.id; },
            [this, id](const auto* was, const auto* is) {
                this->tell({.kind = Kind::kGroup, .broker = id, .name = (is ? is : was)->id}, is);
            });
    }

    const Leaf& m_leaf;
    const Gone& m_gone;
};

template <class Leaf, class Gone>
void forEachChangedLeaf(const broker::observe::ClusterSnapshot* before,
                        const broker::observe::ClusterSnapshot& after, const Leaf& leaf, const Gone& gone) {
    LeafWalk<Leaf, Gone>(leaf, gone)(before, after);
}

}  // namespace app
