#pragma once

#include <memory>

#include "broker/metadata/publish.h"
#include "broker/node/broker_lifecycle.h"
#include "broker/node/connections.h"
#include "broker/node/coordinator_runtime/group_service.h"
#include "broker/node/node.h"
#include "broker/node/partitions.h"
#include "broker/node/raft_driver/raft_driver.h"

namespace broker::node {

/// Publishes what this broker looks like, some time after something changed: within kSoon if it is rare and
/// waited for - this broker's state, the metadata, who the controller is -, else within kInterval. Never more
/// often; a broker to which nothing happens publishes nothing. Parts that are not there yet are null.
class Publisher {
public:
    static constexpr world::Duration kInterval = std::chrono::milliseconds(100);
    static constexpr world::Duration kSoon = std::chrono::milliseconds(10);

    struct Sources {
        const NodeOptions& options;
        world::World& world;
        NodeObserver& observer;
        Connections& clients;
        Connections& internals;
        DelayedOperations& delayed;
        Partitions& partitions;
        RaftDriver* raft = nullptr;
        const BrokerLifecycle* lifecycle = nullptr;
        GroupService* groups = nullptr;
        world::Address clientAddress;
        world::Address controllerAddress;
        bool isVoter = false;
    };
    explicit Publisher(Sources sources);

    /// For parts that come into being later.
    Sources& sources() { return m_sources; }
    void changed();
    void publishNow();
    /// The metadata sets others for this broker.
    void settingsChanged();

private:
    /// What is waited for: equal values have been published.
    struct Standing {
        observe::BrokerState state = observe::BrokerState::kStarting;
        quorum::Role role = quorum::Role::kUnattached;
        LeaderEpoch epoch = kNoLeaderEpoch;
        BrokerId controller = kNoBroker;
        metadata::ImagePointer image;
        bool operator==(const Standing&) const = default;
    };
    Standing standing() const;
    std::shared_ptr<const observe::BrokerSnapshot> build();
    std::vector<observe::BrokerSnapshot::Setting> settings() const;

    Sources m_sources;
    std::vector<observe::BrokerSnapshot::Setting> m_settings;
    metadata::SnapshotPublisher m_metadata;
    Standing m_published;
    Timestamp m_stateSince;
    world::Timer m_timer;
    bool m_isSoon = false;  ///< the timer runs for kSoon
};

}  // namespace broker::node
