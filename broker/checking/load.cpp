#include "broker/checking/load.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "broker/base/crc32c.h"

namespace broker::checking {
namespace {

using namespace std::chrono_literals;

constexpr Duration kProbeEvery = 100ms;
constexpr Duration kProbeLook = 10ms;
constexpr Duration kProbeGivesUp = 3s;
constexpr Duration kCreateAgain = 200ms;

/// One that no topic takes says so.
Bytes valueOf(std::size_t number, std::size_t size) {
    std::string text = fmt::format("{};", number);
    text.resize(std::max(text.size(), size), '.');
    return toBytes(asBytes(text));
}

std::optional<std::size_t> numberIn(const std::optional<ByteView>& value) {
    if (!value) return std::nullopt;
    const std::string_view text = asText(*value);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end == text.data() + text.size() || *end != ';') return std::nullopt;
    return number;
}

}  // namespace

LoadProducer::LoadProducer(int number, const ProducerPlan& plan, SimulatedCluster& cluster, Truth& truth,
                           LoadObserver& observer)
    : m_number(number)
    , m_plan(plan)
    , m_world(cluster.clientWorld())
    , m_truth(truth)
    , m_observer(observer)
    , m_random(m_world.random.fork())
    , m_producer(cluster.clientOptions(fmt::format("producer-{}", number)),
                 {.acks = plan.acks,
                  .batchBytes = plan.batchBytes,
                  .linger = plan.linger,
                  .idempotent = plan.acks == -1,
                  .maxBufferedBytes = plan.bufferBytes,
                  .deliveryDeadline = plan.deliveryDeadline},
                 m_world) {
    scheduleNext();
}

void LoadProducer::scheduleNext() {
    m_timer = m_world.timers.after(Duration(m_random.between(100, m_plan.mostBetween.count())), [this] {
        sendOne();
        scheduleNext();
    });
}

void LoadProducer::sendOne() {
    const std::size_t number = m_truth.writes.size();
    const bool isTooLarge = m_plan.tooLargeOneIn > 0 && m_random.oneIn(m_plan.tooLargeOneIn);
    const std::size_t size = isTooLarge ? kTooLargeBytes : m_plan.valueBytes;
    const auto partition = static_cast<int>(m_random.below(static_cast<std::uint64_t>(m_truth.lasting())));
    m_truth.writes.push_back({.producer = m_number, .partition = partition, .acksAll = m_plan.acks == -1});
    m_truth.writes.back().sum = crc32c(valueOf(number, size));
    ++m_open;
    const TopicPartition& name = m_truth.partition(partition).name;
    m_calls.push_back(m_producer.send(
        {.topic = name.topic,
         .partition = name.partition,
         .key = {},
         .value = valueOf(number, size),
         .headers = {}},
        [this, number](const Result<client::Delivered>& delivered) { settle(number, delivered); }));
}

void LoadProducer::settle(std::size_t number, const Result<client::Delivered>& delivered) {
    --m_open;
    Write& write = m_truth.writes[number];
    if (delivered) {
        write.state = Write::State::kAcked;
        if (delivered->offset >= Offset(0)) write.offset = delivered->offset;
        m_observer.onAcked(number);
    } else {
        const ErrorCode code = delivered.error().code;
        const bool isRefused = code == ErrorCode::kInUse || code == ErrorCode::kMessageTooLarge;
        write.state = isRefused ? Write::State::kRefused : Write::State::kUnknown;
    }
}

LoadReader::LoadReader(int number, SimulatedCluster& cluster, Truth& truth, LoadObserver& observer)
    : m_number(number)
    , m_truth(truth)
    , m_observer(observer)
    , m_progress(static_cast<std::size_t>(truth.lasting()))
    , m_consumer(cluster.clientOptions(fmt::format("reader-{}", number)), {.maxWait = 200ms},
                 cluster.clientWorld(), *this) {
    for (int i = 0; i < truth.lasting(); ++i) m_consumer.assign(truth.partition(i).name, client::Earliest{});
}

