#include "broker/client/offset_lookup.h"

#include <utility>

#include <fmt/format.h>

namespace broker::client {

struct OffsetLookup::Asking {
    std::vector<std::size_t> questions;
    world::Call call;
};

OffsetLookup::OffsetLookup(ClientOptions options, const world::World& world,
                           std::vector<OffsetQuestion> questions, world::Completion<OffsetAnswers> done)
    : m_world(world)
    , m_questions(std::move(questions))
    , m_done(std::move(done))
    , m_brokers(std::move(options), world, this)
    , m_backoff(m_brokers.options().retry, m_world.random)
    , m_answers(m_questions.size())
    , m_lastErrors(m_questions.size())
    , m_isAsked(m_questions.size(), false)
    , m_left(m_questions.size()) {
    for (const OffsetQuestion& question : m_questions) m_brokers.follow(question.partition.topic);
    m_deadline = m_world.timers.after(m_brokers.options().requestDeadline, [this] { onDeadline(); });
    wake();
}

OffsetLookup::~OffsetLookup() = default;

void OffsetLookup::wake() {
    if (std::exchange(m_turnIsDue, true)) return;
    m_turn = m_world.timers.after(world::Duration::zero(), [this] {
        m_turnIsDue = false;
        turn();
    });
}

void OffsetLookup::turn() {
    if (m_world.clock.now() < m_notBefore) return;
    // A request may name a partition only once, so that different questions travel apart.
    std::map<std::pair<BrokerId, Timestamp>, std::vector<std::size_t>> together;
    for (std::size_t i = 0; i < m_questions.size(); ++i) {
        if (m_answers[i] || m_isAsked[i] || !mayAsk(i)) continue;
        if (const PartitionPlace* where = m_brokers.leaderOf(m_questions[i].partition))
            together[{where->leader, m_questions[i].at}].push_back(i);
        else
            m_brokers.refresh();
    }
    for (auto& [to, questions] : together) ask(to.first, to.second, std::move(questions));
    if (m_left == 0) finish();
}

bool OffsetLookup::mayAsk(std::size_t question) {
    const TopicPartition& place = m_questions[question].partition;
    const TopicPlaces* topic = m_brokers.topic(place.topic);
    if (!topic) return false;
    if (topic->error != ErrorCode::kNone) {
        const Error error{topic->error, std::string(errorName(topic->error))};
        m_lastErrors[question] = error;
        if (!isRetriable(topic->error)) settle(question, failure(error));
        return false;
    }
    const auto partition = topic->partitions.find(place.partition);
    if (partition == topic->partitions.end()) {
        settle(question, failure(ErrorCode::kUnknownTopicOrPartition, "the topic has no such partition"));
        return false;
    }
    if (partition->second.leader == kNoBroker)
        m_lastErrors[question] = Error{ErrorCode::kLeaderNotAvailable, "the partition has no leader"};
    return true;
}

void OffsetLookup::ask(BrokerId leader, Timestamp at, std::vector<std::size_t> questions) {
    rpc::Peer* peer = m_brokers.peer(leader);
    if (!peer) return;
    wire::ListOffsetsRequest request;
    request.replicaId = kNoBroker;
    request.timeoutMs =
        static_cast<std::int32_t>(m_brokers.options().requestDeadline / std::chrono::milliseconds(1));
    std::map<std::string, std::vector<wire::ListOffsetsRequest::Partition>> byTopic;
    for (const std::size_t i : questions) {
        const TopicPartition& place = m_questions[i].partition;
        byTopic[place.topic].push_back({.partitionIndex = place.partition,
                                        .currentLeaderEpoch = m_brokers.leaderOf(place)->epoch,
                                        .timestamp = at});
        m_isAsked[i] = true;
    }
    for (auto& [topic, partitions] : byTopic)
        request.topics.push_back({.name = topic, .partitions = std::move(partitions)});
    const std::uint64_t id = m_nextRequest++;
    auto& asking = m_asking[id] = std::make_unique<Asking>();
    asking->questions = std::move(questions);
    asking->call = peer->send(std::move(request), {.deadline = m_brokers.options().requestDeadline},
                              [this, id](const Answer& answer) { onAnswer(id, answer); });
}

void OffsetLookup::onAnswer(std::uint64_t request, const Answer& answer) {
    const auto asking = m_asking.extract(request);
    wake();
    std::map<TopicPartition, const wire::ListOffsetsResponse::Partition*> told;
    if (answer)
        for (const auto& topic : answer->response.topics)
            for (const auto& partition : topic.partitions)
                told[{topic.name, partition.partitionIndex}] = &partition;
    for (const std::size_t i : asking.mapped()->questions) {
        m_isAsked[i] = false;
        const auto one = told.find(m_questions[i].partition);
        if (!answer)
            setBack(i, answer.error());
        else if (one == told.end())
            settle(i, failure(ErrorCode::kMalformed, "the answer does not tell"));
        else if (one->second->errorCode != ErrorCode::kNone)
            setBack(i, {one->second->errorCode, std::string(errorName(one->second->errorCode))});
        else
            settle(i, one->second->offset);
    }
}

void OffsetLookup::setBack(std::size_t question, const Error& error) {
    m_lastErrors[question] = error;
    if (!isRetriable(error.code)) return settle(question, failure(error));
    m_brokers.refresh();
    if (m_notBefore > m_world.clock.now()) return;
    const world::Duration pause = m_backoff.next();
    m_notBefore = m_world.clock.now() + pause;
    m_retry = m_world.timers.after(pause, [this] { wake(); });
}

void OffsetLookup::settle(std::size_t question, Result<Offset> answer) {
    if (!answer)
        answer.error().detail = fmt::format("finding an offset of {}: {}", m_questions[question].partition,
                                            answer.error().detail);
    m_answers[question] = std::move(answer);
    --m_left;
}

void OffsetLookup::onDeadline() {
    for (std::size_t i = 0; i < m_questions.size(); ++i) {
        if (m_answers[i]) continue;
        std::optional<Error> why = m_lastErrors[i];
        if (!why) why = m_brokers.any().lastError();
        if (!why) why = Error{ErrorCode::kTimedOut, "no broker answered in time"};
        settle(i, failure(*why));
    }
    finish();
}

void OffsetLookup::finish() {
    if (!m_done) return;
    OffsetAnswers answers;
    answers.reserve(m_answers.size());
    for (auto& answer : m_answers) answers.push_back(std::move(*answer));
    m_asking.clear();
    auto done = std::exchange(m_done, nullptr);
    done(std::move(answers));
}

}  // namespace broker::client
