#pragma once

#include <memory>

#include "app/session/cluster_session.h"

namespace app {

/// A cluster inside this program: brokers on threads, real sockets and files. It owns the cluster; destroying
/// it stops the brokers cleanly.
class LocalSession : public ClusterSession {
public:
    explicit LocalSession(std::unique_ptr<broker::cluster::LocalCluster> cluster, QObject* parent = nullptr);
    ~LocalSession() override;

    broker::Result<RecordSource> read(broker::reading::Plan plan) override;

protected:
    SnapshotPointer latestSnapshot() override;
    std::vector<broker::observe::Event> eventsAfter(std::uint64_t number) override;
    void carryOut(Command command, broker::cluster::OutcomeHandler done) override;

private:
    std::unique_ptr<broker::cluster::LocalCluster> m_cluster;
};

}  // namespace app
