#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "tests/widgets/quorum/sample_logs.h"

using widgets::ElectionLayout;

class TestElectionLayout : public QObject {
    Q_OBJECT

    static ElectionLayout laidOut(double width = 900) {
        return ElectionLayout::of(sample::election(), width, sample::electionMeasures());
    }

private slots:
    void aRequestReachesEveryoneWhoIsAsked() {
        const ElectionLayout layout = laidOut();
        const ElectionLayout::Step& asked = layout.steps[0];
        QCOMPARE(asked.lines.size(), 2U);
        QCOMPARE(asked.tips.size(), 2U);
        QCOMPARE(asked.x, layout.lanes[1].x);
        for (const ElectionLayout::Tip& tip : asked.tips) {
            const bool isFirst = tip.x == layout.lanes[0].x;
            QVERIFY(isFirst || tip.x == layout.lanes[2].x);
            QCOMPARE(tip.isAnswered, !isFirst);
            QCOMPARE(tip.pointsRight, !isFirst);
        }
    }

    void anAnswerGoesBack() {
        const ElectionLayout layout = laidOut();
        const ElectionLayout::Step& answer = layout.steps[1];
        QCOMPARE(answer.lines.size(), 1U);
        QCOMPARE(answer.lines[0].to, layout.lanes[1].x);
        QVERIFY(answer.lines[0].from < layout.lanes[2].x && answer.lines[0].from > layout.lanes[1].x);
    }

    void whoWinsIsCrowned() {
        const ElectionLayout layout = laidOut();
        QVERIFY(layout.steps[3].crown.isNull());
        QCOMPARE(layout.steps[4].crown.center(), QPointF(layout.lanes[1].x, layout.steps[4].y));
        QVERIFY(!layout.lanes[1].crown.isNull() && layout.lanes[0].crown.isNull());
    }

    void timeGoesDownwards() {
        const ElectionLayout layout = laidOut();
        for (std::size_t i = 1; i < layout.steps.size(); ++i)
            QVERIFY(layout.steps[i].y > layout.steps[i - 1].y);
        QVERIFY(layout.lanes[0].head.bottom() < layout.steps.front().label.top());
        QVERIFY(layout.steps.back().row.bottom() <= layout.height);
    }

    void labelsAndSentencesKeepTheirPlaces_data() {
        QTest::addColumn<double>("width");
        QTest::newRow("wide") << 920.0;
        QTest::newRow("narrow") << 560.0;
    }
    void labelsAndSentencesKeepTheirPlaces() {
        QFETCH(double, width);
        const ElectionLayout layout = laidOut(width);
        for (const ElectionLayout::Step& step : layout.steps) {
            QVERIFY(step.time.right() < layout.lanes[0].x);
            QVERIFY(step.label.left() > step.time.right() && step.label.right() <= width);
            QCOMPARE(step.sentence.isNull(), layout.isNarrow);
            if (layout.isNarrow) continue;
            QVERIFY(step.sentence.left() > layout.lanes.back().head.right());
            QVERIFY(!step.sentence.intersects(step.label));
        }
        for (std::size_t i = 1; i < layout.lanes.size(); ++i)
            QVERIFY(layout.lanes[i].head.left() > layout.lanes[i - 1].head.right());
    }

    void aPointBelongsToItsStep() {
        const ElectionLayout layout = laidOut();
        QCOMPARE(layout.stepAt({300, layout.steps[3].y}), std::optional<std::size_t>(3));
        QCOMPARE(layout.stepAt({300, 2}), std::nullopt);
    }
};

BROKERSCOPE_TEST(TestElectionLayout)
#include "tst_election_layout.moc"
