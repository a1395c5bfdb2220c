#include "tests/broker/client/scripted_cluster.h"

#include <QtGlobal>

#include <fmt/format.h>

#include "broker/wire/message.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/record_reader.h"

namespace tests {

using namespace broker;
using namespace broker::wire;

namespace {

std::string hostOf(int broker) { return fmt::format("broker-{}", broker); }

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s", result.error().detail.c_str());
    return std::move(*result);
}

}  // namespace

/// One broker's program.
class ScriptedBroker final : world::ListenerObserver {
public:
    ScriptedBroker(ScriptedCluster& cluster, BrokerId id, const std::string& host, const world::World& world)
        : m_cluster(cluster)
        , m_id(id)
        , m_world(world)
        , m_listener(must(m_world.network.listen({.host = host, .port = kBrokerPort}, {}, *this))) {}

private:
    /// A connection. Requests are answered one after the other, as a broker does it.
    struct Guest final : world::Connection::Observer {
        Guest(ScriptedBroker& theBroker, std::unique_ptr<world::Connection> theConnection)
            : broker(theBroker)
            , connection(std::move(theConnection)) {
            connection->start(*this);
        }
        void onFrame(Bytes frame) override {
            waiting.push_back(std::move(frame));
            next();
        }
        void onClosed(const Error&) override { connection.reset(); }
        void next() {
            while (connection && !delayed && !waiting.empty()) {
                const Bytes frame = std::move(waiting.front());
                waiting.pop_front();
                broker.onRequest(*this, frame);
            }
        }

        ScriptedBroker& broker;
        std::unique_ptr<world::Connection> connection;
        std::deque<Bytes> waiting;
        world::Timer delayed;
        bool losesAnswer = false;
    };

    void onAccepted(std::unique_ptr<world::Connection> connection) override {
        m_guests.push_back(std::make_unique<Guest>(*this, std::move(connection)));
    }
    void onRefused(const world::Address&, const Error&) override {}

    template <Request R, class Handler>
    void answer(Guest& guest, ByteReader& reader, const RequestHeader& header, Handler handler) {
        const R request = must(decodeRequestBody<R>(reader, header.version));
        ErrorCode code = ErrorCode::kNone;
        guest.losesAnswer = false;
        for (auto fault = m_cluster.faults.begin(); fault != m_cluster.faults.end(); ++fault) {
            if (fault->key != header.key) continue;
            code = fault->code;
            guest.losesAnswer = fault->losesAnswer;
            if (--fault->count == 0) m_cluster.faults.erase(fault);
            break;
        }
        const typename R::Response response = handler(request, code);
        send<R>(guest, header, response);
    }

    template <Request R>
    void send(Guest& guest, const RequestHeader& header, const typename R::Response& response) {
        if (guest.losesAnswer) {
            guest.connection.reset();
            return;
        }
        Encoded encoded = encodeResponse<R>(response, header.version, header.correlationId);
        world::Frame frame;
        frame.emplace_back(std::move(encoded.bytes));
        guest.connection->send(std::move(frame));
    }

    void onRequest(Guest& guest, const Bytes& frame);
    ApiVersionsResponse versions();
    MetadataResponse metadata(const MetadataRequest& request, ErrorCode code);
    ProduceResponse produce(const ProduceRequest& request, ErrorCode code);
    ProduceResponse::Partition store(ScriptedPartition& partition, Bytes batch);
    FetchResponse fetch(const FetchRequest& request, ErrorCode code, bool& nothing);
    ListOffsetsResponse listOffsets(const ListOffsetsRequest& request, ErrorCode code);
    CreateTopicsResponse createTopics(const CreateTopicsRequest& request, ErrorCode code);
    DeleteTopicsResponse deleteTopics(const DeleteTopicsRequest& request, ErrorCode code);
    DescribeConfigsResponse describeConfigs(const DescribeConfigsRequest& request);
    ElectLeadersResponse electLeaders(const ElectLeadersRequest& request, ErrorCode code);
    FindCoordinatorResponse findCoordinator(const FindCoordinatorRequest& request, ErrorCode code);
    LeaveGroupResponse leaveGroup(const LeaveGroupRequest& request, ErrorCode code);
    DeleteGroupsResponse deleteGroups(const DeleteGroupsRequest& request, ErrorCode code);
    OffsetFetchResponse offsetFetch(const OffsetFetchRequest& request, ErrorCode code);
    OffsetCommitResponse offsetCommit(const OffsetCommitRequest& request, ErrorCode code);

