#pragma once

#include <QByteArray>

#include "broker/observe/snapshot.h"

namespace app {

/// A node of a snapshot as the history stores it: the version of the layout, then its own fields in the order
/// in which they are declared; numbers of variable length, texts and lists behind their length. What hangs
/// below it in lists of pointers is stored by itself, and so is a quorum's tail. Members and offsets of a
/// group are within it. Larger ones are compressed.
template <class Leaf>
QByteArray encodeLeaf(const Leaf& leaf);

/// False, and `leaf` is of no use, if these are no such bytes, or another version's.
template <class Leaf>
bool decodeLeaf(const QByteArray& bytes, Leaf& leaf);

#define BROKERSCOPE_LEAVES(X)             \
    X(broker::observe::ClusterSnapshot)   \
    X(broker::observe::MetadataSnapshot)  \
    X(broker::observe::TopicSnapshot)     \
    X(broker::observe::PartitionSnapshot) \
    X(broker::observe::RegisteredBroker)  \
    X(broker::observe::BrokerSnapshot)    \
    X(broker::observe::ReplicaSnapshot)   \
    X(broker::observe::ClientSnapshot)    \
    X(broker::observe::GroupSnapshot)     \
    X(broker::observe::MetadataTail)

#define X(Leaf)                                         \
    extern template QByteArray encodeLeaf(const Leaf&); \
    extern template bool decodeLeaf(const QByteArray&, Leaf&);
BROKERSCOPE_LEAVES(X)
#undef X

}  // namespace app
