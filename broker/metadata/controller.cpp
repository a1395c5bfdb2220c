#include "broker/metadata/controller.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "broker/base/check.h"
#include "broker/metadata/delta.h"
#include "broker/metadata/elections.h"
#include "broker/metadata/features.h"
#include "broker/metadata/topic_names.h"

namespace broker::metadata {
namespace {

constexpr std::int32_t kProducerIdBlock = 1000;
/// Anyone may ask under any number, so not all are remembered for ever.
constexpr std::size_t kMaxRefusals = 1000;

template <class... Args>
Outcome refused(ErrorCode code, fmt::format_string<Args...> pattern, Args&&... args) {
    return {code, fmt::format(pattern, std::forward<Args>(args)...)};
}

observe::Event registrationRefused(BrokerId broker, const std::string& reason) {
    observe::Event event;
    event.kind = observe::EventKind::kRegistrationRefused;
    event.broker = broker;
    event.arguments = {{"broker", fmt::format("{}", broker)}, {"reason", reason}};
    return event;
}

RegisterBrokerRecord recordOf(const RegisterBroker& command) {
    return {.broker = command.broker,
            .incarnationId = command.incarnationId,
            .endpoints = command.endpoints,
            .features = command.features,
            .rack = command.rack,
            .logDirs = command.logDirs};
}

bool saysTheSame(const RegisterBrokerRecord& record, const BrokerImage& image) {
    return record.endpoints == image.endpoints && record.features == image.features &&
           record.rack == image.rack && record.logDirs == image.logDirs;
}

BrokerRegistrationChangeRecord changeOf(const BrokerImage& broker) {
    BrokerRegistrationChangeRecord change;
    change.broker = broker.id;
    change.epoch = broker.epoch;
    return change;
}

Record fencing(const BrokerImage& broker) {
    BrokerRegistrationChangeRecord change = changeOf(broker);
    change.fencing = BrokerRegistrationChangeRecord::Fencing::kFence;
    return change;
}

bool changesMinInsync(const Record& record) {
    const auto* config = std::get_if<ConfigRecord>(&record);
    return config && config->name == "min.insync.replicas";
}

world::Duration rebalanceInterval(const config::Settings& settings) {
    return std::chrono::seconds(settings.integer("leader.imbalance.check.interval.seconds"));
}

}  // namespace

Controller::Controller(ControllerOptions options)
    : m_options(std::move(options))
    , m_random(m_options.seed)
    , m_sessions(std::chrono::milliseconds(m_options.settings.integer("broker.session.timeout.ms"))) {}

Decision<NoReply> Controller::activate(const Activation& activation) {
    CHECK(!isActive());
    CHECK(activation.committed != nullptr && activation.committed->end() <= activation.nextOffset);
    auto state = activation.committed->apply({}, activation.nextOffset, activation.epoch);
    CHECK(state.has_value());
    m_state = *std::move(state);
    m_epoch = activation.epoch;
    m_electionsLeft = true;
    m_nextRebalance = std::nullopt;
    if (m_options.settings.boolean("auto.leader.rebalance.enable"))
        m_nextRebalance = activation.now + rebalanceInterval(m_options.settings);
    indexNames(*MetadataImage::empty(), *m_state);
    m_state->brokers().forEach([&](BrokerId id, const auto& broker) {
        if (broker->fenced) return;
        const bool isPredecessor = id == activation.predecessor;
        m_sessions.touch(id, broker->epoch, Offset{-1},
                         isPredecessor ? activation.heardPredecessorAt : activation.now);
    });
    Decision<NoReply> decision;
    if (m_state->features().empty())
        for (FeatureLevelRecord& feature : initialFeatures()) decision.records.push_back(std::move(feature));
    return decision;
}

void Controller::deactivate() {
    m_state = nullptr;
    m_epoch = kNoLeaderEpoch;
    m_sessions.clear();
    m_collisions.clear();
    m_refusals.clear();
    m_electionsLeft = false;
    m_nextRebalance = std::nullopt;
}

void Controller::replay(std::span<const Record> records, Offset firstOffset) {
    CHECK(isActive() && firstOffset == m_state->end());
    if (records.empty()) return;
    const Offset end = firstOffset + static_cast<std::int64_t>(records.size());
    auto after = m_state->apply(records, end, m_epoch);
    CHECK(after.has_value());
    m_electionsLeft = m_electionsLeft || std::ranges::any_of(records, changesMinInsync);
    indexNames(*m_state, **after);
    m_state = *std::move(after);
}

void Controller::indexNames(const MetadataImage& before, const MetadataImage& after) {
    const auto erase = [this](const TopicImage& topic) {
        const auto at = m_collisions.find(collisionKey(topic.name));
        if (at != m_collisions.end() && at->second == topic.name) m_collisions.erase(at);
    };
    ShardedMap<std::string, TopicImage>::compare(
        before.topics(), after.topics(), [&](const std::string& name, const auto& old, const auto& fresh) {
            if (!mayCollide(name)) return;
            if (old && !fresh) erase(*old);
            if (fresh) m_collisions.insert_or_assign(collisionKey(name), name);
        });
}

const BrokerImage* Controller::checkedBroker(BrokerId id, BrokerEpoch epoch, Outcome& outcome) const {
    if (!isActive()) {
        outcome =
            refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
        return nullptr;
    }
    const BrokerImage* broker = m_state->broker(id);
    if (!broker) {
        outcome = refused(ErrorCode::kStaleBrokerEpoch, "broker {} is not registered", id);
    } else if (broker->epoch != epoch) {
        outcome = refused(ErrorCode::kStaleBrokerEpoch, "broker {} is registered with epoch {}, not {}", id,
                          broker->epoch, epoch);
        return nullptr;
    }
    return broker;
}

Outcome Controller::checkRegistration(const RegisterBroker& command, world::Moment now) const {
    if (!isActive())
        return refused(ErrorCode::kNotController, "broker {} is not the active controller", m_options.self);
    if (command.clusterId != m_options.clusterId)
        return refused(ErrorCode::kInconsistentClusterId, "it belongs to cluster {}, this is cluster {}",
                       command.clusterId, m_options.clusterId);
    if (command.broker.value() < 0 || command.incarnationId.isZero() || command.endpoints.empty())
        return refused(ErrorCode::kInvalidRegistration,
                       "a registration needs a node id, an incarnation id and a listener");
    for (const auto& [feature, level] : m_state->features()) {
        const auto understands = [&](const SupportedFeature& supported) {
            return supported.name == feature && supported.least <= level && level <= supported.most;
        };
        if (std::none_of(command.features.begin(), command.features.end(), understands))
            return refused(ErrorCode::kUnsupportedVersion, "it does not understand {} at level {}", feature,
                           level);
    }
    const BrokerImage* existing = m_state->broker(command.broker);
    if (existing && existing->incarnationId != command.incarnationId && !existing->inControlledShutdown &&
        m_sessions.isValid(existing->id, existing->epoch, now))
        return refused(ErrorCode::kDuplicateBrokerRegistration,
                       "broker {} is registered already, and its session has not ended", command.broker);
    return {};
}

bool Controller::isNewRefusal(const RegisterBroker& command, ErrorCode code) {
    const Refusal refusal{command.incarnationId, code};
    if (!m_refusals.contains(command.broker) && m_refusals.size() >= kMaxRefusals) m_refusals.clear();
    Refusal& last = m_refusals[command.broker];
    return std::exchange(last, refusal) != refusal;
}

Decision<RegisterBrokerReply> Controller::registerBroker(const RegisterBroker& command, world::Moment now) {
    Decision<RegisterBrokerReply> decision;
    Outcome& outcome = decision.reply.outcome;
    outcome = checkRegistration(command, now);
    if (!outcome.ok()) {
        if (outcome.error != ErrorCode::kNotController && isNewRefusal(command, outcome.error))
            decision.events.push_back(registrationRefused(command.broker, outcome.detail));
        return decision;
    }
    m_refusals.erase(command.broker);
    RegisterBrokerRecord record = recordOf(command);
    const BrokerImage* existing = m_state->broker(command.broker);
    if (existing && existing->incarnationId == command.incarnationId) {
        // The same uptime asks again: its answer was lost, or something about it changed.
        record.epoch = existing->epoch;
        record.fenced = existing->fenced;
        record.inControlledShutdown = existing->inControlledShutdown;
        decision.reply.epoch = existing->epoch;
        if (!saysTheSame(record, *existing)) decision.records.push_back(std::move(record));
        return decision;
    }
    // Without a clean shutdown what it had acknowledged may be gone (KIP-966).
    const bool isDistrusted = existing && command.previousEpoch != existing->epoch;
    if (existing && !Elections(*m_state, m_options.settings)
                         .remove(existing->id, isDistrusted, kMaxRecordsPerDecision - 1, decision.records)) {
        outcome =
            refused(ErrorCode::kRequestTimedOut,
                    "the partitions of the broker's last uptime are being cleaned up; it may ask again");
        return decision;
    }
    record.epoch = BrokerEpoch{m_state->end().value() + static_cast<std::int64_t>(decision.records.size())};
    decision.reply.epoch = record.epoch;
    decision.records.push_back(std::move(record));
    return decision;
}

bool Controller::mayLeave(const BrokerImage& broker) {
    if (leadsAny(*m_state, broker.id)) return false;
    const Offset after = m_sessions.leaveAfter(broker.id, m_state->end());
    bool allCaughtUp = true;
    m_state->brokers().forEach([&](BrokerId id, const auto& other) {
        if (other->isActive() && m_sessions.metadataOffset(id) + 1 < after) allCaughtUp = false;
    });
    return allCaughtUp;
}

void Controller::unfence(const BrokerImage& broker, std::vector<Record>& records) {
    BrokerRegistrationChangeRecord change = changeOf(broker);
    change.fencing = BrokerRegistrationChangeRecord::Fencing::kUnfence;
    records.push_back(change);
    const std::size_t limit = kMaxRecordsPerDecision - records.size();
    if (!Elections(*m_state, m_options.settings).electMissing(broker.id, limit, records))
        m_electionsLeft = true;
}

bool Controller::fence(const BrokerImage& broker, std::vector<Record>& records) const {
    const Elections elections(*m_state, m_options.settings);
    if (!elections.remove(broker.id, false, kMaxRecordsPerDecision - 1, records)) return false;
    records.push_back(fencing(broker));
    return true;
}

Decision<BrokerHeartbeatReply> Controller::heartbeat(const BrokerHeartbeat& command, world::Moment now) {
    Decision<BrokerHeartbeatReply> decision;
    BrokerHeartbeatReply& reply = decision.reply;
    const BrokerImage* broker = checkedBroker(command.broker, command.epoch, reply.outcome);
    if (!broker) return decision;
    m_sessions.touch(broker->id, broker->epoch, command.metadataOffset, now);
    reply.isCaughtUp = command.metadataOffset.value() >= broker->epoch.value();
    reply.isFenced = broker->fenced;
    const Elections elections(*m_state, m_options.settings);

    if (broker->fenced) {
        // A broker that left stays so until its next uptime.
        reply.shouldShutDown = command.wantShutDown || broker->inControlledShutdown;
        // Kafka asks for the registration alone. Whoever only stood still has that, but does not know yet
        // whose leader it no longer is.
        const bool knowsAll =
            command.metadataOffset + 1 >= m_sessions.returnAfter(broker->id, m_state->end());
        if (!reply.shouldShutDown && !command.wantFence && reply.isCaughtUp && knowsAll) {
            unfence(*broker, decision.records);
            m_sessions.returned(broker->id);
            reply.isFenced = false;
        }
    } else if (command.wantShutDown && !broker->inControlledShutdown && leadsAny(*m_state, broker->id)) {
        BrokerRegistrationChangeRecord change = changeOf(*broker);
        change.shutdown = BrokerRegistrationChangeRecord::Shutdown::kEntered;
        decision.records.push_back(change);
        // What does not fit into this decision is done by the next heartbeat.
        elections.remove(broker->id, false, kMaxRecordsPerDecision - 1, decision.records);
    } else if (broker->inControlledShutdown && leadsAny(*m_state, broker->id)) {
        elections.remove(broker->id, false, kMaxRecordsPerDecision, decision.records);
    } else if (command.wantFence || command.wantShutDown || broker->inControlledShutdown) {
        if (broker->inControlledShutdown && !mayLeave(*broker)) return decision;
        if (!fence(*broker, decision.records)) return decision;
        reply.isFenced = true;
        reply.shouldShutDown = command.wantShutDown || broker->inControlledShutdown;
    }
    // Whoever was told that it may stop has no session left, and may start again at once.
    if (reply.shouldShutDown) m_sessions.end(broker->id);
    return decision;
}

Decision<AllocateProducerIdsReply> Controller::allocateProducerIds(const AllocateProducerIds& command) {
    Decision<AllocateProducerIdsReply> decision;
    AllocateProducerIdsReply& reply = decision.reply;
    const BrokerImage* broker = checkedBroker(command.broker, command.epoch, reply.outcome);
    if (!broker) return decision;
    const ProducerId first = m_state->nextProducerId();
    if (first.value() > std::numeric_limits<std::int64_t>::max() - kProducerIdBlock) {
        reply.outcome = refused(ErrorCode::kUnknownServerError, "all producer ids are used up");
        return decision;
    }
    reply.first = first;
    reply.count = kProducerIdBlock;
    decision.records.push_back(ProducerIdsRecord{
        .broker = broker->id, .epoch = broker->epoch, .next = first + std::int64_t{kProducerIdBlock}});
    return decision;
}

Decision<NoReply> Controller::tick(world::Moment now) {
    Decision<NoReply> decision;
    if (!isActive()) return decision;
    std::shared_ptr<const BrokerImage> silent;
    m_state->brokers().forEach([&](BrokerId id, const auto& broker) {
        if (!silent && !broker->fenced && !m_sessions.isValid(id, broker->epoch, now)) silent = broker;
    });
    if (silent) {
        fence(*silent, decision.records);
    } else if (m_electionsLeft) {
        m_electionsLeft = !Elections(*m_state, m_options.settings)
                               .electMissing(kNoBroker, kMaxRecordsPerDecision, decision.records);
    }
    if (decision.records.empty() && m_nextRebalance && *m_nextRebalance <= now)
        rebalance(now, decision.records);
    return decision;
}

void Controller::rebalance(world::Moment now, std::vector<Record>& records) {
    const std::int64_t percentage = m_options.settings.integer("leader.imbalance.per.broker.percentage");
    // What does not fit is done by the next tick, which is due at once.
    if (Elections(*m_state, m_options.settings).rebalance(percentage, kMaxRecordsPerDecision, records))
        m_nextRebalance = now + rebalanceInterval(m_options.settings);
}

std::optional<world::Moment> Controller::nextTick() const {
    if (!isActive()) return std::nullopt;
    if (m_electionsLeft) return world::Moment{};
    std::optional<world::Moment> next = m_nextRebalance;
    m_state->brokers().forEach([&](BrokerId id, const auto& broker) {
        if (broker->fenced) return;
        const world::Moment end = m_sessions.endOf(id).value_or(world::Moment{});
        if (!next || end < *next) next = end;
    });
    return next;
}

}  // namespace broker::metadata