void LoadReader::onRecord(const TopicPartition& partition, const client::ConsumedRecord& record) {
    const int index = m_truth.indexOf(partition);
    const std::optional<std::size_t> number = numberIn(record.value);
    if (!number || *number >= m_truth.writes.size() || m_truth.writes[*number].partition != index ||
        m_truth.writes[*number].sum != crc32c(*record.value))
        return m_observer.onStrangeRecord(index, record.offset);
    m_observer.onRead(m_number, index, record.offset, *number);
}

void LoadReader::onPosition(const TopicPartition& partition, Offset next, Offset highWatermark) {
    m_progress[static_cast<std::size_t>(m_truth.indexOf(partition))] = {next, highWatermark};
}

void LoadReader::onProblem(const TopicPartition& partition, const Error& error) {
    m_observer.onReadProblem(m_truth.indexOf(partition), error);
}

LatestProber::LatestProber(SimulatedCluster& cluster, Truth& truth, LoadObserver& observer)
    : m_world(cluster.clientWorld())
    , m_truth(truth)
    , m_observer(observer)
    , m_consumer(cluster.clientOptions("prober"), {.maxWait = 100ms}, m_world, *this) {
    askNext();
}

void LatestProber::askNext() {
    m_timer = m_world.timers.after(kProbeEvery, [this] {
        m_asked = m_world.clock.now();
        m_consumer.assign(m_truth.partitions[m_current].name, client::Latest{});
        look();
    });
}

void LatestProber::look() {
    m_timer = m_world.timers.after(kProbeLook, [this] {
        // A copy: whoever hears of it looks at the cluster, and topics may have come.
        const TopicPartition name = m_truth.partitions[m_current].name;
        const std::optional<Offset> latest = m_consumer.position(name);
        if (!latest && m_world.clock.now() < m_asked + kProbeGivesUp) return look();
        if (latest) m_observer.onLatest(static_cast<int>(m_current), *latest, m_asked);
        m_consumer.unassign(name);
        m_current = (m_current + 1) % static_cast<std::size_t>(m_truth.lasting());
        askNext();
    });
}

TopicMaker::TopicMaker(const Plan& plan, SimulatedCluster& cluster)
    : m_plan(plan)
    , m_world(cluster.clientWorld())
    , m_admin(cluster.clientOptions("admin"), m_world) {
    waitForBrokers();
}

void TopicMaker::again() {
    m_timer = m_world.timers.after(kCreateAgain, [this] { waitForBrokers(); });
}

void TopicMaker::waitForBrokers() {
    m_call = m_admin.metadata(std::vector<std::string>{}, [this](Result<wire::MetadataResponse> told) {
        if (told && static_cast<int>(told->brokers.size()) == m_plan.brokers) return create();
        m_trouble = told ? fmt::format("{} brokers are there", told->brokers.size()) : told.error().detail;
        again();
    });
}

void TopicMaker::create() {
    std::vector<client::NewTopic> topics;
    for (const TopicPlan& topic : m_plan.topics)
        topics.push_back({.name = topic.name,
                          .partitions = topic.partitions,
                          .replicationFactor = static_cast<std::int16_t>(m_plan.replicationFactor),
                          .settings = {{"min.insync.replicas", std::to_string(m_plan.minInSync)},
                                       {"max.message.bytes", std::to_string(kMostBatchBytes)}}});
    m_call = m_admin.createTopics(topics, false, [this](Result<wire::CreateTopicsResponse> created) {
        if (!created) {
            m_trouble = created.error().detail;
            return again();
        }
        for (const auto& topic : created->topics) {
            if (topic.errorCode == ErrorCode::kNone || topic.errorCode == ErrorCode::kTopicAlreadyExists)
                continue;
            m_trouble = topic.errorMessage.value_or(std::string(errorName(topic.errorCode)));
            return again();
        }
        m_isDone = true;
    });
}

}  // namespace broker::checking
