#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/cluster/broker_thread.h"
#include "broker/cluster/cluster_client.h"
#include "broker/cluster/collector.h"
#include "broker/cluster/fault_board.h"
#include "broker/cluster/local_cluster.h"
#include "broker/cluster/profile.h"
#include "broker/faults/address_book.h"
#include "broker/host/process.h"

namespace broker::cluster {

/// The brokers and what is known of each. Everything but the collector is touched on the control loop only,
/// once `start` has returned.
class LocalCluster::Impl {
public:
    explicit Impl(ClusterOptions options)
        : m_options(std::move(options)) {}
    ~Impl();

    Result<void> start();

    void submit(Command command, OutcomeHandler done) {
        m_control->post([this, command = std::move(command), done = std::move(done)]() mutable {
            perform(std::move(command), std::move(done));
        });
    }

    std::vector<world::Address> bootstrap() const;
    const Collector& collector() const { return *m_collector; }
    const std::string& bootstrapServers() const { return m_bootstrapServers; }
    const std::string& folder() const { return m_folder; }

private:
    enum class Presence : std::uint8_t { kAlive, kChanging, kGone };

    Result<void> takeFolder();
    Result<void> makeBrokers();
    Result<void> bindBrokers();
    Result<void> makeAndBind(std::uint16_t firstPort);
    std::string clusterId();
    std::vector<node::Voter> voters() const;
    world::Address bootstrapAddress(const BrokerThread& broker) const;
    Result<BrokerThread*> find(BrokerId id, Presence expected, std::string_view act);

    void perform(Command command, OutcomeHandler done);
    void run(const KillBroker& command, OutcomeHandler done);
    void run(const StopBroker& command, OutcomeHandler done);
    void run(const RestartBroker& command, OutcomeHandler done);
    void run(const FreezeBroker& command, OutcomeHandler done);
    void run(const ThawBroker& command, OutcomeHandler done);
    void run(const CutPower& command, OutcomeHandler done);
    void run(const SetLink& command, OutcomeHandler done);
    void run(const HealLinks& command, OutcomeHandler done);
    void run(const SetDisk& command, OutcomeHandler done);
    template <class ClientCommand>
    void run(ClientCommand command, OutcomeHandler done) {
        m_client->run(std::move(command), std::move(done));
    }
    /// One direction of a link at a broker.
    struct LinkChange {
        BrokerId at;
        BrokerId far;
        faults::Direction direction;
        faults::LinkFault fault;
    };
    Result<void> checkLink(const SetLink& command) const;
    void setLinks(const std::vector<FaultBoard::Direction>& directions, const faults::LinkFault& fault,
                  std::string sentence, OutcomeHandler done);
    void change(std::vector<LinkChange> changes, std::move_only_function<void()> done);
    void publishFaults();
    bool isOldSessionAlive(BrokerId id) const;
    BrokerThread& thread(BrokerId id) { return *m_brokers[static_cast<std::size_t>(id.value() - 1)]; }

    void onFailed(BrokerId id, const Error& reason);
    void becomeGone(BrokerId id, observe::BrokerState state, const std::string& reason,
                    observe::EventKind kind);
    void report(observe::EventKind kind, BrokerId broker, std::vector<observe::EventArgument> arguments);
    void stopAll();
    template <class IsMeant>
    void stopTogether(IsMeant isMeant);

    ClusterOptions m_options;
    ProfiledSettings m_profile;
    std::vector<BrokerId> m_voters;
    std::optional<host::TemporaryFolder> m_temporaryFolder;
    std::optional<host::FolderLock> m_lock;
    std::string m_folder;
    std::string m_clusterId;
    std::string m_bootstrapServers;
    std::unique_ptr<Collector> m_collector;
    std::unique_ptr<host::HostLoop> m_control;
    std::unique_ptr<ClusterClient> m_client;  ///< on the control loop
    std::map<BrokerId, Presence> m_presence;
    FaultBoard m_faults;
    faults::AddressBook m_book;
    std::vector<std::unique_ptr<BrokerThread>> m_brokers;  ///< by id from 1
};

}  // namespace broker::cluster
