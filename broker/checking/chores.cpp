#include "broker/checking/chores.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace broker::checking {
namespace {

using namespace std::chrono_literals;

constexpr const char* kTopic = "brief";
constexpr Duration kMostBetweenSends = 60ms;
constexpr Duration kDeliveryDeadline = 2s;

client::ProducerOptions producerOptions() {
    client::ProducerOptions options;
    options.deliveryDeadline = kDeliveryDeadline;
    return options;
}

}  // namespace

PreferredElections::PreferredElections(Duration every, SimulatedCluster& cluster)
    : m_every(every)
    , m_world(cluster.clientWorld())
    , m_random(m_world.random.fork())
    , m_admin(cluster.clientOptions("elections"), m_world) {
    scheduleNext();
}

void PreferredElections::scheduleNext() {
    m_timer = m_world.timers.after(Duration(m_random.between(0, 2 * m_every.count())), [this] {
        // Whatever it answers, there is nothing to be done about it; one that still waits is given up.
        m_call = m_admin.electLeaders(false, std::nullopt, [](const Result<wire::ElectLeadersResponse>&) {});
        scheduleNext();
    });
}

TopicChurn::TopicChurn(const Plan& plan, SimulatedCluster& cluster, const Truth& truth)
    : m_plan(plan)
    , m_truth(truth)
    , m_world(cluster.clientWorld())
    , m_random(m_world.random.fork())
    , m_admin(cluster.clientOptions("churn"), m_world)
    , m_producer(cluster.clientOptions("churn-producer"), producerOptions(), m_world)
    , m_consumer(cluster.clientOptions("churn-reader"), {.maxWait = 200ms}, m_world, *this) {
    act();
    scheduleSend();
}

void TopicChurn::stop() {
    m_hasStopped = true;
    m_timer = nullptr;
    m_sending = nullptr;
}

const metadata::TopicImage* TopicChurn::topic() const { return m_truth.newest->topic(kTopic); }

void TopicChurn::scheduleNext() {
    if (m_hasStopped) return;
    const Duration mean = m_plan.chores.at(ChoreKind::kChurnTopic);
    m_timer = m_world.timers.after(Duration(m_random.between(0, 2 * mean.count())), [this] { act(); });
}

void TopicChurn::act() { m_isThere ? remove() : create(); }

void TopicChurn::create() {
    std::map<std::string, std::string> settings = m_plan.briefTopicSettings;
    settings["min.insync.replicas"] = std::to_string(m_plan.minInSync);
    const client::NewTopic wanted{.name = kTopic,
                                  .partitions = static_cast<std::int32_t>(m_random.between(1, 3)),
                                  .replicationFactor = static_cast<std::int16_t>(m_plan.replicationFactor),
                                  .settings = std::move(settings)};
    const auto onCreated = [this,
                            after = m_deletionsAsked](const Result<wire::CreateTopicsResponse>& created) {
        m_call = nullptr;
        if (created && !created->topics.empty()) {
            const ErrorCode code = created->topics.front().errorCode;
            m_isThere = code == ErrorCode::kNone || code == ErrorCode::kTopicAlreadyExists;
            if (code == ErrorCode::kNone) m_lifeAfter = after;
        }
        scheduleNext();
    };
    m_call = m_admin.createTopics({wanted}, false, onCreated);
}

void TopicChurn::remove() {
    ++m_deletionsAsked;
    m_call = m_admin.deleteTopics({kTopic}, [this](const Result<wire::DeleteTopicsResponse>& deleted) {
        m_call = nullptr;
        if (deleted && !deleted->responses.empty()) {
            const ErrorCode code = deleted->responses.front().errorCode;
            m_isThere = code != ErrorCode::kNone && code != ErrorCode::kUnknownTopicOrPartition;
        }
        if (!m_isThere && !m_hasStopped && m_random.oneIn(2)) return create();
        scheduleNext();
    });
}

void TopicChurn::scheduleSend() {
    m_sending = m_world.timers.after(Duration(m_random.between(100, kMostBetweenSends.count())), [this] {
        send();
        scheduleSend();
    });
}

void TopicChurn::send() {
    const std::size_t number = m_sent.size();
    m_sent.emplace_back();
    ++m_open;
    m_sends.push_back(m_producer.send({.topic = kTopic,
                                       .partition = {},
                                       .key = {},
                                       .value = toBytes(asBytes(std::to_string(number))),
                                       .headers = {}},
                                      [this, number](const Result<client::Delivered>& delivered) {
                                          --m_open;
                                          if (!delivered) return;
                                          m_sent[number].ackedAfter = m_deletionsAsked;
                                      }));
}

void TopicChurn::beginReading() {
    const metadata::TopicImage* last = topic();
    if (!last) return;
    for (const auto& partition : last->partitions) {
        const TopicPartition name{.topic = kTopic, .partition = partition->index};
        m_isRead[name] = false;
        m_consumer.assign(name, client::Earliest{});
    }
}

std::optional<std::string> TopicChurn::missing() const {
    for (const auto& [name, isRead] : m_isRead)
        if (!isRead) return fmt::format("{} was not read to its end", name);
    return std::nullopt;
}

/// What was acknowledged before somebody asked for the deletion that came before the present life was stored
/// in an earlier one. Of what came between nobody can tell: an acknowledgement may be faster than what is
/// watched.
void TopicChurn::onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) {
    const std::string text(record.value ? asText(*record.value) : std::string_view());
    const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t number = isNumber ? std::stoull(text) : m_sent.size();
    if (number >= m_sent.size())
        return found("L1",
                     fmt::format("{} offset {} holds a record that nobody sent", partition, record.offset));
    Sent& sent = m_sent[number];
    if (std::exchange(sent.wasRead, true))
        found("duplicate", fmt::format("{} offset {}: record {} stands there a second time", partition,
                                       record.offset, number));
    if (sent.ackedAfter && *sent.ackedAfter < m_lifeAfter)
        found("deleted-record",
              fmt::format("{} offset {}: record {} was acknowledged in an earlier life of the topic",
                          partition, record.offset, number));
}

void TopicChurn::onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) {
    if (highWatermark >= Offset(0) && next >= highWatermark) m_isRead[partition] = true;
}

/// Retention may be faster than any reader.
void TopicChurn::onProblem(const TopicPartition& partition, const Error& error) {
    if (m_plan.briefTopicSettings.contains("retention.ms")) return;
    found("S1", fmt::format("{}: a reader was told: {}", partition, error.detail));
}

void TopicChurn::found(std::string_view invariant, std::string what) {
    if (!m_finding) m_finding = Finding{std::string(invariant), std::move(what)};
}

}  // namespace broker::checking