    /// With the error that a client gets who asks here; null if there is one.
    ScriptedGroup* findGroup(const std::string& group, ErrorCode& code) {
        const auto found = m_cluster.groups.find(group);
        if (code == ErrorCode::kNone && found == m_cluster.groups.end()) code = ErrorCode::kGroupIdNotFound;
        if (code == ErrorCode::kNone && BrokerId(found->second.coordinator) != m_id)
            code = ErrorCode::kNotCoordinator;
        return code == ErrorCode::kNone ? &found->second : nullptr;
    }
    /// By name, or by id if there is no name.
    std::string nameOf(const std::string& name, const Uuid& id) {
        if (!name.empty()) return name;
        for (const auto& [known, topic] : m_cluster.topics)
            if (topic.id == id) return known;
        return {};
    }
    /// With the error that a client gets who asks here; null if there is one.
    ScriptedPartition* find(const std::string& topic, PartitionIndex index, ErrorCode& code) {
        const auto found = m_cluster.topics.find(topic);
        if (code == ErrorCode::kNone && (found == m_cluster.topics.end() || index.value() < 0 ||
                                         std::size_t(index.value()) >= found->second.partitions.size()))
            code = ErrorCode::kUnknownTopicOrPartition;
        if (code != ErrorCode::kNone) return nullptr;
        ScriptedPartition& partition = found->second.partitions[std::size_t(index.value())];
        if (partition.leader != m_id) code = ErrorCode::kNotLeaderOrFollower;
        return code == ErrorCode::kNone ? &partition : nullptr;
    }

    ScriptedCluster& m_cluster;
    BrokerId m_id;
    world::World m_world;
    std::vector<std::unique_ptr<Guest>> m_guests;
    std::unique_ptr<world::Listener> m_listener;
    std::deque<Bytes> m_fetched;
};

