#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "tests/widgets/replicas/sample_partitions.h"
#include "widgets/replicas/replicas_layout.h"
#include "widgets/replicas/replicas_texts.h"

using broker::Offset;
using widgets::PartitionLayout;
using widgets::PartitionPicture;
using widgets::ReplicaColumns;
using widgets::ReplicaStack;

namespace {

widgets::ReplicaTexts texts() {
    return {.width = [](const QString& text) { return 6.5 * static_cast<double>(text.size()); },
            .boldWidth = [](const QString& text) { return 7.0 * static_cast<double>(text.size()); },
            .number = &widgets::ReplicasTexts::number,
            .toFetch = &widgets::ReplicasTexts::toFetch};
}

ReplicaColumns columns(double width = 880) { return ReplicaColumns::of(width, 56, 78, 44); }

PartitionLayout layoutOf(const PartitionPicture& picture, double width = 880) {
    return PartitionLayout::of(picture, columns(width), texts());
}

double widthOf(const PartitionLayout::Row& row, bool isCommitted) {
    double width = 0;
    for (const auto& bar : row.bars)
        if (bar.isCommitted == isCommitted) width += bar.rect.width();
    return width;
}

}  // namespace

class TestReplicasLayout : public QObject {
    Q_OBJECT

private slots:
    void committedAndOpenRecordsPartAtTheWatermark() {
        const PartitionLayout layout = layoutOf(sample::partition(0, 50'343, {50'377, 50'371, 50'343}));
        QCOMPARE(layout.rows.size(), std::size_t{3});
        for (int i = 0; i < 2; ++i) {
            const auto& row = layout.rows[static_cast<std::size_t>(i)];
            QVERIFY(widthOf(row, true) > 0);
            QVERIFY(widthOf(row, false) > 0);
            QVERIFY(std::abs(row.bars.front().rect.right() - layout.watermark) < 0.01);
            QVERIFY(std::abs(row.bars.back().rect.right() - row.endMark) < 0.01);
        }
        QCOMPARE(widthOf(layout.rows[2], false), 0.0);
        QVERIFY(std::abs(layout.rows[2].endMark - layout.watermark) < 0.01);
    }

    void whatAFollowerLacksReachesToTheLeadersEnd() {
        const PartitionLayout layout = layoutOf(sample::partition(2, 49'961, {49'986, 49'961, 48'846}));
        QVERIFY(layout.rows[0].missing.isNull());
        QCOMPARE(layout.rows[2].toFetch, std::int64_t{1'140});
        QVERIFY(std::abs(layout.rows[2].missing.left() - layout.rows[2].endMark) < 0.01);
        QVERIFY(std::abs(layout.rows[2].missing.right() - layout.rows[0].endMark) < 0.01);
        QVERIFY(layout.rows[2].missing.contains(layout.rows[2].missingLabel.center()));
    }

    void aCutIsDrawnWhereTheRecordsWere() {
        const PartitionPicture picture = sample::everyState()[1];
        const PartitionLayout layout = layoutOf(picture);
        const auto& row = layout.rows[2];
        QVERIFY(std::abs(row.cut.left() - row.endMark) < 0.01);
        QVERIFY(row.cut.width() >= 26);
        QVERIFY(row.overwritten.isNull());
        QVERIFY(!row.cutLabel.isNull() && row.cutLabel.left() > row.cut.right());
        QVERIFY(std::abs(layout.boundary - row.endMark) < 0.01);
    }

    void whatWasWrittenOverACutHidesThatPartOfIt() {
        const PartitionPicture picture = sample::everyState()[4];
        const auto row = layoutOf(picture).rows[2];
        QVERIFY(!row.overwritten.isNull());
        QVERIFY(std::abs(row.overwritten.right() - row.endMark) < 0.01);
        QVERIFY(std::abs(row.cut.left() - row.endMark) < 0.01);
        QVERIFY(row.overwritten.height() < row.cut.height());
    }

    void labelsOfMarksNeverCoverOneAnother() {
        for (const double width : {560.0, 640.0, 880.0, 1400.0})
            for (const PartitionPicture& picture : sample::everyState()) {
                const PartitionLayout layout = layoutOf(picture, width);
                QVERIFY(!layout.boundaryBefore.intersects(layout.watermarkLabel));
                QVERIFY(!layout.boundaryAfter.intersects(layout.watermarkLabel));
                for (const auto& row : layout.rows) {
                    QVERIFY(!row.cutLabel.intersects(row.missingLabel));
                    QVERIFY(!row.end.intersects(row.state));
                    QVERIFY(!row.why.intersects(row.end));
                }
            }
    }

    void aNarrowViewPutsReasonsBelowTheirLogs() {
        const PartitionPicture picture = sample::everyState()[0];
        const PartitionLayout wide = layoutOf(picture, 880);
        const PartitionLayout narrow = layoutOf(picture, 560);
        QVERIFY(wide.rows[0].why.left() > wide.rows[0].end.right());
        QVERIFY(narrow.rows[0].why.top() > narrow.rows[0].bars.front().rect.bottom() - 1);
        QVERIFY(narrow.card.height() > wide.card.height());
        QVERIFY(narrow.rows[0].why.bottom() <= narrow.rows[1].bars.front().rect.top());
    }

    void anUnknownReplicaHasNoLog() {
        const auto row = layoutOf(sample::everyState()[6]).rows[2];
        QVERIFY(row.bars.empty());
        QVERIFY(row.endMark < 0);
    }

    void aPointFindsItsRow() {
        const PartitionLayout layout = layoutOf(sample::everyState()[0]);
        QVERIFY(!layout.rowAt(4));
        for (std::size_t i = 0; i < layout.rows.size(); ++i)
            QCOMPARE(layout.rowAt(layout.rows[i].row.center().y()), std::optional(i));
        QVERIFY(!layout.rowAt(layout.card.bottom() - 2));
    }

    void ofThousandsOfCardsOnlyThoseInTheStripAreFound() {
        ReplicaStack stack;
        stack.set(std::vector<int>(10'000, 3), columns());
        const double card = PartitionLayout::heightOf(3, columns()) + ReplicaStack::kGap;
        QVERIFY(std::abs(stack.height() - 10'000 * card) < 1);
        const auto [first, last] = stack.within(5'000.5 * card, 5'003 * card);
        QCOMPARE(first, std::size_t{5'000});
        QCOMPARE(last, std::size_t{5'003});
        QCOMPARE(stack.within(0, 10).first, std::size_t{0});
        QCOMPARE(stack.within(0, 10).second, std::size_t{1});
        QCOMPARE(stack.within(stack.height(), stack.height() + 10).second, std::size_t{10'000});
        stack.set({}, columns());
        QCOMPARE(stack.within(0, 100).second, std::size_t{0});
    }

    void thePictureOnItsWayMovesEndsAndKeepsTheNewWords() {
        const PartitionPicture from = sample::partition(0, 100, {200, 150, 100});
        PartitionPicture to = sample::partition(0, 200, {300, 250, 200});
        to.title = QStringLiteral("new");
        const PartitionPicture half = widgets::between(from, to, 0.5);
        QCOMPARE(half.title, QStringLiteral("new"));
        QCOMPARE(half.highWatermark->value(), 150);
        QCOMPARE(half.replicas[0].end.value(), 250);
        QVERIFY(widgets::between(from, to, 1) == to);
        const PartitionPicture other = sample::partition(1, 7, {7, 7, 7});
        QVERIFY(widgets::between(from, other, 0.5) == other);
    }
};

BROKERSCOPE_TEST(TestReplicasLayout)
#include "tst_replicas_layout.moc"
