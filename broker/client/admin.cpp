#include "broker/client/admin.h"

#include <utility>

#include "broker/client/admin_command.h"

namespace broker::client {
namespace {

std::int32_t milliseconds(world::Duration duration) {
    return static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

/// The first code that says that the wrong broker was asked.
template <class Topics>
ErrorCode controllerMoved(const Topics& topics) {
    for (const auto& topic : topics)
        if (topic.errorCode == ErrorCode::kNotController) return topic.errorCode;
    return ErrorCode::kNone;
}

}  // namespace

Admin::Admin(ClientOptions options, const world::World& world)
    : m_world(world)
    , m_brokers(std::make_shared<Brokers>(std::move(options), world)) {}

world::Call Admin::metadata(std::optional<std::vector<std::string>> topics,
                            world::Completion<Result<wire::MetadataResponse>> done) {
    using Metadata = AdminCommand<wire::MetadataRequest>;
    wire::MetadataRequest request;
    request.allowAutoTopicCreation = m_brokers->options().allowAutoTopicCreation;
    if (topics) request.topics.emplace();
    if (topics)
        for (std::string& name : *topics) request.topics->push_back({.topicId = {}, .name = std::move(name)});
    return std::make_unique<Metadata>(m_world, m_brokers,
                                      Metadata::Setup{.request = std::move(request),
                                                      .versions = wire::VersionRange::since(1),
                                                      .verdict = {},
                                                      .done = std::move(done)});
}

world::Call Admin::createTopics(const std::vector<NewTopic>& topics, bool validateOnly,
                                world::Completion<Result<wire::CreateTopicsResponse>> done) {
    using Create = AdminCommand<wire::CreateTopicsRequest>;
    wire::CreateTopicsRequest request;
    request.validateOnly = validateOnly;
    request.timeoutMs = milliseconds(m_brokers->options().requestDeadline);
    for (const NewTopic& topic : topics) {
        wire::CreateTopicsRequest::Topic wanted;
        wanted.name = topic.name;
        wanted.numPartitions = topic.partitions;
        wanted.replicationFactor = topic.replicationFactor;
        for (const auto& [name, value] : topic.settings)
            wanted.configs.push_back({.name = name, .value = value});
        request.topics.push_back(std::move(wanted));
    }
    return std::make_unique<Create>(
        m_world, m_brokers,
        Create::Setup{.request = std::move(request),
                      .target = Create::Target::kController,
                      .versions = {},
                      .verdict = [](const auto& response) { return controllerMoved(response.topics); },
                      .done = std::move(done)});
}

world::Call Admin::deleteTopics(const std::vector<std::string>& topics,
                                world::Completion<Result<wire::DeleteTopicsResponse>> done) {
    using Delete = AdminCommand<wire::DeleteTopicsRequest>;
    wire::DeleteTopicsRequest request;
    request.timeoutMs = milliseconds(m_brokers->options().requestDeadline);
    // Versions before 6 have only names; both are filled in, and the version chooses.
    request.topicNames = topics;
    for (const std::string& name : topics) request.topics.push_back({.name = name, .topicId = {}});
    return std::make_unique<Delete>(
        m_world, m_brokers,
        Delete::Setup{.request = std::move(request),
                      .target = Delete::Target::kController,
                      .versions = {},
                      .verdict = [](const auto& response) { return controllerMoved(response.responses); },
                      .done = std::move(done)});
}

world::Call Admin::electLeaders(bool unclean, std::optional<std::vector<TopicPartition>> partitions,
                                world::Completion<Result<wire::ElectLeadersResponse>> done) {
    using Elect = AdminCommand<wire::ElectLeadersRequest>;
    wire::ElectLeadersRequest request;
    request.electionType = unclean ? 1 : 0;
    request.timeoutMs = milliseconds(m_brokers->options().requestDeadline);
    if (partitions) {
        std::map<std::string, std::vector<PartitionIndex>> byTopic;
        for (const TopicPartition& one : *partitions) byTopic[one.topic].push_back(one.partition);
        request.topicPartitions.emplace();
        for (auto& [topic, indexes] : byTopic)
            request.topicPartitions->push_back({.topic = topic, .partitions = std::move(indexes)});
    }
    return std::make_unique<Elect>(
        m_world, m_brokers,
        Elect::Setup{.request = std::move(request),
                     // Brokers before version 1 know preferred leaders only.
                     .versions = unclean ? wire::VersionRange::since(1) : wire::VersionRange{},
                     .verdict =
                         [](const auto& response) {
                             return response.errorCode == ErrorCode::kNotController ? response.errorCode
                                                                                    : ErrorCode::kNone;
                         },
                     .done = std::move(done)});
}

world::Call Admin::describeConfigs(ResourceType type, const std::string& name,
                                   world::Completion<Result<wire::DescribeConfigsResponse>> done) {
    using Describe = AdminCommand<wire::DescribeConfigsRequest>;
    wire::DescribeConfigsRequest request;
    request.includeSynonyms = true;
    request.resources.push_back(
        {.resourceType = static_cast<std::int8_t>(type), .resourceName = name, .configurationKeys = {}});
    Describe::Setup setup{
        .request = std::move(request), .versions = {}, .verdict = {}, .done = std::move(done)};
    // A broker's own file is known to that broker only.
    const bool isId =
        !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
    if (type == ResourceType::kBroker && isId) {
        setup.target = Describe::Target::kBroker;
        setup.broker = BrokerId(std::stoi(name));
    }
    return std::make_unique<Describe>(m_world, m_brokers, std::move(setup));
}

}  // namespace broker::client