void ScriptedBroker::onRequest(Guest& guest, const Bytes& frame) {
    ByteReader reader(frame);
    const RequestHeader header = must(decodeRequestHeader(reader));
    ++m_cluster.requests[header.key];
    switch (header.key) {
        case ApiKey::kApiVersions:
            return answer<ApiVersionsRequest>(guest, reader, header,
                                              [this](auto&&...) { return versions(); });
        case ApiKey::kMetadata:
            return answer<MetadataRequest>(guest, reader, header,
                                           [this](const auto& r, ErrorCode c) { return metadata(r, c); });
        case ApiKey::kProduce: {
            ByteReader copy = reader;
            const auto peeked = must(decodeRequestBody<ProduceRequest>(copy, header.version));
            if (peeked.acks == 0) {
                produce(peeked, ErrorCode::kNone);
                return;
            }
            return answer<ProduceRequest>(guest, reader, header,
                                          [this](const auto& r, ErrorCode c) { return produce(r, c); });
        }
        case ApiKey::kFetch: {
            bool nothing = true;
            const FetchRequest request = must(decodeRequestBody<FetchRequest>(reader, header.version));
            ErrorCode code = ErrorCode::kNone;
            if (!m_cluster.faults.empty() && m_cluster.faults.front().key == ApiKey::kFetch) {
                code = m_cluster.faults.front().code;
                m_cluster.faults.pop_front();
            }
            guest.losesAnswer = false;
            const FetchResponse response = fetch(request, code, nothing);
            if (!nothing) return send<FetchRequest>(guest, header, response);
            guest.delayed = m_world.timers.after(
                std::chrono::milliseconds(request.maxWaitMs), [this, &guest, header, request] {
                    guest.delayed.reset();
                    bool still = true;
                    if (guest.connection)
                        send<FetchRequest>(guest, header, fetch(request, ErrorCode::kNone, still));
                    guest.next();
                });
            return;
        }
        case ApiKey::kListOffsets:
            return answer<ListOffsetsRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return listOffsets(r, c); });
        case ApiKey::kInitProducerId:
            return answer<InitProducerIdRequest>(guest, reader, header, [this](const auto&, ErrorCode code) {
                InitProducerIdResponse response{.errorCode = code};
                if (code == ErrorCode::kNone) response.producerId = m_cluster.nextProducerId;
                if (code == ErrorCode::kNone) ++m_cluster.nextProducerId;
                return response;
            });
        case ApiKey::kCreateTopics:
            return answer<CreateTopicsRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return createTopics(r, c); });
        case ApiKey::kDeleteTopics:
            return answer<DeleteTopicsRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return deleteTopics(r, c); });
        case ApiKey::kDescribeConfigs:
            return answer<DescribeConfigsRequest>(guest, reader, header,
                                                  [this](const auto& r, auto) { return describeConfigs(r); });
        case ApiKey::kElectLeaders:
            return answer<ElectLeadersRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return electLeaders(r, c); });
        case ApiKey::kFindCoordinator:
            return answer<FindCoordinatorRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return findCoordinator(r, c); });
        case ApiKey::kLeaveGroup:
            return answer<LeaveGroupRequest>(guest, reader, header,
                                             [this](const auto& r, ErrorCode c) { return leaveGroup(r, c); });
        case ApiKey::kDeleteGroups:
            return answer<DeleteGroupsRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return deleteGroups(r, c); });
        case ApiKey::kOffsetFetch:
            return answer<OffsetFetchRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return offsetFetch(r, c); });
        case ApiKey::kOffsetCommit:
            return answer<OffsetCommitRequest>(
                guest, reader, header, [this](const auto& r, ErrorCode c) { return offsetCommit(r, c); });
        default:
            qFatal("a request that nobody expected");
    }
}

ApiVersionsResponse ScriptedBroker::versions() {
    ApiVersionsResponse response;
    const auto offer = [&response](ApiKey key, VersionRange range) {
        response.apiKeys.push_back({.apiKey = key, .minVersion = range.first, .maxVersion = range.last});
    };
    offer(ApiKey::kApiVersions, ApiVersionsRequest::kVersions);
    offer(ApiKey::kMetadata, MetadataRequest::kVersions);
    offer(ApiKey::kProduce, ProduceRequest::kVersions);
    offer(ApiKey::kFetch, FetchRequest::kVersions);
    offer(ApiKey::kListOffsets, ListOffsetsRequest::kVersions);
    offer(ApiKey::kInitProducerId, InitProducerIdRequest::kVersions);
    offer(ApiKey::kCreateTopics, CreateTopicsRequest::kVersions);
    offer(ApiKey::kDeleteTopics, DeleteTopicsRequest::kVersions);
    offer(ApiKey::kDescribeConfigs, DescribeConfigsRequest::kVersions);
    offer(ApiKey::kElectLeaders, ElectLeadersRequest::kVersions);
    const auto offerGroups = [&](ApiKey key, VersionRange range) {
        offer(key, commonVersions(range, m_cluster.groupVersions));
    };
    offerGroups(ApiKey::kFindCoordinator, FindCoordinatorRequest::kVersions);
    offerGroups(ApiKey::kLeaveGroup, LeaveGroupRequest::kVersions);
    offerGroups(ApiKey::kDeleteGroups, DeleteGroupsRequest::kVersions);
    offerGroups(ApiKey::kOffsetFetch, OffsetFetchRequest::kVersions);
    offerGroups(ApiKey::kOffsetCommit, OffsetCommitRequest::kVersions);
    return response;
}

