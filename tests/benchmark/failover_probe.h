#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace tests::benchmark {

inline constexpr std::chrono::seconds kFailoverPatience{30};

/// Milliseconds from the call of `kill`, which returns when the leader of this partition is dead, until a
/// record that was sent after that is acknowledged with acks=all. A record is sent every two milliseconds,
/// one at a time and without lingering, by a librdkafka that looks for another leader every 20 ms. Nothing:
/// none was acknowledged within kFailoverPatience.
std::optional<double> millisecondsToFirstAck(const std::string& bootstrapServers, const std::string& topic,
                                             int partition, const std::function<void()>& kill);

}  // namespace tests::benchmark
