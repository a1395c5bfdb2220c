#include <QtTest/QtTest>

#include "broker/wire/header.h"
#include "broker/wire/message.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/metadata.h"
#include "broker/wire/registry.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::wire;

namespace {

Bytes fromHex(const char* hex) {
    const QByteArray raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}

const InspectedField* child(const InspectedField& parent, std::string_view name) {
    for (const InspectedField& field : parent.children)
        if (field.name == name) return &field;
    return nullptr;
}

}  // namespace

class TestMessageHeader : public QObject {
    Q_OBJECT

private slots:
    void headersHaveTheBytesThatKafkaWrites() {
        ByteWriter classic, flexible;
        encodeRequestHeader(classic, {ApiKey::kFetch, 11, 258, "cid"});
        encodeRequestHeader(flexible, {ApiKey::kFetch, 12, 258, std::nullopt});
        QVERIFY(classic.take() == fromHex("0001000b000001020003636964"));
        QVERIFY(flexible.take() == fromHex("0001000c00000102ffff00"));
    }

    void aVersionNobodyKnowsStillHasAReadableHeader() {
        const Bytes frame = fromHex("00127fff0000000700016b00");
        const Result<PeekedHeader> peeked = peekHeader(frame);
        QVERIFY(peeked.has_value());
        QCOMPARE(peeked->key, ApiKey::kApiVersions);
        QCOMPARE(peeked->version, std::int16_t{0x7fff});
        QCOMPARE(peeked->correlationId, 7);
        ByteReader reader(frame);
        QVERIFY(decodeRequestHeader(reader).has_value());
    }

    void aKeyThatIsNoneIsPeekedButRefused() {
        const Bytes frame = fromHex("7000000000000007ffff");
        QCOMPARE(peekHeader(frame)->correlationId, 7);
        ByteReader reader(frame);
        QCOMPARE(decodeRequestHeader(reader).error().code, ErrorCode::kInvalidRequest);
        const Bytes negative = fromHex("ffff000000000007ffff");
        ByteReader negativeReader(negative);
        QVERIFY(!decodeRequestHeader(negativeReader));
    }

    void brokenHeadersAreRefused_data() {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut in the correlation id") << QByteArray("0003000000");
        QTest::newRow("client id longer than the frame") << QByteArray("00030000000000070005616263");
        QTest::newRow("client id of negative length") << QByteArray("0003000000000007fffe");
        QTest::newRow("more tags than bytes") << QByteArray("0003000c00000007ffff7f00");
        QTest::newRow("tag beyond the end") << QByteArray("0003000c00000007ffff01000a61");
    }
    void brokenHeadersAreRefused() {
        QFETCH(QByteArray, hex);
        const Bytes frame = fromHex(hex.constData());
        ByteReader reader(frame);
        QVERIFY(!decodeRequestHeader(reader));
    }

    void tagsOfAHeaderAreSkipped() {
        const Bytes frame = fromHex(
            "0003000c00000007ffff0105026162"
            "ff");
        ByteReader reader(frame);
        QVERIFY(decodeRequestHeader(reader).has_value());
        QCOMPARE(reader.remaining(), std::size_t{1});
    }

    void flexibleVersionsBeginWhereEachMessageSays() {
        for (const ApiDescription& api : describedApis()) {
            QCOMPARE(findApiKey(static_cast<std::int16_t>(api.key))->flexibleFrom, api.flexibleFrom);
            for (std::int16_t v = api.versions.first; v <= api.versions.last; ++v) {
                const bool flexible = api.layout(v).flexible;
                QCOMPARE(requestHeaderVersion(api.key, v), std::int16_t(flexible ? 2 : 1));
                QCOMPARE(responseHeaderVersion(api.key, v),
                         std::int16_t(flexible && api.key != ApiKey::kApiVersions ? 1 : 0));
            }
        }
    }

