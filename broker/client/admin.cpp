#include "broker/client/admin.h"

#include <functional>
#include <utility>

#include <fmt/format.h>

namespace broker::client {
namespace {

/// One command until its answer: finds the broker that it is for, sends, and tries again while that may help.
template <wire::Request R>
class Command final : public world::Operation {
public:
    using Response = typename R::Response;
    /// The code for which the command is worth another try; kNone: this is the answer.
    using Verdict = std::function<ErrorCode(const Response&)>;

    enum class Target : std::uint8_t { kAny, kController, kBroker };

    struct Setup {
        R request;
        Target target = Target::kAny;
        BrokerId broker = kNoBroker;  ///< for kBroker
        wire::VersionRange versions;
        Verdict verdict;
        world::Completion<Result<Response>> done;
    };

    Command(const world::World& world, std::weak_ptr<Brokers> brokers, Setup setup)
        : m_world(world)
        , m_brokers(std::move(brokers))
        , m_setup(std::move(setup))
        , m_backoff(m_brokers.lock()->options().retry, world.random)
        , m_end(world.clock.now() + m_brokers.lock()->options().requestDeadline) {
        attempt();
    }

private:
    void attempt() {
        const auto brokers = m_brokers.lock();
        if (!brokers) return;
        if (m_setup.target == Target::kAny) {
            sendTo(brokers->any());
            return;
        }
        wire::MetadataRequest request;
        request.topics.emplace();
        request.allowAutoTopicCreation = false;
        m_pending = brokers->any().send(
            std::move(request), {.deadline = left(), .versions = wire::VersionRange::since(1)},
            [this](Result<rpc::Reply<wire::MetadataRequest>> answer) { onBrokers(std::move(answer)); });
    }

    void onBrokers(Result<rpc::Reply<wire::MetadataRequest>> answer) {
        if (!answer) {
            again(std::move(answer).error());
            return;
        }
        const auto brokers = m_brokers.lock();
        if (!brokers) return;
        brokers->learn(answer->response);
        const BrokerId id =
            m_setup.target == Target::kBroker ? m_setup.broker : answer->response.controllerId;
        rpc::Peer* peer = brokers->peer(id);
        if (!peer)
            again({ErrorCode::kBrokerNotAvailable, m_setup.target == Target::kBroker
                                                       ? fmt::format("broker {} is not there", id)
                                                       : std::string("the cluster has no controller")});
        else
            sendTo(*peer);
    }

    void sendTo(rpc::Peer& peer) {
        m_pending = peer.send(R(m_setup.request), {.deadline = left(), .versions = m_setup.versions},
                              [this](Result<rpc::Reply<R>> answer) { onAnswer(std::move(answer)); });
    }

    void onAnswer(Result<rpc::Reply<R>> answer) {
        if (!answer) {
            again(std::move(answer).error());
            return;
        }
        const ErrorCode code = m_setup.verdict ? m_setup.verdict(answer->response) : ErrorCode::kNone;
        if (code != ErrorCode::kNone && left() > world::Duration::zero())
            again({code, std::string(errorName(code))});
        else
            finish(std::move(answer->response));
    }

    void again(Error error) {
        if (const auto brokers = m_brokers.lock()) brokers->tryAnother();
        const world::Duration pause = m_backoff.next();
        if (!isRetriable(error.code) || pause >= left())
            finish(failure(std::move(error)));
        else
            m_pending = m_world.timers.after(pause, [this] { attempt(); });
    }

    void finish(Result<Response> outcome) {
        auto done = std::move(m_setup.done);
        done(std::move(outcome));
    }

    world::Duration left() const { return m_end - m_world.clock.now(); }

    world::World m_world;
    std::weak_ptr<Brokers> m_brokers;
    Setup m_setup;
    rpc::Backoff m_backoff;
    world::Moment m_end;
    world::Pending m_pending;
};

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
    using Metadata = Command<wire::MetadataRequest>;
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
    using Create = Command<wire::CreateTopicsRequest>;
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
    using Delete = Command<wire::DeleteTopicsRequest>;
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
    using Elect = Command<wire::ElectLeadersRequest>;
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
    using Describe = Command<wire::DescribeConfigsRequest>;
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
