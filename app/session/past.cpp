#include "app/session/past.h"

#include <utility>

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
    }
    m_rebalances.learn(snapshot);
    noteLags(snapshot, now);
}

void Past::noteLags(const Moment::SnapshotPointer& snapshot, Timestamp now) {
    for (const auto& [group, lag] : m_lags.learn(snapshot, m_ends, now))
        for (const PartitionLag& one : lag->partitions) {
            if (one.end) m_ends.note(one.partition, *one.end, now);
            if (one.records >= 0)
                m_store->note(group->id, one.partition,
                              {.time = now, .records = one.records, .milliseconds = one.age});
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
