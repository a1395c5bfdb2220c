#include "tests/support/test_registry.h"
#include "tests/widgets/segments/sample.h"
#include "widgets/segments/batch_strip_geometry.h"
#include "widgets/segments/find_steps.h"

using namespace widgets;
using broker::Offset;
using Part = SegmentMap::Part;

namespace {

constexpr BatchStripGeometry::Options kWide{.size = QSizeF(600, 160)};

/// As many plain batches as are wanted, without making their bytes.
SegmentContents many(std::size_t batches, std::uint32_t each = 200) {
    SegmentContents contents;
    for (std::size_t i = 0; i < batches; ++i) {
        broker::log::BatchInfo info;
        info.header.baseOffset = Offset(static_cast<std::int64_t>(i) * 2);
        info.header.lastOffsetDelta = 1;
        info.header.recordCount = 2;
        info.header.batchLength = static_cast<std::int32_t>(each - broker::wire::kBatchPrefixSize);
        info.header.attributes = static_cast<std::uint16_t>(i % 5);
        info.position = i * each;
        info.crcIsRight = true;
        contents.batches.batches.push_back(info);
        if (i % 20 == 19)
            contents.index.push_back({info.header.lastOffset(), static_cast<std::uint32_t>(info.position)});
    }
    contents.segmentBytes = batches * each;
    contents.batches.nextPosition = contents.segmentBytes;
    return contents;
}

SegmentMap mapOf(const SegmentContents& contents) {
    SegmentMap map;
    map.add(contents);
    return map;
}

}  // namespace

class TestStrip : public QObject {
    Q_OBJECT
private slots:
    void pagesAddUpInAnyOrder() {
        const auto whole = many(30);
        SegmentContents front = whole;
        front.batches.batches.resize(10);
        front.batches.nextPosition = 2000;
        SegmentContents back = whole;
        back.firstPosition = 4000;
        back.batches.batches.erase(back.batches.batches.begin(), back.batches.batches.begin() + 20);
        SegmentMap map;
        map.add(back);
        map.add(front);
        QCOMPARE(map.batches().size(), 20U);
        QVERIFY(!map.isComplete());
        QVERIFY(map.wasRead(1999));
        QVERIFY(!map.wasRead(2000));
        QCOMPARE(map.nextToRead({0, 6000}), std::optional<std::uint64_t>(2000));
        QVERIFY(!map.rowAt(2100));
        map.add(whole);
        QVERIFY(map.isComplete());
        QCOMPARE(map.batches().size(), 30U);
        QVERIFY(!map.nextToRead({0, 6000}));
    }

    void readingBeginsAtTheNearestIndexEntry() {
        auto contents = many(100);
        contents.batches.batches.resize(5);
        contents.batches.nextPosition = 1000;
        const auto map = mapOf(contents);
        // Entries point at the batches 19, 39, 59…; the last one not after byte 9000 is that of batch 39.
        QCOMPARE(map.nextToRead({9000, 9100}), std::optional<std::uint64_t>(39 * 200));
    }

    void anotherSegmentReplacesEverything() {
        auto map = mapOf(many(10));
        auto other = many(3);
        other.base = Offset(500);
        map.add(other);
        QCOMPARE(map.batches().size(), 3U);
        QCOMPARE(map.base(), Offset(500));
    }

    void aTailThatBecameABatchIsNoTailAnyMore() {
        auto torn = many(10);
        torn.segmentBytes += 50;
        torn.batches.tailBytes = 50;
        auto map = mapOf(torn);
        QVERIFY(map.tail());
        map.add(many(11));
        QVERIFY(!map.tail());
        QVERIFY(map.isComplete());
    }

    void blocksStandForTheirBytesAndDontOverlap() {
        const auto map = mapOf(many(13));
        const auto made = BatchStripGeometry::of(map, {0, map.bytes()}, kWide);
        QCOMPARE(made.batches.size(), 13U);
        for (std::size_t i = 1; i < made.batches.size(); ++i) {
            QVERIFY(made.batches[i - 1].rect.right() < made.batches[i].rect.left());
        }
        QCOMPARE(made.rowAt(made.batches[7].rect.center()), std::optional<std::size_t>(7));
        QVERIFY(made.batches[0].hasLabel);
        QVERIFY(!made.rowAt({10, 5}));
    }

