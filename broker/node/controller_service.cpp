#include "broker/node/controller_service.h"

#include <algorithm>

#include "broker/node/handlers/elect_leaders.h"
#include "broker/node/handlers/settings.h"

namespace broker::node {
namespace {

constexpr auto kNotController = ErrorCode::kNotController;

std::optional<std::string> detailOf(const metadata::Outcome& outcome) {
    if (outcome.ok()) return std::nullopt;
    return outcome.detail;
}

metadata::RegisterBroker commandOf(const wire::BrokerRegistrationRequest& request) {
    metadata::RegisterBroker command{.broker = request.brokerId,
                                     .clusterId = request.clusterId,
                                     .incarnationId = request.incarnationId,
                                     .rack = request.rack,
                                     .logDirs = request.logDirs,
                                     .previousEpoch = request.previousBrokerEpoch};
    for (const auto& listener : request.listeners)
        command.endpoints.push_back({.name = listener.name,
                                     .host = listener.host,
                                     .port = listener.port,
                                     .securityProtocol = listener.securityProtocol});
    for (const auto& feature : request.features)
        command.features.push_back({.name = feature.name,
                                    .least = feature.minSupportedVersion,
                                    .most = feature.maxSupportedVersion});
    return command;
}

metadata::CreateTopics commandOf(const wire::CreateTopicsRequest& request) {
    metadata::CreateTopics command{.validateOnly = request.validateOnly};
    for (const auto& topic : request.topics) {
        metadata::NewTopic& added = command.topics.emplace_back();
        added.name = topic.name;
        added.partitions = topic.numPartitions;
        added.replicationFactor = topic.replicationFactor;
        for (const auto& row : topic.assignments)
            added.assignments.push_back({row.partitionIndex, row.brokerIds});
        for (const auto& setting : topic.configs) added.settings.push_back({setting.name, setting.value});
    }
    return command;
}

wire::CreateTopicsResponse::Topic answerOf(const metadata::CreatedTopic& created) {
    wire::CreateTopicsResponse::Topic topic;
    topic.name = created.name;
    topic.topicId = created.id;
    topic.errorCode = created.outcome.error;
    topic.errorMessage = detailOf(created.outcome);
    if (!created.outcome.ok()) return topic;
    topic.numPartitions = created.partitions;
    topic.replicationFactor = created.replicationFactor;
    topic.configs.emplace();
    for (const config::Resolved& setting : created.settings)
        topic.configs->push_back({.name = std::string(setting.parameter->name),
                                  .value = setting.value,
                                  .configSource = static_cast<std::int8_t>(setting.source)});
    return topic;
}

metadata::DeleteTopics commandOf(const wire::DeleteTopicsRequest& request) {
    metadata::DeleteTopics command;
    for (const std::string& name : request.topicNames) command.topics.push_back({.name = name});
    for (const auto& topic : request.topics)
        command.topics.push_back({.name = topic.name, .id = topic.topicId});
    return command;
}

metadata::AlterPartition commandOf(const wire::AlterPartitionRequest& request) {
    metadata::AlterPartition command{.broker = request.brokerId, .epoch = request.brokerEpoch};
    for (const auto& topic : request.topics)
        for (const auto& partition : topic.partitions) {
            metadata::AlterPartition::Partition& asked = command.partitions.emplace_back();
            asked.topicId = topic.topicId;
            asked.index = partition.partitionIndex;
            asked.leaderEpoch = partition.leaderEpoch;
            asked.partitionEpoch = partition.partitionEpoch;
            asked.recovery = static_cast<metadata::LeaderRecoveryState>(partition.leaderRecoveryState);
            // Version 2 has ids alone, version 3 ids and epochs.
            for (const BrokerId id : partition.newIsr) asked.isr.push_back({.broker = id});
            for (const auto& state : partition.newIsrWithEpochs)
                asked.isr.push_back({.broker = state.brokerId, .epoch = state.brokerEpoch});
        }
    return command;
}

wire::AlterPartitionResponse answerOf(const metadata::AlterPartitionReply& decided, bool& isRefused) {
    wire::AlterPartitionResponse response;
    response.errorCode = decided.outcome.error;
    isRefused = !decided.outcome.ok();
    for (const metadata::AlterPartitionReply::Partition& partition : decided.partitions) {
        if (response.topics.empty() || response.topics.back().topicId != partition.topicId)
            response.topics.push_back({.topicId = partition.topicId});
        response.topics.back().partitions.push_back(
            {.partitionIndex = partition.index,
             .errorCode = partition.outcome.error,
             .leaderId = partition.leader,
             .leaderEpoch = partition.leaderEpoch,
             .isr = partition.isr,
             .leaderRecoveryState = static_cast<std::int8_t>(partition.recovery),
             .partitionEpoch = partition.partitionEpoch});
        isRefused = isRefused || !partition.outcome.ok();
    }
    return response;
}

metadata::ElectLeaders commandOf(const wire::ElectLeadersRequest& request) {
    metadata::ElectLeaders command{.type = static_cast<metadata::ElectionType>(request.electionType)};
    if (!request.topicPartitions) return command;
    command.partitions.emplace();
    for (const auto& topic : *request.topicPartitions)
        for (const PartitionIndex partition : topic.partitions)
            command.partitions->push_back({topic.topic, partition});
    return command;
}

wire::ElectLeadersResponse answerOf(const metadata::ElectLeadersReply& decided, bool& isRefused) {
    wire::ElectLeadersResponse response;
    for (const metadata::ElectLeadersReply::Partition& result : decided.partitions) {
        auto& topics = response.replicaElectionResults;
        if (topics.empty() || topics.back().topic != result.partition.topic)
            topics.push_back({.topic = result.partition.topic});
        topics.back().partitionResult.push_back({.partitionId = result.partition.partition,
                                                 .errorCode = result.outcome.error,
                                                 .errorMessage = detailOf(result.outcome)});
        isRefused = isRefused || !result.outcome.ok();
    }
    return response;
}

}  // namespace

ControllerService::ControllerService(Context context, metadata::ControllerOptions options)
    : m_context(context)
    , m_controller(std::move(options)) {}

void ControllerService::activate(LeaderEpoch epoch) {
    m_wasRefused = false;
    metadata::Controller::Activation activation{.epoch = epoch,
                                                .committed = m_context.raft.image(),
                                                .nextOffset = m_context.raft.end(),
                                                .now = now()};
    if (const auto& last = m_context.raft.quorum().lastLeader()) {
        activation.predecessor = last->id;
        activation.heardPredecessorAt = last->heardAt;
    }
    const metadata::Decision<metadata::NoReply> bootstrap = m_controller.activate(activation);
    execute(bootstrap, [](const metadata::NoReply&, ErrorCode) {});
    scheduleTick();
}

void ControllerService::deactivate() {
    m_controller.deactivate();
    m_tick = nullptr;
    m_release = m_context.world.timers.after(world::Duration::zero(), [this] {
        for (auto& [offset, release] : std::exchange(m_waiting, {})) release(false);
    });
}

void ControllerService::onCommitted(Offset end) {
    while (!m_waiting.empty() && m_waiting.front().first <= end) {
        Release release = std::move(m_waiting.front().second);
        m_waiting.pop_front();
        release(true);
    }
}

template <class ReplyValue, class Answer>
void ControllerService::execute(metadata::Decision<ReplyValue> decision, Answer answer) {
    for (observe::Event& event : decision.events) {
        event.time = m_context.world.clock.wallTime();
        m_context.observer.report(std::move(event));
    }
    const bool isController = m_controller.isActive() && append(decision.records);
    const Offset end = isController ? m_controller.workingImage()->end() : Offset(0);
    Release release = [answer = std::move(answer),
                       reply = std::move(decision.reply)](bool stillController) mutable {
        answer(reply, stillController ? ErrorCode::kNone : kNotController);
    };
    if (!isController) return release(false);
    if (m_waiting.empty() && m_context.raft.image()->end() >= end) return release(true);
    m_waiting.emplace_back(end, std::move(release));
}

bool ControllerService::append(const std::vector<metadata::Record>& records) {
    if (records.empty()) return true;
    const Result<Offset> first = m_context.raft.append(records);
    m_wasRefused = !first;
    if (!first) return false;
    m_controller.replay(records, *first);
    scheduleTick();
    return true;
}

void ControllerService::tickNow() {
    execute(m_controller.tick(now()), [](const metadata::NoReply&, ErrorCode) {});
    scheduleTick();
}

void ControllerService::scheduleTick() {
    const std::optional<world::Moment> next = m_controller.nextTick();
    m_tick = nullptr;
    if (!m_controller.isActive() || !next || m_wasRefused) return;
    const world::Duration delay = std::max(*next - now(), world::Duration::zero());
    m_tick = m_context.world.timers.after(delay, [this] { tickNow(); });
}

void ControllerService::handle(Exchange<wire::BrokerRegistrationRequest> exchange) {
    const metadata::RegisterBroker command = commandOf(exchange.request);
    execute(m_controller.registerBroker(command, now()),
            [reply = std::move(exchange.reply)](const metadata::RegisterBrokerReply& decided,
                                                ErrorCode error) mutable {
                wire::BrokerRegistrationResponse response;
                response.errorCode = error != ErrorCode::kNone ? error : decided.outcome.error;
                response.brokerEpoch = decided.epoch;
                reply.send(response, response.errorCode != ErrorCode::kNone);
            });
}

void ControllerService::handle(Exchange<wire::BrokerHeartbeatRequest> exchange) {
    const wire::BrokerHeartbeatRequest& request = exchange.request;
    const metadata::BrokerHeartbeat command{.broker = request.brokerId,
                                            .epoch = request.brokerEpoch,
                                            .metadataOffset = request.currentMetadataOffset,
                                            .wantFence = request.wantFence,
                                            .wantShutDown = request.wantShutDown};
    execute(m_controller.heartbeat(command, now()),
            [reply = std::move(exchange.reply)](const metadata::BrokerHeartbeatReply& decided,
                                                ErrorCode error) mutable {
                wire::BrokerHeartbeatResponse response;
                response.errorCode = error != ErrorCode::kNone ? error : decided.outcome.error;
                response.isCaughtUp = decided.isCaughtUp;
                response.isFenced = decided.isFenced;
                response.shouldShutDown = decided.shouldShutDown;
                reply.send(response, response.errorCode != ErrorCode::kNone);
            });
    scheduleTick();  // the session was renewed
}

void ControllerService::handle(Exchange<wire::AllocateProducerIdsRequest> exchange) {
    const metadata::AllocateProducerIds command{.broker = exchange.request.brokerId,
                                                .epoch = exchange.request.brokerEpoch};
    execute(m_controller.allocateProducerIds(command),
            [reply = std::move(exchange.reply)](const metadata::AllocateProducerIdsReply& decided,
                                                ErrorCode error) mutable {
                wire::AllocateProducerIdsResponse response;
                response.errorCode = error != ErrorCode::kNone ? error : decided.outcome.error;
                response.producerIdStart = decided.first;
                response.producerIdLen = decided.count;
                reply.send(response, response.errorCode != ErrorCode::kNone);
            });
}

void ControllerService::handle(Exchange<wire::AlterPartitionRequest> exchange) {
    const metadata::AlterPartition command = commandOf(exchange.request);
    execute(m_controller.alterPartition(command),
            [reply = std::move(exchange.reply)](const metadata::AlterPartitionReply& decided,
                                                ErrorCode error) mutable {
                bool isRefused = true;
                wire::AlterPartitionResponse response{.errorCode = error};
                if (error == ErrorCode::kNone) response = answerOf(decided, isRefused);
                reply.send(response, isRefused);
            });
}

void ControllerService::handle(Exchange<wire::ElectLeadersRequest> exchange) {
    const metadata::ElectLeaders command = commandOf(exchange.request);
    execute(m_controller.electLeaders(command),
            [exchange = std::move(exchange)](const metadata::ElectLeadersReply& decided,
                                             ErrorCode error) mutable {
                if (error == ErrorCode::kNone) error = decided.outcome.error;
                if (error != ErrorCode::kNone)
                    return exchange.reply.send(refuseElections(exchange.request, error), true);
                bool isRefused = false;
                const wire::ElectLeadersResponse response = answerOf(decided, isRefused);
                exchange.reply.send(response, isRefused);
            });
}

void ControllerService::handle(Exchange<wire::CreateTopicsRequest> exchange) {
    const metadata::CreateTopics command = commandOf(exchange.request);
    execute(m_controller.createTopics(command),
            [exchange = std::move(exchange)](const metadata::CreateTopicsReply& decided,
                                             ErrorCode error) mutable {
                wire::CreateTopicsResponse response;
                bool isRefused = error != ErrorCode::kNone;
                if (error != ErrorCode::kNone) {
                    for (const auto& topic : exchange.request.topics)
                        response.topics.push_back({.name = topic.name, .errorCode = error});
                } else {
                    for (const metadata::CreatedTopic& topic : decided.topics) {
                        isRefused = isRefused || !topic.outcome.ok();
                        response.topics.push_back(answerOf(topic));
                    }
                }
                exchange.reply.send(response, isRefused);
            });
}

void ControllerService::handle(Exchange<wire::DeleteTopicsRequest> exchange) {
    const metadata::DeleteTopics command = commandOf(exchange.request);
    execute(m_controller.deleteTopics(command), [exchange = std::move(exchange), command](
                                                    const metadata::DeleteTopicsReply& decided,
                                                    ErrorCode error) mutable {
        wire::DeleteTopicsResponse response;
        bool isRefused = error != ErrorCode::kNone;
        if (error != ErrorCode::kNone) {
            for (const metadata::TopicReference& topic : command.topics)
                response.responses.push_back({.name = topic.name, .topicId = topic.id, .errorCode = error});
        } else {
            for (const metadata::DeletedTopic& topic : decided.topics) {
                isRefused = isRefused || !topic.outcome.ok();
                response.responses.push_back({.name = topic.name,
                                              .topicId = topic.id,
                                              .errorCode = topic.outcome.error,
                                              .errorMessage = detailOf(topic.outcome)});
            }
        }
        exchange.reply.send(response, isRefused);
    });
}

void ControllerService::handle(Exchange<wire::CreatePartitionsRequest> exchange) {
    const metadata::CreatePartitions command = commandOf(exchange.request);
    execute(m_controller.createPartitions(command), [exchange = std::move(exchange)](
                                                        const metadata::CreatePartitionsReply& decided,
                                                        ErrorCode error) mutable {
        bool isRefused = error != ErrorCode::kNone;
        exchange.reply.send(
            isRefused ? refusalOf(exchange.request, {error, {}}) : answerOf(decided, isRefused), isRefused);
    });
}

void ControllerService::handle(Exchange<wire::AlterConfigsRequest> exchange) {
    const metadata::AlterConfigs command = commandOf(exchange.request);
    execute(m_controller.alterConfigs(command),
            [exchange = std::move(exchange)](const metadata::AlterConfigsReply& decided,
                                             ErrorCode error) mutable {
                bool isRefused = error != ErrorCode::kNone;
                exchange.reply.send(isRefused ? refusalOf(exchange.request, {error, {}})
                                              : answerOf<wire::AlterConfigsResponse>(decided, isRefused),
                                    isRefused);
            });
}

void ControllerService::handle(Exchange<wire::IncrementalAlterConfigsRequest> exchange) {
    const metadata::AlterConfigs command = commandOf(exchange.request);
    execute(m_controller.alterConfigs(command), [exchange = std::move(exchange)](
                                                    const metadata::AlterConfigsReply& decided,
                                                    ErrorCode error) mutable {
        bool isRefused = error != ErrorCode::kNone;
        exchange.reply.send(isRefused ? refusalOf(exchange.request, {error, {}})
                                      : answerOf<wire::IncrementalAlterConfigsResponse>(decided, isRefused),
                            isRefused);
    });
}

}  // namespace broker::node
