#include <QtTest/QtTest>

#include <string>

#include "broker/wire/message.h"
#include "broker/wire/messages/all.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

/// Bytes written down by hand: numbers are bytes, texts stand for their characters.
class ByHand {
public:
    ByHand& operator()(std::initializer_list<int> bytes) {
        for (const int byte : bytes) m_bytes.push_back(static_cast<std::uint8_t>(byte));
        return *this;
    }
    ByHand& operator()(std::string_view text) {
        m_bytes.insert(m_bytes.end(), text.begin(), text.end());
        return *this;
    }
    operator const Bytes&() const { return m_bytes; }

private:
    Bytes m_bytes;
};

ErrorCode codeOf(const auto& result) { return result ? ErrorCode::kNone : result.error().code; }

/// Not nested: clang has no default constructor of a nested struct before the outer one is complete.
struct OddInner {
    std::int8_t depth = 7;
    bool operator==(const OddInner&) const = default;
    static const StructInfo& describe();
};

/// A described struct with every kind that no message of these APIs has, as another library would add one.
struct Odd {
    static constexpr VersionRange kVersions{0, 2};
    static constexpr std::int16_t kFlexibleFrom = 1;

    double ratio = 0;
    std::uint32_t count = 0;
    std::optional<OddInner> inner;
    std::vector<std::string> names;
    std::optional<Bytes> blob;
    std::int32_t later = -1;
    std::vector<std::int16_t> levels;

    bool operator==(const Odd&) const = default;
    static const StructInfo& describe();
};

const StructInfo& OddInner::describe() {
    static constexpr Field kFields[] = {field<&OddInner::depth>("depth")};
    static constexpr StructInfo kInfo = structInfo<OddInner>("Inner", kFields);
    return kInfo;
}

const StructInfo& Odd::describe() {
    static constexpr Field kFields[] = {
        field<&Odd::ratio>("ratio"),
        field<&Odd::count>("count"),
        field<&Odd::inner>("inner").nullable(),
        field<&Odd::names>("names"),
        field<&Odd::blob>("blob").nullableSince(1),
        field<&Odd::later>("later").since(2),
        taggedField<&Odd::levels>("levels", 5).since(1),
    };
    static constexpr StructInfo kInfo = structInfo<Odd>("Odd", kFields);
    return kInfo;
}

}  // namespace

class TestMessageBytes : public QObject {
    Q_OBJECT

private slots:
    void aClassicRequestFrameHasTheBytesOfTheProtocolPage() {
        MetadataRequest request;
        request.topics.emplace().push_back({.name = "ab"});
        request.allowAutoTopicCreation = false;
        const Bytes expected = ByHand()({0, 3, 0, 4, 0, 0, 1, 2, 0, 3})("kit")({0, 0, 0, 1, 0, 2})("ab")({0});
        QVERIFY(encodeRequest(request, 4, 258, "kit").bytes == expected);

        ByteReader reader(expected);
        const Result<RequestHeader> header = decodeRequestHeader(reader);
        QVERIFY(header.has_value());
        QVERIFY((*header == RequestHeader{ApiKey::kMetadata, 4, 258, "kit"}));
        const Result<MetadataRequest> read = decodeRequestBody<MetadataRequest>(reader, 4);
        QVERIFY(read.has_value());
        QVERIFY(*read == request);
    }

    void aFlexibleRequestFrameHasCompactLengthsAndTagsButAClassicClientId() {
        FindCoordinatorRequest request{.keyType = 1, .coordinatorKeys = {"g", "hh"}};
        const Bytes expected =
            ByHand()({0, 10, 0, 4, 0, 0, 0, 9, 0xff, 0xff, 0})({1, 3, 2})("g")({3})("hh")({0});
        QVERIFY(encodeRequest(request, 4, 9, std::nullopt).bytes == expected);
    }

    void theResponseToApiVersionsHasNoTagsInItsHeader() {
        ApiVersionsResponse response;
        response.apiKeys.push_back({ApiKey::kApiVersions, 0, 4});
        const Bytes expected = ByHand()({0, 0, 0, 5, 0, 0, 2, 0, 18, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0});
        QVERIFY(encodeResponse<ApiVersionsRequest>(response, 3, 5).bytes == expected);
    }