MetadataResponse ScriptedBroker::metadata(const MetadataRequest& request, ErrorCode code) {
    MetadataResponse response;
    for (int broker = 1; broker <= m_cluster.m_brokers; ++broker)
        response.brokers.push_back(
            {.nodeId = BrokerId(broker), .host = hostOf(broker), .port = kBrokerPort, .rack = {}});
    response.controllerId = m_cluster.controller;
    std::vector<std::string> names;
    if (request.topics)
        for (const auto& topic : *request.topics) names.push_back(topic.name.value_or(""));
    else
        for (const auto& [name, topic] : m_cluster.topics) names.push_back(name);
    for (const std::string& name : names) {
        MetadataResponse::Topic told{.errorCode = code, .name = name, .topicId = {}, .partitions = {}};
        const auto found = m_cluster.topics.find(name);
        if (found == m_cluster.topics.end()) {
            told.errorCode = ErrorCode::kUnknownTopicOrPartition;
        } else if (code == ErrorCode::kNone) {
            told.topicId = found->second.id;
            std::int32_t index = 0;
            for (const ScriptedPartition& partition : found->second.partitions)
                told.partitions.push_back({.partitionIndex = PartitionIndex(index++),
                                           .leaderId = partition.leader,
                                           .leaderEpoch = partition.epoch,
                                           .replicaNodes = {partition.leader},
                                           .isrNodes = {partition.leader},
                                           .offlineReplicas = {}});
        }
        response.topics.push_back(std::move(told));
    }
    return response;
}

ProduceResponse ScriptedBroker::produce(const ProduceRequest& request, ErrorCode fault) {
    ProduceResponse response;
    for (const auto& topic : request.topicData) {
        ProduceResponse::Topic told{.name = topic.name, .topicId = topic.topicId, .partitionResponses = {}};
        for (const auto& data : topic.partitionData) {
            ErrorCode code = fault;
            ProduceResponse::Partition part{};
            if (ScriptedPartition* partition = find(nameOf(topic.name, topic.topicId), data.index, code))
                part = store(*partition, toBytes(data.records.bytes()));
            else
                part.errorCode = code;
            part.index = data.index;
            told.partitionResponses.push_back(part);
        }
        response.responses.push_back(std::move(told));
    }
    return response;
}

ProduceResponse::Partition ScriptedBroker::store(ScriptedPartition& partition, Bytes batch) {
    const BatchHeader header = must(BatchHeader::parse(batch));
    if (!checkCrc(batch)) return {.errorCode = ErrorCode::kCorruptMessage};
    if (header.hasProducerId()) {
        auto& numbered = partition.producers[header.producerId];
        if (header.baseSequence == numbered.lastBase) return {.baseOffset = numbered.lastOffset};
        if (header.baseSequence != numbered.next) return {.errorCode = ErrorCode::kOutOfOrderSequenceNumber};
        numbered.lastBase = header.baseSequence;
        numbered.lastOffset = partition.end;
        numbered.next = header.lastSequence() + 1;
    }
    const Offset base = partition.end;
    m_cluster.append(partition, std::move(batch));
    return {.baseOffset = base};
}

FetchResponse ScriptedBroker::fetch(const FetchRequest& request, ErrorCode fault, bool& nothing) {
    FetchResponse response;
    // The views of the answer point into these until it is encoded.
    m_fetched.clear();
    for (const auto& topic : request.topics) {
        FetchResponse::Topic told{.topic = topic.topic, .topicId = topic.topicId, .partitions = {}};
        for (const auto& asked : topic.partitions) {
            FetchResponse::Partition part{.partitionIndex = asked.partition};
            part.errorCode = fault;
            const ScriptedPartition* partition =
                find(nameOf(topic.topic, topic.topicId), asked.partition, part.errorCode);
            if (partition && (asked.fetchOffset < partition->start || asked.fetchOffset > partition->end))
                part.errorCode = ErrorCode::kOffsetOutOfRange;
            Bytes& bytes = m_fetched.emplace_back();
            if (partition && part.errorCode == ErrorCode::kNone) {
                part.highWatermark = partition->end;
                part.lastStableOffset = partition->lastStable.value_or(partition->end);
                part.logStartOffset = partition->start;
                part.abortedTransactions = partition->aborted;
                for (const Bytes& batch : partition->batches) {
                    const BatchHeader header = must(BatchHeader::parse(batch));
                    if (header.nextOffset() <= asked.fetchOffset) continue;
                    if (!bytes.empty() && bytes.size() + batch.size() > std::size_t(asked.partitionMaxBytes))
                        break;
                    bytes.insert(bytes.end(), batch.begin(), batch.end());
                }
            }
            part.records = Records(bytes);
            nothing = nothing && bytes.empty() && part.errorCode == ErrorCode::kNone;
            told.partitions.push_back(std::move(part));
        }
        response.responses.push_back(std::move(told));
    }
    return response;
}

