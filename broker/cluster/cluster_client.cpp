#include "broker/cluster/cluster_client.h"

#include <utility>

#include "broker/config/settings.h"

namespace broker::cluster {
namespace {

constexpr world::Duration kDeadline = std::chrono::seconds(20);
/// Of a record that a person produces: as much as a broker's frame takes.
constexpr std::size_t kMaxRecordBytes = std::size_t{100} << 20;
constexpr std::size_t kMaxFrameBytes = kMaxRecordBytes + (std::size_t{1} << 20);

CommandOutcome failed(const Error& error) { return {.code = error.code, .sentence = error.detail}; }

std::string sourceName(std::int8_t source) {
    switch (static_cast<config::Source>(source)) {
        case config::Source::kTopic:
            return "topic";
        case config::Source::kBroker:
        case config::Source::kAllBrokers:
        case config::Source::kStatic:
            return "broker";
        case config::Source::kDefault:
            return "default";
    }
    return "default";
}

CommandOutcome outcomeOf(const CreateTopic& command, const wire::CreateTopicsResponse& response) {
    if (response.topics.empty())
        return {.code = ErrorCode::kUnknownServerError, .sentence = "the answer is empty"};
    const auto& topic = response.topics.front();
    if (topic.errorCode != ErrorCode::kNone)
        return {.code = topic.errorCode,
                .sentence = topic.errorMessage.value_or(std::string(errorName(topic.errorCode)))};
    return {.sentence = fmt::format("{} topic {} with {} partitions, replication factor {}",
                                    command.validateOnly ? "May create" : "Created", topic.name,
                                    topic.numPartitions, topic.replicationFactor)};
}

}  // namespace

struct ClusterClient::Sending {
    std::unique_ptr<client::Producer> producer;
    std::vector<world::Call> deliveries;
    std::size_t left = 0;
    std::size_t delivered = 0;
    Error firstError;
    world::Timer finish;  ///< the producer must not be destroyed by the last of its own completions
};

ClusterClient::Operation::Operation() = default;
ClusterClient::Operation::~Operation() = default;

ClusterClient::ClusterClient(std::vector<world::Address> bootstrap, world::World world)
    : m_options{.bootstrap = std::move(bootstrap), .clientId = "brokerscope", .requestDeadline = kDeadline}
    , m_world(world)
    , m_admin(m_options, m_world) {}

ClusterClient::~ClusterClient() {
    for (auto& [id, operation] : std::exchange(m_operations, {})) {
        operation->call = nullptr;
        operation->sending = nullptr;
        operation->reset = nullptr;
        operation->done({.code = ErrorCode::kStopped, .sentence = "The cluster stops."});
    }
}

ClusterClient::Operation& ClusterClient::begin(OutcomeHandler done, std::uint64_t& id) {
    id = m_nextId++;
    auto& operation = m_operations[id] = std::make_unique<Operation>();
    operation->done = std::move(done);
    return *operation;
}

void ClusterClient::finish(std::uint64_t id, CommandOutcome outcome) {
    auto operation = m_operations.extract(id);
    if (!operation.empty()) operation.mapped()->done(std::move(outcome));
}

void ClusterClient::run(const CreateTopic& command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.call = m_admin.createTopics(
        {{.name = command.name,
          .partitions = command.partitions,
          .replicationFactor = command.replicationFactor,
          .settings = command.settings}},
        command.validateOnly, [this, id, command](const Result<wire::CreateTopicsResponse>& response) {
            finish(id, response ? outcomeOf(command, *response) : failed(response.error()));
        });
}

void ClusterClient::run(const DeleteTopic& command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.call = m_admin.deleteTopics(
        {command.name}, [this, id, name = command.name](const Result<wire::DeleteTopicsResponse>& response) {
            if (!response) return finish(id, failed(response.error()));
            const ErrorCode code = response->responses.empty() ? ErrorCode::kUnknownServerError
                                                               : response->responses.front().errorCode;
            if (code == ErrorCode::kNone) return finish(id, {.sentence = "Deleted topic " + name});
            const auto& detail =
                response->responses.empty() ? std::nullopt : response->responses.front().errorMessage;
            finish(id, {.code = code, .sentence = detail.value_or(std::string(errorName(code)))});
        });
}

void ClusterClient::run(const DescribeTopicSettings& command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.call =
        m_admin.describeConfigs(client::ResourceType::kTopic, command.topic,
                                [this, id](const Result<wire::DescribeConfigsResponse>& response) {
                                    if (!response) return finish(id, failed(response.error()));
                                    if (response->results.empty())
                                        return finish(id, {.code = ErrorCode::kUnknownServerError});
                                    const auto& resource = response->results.front();
                                    CommandOutcome outcome{.code = resource.errorCode,
                                                           .sentence = resource.errorMessage.value_or("")};
                                    for (const auto& row : resource.configs)
                                        outcome.settings.push_back({.name = row.name,
                                                                    .value = row.value.value_or(""),
                                                                    .source = sourceName(row.configSource),
                                                                    .meaning = row.documentation.value_or(""),
                                                                    .isReadOnly = row.readOnly});
                                    finish(id, std::move(outcome));
                                });
}

void ClusterClient::run(SendText command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    const std::string topic = command.topic;
    operation.call = m_admin.createTopics(
        {{.name = topic}}, false,
        [this, id, command = std::move(command)](const Result<wire::CreateTopicsResponse>& response) mutable {
            if (!response) return finish(id, failed(response.error()));
            const CommandOutcome created = outcomeOf({.name = command.topic}, *response);
            if (!created.ok() && created.code != ErrorCode::kTopicAlreadyExists) return finish(id, created);
            sendLines(id, std::move(command));
        });
}

void ClusterClient::sendLines(std::uint64_t id, SendText command) {
    if (command.lines.empty()) return finish(id, {.sentence = "Sent nothing to " + command.topic});
    Operation& operation = *m_operations.at(id);
    operation.sending = std::make_unique<Sending>();
    Sending& sending = *operation.sending;
    sending.producer =
        std::make_unique<client::Producer>(m_options, client::ProducerOptions{.batchBytes = 1024}, m_world);
    sending.left = command.lines.size();
    for (const std::string& line : command.lines)
        sending.deliveries.push_back(sending.producer->send(
            {.topic = command.topic, .value = toBytes(asBytes(line))},
            [this, id, &sending, topic = command.topic](const Result<client::Delivered>& delivered) {
                if (delivered)
                    ++sending.delivered;
                else if (sending.firstError.detail.empty())
                    sending.firstError = delivered.error();
                if (--sending.left > 0) return;
                CommandOutcome outcome{
                    .code = sending.firstError.code,
                    .sentence = fmt::format("Sent {} records to {}", sending.delivered, topic)};
                if (!outcome.ok()) outcome.sentence += ", then: " + sending.firstError.detail;
                sending.finish = m_world.timers.after(world::Duration::zero(), [this, id, outcome]() mutable {
                    finish(id, std::move(outcome));
                });
            }));
    sending.producer->flush();
}

void ClusterClient::run(ProduceRecord command, OutcomeHandler done) {
    std::uint64_t id = 0;
    Operation& operation = begin(std::move(done), id);
    operation.sending = std::make_unique<Sending>();
    Sending& sending = *operation.sending;
    client::ClientOptions options = m_options;
    options.limits.maxFrameBytes = kMaxFrameBytes;
    // The topic's own limit is the broker's to tell.
    sending.producer =
        std::make_unique<client::Producer>(std::move(options),
                                           client::ProducerOptions{.linger = world::Duration::zero(),
                                                                   .maxBufferedBytes = kMaxRecordBytes,
                                                                   .maxRequestBytes = kMaxRecordBytes,
                                                                   .deliveryDeadline = kDeadline},
                                           m_world);
    const std::string topic = command.topic;
    sending.deliveries.push_back(sending.producer->send(
        {.topic = std::move(command.topic),
         .partition = command.partition,
         .key = std::move(command.key),
         .value = std::move(command.value),
         .headers = std::move(command.headers)},
        [this, id, &sending, topic](const Result<client::Delivered>& delivered) {
            CommandOutcome outcome;
            if (delivered) {
                outcome.stored = {delivered->partition.partition, delivered->offset};
                outcome.sentence =
                    fmt::format("Stored in {} at offset {}.", delivered->partition, delivered->offset);
            } else {
                outcome = failed(delivered.error());
                outcome.sentence = fmt::format("producing to {}: {}", topic, outcome.sentence);
            }
            sending.finish = m_world.timers.after(
                world::Duration::zero(), [this, id, outcome]() mutable { finish(id, std::move(outcome)); });
        }));
    sending.producer->flush();
}

}  // namespace broker::cluster