    void aFlexibleResponseHasTagsInItsHeader() {
        BrokerHeartbeatResponse response{.isFenced = false};
        const Bytes expected = ByHand()({0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        QVERIFY(encodeResponse<BrokerHeartbeatRequest>(response, 1, 5).bytes == expected);
        const auto read = decodeResponse<BrokerHeartbeatRequest>(expected, 1);
        QVERIFY(read.has_value() && *read == response);
    }

    void taggedFieldsAtTheirDefaultAreNotSent() {
        FetchResponse::Partition partition{.partitionIndex = PartitionIndex{1}};
        ByteWriter bare, full;
        encodeStruct(bare, FetchResponse::Partition::describe(), &partition, {12, true}, nullptr);
        partition.divergingEpoch = {LeaderEpoch{3}, Offset{9}};
        encodeStruct(full, FetchResponse::Partition::describe(), &partition, {12, true}, nullptr);
        QCOMPARE(bare.view().back(), std::uint8_t{0});
        const Bytes tail = ByHand()({1, 0, 13, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 9, 0});
        QVERIFY(std::ranges::equal(full.view().last(tail.size()), tail));
    }

    void unknownTaggedFieldsAreSkippedWithinTheirBounds() {
        // BrokerHeartbeatRequest 0 has no tagged field yet; 9 is nobody's.
        ByHand start;
        start({0, 0, 0, 1})({0, 0, 0, 0, 0, 0, 0, 2})({0, 0, 0, 0, 0, 0, 0, 3})({1, 0});
        ByHand good = start, tooLong = start;
        good({2, 0, 1, 0x55, 9, 2, 0x66, 0x77});
        tooLong({2, 0, 1, 0x55, 9, 3, 0x66, 0x77});
        const auto read = decodeMessage<BrokerHeartbeatRequest>(ByteView(good.operator const Bytes&()), 0);
        QVERIFY(read.has_value());
        QCOMPARE(read->currentMetadataOffset.value(), std::int64_t{3});
        QVERIFY(read->wantFence && !read->wantShutDown);
        QVERIFY(!decodeMessage<BrokerHeartbeatRequest>(ByteView(tooLong.operator const Bytes&()), 0));
    }

    void aTaggedFieldThatIsShorterThanAnnouncedIsRefused() {
        const Bytes body = ByHand()({0, 0, 0, 1})({0, 0, 0, 0, 0, 0, 0, 2})({0, 0, 0, 0, 0, 0, 0, 3})({1, 0})(
            {1, 0, 2, 1, 0});
        QCOMPARE(codeOf(decodeMessage<BrokerHeartbeatRequest>(ByteView(body), 1)), ErrorCode::kMalformed);
    }

    void nullIsRefusedWhereItIsNotLegal() {
        // Topics may be null since version 1, names never before 10.
        QVERIFY(decodeMessage<MetadataRequest>(
                    ByteView(ByHand()({0xff, 0xff, 0xff, 0xff}).operator const Bytes&()), 1)
                    .has_value());
        const Bytes nullTopics = ByHand()({0xff, 0xff, 0xff, 0xff});
        QCOMPARE(codeOf(decodeMessage<MetadataRequest>(ByteView(nullTopics), 0)), ErrorCode::kMalformed);
        const Bytes nullName = ByHand()({0, 0, 0, 1, 0xff, 0xff});
        QCOMPARE(codeOf(decodeMessage<MetadataRequest>(ByteView(nullName), 1)), ErrorCode::kMalformed);
        const Bytes compactNull = ByHand()({0, 0, 0, 0, 0});
        QVERIFY(!decodeMessage<FindCoordinatorRequest>(ByteView(compactNull), 4));
    }

    void nullThatAVersionDoesNotKnowIsSentAsEmpty() {
        MetadataResponse response;
        response.topics.push_back({.errorCode = ErrorCode::kUnknownTopicId, .name = std::nullopt});
        ByteWriter writer;
        encodeMessage(writer, response, 9);
        const auto read = decodeMessage<MetadataResponse>(writer.view(), 9);
        QVERIFY(read.has_value());
        QVERIFY(read->topics[0].name == std::optional<std::string>(""));
    }

    void negativeLengthsAreRefused() {
        const Bytes topics = ByHand()({0xff, 0xff, 0xff, 0xfe});
        QCOMPARE(codeOf(decodeMessage<MetadataRequest>(ByteView(topics), 1)), ErrorCode::kMalformed);
        const Bytes name = ByHand()({0, 0, 0, 1, 0x80, 0});
        QCOMPARE(codeOf(decodeMessage<MetadataRequest>(ByteView(name), 1)), ErrorCode::kMalformed);
    }

    void aFewBytesCannotClaimGigabytes() {
        const Bytes classic = ByHand()({0x7f, 0xff, 0xff, 0xff});
        QVERIFY(!decodeMessage<MetadataRequest>(ByteView(classic), 1));
        const Bytes compact = ByHand()({0xff, 0xff, 0xff, 0xff, 0x0f});
        QVERIFY(!decodeMessage<MetadataRequest>(ByteView(compact), 9));
        // As many elements as there are bytes would take 100 times the input.
        Bytes amplified = ByHand()({0, 1, 0x86, 0xa0});
        amplified.resize(100'004);
        QVERIFY(!decodeMessage<MetadataRequest>(ByteView(amplified), 12));
        Bytes classicAmplified = amplified;
        const auto refused = decodeMessage<MetadataRequest>(ByteView(classicAmplified), 1);
        QCOMPARE(codeOf(refused), ErrorCode::kMalformed);
    }

    void theTagCountIsBounded() {
        const Bytes body = ByHand()({0, 0xff, 0xff, 0xff, 0xff, 0x0f});
        QVERIFY(!decodeMessage<DescribeClusterRequest>(ByteView(body), 0));
    }

    void whatFollowsTheEndIsRefused() {
        const Bytes body = ByHand()({0xff, 0xff, 0xff, 0xff, 7});
        QCOMPARE(codeOf(decodeMessage<MetadataRequest>(ByteView(body), 1)), ErrorCode::kMalformed);
    }

    void versionsOutsideTheRangeAreRefused() {
        const Bytes body(100);
        QCOMPARE(codeOf(decodeMessage<FetchRequest>(ByteView(body), 3)), ErrorCode::kUnsupportedVersion);
        QCOMPARE(codeOf(decodeMessage<FetchRequest>(ByteView(body), 19)), ErrorCode::kUnsupportedVersion);
    }

    void conditionsOfThisMachineNeitherLeaveNorEnter() {
        DeleteTopicsResponse response;
        response.responses.push_back({.name = "t", .errorCode = ErrorCode::kNoSpace});
        ByteWriter writer;
        encodeMessage(writer, response, 1);
        const auto read = decodeMessage<DeleteTopicsResponse>(writer.view(), 1);
        QCOMPARE(read->responses[0].errorCode, ErrorCode::kKafkaStorageError);
        Bytes forged = toBytes(writer.view());
        forged[forged.size() - 2] = 0xff;
        forged[forged.size() - 1] = 0x96;  // -106
        QCOMPARE(decodeMessage<DeleteTopicsResponse>(ByteView(forged), 1)->responses[0].errorCode,
                 ErrorCode::kUnknownServerError);
    }

    void aTextTooLongForAClassicVersionIsCut() {
        DeleteTopicsRequest request{.topicNames = {std::string(40'000, 'x')}};
        ByteWriter writer;
        encodeMessage(writer, request, 3);
        const auto read = decodeMessage<DeleteTopicsRequest>(writer.view(), 3);
        QVERIFY(read.has_value());
        QCOMPARE(read->topicNames[0].size(), std::size_t{32'767});
    }

    void otherLibrariesDescribeStructsTheSameWay() {
        Odd odd{.ratio = 1.5,
                .count = 4'000'000'000,
                .inner = OddInner{.depth = 1},
                .names = {"a", ""},
                .blob = std::nullopt,
                .later = 5,
                .levels = {1, -1}};
        ByteWriter writer;
        encodeMessage(writer, odd, 2);
        const Bytes expected = ByHand()({0x3f, 0xf8, 0, 0, 0, 0, 0, 0})({0xee, 0x6b, 0x28, 0})({1, 1, 0})(
            {3, 2})("a")({1})({0})({0, 0, 0, 5})({1, 5, 5, 3, 0, 1, 0xff, 0xff});
        QVERIFY(std::ranges::equal(writer.view(), expected));
        const auto read = decodeMessage<Odd>(writer.view(), 2);
        QVERIFY(read.has_value() && *read == odd);
    }

    void aNullStructIsOneByte() {
        ByteWriter writer;
        encodeMessage(writer, Odd{.blob = Bytes{7}}, 0);
        const Bytes expected =
            ByHand()({0, 0, 0, 0, 0, 0, 0, 0})({0, 0, 0, 0})({0xff})({0, 0, 0, 0})({0, 0, 0, 1, 7});
        QVERIFY(std::ranges::equal(writer.view(), expected));
        const auto read = decodeMessage<Odd>(writer.view(), 0);
        QVERIFY(read.has_value() && !read->inner && read->blob == Bytes{7});
    }
};

BROKERSCOPE_TEST(TestMessageBytes)
#include "tst_message_bytes.moc"
