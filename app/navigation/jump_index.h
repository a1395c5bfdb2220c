#pragma once

#include <memory>
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

/// Finds brokers, topics, partitions, groups, clients and pages by part of their name. Built again only when the
/// metadata or the brokers' lists changed; 10,000 partitions are searched in about a millisecond. A value of
/// the GUI thread.
class JumpIndex {
public:
    static constexpr std::size_t kMaxFound = 40;

    void show(const std::shared_ptr<const broker::observe::ClusterSnapshot>& snapshot);
    /// After the language changed.
    void forget();

    /// Best first: the name itself, then beginnings, then parts; pages before brokers before topics before
    /// groups before partitions before clients. An empty text finds the pages and brokers.
    std::vector<JumpTarget> find(const QString& text) const;

private:
    struct Entry {
        QString name;  ///< lower case
        int order;     ///< of its kind
        JumpTarget target;
    };
    void build();
    void add(int order, QString text, QString detail, Place place, Subject subject);

    std::shared_ptr<const broker::observe::ClusterSnapshot> m_snapshot;
    const void* m_metadata = nullptr;
    // What the index was built from.
    std::vector<std::string> m_clients;  ///< names, sorted
    std::vector<std::string> m_groups;   ///< ids, sorted
    std::size_t m_brokers = 0;
    std::vector<Entry> m_entries;
};

}  // namespace app