ListOffsetsResponse ScriptedBroker::listOffsets(const ListOffsetsRequest& request, ErrorCode fault) {
    ListOffsetsResponse response;
    for (const auto& topic : request.topics) {
        ListOffsetsResponse::Topic told{.name = topic.name, .partitions = {}};
        for (const auto& asked : topic.partitions) {
            ListOffsetsResponse::Partition part{.partitionIndex = asked.partitionIndex};
            part.errorCode = fault;
            if (const ScriptedPartition* partition = find(topic.name, asked.partitionIndex, part.errorCode)) {
                if (asked.timestamp == Timestamp(-1)) part.offset = partition->end;
                if (asked.timestamp == Timestamp(-2)) part.offset = partition->start;
                for (const Bytes& batch : partition->batches) {
                    const BatchHeader header = must(BatchHeader::parse(batch));
                    if (asked.timestamp < Timestamp(0) || header.maxTimestamp < asked.timestamp) continue;
                    RecordView record;
                    auto reader = must(RecordReader::open(must(parseBatch(batch))));
                    while (part.offset < Offset(0) && must(reader.next(record)))
                        if (header.timestampOf(record.timestampDelta) >= asked.timestamp)
                            part.offset = header.baseOffset + record.offsetDelta;
                }
            }
            told.partitions.push_back(part);
        }
        response.topics.push_back(std::move(told));
    }
    return response;
}

CreateTopicsResponse ScriptedBroker::createTopics(const CreateTopicsRequest& request, ErrorCode code) {
    CreateTopicsResponse response;
    if (m_cluster.controller != m_id) code = ErrorCode::kNotController;
    for (const auto& topic : request.topics) {
        const bool exists = m_cluster.topics.contains(topic.name);
        response.topics.push_back(
            {.name = topic.name,
             .topicId = {},
             .errorCode = code == ErrorCode::kNone && exists ? ErrorCode::kTopicAlreadyExists : code,
             .errorMessage = {},
             .configs = {}});
        if (response.topics.back().errorCode != ErrorCode::kNone || request.validateOnly) continue;
        auto& made = m_cluster.addTopic(topic.name, topic.numPartitions < 0 ? 1 : topic.numPartitions);
        for (const auto& config : topic.configs) made.settings[config.name] = config.value.value_or("");
    }
    return response;
}

DeleteTopicsResponse ScriptedBroker::deleteTopics(const DeleteTopicsRequest& request, ErrorCode code) {
    DeleteTopicsResponse response;
    if (m_cluster.controller != m_id) code = ErrorCode::kNotController;
    std::vector<std::string> names = request.topicNames;
    for (const auto& topic : request.topics) names.push_back(topic.name.value_or(""));
    for (const std::string& name : names) {
        ErrorCode told = code;
        if (told == ErrorCode::kNone && m_cluster.topics.erase(name) == 0)
            told = ErrorCode::kUnknownTopicOrPartition;
        response.responses.push_back({.name = name, .topicId = {}, .errorCode = told, .errorMessage = {}});
    }
    return response;
}

ElectLeadersResponse ScriptedBroker::electLeaders(const ElectLeadersRequest& request, ErrorCode code) {
    ElectLeadersResponse response{.errorCode = code};
    if (code == ErrorCode::kNone) m_cluster.elections.push_back(request);
    for (const auto& topic : request.topicPartitions.value_or(std::vector<ElectLeadersRequest::Topic>())) {
        auto& results = response.replicaElectionResults.emplace_back();
        results.topic = topic.topic;
        for (const PartitionIndex index : topic.partitions)
            results.partitionResult.push_back({index, code, {}});
    }
    return response;
}

