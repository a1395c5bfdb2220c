#include "tests/widgets/sample_events.h"

namespace sample {

using broker::observe::Event;
using broker::observe::EventArgument;
using broker::observe::EventKind;
using broker::observe::Lane;

Event event(std::uint64_t number, std::int64_t afterMillis, EventKind kind,
            std::vector<EventArgument> arguments) {
    return {.number = number,
            .time = broker::Timestamp(kStart + afterMillis),
            .kind = kind,
            .arguments = std::move(arguments)};
}

std::vector<Event> minute() {
    const std::string gone = "broker 3 was killed";
    return {
        event(1, 1000, EventKind::kBrokerStarted, {{"broker", "1"}}),
        event(2, 1010, EventKind::kBrokerStarted, {{"broker", "2"}}),
        event(3, 1020, EventKind::kBrokerStarted, {{"broker", "3"}}),
        event(4, 1300, EventKind::kControllerElected, {{"broker", "1"}, {"epoch", "4"}}),
        event(5, 1900, EventKind::kBrokerUnfenced, {{"broker", "2"}}),
        event(6, 2100, EventKind::kBrokerUnfenced, {{"broker", "3"}}),
        event(7, 9000, EventKind::kPersonActed, {{"act", "create topic orders"}}),
        event(8, 9050, EventKind::kTopicCreated, {{"topic", "orders"}, {"partitions", "4"}, {"factor", "1"}}),
        event(9, 15'000, EventKind::kClientConnected,
              {{"client", "web-shop"}, {"broker", "1"}, {"address", "127.0.0.1:51022"}}),
        event(10, 21'000, EventKind::kTopicAutoCreated, {{"topic", "clicks"}, {"client", "tracker"}}),
        event(11, 27'000, EventKind::kSegmentRolled,
              {{"partition", "orders-1"},
               {"broker", "2"},
               {"offset", "17548"},
               {"reason", "it reached 16 MiB"}}),
        event(12, 33'000, EventKind::kClientRefused,
              {{"broker", "2"}, {"address", "127.0.0.1:51080"}, {"reason", "a frame of 352,518,912 bytes"}}),
        event(13, 41'000, EventKind::kPersonActed, {{"act", "kill broker 3"}}),
        event(14, 41'050, EventKind::kBrokerKilled, {{"broker", "3"}}),
        event(15, 42'400, EventKind::kBrokerFenced, {{"broker", "3"}, {"reason", "its session ended"}}),
        event(16, 42'420, EventKind::kPartitionOffline, {{"partition", "orders-1"}, {"reason", gone}}),
        event(17, 42'425, EventKind::kPartitionOffline, {{"partition", "orders-3"}, {"reason", gone}}),
        event(18, 42'500, EventKind::kIsrShrank,
              {{"partition", "payments-1"}, {"isr", "2, 1"}, {"reason", gone}}),
        event(19, 52'000, EventKind::kClientDisconnected,
              {{"client", "tracker"}, {"broker", "1"}, {"address", "127.0.0.1:51044"}}),
    };
}

widgets::TimelineView::Teller teller() {
    const auto sentence = [](const Event& told) { return QString::fromStdString(tell(told)); };
    return {.label = [sentence](const Event& told) { return sentence(told).section(u':', 0, 0); },
            .sentence = sentence,
            .laneName =
                [](Lane lane) {
                    static const char* const kNames[] = {"Elections", "ISR",    "Rebalances", "Faults",
                                                         "Clients",   "Topics", "You"};
                    return QString::fromLatin1(kNames[static_cast<std::size_t>(lane)]);
                }};
}

}  // namespace sample
