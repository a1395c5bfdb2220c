#include <QtTest/QtTest>
#include <vector>

#include "broker/host/frame_assembler.h"
#include "tests/support/test_registry.h"

using namespace broker;
using host::FrameAssembler;

namespace {

constexpr std::size_t kLimit = 100 * 1024 * 1024;

Bytes framed(std::string_view content) {
    Bytes bytes{0, 0, static_cast<std::uint8_t>(content.size() >> 8),
                static_cast<std::uint8_t>(content.size())};
    const ByteView tail = asBytes(content);
    bytes.insert(bytes.end(), tail.begin(), tail.end());
    return bytes;
}

/// Feeds all of it and appends the frames that become whole.
bool feedAll(FrameAssembler& assembler, ByteView input, std::vector<std::string>& frames) {
    while (!input.empty()) {
        const Result<std::size_t> used = assembler.feed(input);
        if (!used || *used == 0) return false;
        input = input.subspan(*used);
        if (assembler.isComplete()) frames.emplace_back(asText(assembler.take()));
    }
    return true;
}

}  // namespace

class TestFrameAssembler : public QObject {
    Q_OBJECT

private slots:
    void framesAreTheSameWhereverTheStreamIsSplit() {
        Bytes stream;
        for (const char* content : {"first", "", "the third one", "x"}) {
            const Bytes one = framed(content);
            stream.insert(stream.end(), one.begin(), one.end());
        }
        const std::vector<std::string> expected{"first", "", "the third one", "x"};
        for (std::size_t a = 0; a <= stream.size(); ++a) {
            for (std::size_t b = a; b <= stream.size(); ++b) {
                FrameAssembler assembler(kLimit);
                std::vector<std::string> frames;
                const ByteView view(stream);
                QVERIFY(feedAll(assembler, view.first(a), frames));
                QVERIFY(feedAll(assembler, view.subspan(a, b - a), frames));
                QVERIFY(feedAll(assembler, view.subspan(b), frames));
                QVERIFY(frames == expected);
                QVERIFY(!assembler.isInside());
            }
        }
    }

    void aNegativeLengthIsMalformed() {
        FrameAssembler assembler(kLimit);
        const Result<std::size_t> result = assembler.feed(Bytes{0xff, 0xff, 0xff, 0xff});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::kMalformed);
        QVERIFY(result.error().detail.find("-1 bytes") != std::string::npos);
    }

    void theLengthIsJudgedBeforeAnythingIsStored() {
        // A TLS alert read as a length: 0x15030100 bytes.
        FrameAssembler assembler(kLimit);
        const Result<std::size_t> result = assembler.feed(Bytes{0x15, 0x03, 0x01, 0x00, 0x02});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::kTooLarge);
        QVERIFY(result.error().detail.find("352518400") != std::string::npos);
    }

    void theLimitItselfIsStillTaken() {
        FrameAssembler assembler(kLimit);
        QVERIFY(assembler.feed(Bytes{0x06, 0x40, 0x00, 0x00}));
        QCOMPARE(assembler.announcedBytes(), kLimit);
        FrameAssembler stricter(kLimit);
        QVERIFY(!stricter.feed(Bytes{0x06, 0x40, 0x00, 0x01}));
    }

    void memoryGrowsWithWhatArrives() {
        FrameAssembler assembler(kLimit);
        QVERIFY(assembler.feed(Bytes{0x06, 0x40, 0x00, 0x00}));
        const Bytes chunk(1000, 'x');
        for (int i = 0; i < 300; ++i) QVERIFY(assembler.feed(chunk));
        QCOMPARE(assembler.heldBytes(), std::size_t{300'004});
        QVERIFY(assembler.roomBytes() <= 2 * assembler.heldBytes());
    }

    void aFrameThatIsAllThereGetsNoMoreRoomThanItNeeds() {
        FrameAssembler assembler(kLimit);
        QVERIFY(assembler.feed(framed("exact")));
        QVERIFY(assembler.isComplete());
        QCOMPARE(assembler.take().capacity(), std::size_t{5});
    }
};

BROKERSCOPE_TEST(TestFrameAssembler)
#include "tst_frame_assembler.moc"
