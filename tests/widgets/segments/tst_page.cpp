#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QWheelEvent>

#include "tests/support/test_registry.h"
#include "tests/widgets/segments/sample.h"
#include "widgets/segments/batch_strip_view.h"
#include "widgets/segments/find_offset_panel.h"
#include "widgets/segments/folder_view.h"
#include "widgets/segments/segments_view.h"

using namespace widgets;
using broker::Offset;

Q_DECLARE_METATYPE(broker::Offset)

class TestPage : public QObject {
    Q_OBJECT
private slots:
    void aFolderOpensItsLastSegmentAndItsFirstBatch() {
        const auto segment = sample::orders(20);
        SegmentsView view;
        QSignalSpy segments(&view, &SegmentsView::segmentRequested);
        QSignalSpy batches(&view, &SegmentsView::batchRequested);
        QSignalSpy records(&view, &SegmentsView::recordSelected);
        view.showFolder(sample::folder(segment));
        QCOMPARE(segments.count(), 1);
        QCOMPARE(segments[0][0].value<Offset>(), segment.base);
        view.showSegment(segment.contents());
        QCOMPARE(batches.count(), 1);
        view.showBatch(segment.batch(0));
        QCOMPARE(records.count(), 1);
        QCOMPARE(records[0][0].value<Offset>(), segment.base);
    }

    void anAnswerToWhatIsNoLongerShownIsPassedOver() {
        const auto segment = sample::orders(20);
        SegmentsView view;
        view.showFolder(sample::folder(segment));
        view.selectSegment(Offset(0));
        view.showSegment(segment.contents());
        QVERIFY(view.segmentMap().batches().empty());
        QSignalSpy records(&view, &SegmentsView::recordSelected);
        view.showBatch(segment.batch(3));
        QCOMPARE(records.count(), 0);
    }

