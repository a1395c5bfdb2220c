#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "tests/widgets/sample_events.h"
#include "widgets/timeline/timeline_view.h"

using broker::Timestamp;
using broker::observe::EventKind;
using widgets::TimelineView;

namespace {

void prepare(TimelineView& view) {
    view.setAnimated(false);
    view.setTeller(sample::teller());
    view.resize(1200, 150);
    view.append(sample::minute());
    view.setNow(Timestamp(sample::kStart + 60'000));
}

void drag(TimelineView& view, QPoint from, QPoint to) {
    QTest::mousePress(&view, Qt::LeftButton, {}, from);
    QTest::mouseMove(&view, (from + to) / 2);
    QTest::mouseMove(&view, to);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
}

}  // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

private slots:
    void thePictureFollowsTheTime() {
        TimelineView view;
        prepare(view);
        QVERIFY(view.isFollowing());
        const Timestamp before = view.from();
        view.setNow(Timestamp(sample::kStart + 70'000));
        QVERIFY(std::abs((view.from() - before) - 10'000) <= 1);
        QVERIFY(view.to() > Timestamp(sample::kStart + 70'000));
    }

    void draggingIntoThePastStopsFollowingAndEndReturns() {
        TimelineView view;
        prepare(view);
        QSignalSpy following(&view, &TimelineView::followingChanged);
        const Timestamp before = view.from();
        drag(view, {600, 20}, {800, 20});
        QVERIFY(!view.isFollowing());
        QVERIFY(view.from() < before);
        const Timestamp dragged = view.from();
        view.setNow(Timestamp(sample::kStart + 65'000));
        QCOMPARE(view.from().value(), dragged.value());
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(view.isFollowing());
        QVERIFY(view.to() > Timestamp(sample::kStart + 65'000));
        QCOMPARE(following.count(), 2);
    }

    void draggingAsksForTheMomentBelowTheLine() {
        TimelineView view;
        prepare(view);
        const Timestamp now(sample::kStart + 60'000);
        view.setPastBegin(Timestamp(sample::kStart));
        QSignalSpy chosen(&view, &TimelineView::momentChosen);
        const double millisPerPixel = static_cast<double>(view.to() - view.from()) / (1200 - 28 - 82);
        drag(view, {600, 20}, {800, 20});
        QVERIFY(std::abs((now - view.moment()) - std::llround(200 * millisPerPixel)) < 800);
        QCOMPARE(chosen.last()[0].value<Timestamp>(), view.moment());
        // Not before the past begins, however far.
        drag(view, {100, 20}, {1190, 20});
        drag(view, {100, 20}, {1190, 20});
        QCOMPARE(view.moment(), Timestamp(sample::kStart));
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.moment(), broker::kNoTimestamp);
        QCOMPARE(chosen.last()[0].value<Timestamp>(), broker::kNoTimestamp);
    }

    void shiftAndArrowsGoSecondBySecondUntilNow() {
        TimelineView view;
        prepare(view);
        view.setPastBegin(Timestamp(sample::kStart));
        QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(view.moment(), Timestamp(sample::kStart + 58'000));
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.moment(), broker::kNoTimestamp);
    }

    void withoutAPastThereIsNoMoment() {
        TimelineView view;
        prepare(view);
        QSignalSpy chosen(&view, &TimelineView::momentChosen);
        drag(view, {600, 20}, {800, 20});
        QCOMPARE(chosen.count(), 0);
    }

    void theWheelZoomsAboutTheMouse() {
        TimelineView view;
        prepare(view);
        view.setSpan(Timestamp(sample::kStart), Timestamp(sample::kStart + 40'000));
        QVERIFY(!view.isFollowing());
        const auto widthBefore = view.to() - view.from();
        const QPointF place(view.width() - 14, 40);  // the right end of the axis
        QWheelEvent wheel(place, place, {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
        QVERIFY(view.to() - view.from() < widthBefore);
        QVERIFY(std::abs(view.to() - Timestamp(sample::kStart + 40'000)) <= 2);
    }

    void zoomingStopsAtTheLimits() {
        TimelineView view;
        prepare(view);
        for (int i = 0; i < 200; ++i) QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.to() - view.from() >= TimelineView::kMinSpanMillis - 1);
        for (int i = 0; i < 400; ++i) QTest::keyClick(&view, Qt::Key_Minus);
        QVERIFY(view.to() - view.from() <= TimelineView::kMaxSpanMillis + 1000);
    }

    void leftAndRightGoFromEventToEvent() {
        TimelineView view;
        prepare(view);
        QSignalSpy activated(&view, &TimelineView::eventActivated);
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(activated.count(), 3);
        QCOMPARE(activated[0][0].toULongLong(), 19ULL);
        QCOMPARE(activated[1][0].toULongLong(), 18ULL);
        QCOMPARE(activated[2][0].toULongLong(), 19ULL);
    }

    void aClickOnAMarkActivatesItsEvent() {
        TimelineView view;
        prepare(view);
        view.clear();
        view.append({sample::event(7, 30'000, EventKind::kBrokerKilled, {{"broker", "3"}})});
        view.setSpan(Timestamp(sample::kStart), Timestamp(sample::kStart + 60'000));
        QSignalSpy activated(&view, &TimelineView::eventActivated);
        // Half way of the axis, in the row of faults: the fourth of seven.
        const int x = (view.width() - 14 + 14 + 82) / 2;
        for (int probe = x - 60; probe < x + 60 && activated.isEmpty(); probe += 4)
            QTest::mouseClick(&view, Qt::LeftButton, {}, {probe, 8 + (150 - 30) / 2});
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toULongLong(), 7ULL);
    }

    void eventsThatAreKnownAreNotAddedTwice() {
        TimelineView view;
        prepare(view);
        view.append(sample::minute());
        QSignalSpy activated(&view, &TimelineView::eventActivated);
        for (int i = 0; i < 40; ++i) QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(activated.count(), 19);
    }

    void onlyTheLastTenThousandAreKept() {
        TimelineView view;
        prepare(view);
        view.clear();
        std::vector<broker::observe::Event> many;
        for (std::uint64_t i = 1; i <= TimelineView::kMaxEvents + 5; ++i)
            many.push_back(sample::event(i, static_cast<std::int64_t>(i), EventKind::kBrokerStarted));
        view.append(many);
        view.selectEvent(6);
        QSignalSpy activated(&view, &TimelineView::eventActivated);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(activated.count(), 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(activated[0][0].toULongLong(), 7ULL);
    }
};

BROKERSCOPE_TEST(TestTimelineView)
#include "tst_timeline_view.moc"
