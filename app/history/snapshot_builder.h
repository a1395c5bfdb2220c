#pragma once

#include <map>
#include <memory>

#include <QByteArray>

#include "app/history/leaves.h"

namespace app {

/// Puts a snapshot together again from its stored leaves.
class SnapshotBuilder {
public:
    /// In any order. A leaf that can't be read is passed over: the rest of the picture is still true.
    void add(const LeafPlace& place, const QByteArray& bytes);
    /// Null if there was no leaf of the cluster itself.
    std::shared_ptr<const broker::observe::ClusterSnapshot> build() const;

private:
    template <class Leaf>
    std::shared_ptr<Leaf> read(const LeafPlace& place) const;
    std::shared_ptr<const broker::observe::MetadataSnapshot> metadata() const;
    std::shared_ptr<const broker::observe::TopicSnapshot> topic(const LeafPlace& place) const;
    std::shared_ptr<const broker::observe::BrokerSnapshot> broker(const LeafPlace& place) const;
    /// All leaves of a kind, as their broker tells of them; by name and number.
    template <class Leaf>
    std::vector<std::shared_ptr<const Leaf>> all(LeafPlace::Kind kind,
                                                 broker::BrokerId broker = broker::kNoBroker) const;

    std::map<LeafPlace, QByteArray> m_leaves;
};

}  // namespace app
