#include "app/session/local_session.h"

#include <utility>

#include "broker/reading/source.h"

namespace app {

LocalSession::LocalSession(std::unique_ptr<broker::cluster::LocalCluster> cluster, QObject* parent)
    : ClusterSession(parent)
    , m_cluster(std::move(cluster)) {
    start();
}

LocalSession::~LocalSession() = default;

broker::Result<ClusterSession::RecordSource> LocalSession::read(broker::reading::Plan plan) {
    return m_cluster->read(std::move(plan));
}

ClusterSession::SnapshotPointer LocalSession::latestSnapshot() { return m_cluster->snapshot(); }

std::vector<broker::observe::Event> LocalSession::eventsAfter(std::uint64_t number) {
    constexpr std::uint64_t kBefore = EventLog::kFirstNumber;
    auto events = m_cluster->eventsAfter(number > kBefore ? number - kBefore : 0);
    for (broker::observe::Event& event : events) event.number += kBefore;
    return events;
}

void LocalSession::carryOut(Command command, broker::cluster::OutcomeHandler done) {
    m_cluster->submit(std::move(command), std::move(done));
}

}  // namespace app
