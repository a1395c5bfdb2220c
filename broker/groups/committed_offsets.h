#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/observe/group_snapshot.h"
#include "broker/wire/group_record.h"

namespace broker::groups {

/// What one group has committed, as its records say. Only replaying them changes it.
class CommittedOffsets {
public:
    using Partitions = std::map<PartitionIndex, wire::OffsetCommitValue>;

    void set(const std::string& topic, PartitionIndex partition, const wire::OffsetCommitValue& value);
    void erase(const std::string& topic, PartitionIndex partition);

    bool isEmpty() const { return m_topics.empty(); }
    std::size_t count() const;
    /// Null: nothing.
    const wire::OffsetCommitValue* find(const std::string& topic, PartitionIndex partition) const;
    /// Null: nothing.
    const Partitions* topic(const std::string& topic) const;
    /// Calls `visit(topic, partition, value)` in their order.
    template <class Visit>
    void each(Visit visit) const {
        for (const auto& [topic, row] : m_topics)
            for (const auto& [partition, value] : row.partitions) visit(topic, partition, value);
    }

    /// Topics of which nothing changed keep the leaf of the last call.
    std::vector<std::shared_ptr<const observe::CommittedTopicSnapshot>> snapshot() const;

private:
    struct Topic {
        Partitions partitions;  ///< never empty
        mutable std::shared_ptr<const observe::CommittedTopicSnapshot> leaf;
    };

    std::map<std::string, Topic> m_topics;
};

}  // namespace broker::groups
