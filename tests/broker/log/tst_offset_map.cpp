#include <QtTest/QtTest>

#include "broker/log/offset_map.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;

namespace {

KeyPrint print(int number) { return printOf(asBytes(std::to_string(number)), {1, 2}); }

}  // namespace

class TestOffsetMap : public QObject {
    Q_OBJECT

private slots:
    /// Vectors of SipHash-2-4 with 128 bits, from its authors: key 00 01 … 0f, input of n bytes 00 01 ….
    void theFingerprintIsSipHash() {
        const KeySecret secret{0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};
        Bytes input;
        const KeyPrint ofNothing = printOf(input, secret);
        QCOMPARE(ofNothing.high, 0xe6a825ba047f81a3ULL);
        QCOMPARE(ofNothing.low, 0x930255c71472f66dULL);
        for (std::uint8_t i = 0; i < 15; ++i) input.push_back(i);
        const KeyPrint of15 = printOf(input, secret);
        QCOMPARE(of15.high, 0x11a8b03399e99354ULL);
        QCOMPARE(of15.low, 0xd9c3cf970fec087eULL);
    }

    void theLatestOffsetOfEachKeyIsKept() {
        OffsetMap map(1 << 20);
        for (int i = 0; i < 1000; ++i) QVERIFY(map.put(print(i), Offset(i)));
        for (int i = 0; i < 1000; i += 2) QVERIFY(map.put(print(i), Offset(5000 + i)));
        QVERIFY(map.put(print(2), Offset(1)));
        QCOMPARE(map.size(), std::size_t{1000});
        for (int i = 0; i < 1000; ++i) QCOMPARE(map.latest(print(i)), Offset(i % 2 == 0 ? 5000 + i : i));
        QCOMPARE(map.latest(print(1000)), Offset(-1));
    }

    void itsMemoryIsBoundedAndKnownKeysAlwaysFindRoom() {
        OffsetMap map(24 * 1024);
        const std::size_t capacity = map.capacity();
        QVERIFY(capacity >= 250);
        int kept = 0;
        while (map.put(print(kept), Offset(kept))) ++kept;
        QCOMPARE(std::size_t(kept), capacity);
        QVERIFY(map.put(print(0), Offset(9999)));
        QCOMPARE(map.latest(print(0)), Offset(9999));
    }
};

BROKERSCOPE_TEST(TestOffsetMap)
#include "tst_offset_map.moc"