    void externalRecordsAreOnlyALengthAndAPlace() {
        FetchResponse response;
        response.responses.push_back(
            {.topic = "t",
             .partitions = {{.records = Records::external(4, 1000)}, {.records = Records::external(2, 0)}}});
        const Bytes inPlace(1000, 0x77);
        FetchResponse copied = response;
        copied.responses[0].partitions[0].records = Records(inPlace);
        copied.responses[0].partitions[1].records = Records();

        const Encoded spliced = encodeResponse<FetchRequest>(response, 12, 1);
        const Encoded whole = encodeResponse<FetchRequest>(copied, 12, 1);
        QCOMPARE(spliced.splices.size(), std::size_t{2});
        QCOMPARE(spliced.splices[0].index, std::size_t{4});
        QCOMPARE(spliced.splices[0].length, std::uint64_t{1000});
        QCOMPARE(spliced.size(), whole.size());
        Bytes assembled;
        spliced.forEachPiece(
            [&](ByteView own) { assembled.insert(assembled.end(), own.begin(), own.end()); },
            [&](const Splice& splice) { assembled.insert(assembled.end(), splice.length, 0x77); });
        QVERIFY(assembled == whole.bytes);
    }

    void decodedRecordsAreViewsIntoTheFrame() {
        FetchResponse response;
        const Bytes batch{1, 2, 3};
        response.responses.push_back({.topic = "t", .partitions = {{.records = Records(batch)}}});
        const Bytes frame = encodeResponse<FetchRequest>(response, 4, 1).bytes;
        const auto read = decodeResponse<FetchRequest>(frame, 4);
        QVERIFY(read.has_value());
        const ByteView view = read->responses[0].partitions[0].records.bytes();
        QVERIFY(view.data() >= frame.data() && view.data() + view.size() <= frame.data() + frame.size());
        QVERIFY(*read == response);
    }

    void theInspectorSaysWhereEveryFieldStands() {
        MetadataRequest request;
        request.topics.emplace().push_back({.name = "orders"});
        const Bytes frame = encodeRequest(request, 4, 258, "kit").bytes;
        const InspectedFrame inspected = inspectRequest(frame);
        QVERIFY(!inspected.error);
        QCOMPARE(inspected.root.type, std::string("Metadata"));
        const InspectedField* header = child(inspected.root, "header");
        QCOMPARE(child(*header, "clientId")->value, std::string("kit"));
        QCOMPARE(header->end, std::size_t{13});
        const InspectedField* topics = child(*child(inspected.root, "body"), "topics");
        QCOMPARE(topics->type, std::string("[]MetadataRequestTopic"));
        QCOMPARE(topics->value, std::string("1"));
        const InspectedField* name = child(topics->children.at(0), "name");
        QCOMPARE(name->value, std::string("orders"));
        QCOMPARE(name->begin, std::size_t{17});
        QCOMPARE(name->end, std::size_t{25});
        QVERIFY(asText(ByteView(frame).subspan(19, 6)) == "orders");
    }

    void theInspectorShowsABrokenFrameUpToItsBreak() {
        MetadataRequest request;
        request.topics.emplace().push_back({.name = "orders"});
        const Bytes frame = encodeRequest(request, 4, 258, "kit").bytes;
        const InspectedFrame inspected = inspectRequest(ByteView(frame).first(frame.size() - 3));
        QVERIFY(inspected.error.has_value());
        QVERIFY(child(*child(inspected.root, "body"), "topics") != nullptr);
        QVERIFY(inspectResponse(ByteView(frame).first(3), ApiKey::kFetch, 4).error.has_value());
        QCOMPARE(inspectResponse(frame, ApiKey::kDescribeAcls, 0).error->code, ErrorCode::kUnsupportedVersion);
    }

    void theInspectorNotesABoundedNumberOfFields() {
        MetadataRequest request;
        request.topics.emplace().resize(kMaxInspectedFields, {.name = "t"});
        const InspectedFrame inspected = inspectRequest(encodeRequest(request, 1, 1, "kit").bytes);
        QVERIFY(!inspected.error);
        const InspectedField* topics = child(*child(inspected.root, "body"), "topics");
        QVERIFY(topics->children.size() <= kMaxInspectedFields / 2);
        QCOMPARE(topics->value, std::to_string(kMaxInspectedFields));
    }
};

BROKERSCOPE_TEST(TestMessageHeader)
#include "tst_message_header.moc"
