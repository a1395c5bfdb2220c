#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <QString>

#include "broker/wire/message.h"
#include "tests/conformance/served_cluster.h"

namespace tests::conformance {

/// Sends a frame to a port of this machine and waits for the answer; empty if none comes in time.
broker::Bytes exchangeFrames(std::uint16_t port, broker::ByteView frame, int patienceMs);

/// One request to one broker, whoever wrote it; null if no answer comes, or none that can be read.
template <broker::wire::Request T>
std::optional<typename T::Response> ask(std::uint16_t port, const T& request, std::int16_t version,
                                        int patienceMs = 5'000) {
    const broker::wire::Encoded encoded = broker::wire::encodeRequest(request, version, 1, "question");
    const broker::Bytes answer = exchangeFrames(port, encoded.bytes, patienceMs);
    if (answer.empty()) return std::nullopt;
    auto response = broker::wire::decodeResponse<T>(answer, version);
    if (!response) return std::nullopt;
    return std::move(*response);
}

/// A partition as a broker tells it.
struct PartitionSight {
    int leader = -1;  ///< -1: none
    int epoch = -1;
    std::vector<int> replicas;
    std::vector<int> isr;

    bool isWhole() const { return leader >= 0 && isr.size() == replicas.size(); }
};
/// The partitions of a topic, by number; empty if the broker does not answer or does not know it.
std::vector<PartitionSight> lookAtTopic(std::uint16_t port, const QString& topic);
/// The leader of the metadata quorum; -1 if nobody can say.
int activeController(std::uint16_t port);

/// Looks again and again, and lets processes and timers go on meanwhile, until it is true or the deadline
/// has passed. Returns whether it became true.
bool eventually(const std::function<bool()>& isTrue, int deadlineMs = kDeadlineMs);

}  // namespace tests::conformance
