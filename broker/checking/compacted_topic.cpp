#include "broker/checking/compacted_topic.h"

#include <charconv>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace broker::checking {
namespace {

using namespace std::chrono_literals;

constexpr const char* kTopic = "keyed";
constexpr std::size_t kKeys = 6;
constexpr Duration kCreateAgain = 300ms;
constexpr Duration kMostBetweenSends = 80ms;

TopicPartition partitionName() { return {kTopic, PartitionIndex(0)}; }

client::ProducerOptions producerOptions() {
    client::ProducerOptions options;
    options.deliveryDeadline = 4s;
    return options;
}

}  // namespace

CompactedTopic::CompactedTopic(const Plan& plan, SimulatedCluster& cluster, const Truth& truth)
    : m_plan(plan)
    , m_truth(truth)
    , m_world(cluster.clientWorld())
    , m_random(m_world.random.fork())
    , m_admin(cluster.clientOptions("keyed"), m_world)
    , m_producer(cluster.clientOptions("keyed-producer"), producerOptions(), m_world)
    , m_consumer(cluster.clientOptions("keyed-reader"), {.maxWait = 200ms}, m_world, *this)
    , m_lastRead(kKeys) {
    create();
}

void CompactedTopic::create() {
    std::map<std::string, std::string> settings = m_plan.compactedTopicSettings;
    settings["cleanup.policy"] = "compact";
    settings["min.insync.replicas"] = std::to_string(m_plan.minInSync);
    m_call = m_admin.createTopics(
        {{.name = kTopic,
          .partitions = 1,
          .replicationFactor = static_cast<std::int16_t>(m_plan.replicationFactor),
          .settings = std::move(settings)}},
        false, [this](const Result<wire::CreateTopicsResponse>& created) {
            const ErrorCode code = created && !created->topics.empty() ? created->topics.front().errorCode
                                                                       : ErrorCode::kTimedOut;
            m_isThere = code == ErrorCode::kNone || code == ErrorCode::kTopicAlreadyExists;
            m_isCreating = !m_isThere;
            if (m_isThere && !m_hasStopped) return scheduleSend();
            if (!m_isThere) m_timer = m_world.timers.after(kCreateAgain, [this] { create(); });
        });
}

void CompactedTopic::stop() {
    m_hasStopped = true;
    // A topic that is being made is made.
    if (m_isThere) m_timer = nullptr;
}

void CompactedTopic::scheduleSend() {
    m_timer = m_world.timers.after(Duration(m_random.between(100, kMostBetweenSends.count())), [this] {
        send();
        scheduleSend();
    });
}

void CompactedTopic::send() {
    const std::size_t number = m_sent.size();
    m_sent.push_back({.key = m_random.below(kKeys), .isTombstone = m_random.oneIn(8)});
    ++m_open;
    std::optional<Bytes> value;
    if (!m_sent.back().isTombstone) value = toBytes(asBytes(std::to_string(number)));
    m_sends.push_back(m_producer.send({.topic = kTopic,
                                       .partition = PartitionIndex(0),
                                       .key = toBytes(asBytes(std::to_string(m_sent.back().key))),
                                       .value = std::move(value),
                                       .headers = {}},
                                      [this, number](const Result<client::Delivered>& delivered) {
                                          --m_open;
                                          m_sent[number].isAcked = delivered.has_value();
                                          m_sent[number].isUnknown = !delivered.has_value();
                                      }));
}

void CompactedTopic::beginReading() { m_consumer.assign(partitionName(), client::Earliest{}); }

std::optional<std::string> CompactedTopic::missing() {
    if (!m_isRead) return fmt::format("{} was not read to its end", partitionName());
    judge();
    return std::nullopt;
}

/// What a producer gave up may still have come, even after what it sent later.
void CompactedTopic::judge() {
    const auto exempt = [this] {
        for (const Truth::Partition& one : m_truth.partitions)
            if (one.name == partitionName() && one.isExempt) return true;
        return false;
    };
    for (std::size_t key = 0; key < kKeys; ++key) {
        std::optional<std::size_t> acked;
        for (std::size_t i = 0; i < m_sent.size(); ++i)
            if (m_sent[i].key == key && m_sent[i].isAcked) acked = i;
        const std::optional<std::size_t>& read = m_lastRead[key];
        if (!acked || exempt()) continue;
        bool mayBe = m_sent[*acked].isTombstone && !read;
        for (std::size_t i = 0; !read && i < m_sent.size(); ++i)
            mayBe = mayBe || (m_sent[i].key == key && m_sent[i].isUnknown && m_sent[i].isTombstone);
        if (read) mayBe = *read >= *acked || m_sent[*read].isUnknown;
        if (mayBe) continue;
        found("lost-write",
              fmt::format("{} key {}: value {} was acknowledged, and {} is read", partitionName(), key,
                          *acked, read ? fmt::format("value {}", *read) : std::string("nothing")));
    }
}

void CompactedTopic::onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) {
    const std::string_view text = record.key ? asText(*record.key) : std::string_view();
    std::size_t key = kKeys;
    std::from_chars(text.data(), text.data() + text.size(), key);
    if (key >= kKeys)
        return found("L1",
                     fmt::format("{} offset {} holds a key that nobody sent", partition, record.offset));
    if (!record.value) {
        m_lastRead[key].reset();
        return;
    }
    const std::string_view value = asText(*record.value);
    std::size_t number = m_sent.size();
    std::from_chars(value.data(), value.data() + value.size(), number);
    if (number >= m_sent.size() || m_sent[number].key != key || m_sent[number].isTombstone)
        return found("L1",
                     fmt::format("{} offset {} holds a value that nobody sent", partition, record.offset));
    m_lastRead[key] = number;
}

void CompactedTopic::onPosition(const TopicPartition&, Offset next, Offset highWatermark) {
    if (highWatermark >= Offset(0) && next >= highWatermark) m_isRead = true;
}

void CompactedTopic::onProblem(const TopicPartition& partition, const Error& error) {
    found("S1", fmt::format("{}: a reader was told: {}", partition, error.detail));
}

void CompactedTopic::found(std::string_view invariant, std::string what) {
    if (!m_finding) m_finding = Finding{std::string(invariant), std::move(what)};
}

}  // namespace broker::checking