    void aWalkOpensTheSegmentTheBatchAndTheRecord() {
        const auto segment = sample::orders(40);
        SegmentsView view;
        view.setAnimated(false);
        view.showFolder(sample::folder(segment));
        view.selectSegment(Offset(0));
        QSignalSpy segments(&view, &SegmentsView::segmentRequested);
        QSignalSpy batches(&view, &SegmentsView::batchRequested);
        QSignalSpy records(&view, &SegmentsView::recordSelected);
        const Offset wanted = segment.infos[33].header.baseOffset + 1;
        view.showWalk({.search = segment.search(wanted, {Offset(0), Offset(17'548), segment.base}),
                       .micros = 60,
                       .problem = {}});
        QCOMPARE(segments.count(), 1);
        QCOMPARE(segments[0][0].value<Offset>(), segment.base);
        view.showSegment(segment.contents());
        QCOMPARE(batches.count(), 1);
        QCOMPARE(view.batchPosition(), std::optional(segment.infos[33].position));
        view.showBatch(segment.batch(33));
        QCOMPARE(records.last()[0].value<Offset>(), wanted);
    }

    void choosingElsewhereEndsTheWalk() {
        const auto segment = sample::orders(40);
        SegmentsView view;
        view.setAnimated(false);
        view.showFolder(sample::folder(segment));
        const Offset wanted = segment.infos[33].header.baseOffset;
        view.showWalk({.search = segment.search(wanted, {Offset(0), Offset(17'548), segment.base}),
                       .micros = 0,
                       .problem = {}});
        view.findChild<FolderView*>()->setCurrentIndex(view.findChild<FolderView*>()->model()->index(0, 0));
        QCOMPARE(view.segment(), std::optional(Offset(0)));
        view.showSegment(segment.contents());
        QVERIFY(!view.batchPosition());
    }

    void aSegmentThatGrewIsAskedForFromWhereItEnded() {
        auto segment = sample::orders(20);
        SegmentsView view;
        view.showFolder(sample::folder(segment));
        view.showSegment(segment.contents());
        const std::uint64_t before = segment.bytes.size();
        segment.append({});
        QSignalSpy segments(&view, &SegmentsView::segmentRequested);
        view.showFolder(sample::folder(segment));
        QCOMPARE(segments.count(), 1);
        QCOMPARE(segments[0][1].toULongLong(), before);
    }

    void anyFileOfASegmentSelectsIt() {
        FolderView view;
        const auto folder = sample::folder(sample::orders(2));
        view.show(folder->files);
        QSignalSpy selected(&view, &FolderView::segmentSelected);
        view.setCurrentIndex(view.model()->index(5, 0));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected[0][0].value<Offset>(), Offset(17'548));
        view.setCurrentIndex(view.model()->index(view.model()->rowCount() - 1, 0));
        QCOMPARE(selected.count(), 1);
        view.selectSegment(Offset(0));
        QCOMPARE(selected.count(), 1);
    }

    void stepShowsOneStepMoreEachTime() {
        const auto segment = sample::orders(20);
        FindOffsetPanel panel;
        panel.setAnimated(false);
        QSignalSpy found(&panel, &FindOffsetPanel::findRequested);
        panel.setOffset(segment.infos[9].header.baseOffset);
        const auto buttons = panel.findChildren<QPushButton*>();
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(found.count(), 1);
        panel.showWalk({.search = segment.search(segment.infos[9].header.baseOffset, {segment.base}),
                        .micros = 0,
                        .problem = {}});
        QCOMPARE(panel.stepsShown(), 1);
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(panel.stepsShown(), 3);
        QCOMPARE(found.count(), 1);
        QTest::mouseClick(buttons[2], Qt::LeftButton);
        QCOMPARE(panel.stepsShown(), 4);
    }

    void whatIsNoOffsetIsNotAskedFor() {
        FindOffsetPanel panel;
        QSignalSpy found(&panel, &FindOffsetPanel::findRequested);
        auto* line = panel.findChild<QLineEdit*>();
        for (const char* text : {"", "-1", "x", "99999999999999999999"}) {
            line->setText(text);
            QTest::keyClick(line, Qt::Key_Return);
        }
        QCOMPARE(found.count(), 0);
        line->setText(QStringLiteral("48,120"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(found.count(), 1);
        QCOMPARE(found[0][0].value<Offset>(), Offset(48'120));
    }

    void keysGoFromBatchToBatchAndBringThemIn() {
        const auto segment = sample::orders(60);
        SegmentMap map;
        map.add(*segment.contents());
        BatchStripView strip;
        strip.setAnimated(false);
        strip.resize(600, 170);
        strip.show(map);
        QSignalSpy selected(&strip, &BatchStripView::batchSelected);
        QTest::keyClick(&strip, Qt::Key_End);
        QCOMPARE(strip.selectedRow(), std::optional<std::size_t>(59));
        QVERIFY(strip.window().end == map.bytes());
        QTest::keyClick(&strip, Qt::Key_Left);
        QCOMPARE(strip.selectedRow(), std::optional<std::size_t>(58));
        QCOMPARE(selected.count(), 2);
        strip.selectRow(3);
        QCOMPARE(selected.count(), 2);
        QVERIFY(strip.window().begin <= segment.infos[3].position);
    }

    void whatWasNotReadIsAskedForOnce() {
        const auto segment = sample::orders(60);
        auto page = segment.contents();
        page->batches.batches.resize(30);
        page->batches.nextPosition = segment.infos[30].position;
        page->index.clear();
        SegmentMap map;
        map.add(*page);
        BatchStripView strip;
        strip.resize(600, 170);
        QSignalSpy needed(&strip, &BatchStripView::batchesNeeded);
        strip.show(map);
        QCOMPARE(needed.count(), 0);
        strip.setWindow({0, map.bytes()});
        strip.setWindow({10, map.bytes()});
        QCOMPARE(needed.count(), 1);
        QCOMPARE(needed[0][0].toULongLong(), segment.infos[30].position);
    }
};

BROKERSCOPE_TEST(TestPage)
#include "tst_page.moc"
