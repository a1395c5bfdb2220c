#pragma once

#include <string>
#include <vector>

#include <QByteArray>

#include "app/history/lag_history.h"
#include "broker/observe/event.h"

namespace app {

/// A point of the lag of a group in a partition.
struct LagRow {
    std::string group;
    broker::TopicPartition partition;
    LagPoint point;

    friend bool operator==(const LagRow&, const LagRow&) = default;
};

/// What a second adds to the history, or what an earlier run left of it, oldest first.
struct HistoryRows {
    std::vector<broker::observe::Event> events;
    std::vector<LagRow> lag;

    bool isEmpty() const { return events.empty() && lag.empty(); }
};

/// An event's arguments as they are stored: names and values, each UTF-8 behind a 32-bit length, big endian.
QByteArray encodeArguments(const std::vector<broker::observe::EventArgument>& arguments);
/// Nothing if the bytes are not such.
std::vector<broker::observe::EventArgument> decodeArguments(const QByteArray& bytes);

}  // namespace app
