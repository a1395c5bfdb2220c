#include "tests/conformance/hostile_requests.h"

#include <algorithm>
#include <limits>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/base/crc32c.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/all.h"
#include "broker/wire/record_batch.h"
#include "broker/wire/record_batch_builder.h"

namespace tests::conformance {

using namespace broker;

namespace {

constexpr std::int16_t kProduceVersion = 9;
constexpr std::int16_t kJoinVersion = 9;
constexpr std::size_t kBombValueBytes = std::size_t{100} * 1024 * 1024;
/// Attributes, two deltas, no key, the value's length in five bytes, no headers.
constexpr std::size_t kAroundValue = 4 + 5 + 1;
constexpr std::int32_t kAbsurd = std::numeric_limits<std::int32_t>::max();

/// Key, version, correlation id and client id: header version 1, or 2 with its tagged fields.
ByteWriter begin(std::int16_t key, std::int16_t version, bool isFlexible = false) {
    ByteWriter writer;
    writer.int16(key);
    writer.int16(version);
    writer.int32(7);
    writer.int16(3);
    writer.text("bad");
    if (isFlexible) writer.unsignedVarint(0);
    return writer;
}

Bytes metadataOf(std::int32_t count) {
    ByteWriter writer = begin(3, 1);
    writer.int32(count);
    return writer.take();
}

Bytes flexibleMetadataOf(std::uint32_t countAndOne) {
    ByteWriter writer = begin(3, 9, true);
    writer.unsignedVarint(countAndOne);
    return writer.take();
}

Bytes produceOf(std::int32_t topics, std::int32_t partitions, std::int32_t records) {
    ByteWriter writer = begin(0, 3);
    writer.int16(-1);  // no transaction
    writer.int16(1);
    writer.int32(1000);
    writer.int32(topics);
    writer.int16(1);
    writer.text("t");
    writer.int32(partitions);
    writer.int32(0);
    writer.int32(records);
    return writer.take();
}

Bytes createTopicsWithHugeName() {
    ByteWriter writer = begin(19, 2);
    writer.int32(1);
    writer.int16(32767);
    writer.text("short");
    return writer.take();
}

/// JoinGroup, version 4: a member with so many protocols, and metadata of such a length.
Bytes joinOf(std::int32_t protocols, std::int32_t metadata) {
    ByteWriter writer = begin(11, 4);
    writer.int16(1);
    writer.text("g");
    writer.int32(10'000);
    writer.int32(10'000);
    writer.int16(0);  // no member id
    writer.int16(8);
    writer.text("consumer");
    writer.int32(protocols);
    writer.int16(5);
    writer.text("range");
    writer.int32(metadata);
    return writer.take();
}

/// A group and a count of what follows, of an API whose body begins so.
Bytes groupAndCount(std::int16_t key, std::int16_t version, std::int32_t count) {
    ByteWriter writer = begin(key, version);
    writer.int16(1);
    writer.text("g");
    writer.int32(count);
    return writer.take();
}

/// The group's id is null, where none may be.
Bytes groupWithoutId(std::int16_t key, std::int16_t version) {
    ByteWriter writer = begin(key, version);
    writer.int16(-1);
    writer.int32(0);
    writer.int32(0);
    return writer.take();
}

Bytes countOnly(std::int16_t key, std::int16_t version, std::int32_t count) {
    ByteWriter writer = begin(key, version);
    writer.int32(count);
    return writer.take();
}

Bytes sound(const wire::Encoded& encoded) { return encoded.bytes; }

wire::JoinGroupRequest joinRequest(const std::string& group, const std::string& type,
                                   std::size_t metadataBytes) {
    wire::JoinGroupRequest request{.groupId = group,
                                   .sessionTimeoutMs = 10'000,
                                   .rebalanceTimeoutMs = 10'000,
                                   .groupInstanceId = {},
                                   .protocolType = type,
                                   .reason = {}};
    request.protocols.push_back({.name = "range", .metadata = Bytes(metadataBytes, 0x2a)});
    return request;
}

Bytes produceFrame(const std::string& topic, ByteView batch) {
    wire::ProduceRequest request{.acks = 1, .timeoutMs = 1000};
    request.topicData.push_back(
        {.name = topic, .partitionData = {{.index = PartitionIndex(0), .records = wire::Records(batch)}}});
    return sound(wire::encodeRequest(request, kProduceVersion, 11, "bomber"));
}

}  // namespace

std::vector<BadFrame> badFrames() {
    Bytes cutShort = metadataOf(1);
    cutShort.resize(cutShort.size() - 1);
    return {
        {"an empty frame", {}},
        {"half a header", {0, 3, 0}},
        {"an unknown API", begin(999, 0).take()},
        {"a negative API", begin(-1, 0).take()},
        {"a version to come", begin(3, 99).take()},
        {"a negative version", begin(3, -5).take()},
        {"more topics than bytes", metadataOf(kAbsurd)},
        {"fewer topics than none", metadataOf(-2)},
        {"more topics than bytes, compact", flexibleMetadataOf(0xffffffffU)},
        {"a billion topics to produce to", produceOf(1'000'000'000, 1, 0)},
        {"a billion partitions", produceOf(1, 1'000'000'000, 0)},
        {"more records than bytes", produceOf(1, 1, kAbsurd)},
        {"a name longer than the frame", createTopicsWithHugeName()},
        {"a billion protocols of a member", joinOf(1'000'000'000, 0)},
        {"a member's metadata longer than the frame", joinOf(1, kAbsurd)},
        {"a member's metadata shorter than none", joinOf(1, -1)},
        {"a billion members that leave", groupAndCount(13, 3, 1'000'000'000)},
        {"a billion topics whose offsets are asked for", groupAndCount(9, 5, 1'000'000'000)},
        {"fewer topics than null", groupAndCount(9, 5, -2)},
        {"a billion groups to describe", countOnly(15, 4, 1'000'000'000)},
        {"a billion groups to delete", countOnly(42, 1, 1'000'000'000)},
        {"a heartbeat to a group without a name", groupWithoutId(12, 3)},
        {"a body cut short", cutShort},
    };
}

std::vector<Bytes> soundFrames() {
    wire::BatchBuilder builder({.baseOffset = Offset(0), .codec = wire::Codec::kGzip});
    for (int i = 0; i < 20; ++i)
        builder.append(
            {.timestamp = Timestamp(1'700'000'000'000), .value = asBytes("some words of a record")});
    const Bytes batch = builder.build().value();
    wire::FetchRequest fetch{.maxWaitMs = 0, .minBytes = 0, .maxBytes = 1024 * 1024};
    fetch.topics.push_back({.topic = "good", .partitions = {{.partition = PartitionIndex(0)}}});
    wire::CreateTopicsRequest create{.timeoutMs = 1000, .validateOnly = true};
    create.topics.push_back({.name = "mangled", .numPartitions = 1, .replicationFactor = 1});
    wire::OffsetCommitRequest commit{.groupId = "mangled"};
    commit.topics.push_back(
        {.name = "good",
         .partitions = {{.partitionIndex = PartitionIndex(0), .committedOffset = Offset(1)}}});
    wire::OffsetFetchRequest offsets;
    offsets.groups.push_back({.groupId = "mangled", .memberId = {}, .topics = {}});
    wire::LeaveGroupRequest leave{.groupId = "mangled"};
    leave.members.push_back({.memberId = "nobody"});
    return {
        sound(wire::encodeRequest(wire::ApiVersionsRequest{}, 3, 1, "peer")),
        sound(wire::encodeRequest(
            wire::MetadataRequest{.topics = {{{.name = "good"}}}, .allowAutoTopicCreation = false}, 9, 2,
            "peer")),
        sound(wire::encodeRequest(fetch, 11, 3, "peer")),
        sound(wire::encodeRequest(create, 5, 4, "peer")),
        sound(wire::encodeRequest(wire::InitProducerIdRequest{}, 4, 5, "peer")),
        produceFrame("mangled", batch),
        sound(wire::encodeRequest(joinRequest("mangled", "consumer", 100), 9, 6, "peer")),
        sound(wire::encodeRequest(commit, 8, 7, "peer")),
        sound(wire::encodeRequest(offsets, 8, 8, "peer")),
        sound(wire::encodeRequest(wire::DescribeGroupsRequest{.groups = {"mangled", "other"}}, 5, 9, "peer")),
        sound(wire::encodeRequest(leave, 5, 10, "peer")),
        sound(wire::encodeRequest(wire::DeleteGroupsRequest{.groupsNames = {"mangled"}}, 2, 11, "peer")),
    };
}

Bytes bombFrame(wire::Codec codec, const std::string& topic) {
    Bytes content;
    {
        ByteWriter writer;
        writer.varint(static_cast<std::int32_t>(kBombValueBytes + kAroundValue));
        writer.int8(0);
        writer.varlong(0);
        writer.varint(0);
        writer.varint(-1);
        writer.varint(static_cast<std::int32_t>(kBombValueBytes));
        content = writer.take();
    }
    // The value, and the number of headers: none.
    content.resize(content.size() + kBombValueBytes + 1, 0);
    const Bytes packed = wire::compress(codec, content).value();

    // A sound header around it, so that nothing but the unpacking can find out.
    wire::BatchBuilder builder({.baseOffset = Offset(0)});
    builder.append({.timestamp = Timestamp(1'700'000'000'000), .value = asBytes("x")});
    Bytes batch = builder.build().value();
    batch.resize(wire::kBatchHeaderSize);
    batch[wire::batch_position::kAttributes + 1] = static_cast<std::uint8_t>(codec);
    ByteWriter writer;
    writer.bytes(batch);
    writer.bytes(packed);
    writer.patchInt32(wire::batch_position::kBatchLength,
                      static_cast<std::int32_t>(writer.size() - wire::kBatchPrefixSize));
    writer.patchUint32(wire::batch_position::kCrc,
                       crc32c(writer.view().subspan(wire::batch_position::kAttributes)));
    return produceFrame(topic, writer.view());
}

ErrorCode errorOfProduce(ByteView answer) {
    const auto response = wire::decodeResponse<wire::ProduceRequest>(answer, kProduceVersion);
    if (!response || response->responses.size() != 1 || response->responses[0].partitionResponses.size() != 1)
        return ErrorCode::kNone;
    return response->responses[0].partitionResponses[0].errorCode;
}

Bytes joinFrame(const std::string& group, std::size_t metadataBytes) {
    return sound(
        wire::encodeRequest(joinRequest(group, "consumer", metadataBytes), kJoinVersion, 12, "joiner"));
}

ErrorCode errorOfJoin(ByteView answer) {
    const auto response = wire::decodeResponse<wire::JoinGroupRequest>(answer, kJoinVersion);
    return response ? response->errorCode : ErrorCode::kNone;
}

Bytes futureApiVersionsFrame() { return begin(18, 99, true).take(); }

ErrorCode errorOfApiVersions(ByteView answer) {
    const auto response = wire::decodeResponse<wire::ApiVersionsRequest>(answer, 0);
    return response ? response->errorCode : ErrorCode::kNone;
}

}  // namespace tests::conformance
