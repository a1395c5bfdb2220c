#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "widgets/timeline/timeline_layout.h"

using broker::Timestamp;
using broker::observe::Lane;
using broker::observe::Severity;
using widgets::TimeAxis;
using widgets::TimelineEvent;
using widgets::TimelineLayout;

namespace {

constexpr std::int64_t kStart = 1'790'000'000'000;

TimelineEvent at(std::int64_t millis, Lane lane = Lane::kFaults,
                 const QString& label = QStringLiteral("some words")) {
    static std::uint64_t number = 0;
    return {.number = ++number, .time = Timestamp(kStart + millis), .lane = lane, .label = label};
}

/// Six pixels a character.
double sixAChar(const QString& text, const void*) { return 6.0 * static_cast<double>(text.size()); }

TimelineLayout::Options options(double millisPerPixel = 50) {
    return {.size = {1000, 140},
            .axis = {.from = Timestamp(kStart), .millisPerPixel = millisPerPixel},
            .lanes = {Lane::kElections, Lane::kFaults, Lane::kPerson},
            .widthOf = sixAChar};
}

}  // namespace

class TestTimelineLayout : public QObject {
    Q_OBJECT

private slots:
    void timesAndPixelsAreInverse() {
        const TimeAxis axis{.from = Timestamp(kStart), .millisPerPixel = 12.5, .left = 90, .right = 900};
        QCOMPARE(axis.xOf(Timestamp(kStart)), 90.0);
        QCOMPARE(axis.xOf(Timestamp(kStart + 1250)), 190.0);
        QCOMPARE(axis.timeAt(190).value(), kStart + 1250);
    }

    void labelsMeetNeitherLabelsNorMarksNorNow() {
        std::vector<TimelineEvent> events;
        std::int64_t time = 0;
        for (int i = 0; i < 120; ++i) {
            time += 90 + 997 * (i % 7);
            events.push_back(
                at(time, i % 3 == 0 ? Lane::kElections : Lane::kFaults, QString(3 + i % 40, u'x')));
        }
        TimelineLayout::Options asked = options();
        asked.now = Timestamp(kStart + 30'000);
        const TimelineLayout layout = TimelineLayout::of(events, asked);
        int labels = 0;
        for (std::size_t i = 0; i < layout.marks.size(); ++i) {
            const QRectF label = layout.marks[i].label;
            if (label.isEmpty()) continue;
            ++labels;
            QVERIFY(label.left() >= layout.body.left() - 1);
            QVERIFY(label.right() <= layout.body.right() + 1);
            QVERIFY(sixAChar(layout.marks[i].text, nullptr) <= label.width());
            if (layout.marks[i].rect.center().x() < *layout.now) QVERIFY(label.right() <= *layout.now);
            for (std::size_t other = 0; other < layout.marks.size(); ++other) {
                QVERIFY(!label.intersects(layout.marks[other].rect));
                if (other != i) QVERIFY(!label.intersects(layout.marks[other].label));
            }
        }
        QVERIFY(labels > 5);
    }

    void marksThatStandTooCloseAreOneThatCountsThem() {
        std::vector<TimelineEvent> events{at(10'000), at(10'050), at(10'100), at(20'000)};
        events[1].severity = Severity::kBad;
        const TimelineLayout layout = TimelineLayout::of(events, options());
        QCOMPARE(layout.marks.size(), std::size_t{2});
        QCOMPARE(layout.marks[0].count, std::size_t{3});
        QCOMPARE(layout.marks[0].severity, Severity::kBad);
        QCOMPARE(layout.marks[0].first, std::size_t{0});
        QCOMPARE(layout.marks[0].last, std::size_t{2});
        QCOMPARE(layout.marks[1].count, std::size_t{1});
    }

    void marksOfDifferentLanesNeverMerge() {
        const TimelineLayout layout =
            TimelineLayout::of({at(10'000, Lane::kFaults), at(10'000, Lane::kElections)}, options());
        QCOMPARE(layout.marks.size(), std::size_t{2});
        QVERIFY(layout.marks[0].rect.top() != layout.marks[1].rect.top());
    }

    void tenThousandEventsAreNoMoreMarksThanFit() {
        std::vector<TimelineEvent> events;
        for (int i = 0; i < 10'000; ++i) events.push_back(at(i * 4, i % 2 ? Lane::kFaults : Lane::kPerson));
        const TimelineLayout layout = TimelineLayout::of(events, options());
        QVERIFY(layout.marks.size() < 2 * 1000 / 7);
        std::size_t counted = 0;
        for (const auto& mark : layout.marks) counted += mark.count;
        QCOMPARE(counted, std::size_t{10'000});
    }

    void whatIsOffTheAxisOrInALaneThatIsNotDrawnIsLeftOut() {
        const TimelineLayout layout = TimelineLayout::of(
            {at(-60'000), at(10'000, Lane::kRebalances), at(11'000), at(3'600'000)}, options());
        QCOMPARE(layout.marks.size(), std::size_t{1});
        QCOMPARE(layout.marks[0].first, std::size_t{2});
    }

    void ticksStandApartAndAtRoundTimes_data() {
        QTest::addColumn<double>("millisPerPixel");
        QTest::addColumn<qint64>("step");
        QTest::newRow("a tenth of a second across") << 0.11 << qint64{20};
        QTest::newRow("a minute") << 66.0 << qint64{10'000};
        QTest::newRow("an hour") << 4000.0 << qint64{10 * 60'000};
        QTest::newRow("a week") << 672'000.0 << qint64{24 * 3'600'000};
    }
    void ticksStandApartAndAtRoundTimes() {
        QFETCH(double, millisPerPixel);
        QFETCH(qint64, step);
        QCOMPARE(widgets::tickStep(millisPerPixel, 110), step);
        const TimelineLayout layout = TimelineLayout::of({}, options(millisPerPixel));
        QVERIFY(layout.ticks.size() >= 3);
        for (std::size_t i = 1; i < layout.ticks.size(); ++i)
            QVERIFY(!layout.ticks[i].rect.intersects(layout.ticks[i - 1].rect));
    }

    void aPointFindsTheNearestMarkAndItsLabel() {
        const TimelineLayout layout = TimelineLayout::of({at(10'000), at(20'000)}, options());
        QCOMPARE(layout.markAt(layout.marks[1].rect.center() + QPointF(4, 3)), 1);
        QCOMPARE(layout.markAt(layout.marks[0].label.center()), 0);
        QCOMPARE(layout.markAt({500, 5}), -1);
    }
};

BROKERSCOPE_TEST(TestTimelineLayout)
#include "tst_timeline_layout.moc"
