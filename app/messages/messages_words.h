#pragma once

#include <expected>
#include <vector>

#include <QString>

#include "app/messages/messages_reader.h"
#include "app/window/figure_strip.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"

namespace app {

/// What was tried and why it failed, in the window's language as far as it is known there.
QString readingError(const broker::Error& error);

/// How far a reading has come and what it waits for, in a sentence or two.
QString readingState(const MessagesReader& reader);
/// What stands in the place of records while there are none; empty: nothing has begun.
QString noRecordsWords(const MessagesReader& reader);
/// Scanned, of how many, kept, in memory of how much.
std::vector<Figure> readingFigures(const MessagesReader& reader);

/// Nothing for all, or "0, 3-5": numbers and ranges below `count`. Otherwise what is wrong with it.
std::expected<std::vector<broker::PartitionIndex>, QString> parsePartitions(const QString& text, int count);

/// A time of this machine's zone, "2026-11-22 10:41:58.203" or its front from the day on, or milliseconds
/// since 1970. Otherwise what is wrong with it.
std::expected<broker::Timestamp, QString> parseTime(const QString& text);
/// As `parseTime` reads it.
QString timeForInput(broker::Timestamp time);
/// "UTC+08:00": the zone of the two.
QString zoneName(broker::Timestamp at);

}  // namespace app
