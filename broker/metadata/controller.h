#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/config/settings.h"
#include "broker/metadata/commands.h"
#include "broker/metadata/image.h"
#include "broker/metadata/sessions.h"
#include "broker/world/time.h"

namespace broker::metadata {

struct ControllerOptions {
    BrokerId self = kNoBroker;
    std::string clusterId;
    /// Of this broker: broker.session.timeout.ms, num.partitions, default.replication.factor,
    /// delete.topic.enable, auto.leader.rebalance.enable, leader.imbalance.* and what supplies the topics'
    /// defaults.
    config::Settings settings;
    /// More replicas than this are refused with INVALID_REPLICATION_FACTOR.
    std::int16_t maxReplicationFactor = 1;
    std::uint64_t seed = 0;  ///< of placement and topic ids
};

/// The decisions of the active controller (KIP-500, KIP-631, KIP-966). A command becomes records and a reply
/// and changes nothing; whoever asked appends the records and calls `replay`, which alone changes the working
/// state. Brokers see only what is committed, so the working state may be ahead of every published image.
///
/// Life: inactive → `activate` once this node leads the quorum and all earlier epochs' records are committed
/// → commands, `replay`, `tick` → `deactivate` when leadership is lost, which drops the working state;
/// nothing is ever undone. Commands to an inactive controller answer NOT_CONTROLLER without records.
///
/// It sees no clock, disk or socket. Invariants of the working state: M2, M3, M4, M9 and M10.
class Controller {
public:
    explicit Controller(ControllerOptions options);

    struct Activation {
        LeaderEpoch epoch;
        ImagePointer committed;  ///< of everything below `nextOffset`
        Offset nextOffset;       ///< where the next batch will be appended
        world::Moment now;
        /// The active controller before this one, if it is known, and when this node last heard from it.
        BrokerId predecessor = kNoBroker;
        world::Moment heardPredecessorAt{};
    };
    /// The decision bootstraps a cluster that has no features yet, else it is empty.
    Decision<NoReply> activate(const Activation& activation);
    void deactivate();
    bool isActive() const { return m_state != nullptr; }
    LeaderEpoch epoch() const { return m_epoch; }

    Decision<RegisterBrokerReply> registerBroker(const RegisterBroker& command, world::Moment now);
    /// Renews the broker's session; everything else it changes goes through the records.
    Decision<BrokerHeartbeatReply> heartbeat(const BrokerHeartbeat& command, world::Moment now);
    Decision<CreateTopicsReply> createTopics(const CreateTopics& command);
    Decision<DeleteTopicsReply> deleteTopics(const DeleteTopics& command);
    Decision<CreatePartitionsReply> createPartitions(const CreatePartitions& command);
    /// A lowered min.insync.replicas takes their eligibility from replicas in the same step: what is
    /// committed from then on they may lack (M2, M6).
    Decision<AlterConfigsReply> alterConfigs(const AlterConfigs& command);
    Decision<AllocateProducerIdsReply> allocateProducerIds(const AllocateProducerIds& command);
    Decision<AlterPartitionReply> alterPartition(const AlterPartition& command);
    Decision<ElectLeadersReply> electLeaders(const ElectLeaders& command);

    /// What time demands: fences one broker whose session has ended, continues elections that did not fit
    /// into one decision, or gives partitions back to their preferred leaders. Empty when there is nothing to
    /// do; until then it is called again after each replay.
    Decision<NoReply> tick(world::Moment now);
    /// When `tick` has something to do next; nothing: only a command can change that.
    std::optional<world::Moment> nextTick() const;

    /// The records of the last decision, appended as one batch at `firstOffset`, which must be where the
    /// decision was told it would be.
    void replay(std::span<const Record> records, Offset firstOffset);

    /// What was replayed, committed or not; null while inactive. `end()` is the offset whose commit releases
    /// the replies given so far.
    const ImagePointer& workingImage() const { return m_state; }

private:
    // controller.cpp
    /// Null, and the outcome says why, if this is not a registered broker's current uptime.
    const BrokerImage* checkedBroker(BrokerId broker, BrokerEpoch epoch, Outcome& outcome) const;
    Outcome checkRegistration(const RegisterBroker& command, world::Moment now) const;
    /// A refused broker asks again and again; one uptime's refusals for one reason are told once.
    bool isNewRefusal(const RegisterBroker& command, ErrorCode code);
    bool mayLeave(const BrokerImage& broker);
    void unfence(const BrokerImage& broker, std::vector<Record>& records);
    /// Room is kept for the change of the broker itself. False: it takes another decision to finish.
    bool fence(const BrokerImage& broker, std::vector<Record>& records) const;
    void rebalance(world::Moment now, std::vector<Record>& records);
    void indexNames(const MetadataImage& before, const MetadataImage& after);

    // controller_partitions.cpp
    using AlteredPartition = AlterPartitionReply::Partition;
    AlteredPartition alterPartition(BrokerId leader, const AlterPartition::Partition& asked,
                                    std::vector<Record>& records) const;
    Outcome checkAlteration(BrokerId leader, const AlterPartition::Partition& asked,
                            const PartitionImage& partition) const;
    Outcome checkMembers(const AlterPartition::Partition& asked) const;
    Outcome electLeader(const TopicPartition& asked, ElectionType type, std::vector<Record>& records) const;
    Outcome electLeader(const TopicImage& topic, const PartitionImage& partition, ElectionType type,
                        std::vector<Record>& records) const;

    // controller_topics.cpp
    struct TopicPlan;
    Outcome plan(const NewTopic& topic, TopicPlan& plan) const;
    Outcome planByHand(const NewTopic& topic, TopicPlan& plan) const;
    Outcome place(TopicPlan& plan);
    Outcome checkName(const std::string& name) const;
    std::vector<Record> recordsOf(const TopicPlan& plan) const;
    CreatedTopic createTopic(const NewTopic& topic, bool validateOnly, std::vector<Record>& records);
    DeletedTopic deleteTopic(const TopicReference& reference, std::set<Uuid>& taken) const;

    // controller_growth.cpp
    Outcome growByHand(const TopicImage& topic, const std::vector<std::vector<BrokerId>>& assignments) const;
    Outcome grow(const CreatePartitions::Topic& asked, std::vector<Record>& records);

    // controller_configs.cpp
    Outcome checkResource(const ConfigResource& resource) const;
    Outcome alterResource(const AlterConfigs::Resource& asked, bool replacesAll,
                          std::vector<Record>& records) const;
    void forgetEligible(std::vector<Record>& records) const;

    struct Refusal {
        Uuid incarnationId;
        ErrorCode code = ErrorCode::kNone;

        bool operator==(const Refusal&) const = default;
    };

    ControllerOptions m_options;
    Random m_random;
    LeaderEpoch m_epoch = kNoLeaderEpoch;
    ImagePointer m_state;
    BrokerSessions m_sessions;
    /// Names with '.' or '_' by what they collide on.
    std::map<std::string, std::string> m_collisions;
    /// The last one of each broker, of at most kMaxRefusals.
    std::map<BrokerId, Refusal> m_refusals;
    /// There may be partitions whose leader is still to be elected, because a decision was cut at its limit,
    /// or that have eligible replicas too many, because a setting changed.
    bool m_electionsLeft = false;
    /// Nothing: auto.leader.rebalance.enable is off.
    std::optional<world::Moment> m_nextRebalance;
};

}  // namespace broker::metadata
