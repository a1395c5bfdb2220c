#pragma once

#include <cstdint>

#include <QString>

#include "broker/base/ids.h"

/// Numbers, sizes and times as the window tells them, everywhere alike.
namespace app {

/// "48,211".
QString wholeNumber(std::int64_t value);
QString wholeNumber(double value);
/// "46.1 MB", by powers of 1000; "–" never.
QString byteAmount(double bytes);
/// "1.1 MB/s".
QString byteRate(double bytesPerSecond);
/// "1.2 ms", "840 µs", "3.4 s".
QString duration(double micros);
/// "0.7 s", "12 s".
QString inSeconds(double seconds);
/// "10:41:58", and with milliseconds "10:41:58.203".
QString clockTime(broker::Timestamp when);
QString preciseTime(broker::Timestamp when);
/// "10 s", "3 min": how long ago, coarsely.
QString ago(std::int64_t milliseconds);

}  // namespace app
