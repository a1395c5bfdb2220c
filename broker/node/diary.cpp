#include "broker/node/diary.h"

#include <algorithm>
#include <string>

namespace broker::node {
namespace {

using observe::Level;

/// More partitions than this are only counted.
constexpr std::size_t kMostNamed = 10;

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
        text += (i > 0 ? ", " : "") + names[i];
    if (names.size() > kMostNamed) text += fmt::format(" and {} more", names.size() - kMostNamed);
    return text;
}

}  // namespace

Diary::Diary(NodeObserver& observer, BrokerId broker)
    : m_observer(observer)
    , m_broker(broker)
    , m_sink(observer, broker) {}

void Diary::Sink::write(Level level, std::string_view line) {
    std::string text = fmt::format("broker {}: {}", m_broker, line);
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
    m_observer.diagnostics().write(level, text);
}

void Diary::report(observe::Event event) {
    // Told to whoever looks already, so here it is context, however bad.
    diagnose(m_sink, Level::kInfo, "{}", observe::tell(event));
    m_observer.report(std::move(event));
}

void Diary::publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) {
    m_observer.publishBroker(std::move(snapshot));
}

void Diary::publishMetadata(BrokerId publisher, std::shared_ptr<const observe::MetadataSnapshot> snapshot) {
    m_observer.publishMetadata(publisher, std::move(snapshot));
}

void Diary::reportMetadata(Offset end, std::vector<observe::Event> events) {
    // Every broker replays them, so they are the detail of each and the news of none.
    for (const observe::Event& event : events)
        diagnose(m_sink, Level::kDebug, "metadata up to {}: {}", end, observe::tell(event));
    m_observer.reportMetadata(end, std::move(events));
}

void Diary::failed(BrokerId broker, const Error& reason) {
    diagnose(m_sink, Level::kError, "failed and serves nobody any more: {}", reason.detail);
    m_observer.failed(broker, reason);
}

void Diary::noteLeadership(const metadata::ImageDelta& delta) {
    if (!m_sink.wants(Level::kInfo)) return;
    std::vector<std::string> gained;
    std::vector<std::string> lost;
    for (const auto& topic : delta.topics)
        for (const auto& partition : topic.partitions) {
            const bool led = partition.before && partition.before->leader == m_broker;
            const bool leads = partition.after && partition.after->leader == m_broker;
            if (led == leads) continue;
            std::string name = fmt::format("{}", TopicPartition{topic.topic().name, partition.index});
            if (leads) name += fmt::format(" (leader epoch {})", partition.after->leaderEpoch);
            (leads ? gained : lost).push_back(std::move(name));
        }
    if (!gained.empty()) info("leads {}", listed(gained));
    if (!lost.empty()) info("no longer leads {}", listed(lost));
}

}  // namespace broker::node
