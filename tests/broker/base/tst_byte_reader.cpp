#include <QtTest/QtTest>

#include <limits>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "tests/support/test_registry.h"

using namespace broker;

class TestByteReader : public QObject {
    Q_OBJECT

private slots:
    void whatWasWrittenIsReadBack() {
        ByteWriter writer;
        writer.int8(-2);
        writer.int16(-300);
        writer.int32(-70000);
        writer.int64(std::numeric_limits<std::int64_t>::min());
        writer.float64(-1.5);
        writer.text("abc");
        ByteReader reader(writer.view());
        QCOMPARE(reader.int8(), std::int8_t{-2});
        QCOMPARE(reader.int16(), std::int16_t{-300});
        QCOMPARE(reader.int32(), -70000);
        QCOMPARE(reader.int64(), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(reader.float64(), -1.5);
        QVERIFY(asText(reader.bytes(3)) == "abc");
        QVERIFY(reader.atEnd() && !reader.failed());
    }

    void varintsRoundTrip_data() {
        QTest::addColumn<qlonglong>("value");
        QTest::addColumn<int>("size");
        QTest::newRow("zero") << qlonglong{0} << 1;
        QTest::newRow("minus one") << qlonglong{-1} << 1;
        QTest::newRow("63") << qlonglong{63} << 1;
        QTest::newRow("64") << qlonglong{64} << 2;
        QTest::newRow("largest") << qlonglong{std::numeric_limits<qint64>::max()} << 10;
        QTest::newRow("smallest") << qlonglong{std::numeric_limits<qint64>::min()} << 10;
    }
    void varintsRoundTrip() {
        QFETCH(qlonglong, value);
        QFETCH(int, size);
        ByteWriter writer;
        writer.varlong(value);
        QCOMPARE(static_cast<int>(writer.size()), size);
        ByteReader reader(writer.view());
        QCOMPARE(static_cast<qlonglong>(reader.varlong()), value);
        QVERIFY(reader.atEnd());
    }

    void theFirstFailureSticks() {
        const Bytes two{1, 2};
        ByteReader reader(two);
        QCOMPARE(reader.int32(), 0);
        QVERIFY(reader.failed());
        QCOMPARE(reader.int8(), std::int8_t{0});
        QCOMPARE(reader.status().error().code, ErrorCode::kEndOfInput);
    }

    void overlongVarintsAreRefused() {
        const Bytes five(5, 0x80);
        const Bytes tooLarge{0xff, 0xff, 0xff, 0xff, 0x10};
        const Bytes eleven(11, 0xff);
        ByteReader a(five), b(tooLarge), c(eleven);
        a.unsignedVarint();
        b.unsignedVarint();
        c.unsignedVarlong();
        QCOMPARE(a.status().error().code, ErrorCode::kMalformed);
        QCOMPARE(b.status().error().code, ErrorCode::kMalformed);
        QCOMPARE(c.status().error().code, ErrorCode::kMalformed);
    }

    void aCountBeyondTheInputIsRefused() {
        const Bytes input(100);
        ByteReader reader(input);
        QVERIFY(!reader.takeBudget(101, 1));
        QVERIFY(reader.failed());
    }

    void countsTogetherStayWithinTheBudget() {
        // 100 MiB of input could announce 100 Mi elements of 72 bytes: the sum is what counts.
        const Bytes input(1000);
        ByteReader reader(input);
        const std::size_t budget = 1000 * ByteReader::kBudgetFactor + ByteReader::kBudgetBase;
        QVERIFY(reader.takeBudget(900, budget / 900));
        QVERIFY(!reader.takeBudget(900, 72));
    }
};

BROKERSCOPE_TEST(TestByteReader)
#include "tst_byte_reader.moc"