    void aHundredThousandBatchesCostPixels() {
        const auto map = mapOf(many(100'000));
        const auto made = BatchStripGeometry::of(map, {0, map.bytes()}, kWide);
        QVERIFY(made.batches.empty());
        QVERIFY(made.blockRuns.size() <= 600);
        QVERIFY(made.barRuns.size() <= 600);
        QVERIFY(made.ticks.size() <= 601);
        QVERIFY(made.chips.size() <= 5);
        QBENCHMARK { (void)BatchStripGeometry::of(map, {0, map.bytes()}, kWide); }
    }

    void oneBadBatchAmongAHundredThousandIsSeen() {
        auto contents = many(100'000);
        contents.batches.batches[54'321].crcIsRight = false;
        const auto map = mapOf(contents);
        const auto made = BatchStripGeometry::of(map, {0, map.bytes()}, kWide);
        for (const auto* runs : {&made.barRuns, &made.blockRuns}) {
            const auto bad = std::ranges::find(*runs, true, &BatchStripGeometry::Run::isBad);
            QVERIFY(bad != runs->end());
            QVERIFY(bad->rect.width() >= 3);
            QVERIFY(std::abs(bad->rect.left() - 600 * 0.54321) < 2);
        }
    }

    void aShortTailIsSeenInTheBarOfALongSegment() {
        auto contents = many(10'000);
        contents.segmentBytes += 10;
        contents.batches.tailBytes = 10;
        const auto map = mapOf(contents);
        const auto made = BatchStripGeometry::of(map, {0, 1000}, kWide);
        const auto tail =
            std::ranges::find(made.barRuns, BatchStripGeometry::Kind::kTail, &BatchStripGeometry::Run::kind);
        QVERIFY(tail != made.barRuns.end());
        QVERIFY(made.barRuns.back().rect.width() >= 3);
    }

    void chipsStayApartAndWithinTheStrip() {
        const auto map = mapOf(many(200));
        const auto made = BatchStripGeometry::of(map, {0, map.bytes()}, kWide);
        QVERIFY(made.chips.size() >= 4);
        QCOMPARE(made.entriesInWindow, 10U);
        for (std::size_t i = 0; i < made.chips.size(); ++i) {
            QVERIFY(made.chips[i].rect.left() >= 0);
            QVERIFY(made.chips[i].rect.right() <= 600.001);
            if (i > 0) QVERIFY(made.chips[i - 1].rect.right() < made.chips[i].rect.left());
        }
    }

    void theEntryOfTheWalkHasAChipWhateverElseIsLeftOut() {
        const auto map = mapOf(many(20'000));
        for (const std::size_t wanted : {0U, 313U, 500U, 999U}) {
            auto options = kWide;
            options.entryWanted = wanted;
            const auto made = BatchStripGeometry::of(map, {0, map.bytes()}, options);
            QVERIFY(std::ranges::find(made.chips, wanted, &BatchStripGeometry::Chip::entry) !=
                    made.chips.end());
        }
    }

    void zoomKeepsWhatIsUnderTheMouse() {
        const Part window{10'000, 20'000};
        const Part closer = zoomed(window, 100'000, 12'500, 0.5);
        QCOMPARE(closer.end - closer.begin, 5000U);
        QCOMPARE(closer.begin, 11'250U);  // a quarter from the left, before and after
        QCOMPARE(zoomed(window, 100'000, 12'500, 1000), (Part{0, 100'000}));
        QCOMPARE(
            zoomed(window, 100'000, 12'500, 0.00001).end - zoomed(window, 100'000, 12'500, 0.00001).begin,
            kMinWindow);
    }

    void panningStopsAtTheEnds() {
        const Part window{10'000, 20'000};
        QCOMPARE(panned(window, 100'000, -50'000), (Part{0, 10'000}));
        QCOMPARE(panned(window, 100'000, 500'000), (Part{90'000, 100'000}));
    }

    void aBatchOutsideTheWindowIsBroughtIn() {
        const auto map = mapOf(many(1000));
        const Part window = firstWindow(map);
        QCOMPARE(showing(map, 3, window, Showing::kCloser), window);
        const Part moved = showing(map, 700, window, Showing::kSameScale);
        QVERIFY(moved.begin <= 700 * 200 && 701 * 200 <= moved.end);
        QCOMPARE(moved.end - moved.begin, window.end - window.begin);
        // From far away it comes closer, if that is wanted.
        const Part whole{0, map.bytes()};
        QCOMPARE(showing(map, 700, whole, Showing::kSameScale), whole);
        QVERIFY(showing(map, 700, whole, Showing::kCloser).end -
                    showing(map, 700, whole, Showing::kCloser).begin <
                20 * 200);
    }

    void stepsNameWhatWasLookedAt() {
        const auto segment = sample::orders(40);
        const Offset wanted = segment.infos[30].header.baseOffset + 1;
        const auto search = segment.search(wanted, {Offset(0), Offset(17'548), segment.base});
        const auto steps = findSteps(*search);
        QCOMPARE(steps[0].passed, (QStringList{"0", "17,548"}));
        QCOMPARE(steps[0].chosen, QStringLiteral("35,094"));
        QVERIFY(steps[1].chosen.contains(QStringLiteral(" → ")));
        QVERIFY(steps[3].words.contains(QStringLiteral("record 2")));
        QVERIFY(!steps[3].isFailed);
        QCOMPARE(stepsTaken(*search), 4);
    }

    void anOffsetBeforeTheFirstSegmentFailsAtTheFirstStep() {
        const auto segment = sample::orders(3);
        const auto search = segment.search(Offset(10), {segment.base});
        QCOMPARE(stepsTaken(*search), 1);
        QVERIFY(findSteps(*search)[0].isFailed);
        QVERIFY(findOutcome(*search, 50).startsWith(QStringLiteral("not found")));
    }

    void anOffsetBeyondTheEndFailsAtTheLastStep() {
        const auto segment = sample::orders(3);
        const auto search = segment.search(segment.next + 5, {segment.base});
        QVERIFY(!search->found);
        QVERIFY(findSteps(*search)[3].isFailed);
    }
};

BROKERSCOPE_TEST(TestStrip)
#include "tst_strip.moc"
