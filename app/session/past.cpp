#include "app/session/past.h"

#include <utility>

#include "app/groups/group_lag.h"

namespace app {

using broker::Timestamp;

Past::Past(QObject* parent)
    : QObject(parent)
    , m_store(std::make_unique<HistoryStore>(QString())) {}

Past::~Past() = default;

void Past::keepIn(const QString& path) {
    m_store = std::make_unique<HistoryStore>(path);
    connect(m_store.get(), &HistoryStore::loaded, this, &Past::loaded);
    connect(m_store.get(), &HistoryStore::found, this, &Past::found);
    connect(m_store.get(), &HistoryStore::failed, this, &Past::failed);
}

void Past::note(const Moment::SnapshotPointer& snapshot, Timestamp now) {
    if (const std::int64_t second = now.value() / 1000; second != m_second) {
        m_second = second;
        m_moments.note(snapshot, now);
        m_store->note(snapshot, now);
        // Those of the last second that were not reached are passed over: a gap is a gap in knowledge.
        m_groups.clear();
        for (GroupPointer& group : snapshot->groups())
            if (!group->offsets.empty() || !group->members.empty()) m_groups.push_back(std::move(group));
    }
    noteLags(*snapshot, now);
}

void Past::noteLags(const broker::observe::ClusterSnapshot& snapshot, Timestamp now) {
    for (std::size_t done = 0; done < kLagsPerTurn && !m_groups.empty(); ++done) {
        const GroupPointer group = std::move(m_groups.front());
        m_groups.pop_front();
        const GroupLag lag = groupLag(snapshot, *group, m_ends, now);
        done += lag.partitions.size();
        for (const PartitionLag& one : lag.partitions) {
            if (one.end) m_ends.note(one.partition, *one.end, now);
            if (one.records >= 0)
                m_store->note(group->id, one.partition,
                              {.time = now, .records = one.records, .milliseconds = one.age});
        }
    }
}

Moment Past::at(Timestamp when) {
    Moment moment = m_moments.at(when);
    if (moment.snapshot) return moment;
    // Before this run's first, or where the oldest had to go.
    m_store->find(when);
    return {};
}

Timestamp Past::begin() const {
    const Timestamp kept = m_store->momentsBegin();
    return kept != broker::kNoTimestamp ? kept : m_moments.begin();
}

}  // namespace app
