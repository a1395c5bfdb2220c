#include <QtTest/QtTest>

#include <cmath>

#include "tests/support/test_registry.h"
#include "widgets/replicas/offset_axis.h"

using broker::Offset;
using widgets::OffsetAxis;

namespace {

constexpr double kWidth = 500;

OffsetAxis axisOf(const std::vector<std::int64_t>& marks, std::vector<OffsetAxis::Detail> details = {},
                  std::int64_t floor = 0) {
    OffsetAxis::Options options{.width = kWidth, .details = std::move(details), .floor = Offset(floor)};
    for (const std::int64_t mark : marks) options.marks.emplace_back(mark);
    return OffsetAxis::of(options);
}

OffsetAxis::Detail detail(std::int64_t from, std::int64_t to, double pixels) {
    return {Offset(from), Offset(to), pixels};
}

}  // namespace

class TestOffsetAxis : public QObject {
    Q_OBJECT

private slots:
    void everyMarkIsOnTheAxisAndTheyKeepTheirOrder() {
        const OffsetAxis axis = axisOf({50'377, 50'371, 50'343});
        QCOMPARE(axis.pieces().size(), std::size_t{1});
        QVERIFY(0 < axis.xOf(Offset(50'343)));
        QVERIFY(axis.xOf(Offset(50'343)) < axis.xOf(Offset(50'371)));
        QVERIFY(axis.xOf(Offset(50'371)) < axis.xOf(Offset(50'377)));
        QVERIFY(axis.xOf(Offset(50'377)) < kWidth);
    }

    void noLogBeginsBeforeItsStart() {
        const OffsetAxis axis = axisOf({30, 25}, {}, 20);
        QCOMPARE(axis.pieces().front().begin, 20.0);
        QCOMPARE(axis.xOf(Offset(20)), 0.0);
        QCOMPARE(axis.xOf(Offset(3)), 0.0);
    }

    void aMarkBeforeTheStartIsStillOnTheAxis() {
        const OffsetAxis axis = axisOf({10, 25}, {}, 20);
        QCOMPARE(axis.xOf(Offset(10)), 0.0);
        QVERIFY(axis.xOf(Offset(25)) > 0);
    }

    void anEmptyLogHasAnAxisToo() {
        const OffsetAxis axis = axisOf({0, 0, 0});
        QCOMPARE(axis.pieces().size(), std::size_t{1});
        QVERIFY(axis.pieces().front().begin < axis.pieces().front().end);
        QCOMPARE(axis.xOf(Offset(0)), 0.0);
        QVERIFY(std::isfinite(axis.xOf(Offset(1'000'000))));
        const OffsetAxis nothing = axisOf({});
        QCOMPARE(nothing.pieces().size(), std::size_t{1});
    }

    void whatCanBeToldApartNeedsNoBreak() {
        const OffsetAxis axis = axisOf({49'986, 49'961, 48'846}, {detail(49'961, 49'986, 4)});
        QCOMPARE(axis.pieces().size(), std::size_t{1});
    }

    void aBreakMakesSmallThingsLargeEnough() {
        const OffsetAxis axis =
            axisOf({50'214, 50'206, 46'152, 46'216}, {detail(46'152, 46'216, 26), detail(50'206, 50'214, 5)});
        QCOMPARE(axis.pieces().size(), std::size_t{2});
        QVERIFY(axis.xOf(Offset(46'216)) - axis.xOf(Offset(46'152)) >= 26);
        QVERIFY(axis.xOf(Offset(50'214)) - axis.xOf(Offset(50'206)) >= 5);
        QVERIFY(axis.pieces()[0].end < 50'206);
        QVERIFY(axis.pieces()[1].begin > 46'216);
        QCOMPARE(axis.pieces()[1].left - axis.pieces()[0].right, OffsetAxis::kBreakWidth);
        // What lies in the gap lies in the break.
        const double x = axis.xOf(Offset(48'000));
        QVERIFY(axis.pieces()[0].right < x && x < axis.pieces()[1].left);
    }

    void aBreakNeverGoesThroughWhatMustBeSeenWhole() {
        const OffsetAxis axis = axisOf({10'000, 90'000, 90'001}, {detail(10'000, 90'000, 600)});
        QCOMPARE(axis.pieces().size(), std::size_t{1});
    }

    void threeReplicasFarApartAreTwoBreaks() {
        const OffsetAxis axis = axisOf(
            {1'000, 1'010, 400'000, 400'010, 900'000, 900'010},
            {detail(1'000, 1'010, 20), detail(400'000, 400'010, 20), detail(900'000, 900'010, 20)}, 900);
        QCOMPARE(axis.pieces().size(), OffsetAxis::kMostBreaks + 1);
        for (std::size_t i = 1; i < axis.pieces().size(); ++i)
            QVERIFY(axis.pieces()[i].begin >= axis.pieces()[i - 1].end);
        QVERIFY(std::abs(axis.pieces().back().right - kWidth) < 0.01);
    }

    void ticksAreRoundAndHaveAir() {
        const OffsetAxis axis = axisOf({50'377, 50'343});
        const auto ticks = axis.ticks(40);
        QVERIFY(ticks.size() >= 3);
        const std::int64_t step = ticks[1].offset - ticks[0].offset;
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            QCOMPARE(ticks[i].offset.value() % step, std::int64_t{0});
            if (i > 0) QVERIFY(ticks[i].x - ticks[i - 1].x >= 40 + 10);
            QVERIFY(ticks[i].x >= 0 && ticks[i].x <= kWidth);
        }
    }

    void aTickLabelNeverReachesIntoABreak() {
        const OffsetAxis axis = axisOf({46'152, 46'216, 50'206, 50'214}, {detail(46'152, 46'216, 26)});
        QCOMPARE(axis.pieces().size(), std::size_t{2});
        for (const auto& tick : axis.ticks(40)) {
            QVERIFY(tick.x + 20 <= axis.pieces()[0].right + 0.01 ||
                    tick.x - 20 >= axis.pieces()[1].left - 0.01);
        }
    }
};

BROKERSCOPE_TEST(TestOffsetAxis)
#include "tst_offset_axis.moc"