DescribeConfigsResponse ScriptedBroker::describeConfigs(const DescribeConfigsRequest& request) {
    DescribeConfigsResponse response;
    for (const auto& resource : request.resources) {
        DescribeConfigsResponse::Resource told{.errorMessage = {},
                                               .resourceType = resource.resourceType,
                                               .resourceName = resource.resourceName,
                                               .configs = {}};
        if (resource.resourceType == 4) {
            m_cluster.askedBrokerForConfigs.insert(hostOf(m_id.value()));
            told.configs.push_back({.name = "node.id",
                                    .value = std::to_string(m_id.value()),
                                    .synonyms = {},
                                    .documentation = {}});
        } else {
            for (const auto& [name, value] : m_cluster.topics.at(resource.resourceName).settings)
                told.configs.push_back({.name = name, .value = value, .synonyms = {}, .documentation = {}});
        }
        response.results.push_back(std::move(told));
    }
    return response;
}

FindCoordinatorResponse ScriptedBroker::findCoordinator(const FindCoordinatorRequest& request,
                                                        ErrorCode code) {
    const std::string& group =
        request.coordinatorKeys.empty() ? request.key : request.coordinatorKeys.front();
    const auto found = m_cluster.groups.find(group);
    const int broker = found == m_cluster.groups.end() ? 1 : found->second.coordinator;
    FindCoordinatorResponse response{.errorCode = code,
                                     .errorMessage = {},
                                     .nodeId = BrokerId(broker),
                                     .host = hostOf(broker),
                                     .port = kBrokerPort,
                                     .coordinators = {}};
    // The version decides which of the two travels.
    response.coordinators.push_back({.key = group,
                                     .nodeId = response.nodeId,
                                     .host = response.host,
                                     .port = response.port,
                                     .errorCode = code,
                                     .errorMessage = {}});
    return response;
}

LeaveGroupResponse ScriptedBroker::leaveGroup(const LeaveGroupRequest& request, ErrorCode code) {
    LeaveGroupResponse response;
    ScriptedGroup* group = findGroup(request.groupId, code);
    response.errorCode = code;
    if (!group) return response;
    const std::string& member = request.members.empty() ? request.memberId : request.members.front().memberId;
    const ErrorCode left = group->members.erase(member) > 0 ? ErrorCode::kNone : ErrorCode::kUnknownMemberId;
    if (request.members.empty())
        response.errorCode = left;
    else
        response.members.push_back({.memberId = member, .groupInstanceId = {}, .errorCode = left});
    return response;
}

DeleteGroupsResponse ScriptedBroker::deleteGroups(const DeleteGroupsRequest& request, ErrorCode code) {
    const std::string& name = request.groupsNames.at(0);
    const ScriptedGroup* group = findGroup(name, code);
    if (group && !group->members.empty()) code = ErrorCode::kNonEmptyGroup;
    if (code == ErrorCode::kNone) m_cluster.groups.erase(name);
    return {.results = {{.groupId = name, .errorCode = code}}};
}

OffsetFetchResponse ScriptedBroker::offsetFetch(const OffsetFetchRequest& request, ErrorCode code) {
    const bool isByGroup = !request.groups.empty();
    const std::string name = isByGroup ? request.groups.front().groupId : request.groupId;
    const auto& asked = isByGroup ? request.groups.front().topics : request.topics;
    ScriptedGroup* group = findGroup(name, code);
    if (code == ErrorCode::kGroupIdNotFound) code = ErrorCode::kNone;
    const std::map<TopicPartition, Offset> committed =
        group ? group->committed : std::map<TopicPartition, Offset>();
    std::vector<OffsetFetchResponse::Topic> topics;
    const auto tell = [&topics](const TopicPartition& where, Offset offset) {
        if (topics.empty() || topics.back().name != where.topic)
            topics.push_back({.name = where.topic, .topicId = {}, .partitions = {}});
        topics.back().partitions.push_back(
            {.partitionIndex = where.partition, .committedOffset = offset, .metadata = ""});
    };
    if (!asked)
        for (const auto& [where, offset] : committed) tell(where, offset);
    else
        for (const auto& topic : *asked)
            for (const PartitionIndex index : topic.partitionIndexes) {
                const auto found = committed.find({topic.name, index});
                tell({topic.name, index}, found == committed.end() ? Offset(-1) : found->second);
            }
    OffsetFetchResponse response{.topics = topics, .errorCode = code, .groups = {}};
    if (isByGroup) response.groups.push_back({.groupId = name, .topics = topics, .errorCode = code});
    return response;
}

