#include "tests/benchmark/kafka_exchange.h"

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/api_versions.h"
#include "broker/wire/messages/describe_quorum.h"
#include "broker/wire/messages/metadata.h"
#include "tests/benchmark/loopback.h"
#include "tests/benchmark/machine.h"

namespace tests::benchmark {

using namespace broker;

namespace {

constexpr std::int16_t kMetadataVersion = 12;
constexpr std::int16_t kApiVersionsVersion = 3;
constexpr std::int16_t kDescribeQuorumVersion = 1;
constexpr std::size_t kLengthBytes = 4;

template <class Request>
Bytes frameOf(const Request& request, std::int16_t version) {
    const wire::Encoded encoded = wire::encodeRequest(request, version, 1, "benchmark");
    ByteWriter writer;
    writer.int32(static_cast<std::int32_t>(encoded.bytes.size()));
    writer.bytes(encoded.bytes);
    return writer.take();
}

/// The answer without its length.
Bytes ask(const LoopbackSocket& socket, const Bytes& frame) {
    socket.send(frame);
    Bytes length(kLengthBytes);
    socket.receive(length);
    Bytes answer(static_cast<std::size_t>(ByteReader(length).int32()));
    socket.receive(answer);
    return answer;
}

}  // namespace

std::size_t brokersToldBy(std::uint16_t port) {
    const LoopbackSocket socket(port);
    const Bytes answer = ask(socket, frameOf(wire::MetadataRequest{}, kMetadataVersion));
    const auto metadata = wire::decodeResponse<wire::MetadataRequest>(answer, kMetadataVersion);
    if (!metadata) giveUp("an answer to Metadata: " + metadata.error().detail);
    return metadata->brokers.size();
}

int quorumLeader(std::uint16_t port) {
    const LoopbackSocket socket(port);
    const wire::DescribeQuorumRequest request{
        .topics = {
            {.topicName = "__cluster_metadata", .partitions = {{.partitionIndex = PartitionIndex(0)}}}}};
    const Bytes answer = ask(socket, frameOf(request, kDescribeQuorumVersion));
    const auto quorum = wire::decodeResponse<wire::DescribeQuorumRequest>(answer, kDescribeQuorumVersion);
    if (!quorum) giveUp("an answer to DescribeQuorum: " + quorum.error().detail);
    if (quorum->topics.size() != 1 || quorum->topics.front().partitions.size() != 1)
        giveUp("an answer to DescribeQuorum tells of no quorum");
    return quorum->topics.front().partitions.front().leaderId.value();
}

Samples apiVersionsRoundTrips(std::uint16_t port, int times) {
    const LoopbackSocket socket(port);
    const Bytes frame =
        frameOf(wire::ApiVersionsRequest{.clientSoftwareName = "benchmark", .clientSoftwareVersion = "1"},
                kApiVersionsVersion);
    Samples samples;
    for (int i = 0; i < times; ++i) samples.add(1e6 * secondsOf([&] { ask(socket, frame); }));
    return samples;
}

}  // namespace tests::benchmark
