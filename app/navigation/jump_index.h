#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QString>

#include "app/inspect/subject.h"
#include "app/navigation/place.h"
#include "broker/observe/snapshot.h"

namespace app {

/// One thing that can be jumped to.
struct JumpTarget {
    QString text;    ///< "orders-1"
    QString detail;  ///< "partition of orders"
    Place place;
    Subject subject = ClusterSubject{};
};

/// Finds brokers, topics, partitions, groups, clients and pages by part of their name. Built when something
/// is looked for, so that a cluster that changes while nobody does costs nothing; 10,000 partitions are
/// searched in a few milliseconds. A value of the GUI thread.
class JumpIndex {
public:
    static constexpr std::size_t kMaxFound = 40;

    using SnapshotPointer = std::shared_ptr<const broker::observe::ClusterSnapshot>;

    void show(SnapshotPointer snapshot) { m_snapshot = std::move(snapshot); }
    /// After the language changed.
    void forget() { m_built = nullptr; }

    /// Best first: the name itself, then beginnings, then parts; pages before brokers before topics before
    /// groups before partitions before clients. An empty text finds the pages and brokers.
    std::vector<JumpTarget> find(const QString& text);

private:
    /// The kinds in their order.
    enum class Kind : std::uint8_t { kPage, kBroker, kTopic, kGroup, kPartition, kClient };
    struct Entry {
        QString name;  ///< lower case
        Kind kind;
        std::size_t at;  ///< among those of its kind, or the partition's topic
        int partition = 0;
    };
    void build();
    void addPages();
    JumpTarget targetOf(const Entry& entry) const;

    SnapshotPointer m_snapshot;
    // What the entries stand for.
    SnapshotPointer m_built;
    std::vector<JumpTarget> m_pages;
    std::vector<std::string> m_clients;  ///< names, sorted
    std::vector<std::string> m_groups;   ///< ids, sorted
    std::vector<Entry> m_entries;
};

}  // namespace app