OffsetCommitResponse ScriptedBroker::offsetCommit(const OffsetCommitRequest& request, ErrorCode code) {
    if (code == ErrorCode::kNone && !m_cluster.groups.contains(request.groupId))
        m_cluster.groups[request.groupId].coordinator = m_id.value();
    ScriptedGroup* group = findGroup(request.groupId, code);
    const bool isNobodys = request.memberId.empty() && request.generationIdOrMemberEpoch < GenerationId(0);
    if (group && !(isNobodys && group->members.empty()) && !group->members.contains(request.memberId))
        code = ErrorCode::kUnknownMemberId;
    OffsetCommitResponse response;
    for (const auto& topic : request.topics) {
        auto& told = response.topics.emplace_back();
        told.name = topic.name;
        for (const auto& one : topic.partitions) {
            told.partitions.push_back({.partitionIndex = one.partitionIndex, .errorCode = code});
            if (code == ErrorCode::kNone)
                group->committed[{topic.name, one.partitionIndex}] = one.committedOffset;
        }
    }
    return response;
}

ScriptedCluster::ScriptedCluster(simulation::Simulator& simulator, int brokers)
    : m_simulator(simulator)
    , m_brokers(brokers) {
    for (int broker = 1; broker <= brokers; ++broker) {
        const std::string host = hostOf(broker);
        simulator.addMachine(host).start([this, broker, host](world::World world) {
            return std::make_shared<ScriptedBroker>(*this, BrokerId(broker), host, world);
        });
    }
}

client::ClientOptions ScriptedCluster::clientOptions() const {
    client::ClientOptions options;
    for (int broker = 1; broker <= m_brokers; ++broker)
        options.bootstrap.push_back({.host = hostOf(broker), .port = kBrokerPort});
    return options;
}

ScriptedTopic& ScriptedCluster::addTopic(const std::string& name, int partitions, bool withId) {
    ScriptedTopic& topic = topics[name];
    if (withId) topic.id = Uuid::random(m_simulator.random());
    for (int i = 0; i < partitions; ++i)
        topic.partitions.push_back(
            {.leader = BrokerId(1 + i % m_brokers), .batches = {}, .producers = {}, .aborted = {}});
    return topic;
}

ScriptedPartition& ScriptedCluster::partition(const std::string& topic, int index) {
    return topics.at(topic).partitions.at(std::size_t(index));
}

void ScriptedCluster::moveLeader(const std::string& topic, int index, int broker) {
    ScriptedPartition& moved = partition(topic, index);
    moved.leader = BrokerId(broker);
    moved.epoch = moved.epoch + 1;
}

simulation::SimulatedMachine& ScriptedCluster::machine(int broker) {
    return m_simulator.machine(hostOf(broker));
}

std::vector<std::string> ScriptedCluster::values(const std::string& topic, int index) {
    std::vector<std::string> all;
    for (const Bytes& batch : partition(topic, index).batches) {
        auto reader = must(RecordReader::open(must(parseBatch(batch))));
        RecordView record;
        while (must(reader.next(record))) all.emplace_back(record.value ? asText(*record.value) : "<null>");
    }
    return all;
}

void ScriptedCluster::append(ScriptedPartition& partition, Bytes batch) {
    patchBaseOffset(batch, partition.end);
    patchLeaderEpoch(batch, partition.epoch);
    partition.end = must(BatchHeader::parse(batch)).nextOffset();
    partition.batches.push_back(std::move(batch));
}

int ScriptedCluster::count(ApiKey key) const {
    const auto found = requests.find(key);
    return found == requests.end() ? 0 : found->second;
}

}  // namespace tests
