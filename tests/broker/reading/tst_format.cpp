#include <QtTest/QtTest>

#include "broker/reading/format.h"
#include "broker/wire/group_record.h"
#include "tests/support/test_registry.h"

using namespace broker;
using reading::Format;
using reading::lineOf;

namespace {

constexpr std::size_t kLimit = 200;

std::string written(Format format, std::string_view bytes) {
    return lineOf(format, asBytes(bytes), kLimit).text;
}
bool fits(Format format, std::string_view bytes) { return lineOf(format, asBytes(bytes), kLimit).fits; }

}  // namespace

/// Bytes as one line for people.
class TestFormat : public QObject {
    Q_OBJECT
private slots:
    void textStaysOnOneLine() { QCOMPARE(written(Format::kText, "a\nb\tc"), std::string("a\\nb\\tc")); }

    void bytesThatAreNoTextAreToldApart() {
        QCOMPARE(written(Format::kText, "a\xff z"), std::string("a\\xff z"));
        QVERIFY(!fits(Format::kText, "a\xff"));
        QVERIFY(fits(Format::kText, "订单"));
    }

    void overlongAndSurrogateFormsAreNoText() {
        QVERIFY(!reading::isText(asBytes("\xc0\x80")));
        QVERIFY(!reading::isText(asBytes("\xed\xa0\x80")));
        QVERIFY(!reading::isText(asBytes("\xf4\x90\x80\x80")));
        QVERIFY(reading::isText(asBytes("\xf0\x9f\x98\x80")));
    }

    void aCharacterAtTheEndOfWhatIsLookedAtIsNotCutInTwo() {
        std::string text(4095, 'a');
        text += "单 and more";
        QVERIFY(reading::isText(asBytes(text)));
    }

    void jsonKeepsItsSpellingAndLosesItsLines() {
        QCOMPARE(written(Format::kJson, "{\n  \"a b\" : 1.0,\n  \"c\":[ ]\n}"),
                 std::string("{\"a b\": 1.0, \"c\": []}"));
        QCOMPARE(written(Format::kJson, "[\"say \\\"a  b\\\"\"]"), std::string("[\"say \\\"a  b\\\"\"]"));
        QVERIFY(!fits(Format::kJson, "12 monkeys"));
    }

    void integersAreBigEndian() {
        QCOMPARE(written(Format::kInt32, std::string_view("\0\0\1\2", 4)), std::string("258"));
        QCOMPARE(written(Format::kInt32, "\xff\xff\xff\xfe"), std::string("-2"));
        QCOMPARE(written(Format::kInt64, std::string_view("\0\0\0\1\0\0\0\0", 8)), std::string("4294967296"));
        QCOMPARE(written(Format::kInt64, "\x80"), std::string("80"));
        QVERIFY(!fits(Format::kInt64, "\x80"));
    }

    void aLongValueIsCut() {
        const auto line = lineOf(Format::kHex, asBytes(std::string(1000, 'x')), 30);
        QVERIFY(!line.isWhole);
        QVERIFY(line.text.size() <= 32);
        QVERIFY(line.text.starts_with("78 78"));
    }

    void whatItIsIsSeenFromTheBytes() {
        QCOMPARE(reading::formatFor(asBytes("{\"a\":1} ")), Format::kJson);
        QCOMPARE(reading::formatFor(asBytes("{curly")), Format::kText);
        QCOMPARE(reading::formatFor(asBytes(std::string_view("\0\0\0\7", 4))), Format::kHex);
    }

    void recordsOfGroupsAreTold() {
        wire::OffsetCommitRecord record;
        record.key.group = "demo";
        record.key.topic = "orders";
        record.key.partition = PartitionIndex(1);
        record.value.emplace();
        record.value->offset = Offset(42);
        const auto bytes = wire::encodeGroupRecord(record);
        const auto lines = reading::groupLines(ByteView(bytes.key), ByteView(*bytes.value), kLimit);
        QCOMPARE(lines.key.text, std::string("OffsetCommit demo orders-1"));
        QVERIFY(lines.value.text.starts_with("offset 42"));
        QVERIFY(!reading::groupLines(asBytes("x"), std::nullopt, kLimit).key.fits);
    }
};

BROKERSCOPE_TEST(TestFormat)
#include "tst_format.moc"
