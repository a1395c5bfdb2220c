#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "tests/widgets/quorum/sample_logs.h"

using widgets::QuorumLayout;
using Bar = QuorumLayout::Bar;

class TestQuorumLayout : public QObject {
    Q_OBJECT

    static QuorumLayout laidOut(double width = 900) {
        return QuorumLayout::of(sample::logs(), width, sample::quorumMeasures());
    }

    static double covered(const QuorumLayout::Row& row, Bar::Kind kind) {
        double wide = 0;
        for (const Bar& bar : row.bars)
            if (bar.kind == kind) wide += bar.rect.width();
        return wide;
    }

private slots:
    void whatIsNotCommittedIsToldApart() {
        const QuorumLayout layout = laidOut();
        const QuorumLayout::Row& leader = layout.rows[1];
        QVERIFY(covered(leader, Bar::Kind::kOpen) > 3);
        QCOMPARE(covered(layout.rows[2], Bar::Kind::kOpen), 0.0);
        const Bar& last = leader.bars.back();
        QVERIFY(last.kind == Bar::Kind::kOpen);
        QCOMPARE(last.rect.left(), layout.watermark);
        QCOMPARE(last.rect.right(), leader.endMark);
    }

    void logsStandOnOneAxis() {
        const QuorumLayout layout = laidOut();
        QVERIFY(layout.rows[3].endMark < layout.rows[2].endMark);
        QVERIFY(layout.rows[2].endMark < layout.rows[1].endMark);
        QCOMPARE(layout.rows[2].endMark, layout.watermark);
        QCOMPARE(layout.rows[2].missing.left(), layout.rows[2].endMark);
        QCOMPARE(layout.rows[2].missing.right(), layout.rows[1].endMark);
        QVERIFY(layout.rows[1].missing.isNull());
    }

    void whatAPowerCutWouldTakeAndWhatASnapshotHoldsStandBelow() {
        const QuorumLayout layout = laidOut();
        const QuorumLayout::Row& leader = layout.rows[1];
        QCOMPARE(leader.unsynced.right(), leader.endMark);
        QVERIFY(leader.unsynced.width() > 1 && leader.unsynced.top() >= leader.log.bottom());
        QVERIFY(!leader.snapshot.isNull() && leader.snapshot.right() < leader.unsynced.left());
        QVERIFY(layout.rows[0].unsynced.isNull() && layout.rows[0].snapshot.isNull());
    }

    void theControllerIsCrownedAndObserversStandApart() {
        const QuorumLayout layout = laidOut();
        QVERIFY(layout.rows[0].crown.isNull() && !layout.rows[1].crown.isNull());
        QVERIFY(layout.observersTitle.top() >= layout.rows[2].row.bottom());
        QVERIFY(layout.observersTitle.bottom() <= layout.rows[3].row.top() + 1);
    }

    void nothingLiesOverAnythingElse_data() {
        QTest::addColumn<double>("width");
        QTest::newRow("wide") << 920.0;
        QTest::newRow("narrow") << 560.0;
    }
    void nothingLiesOverAnythingElse() {
        QFETCH(double, width);
        const QuorumLayout layout = laidOut(width);
        QCOMPARE(layout.isNarrow, width < QuorumLayout::kNarrow);
        for (std::size_t i = 0; i < layout.rows.size(); ++i) {
            const QuorumLayout::Row& row = layout.rows[i];
            QVERIFY(row.title.right() <= row.state.left());
            QVERIFY(row.state.right() <= row.log.left());
            QVERIFY(row.log.right() <= row.end.left());
            QVERIFY(row.end.right() <= width && row.why.right() <= width);
            QVERIFY(layout.isNarrow ? row.why.top() > row.log.bottom() : row.why.left() > row.end.right());
            if (i > 0) QVERIFY(row.row.top() >= layout.rows[i - 1].row.bottom());
        }
        QVERIFY(layout.axisY + 18 <= layout.height);
    }

    void aLogThatNobodyToldOfHasNoBar() {
        widgets::QuorumPicture picture = sample::logs();
        picture.rows[0].isKnown = false;
        const QuorumLayout layout = QuorumLayout::of(picture, 900, sample::quorumMeasures());
        QVERIFY(layout.rows[0].bars.empty() && layout.rows[0].endMark < 0);
        QVERIFY(!layout.rows[1].bars.empty());
    }

    void aPointBelongsToItsRow() {
        const QuorumLayout layout = laidOut();
        QCOMPARE(layout.rowAt(layout.rows[2].log.center()), std::optional<std::size_t>(2));
        QCOMPARE(layout.rowAt(layout.observersTitle.center()), std::nullopt);
        QCOMPARE(layout.rowAt({10, 2}), std::nullopt);
    }

    void onTheWayLogsGrowAndWordsAreNew() {
        const widgets::QuorumPicture from = sample::logs();
        widgets::QuorumPicture to = from;
        to.rows[2].end = to.rows[2].synced = broker::Offset(65);
        to.rows[2].endText = QStringLiteral("65");
        to.highWatermark = broker::Offset(65);
        const widgets::QuorumPicture half = widgets::between(from, to, 0.5);
        QVERIFY(half.rows[2].end == broker::Offset(64));
        QCOMPARE(half.rows[2].endText, QStringLiteral("65"));
        QVERIFY(half.highWatermark == broker::Offset(64));
        QVERIFY(widgets::between(from, to, 1) == to);
    }
};

BROKERSCOPE_TEST(TestQuorumLayout)
#include "tst_quorum_layout.moc"
