#include <QtTest/QtTest>

#include <QScrollBar>

#include "tests/support/test_registry.h"
#include "tests/widgets/replicas/sample_partitions.h"
#include "widgets/replicas/replicas_view.h"

using broker::BrokerId;
using broker::PartitionIndex;
using widgets::ReplicaChoice;
using widgets::ReplicasView;

namespace {

ReplicaChoice choice(int partition, int broker) {
    return {{"orders", PartitionIndex(partition)}, BrokerId(broker)};
}

struct Shown {
    explicit Shown(widgets::ReplicasContents contents) {
        view.setMoves(false);
        view.resize(880, 400);
        view.show();
        view.show(std::move(contents));
        QObject::connect(&view, &ReplicasView::selected,
                         [this](const ReplicaChoice& one) { chosen.push_back(one); });
        QObject::connect(&view, &ReplicasView::opened,
                         [this](const ReplicaChoice& one) { opened.push_back(one); });
    }
    ReplicasView view;
    std::vector<ReplicaChoice> chosen;
    std::vector<ReplicaChoice> opened;
};

}  // namespace

class TestReplicasView : public QObject {
    Q_OBJECT

private slots:
    void keysGoFromReplicaToReplicaOverTheEdgesOfPartitions() {
        Shown shown(sample::contentsOf(sample::everyState()));
        QTest::keyClick(&shown.view, Qt::Key_Down);
        QVERIFY(shown.chosen.back() == choice(0, 1));
        for (int i = 0; i < 3; ++i) QTest::keyClick(&shown.view, Qt::Key_Down);
        QVERIFY(shown.chosen.back() == choice(1, 1));
        QTest::keyClick(&shown.view, Qt::Key_Up);
        QVERIFY(shown.chosen.back() == choice(0, 3));
        QTest::keyClick(&shown.view, Qt::Key_End);
        QVERIFY(shown.chosen.back() == choice(6, 3));
        QVERIFY(shown.view.verticalScrollBar()->value() > 0);
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QVERIFY(shown.chosen.back() == choice(0, 1));
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
        QTest::keyClick(&shown.view, Qt::Key_Left);
        QVERIFY(shown.chosen.back() == choice(0, -1));
    }

    void enterOpensTheReplicaThatIsSelected() {
        Shown shown(sample::contentsOf(sample::everyState()));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QVERIFY(shown.opened.empty());
        shown.view.select(choice(1, 3));
        QVERIFY(shown.chosen.empty());
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(shown.opened.size(), std::size_t{1});
        QVERIFY(shown.opened.front() == choice(1, 3));
    }

    void aClickSelectsTheReplicaOrItsPartition() {
        Shown shown(sample::contentsOf(sample::everyState()));
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(100, 26 + 22 + 10));
        QCOMPARE(shown.chosen.size(), std::size_t{1});
        QVERIFY(shown.chosen.back() == choice(0, 2));
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(100, 10));
        QVERIFY(shown.chosen.back() == choice(0, -1));
        // Between two cards.
        const int between = static_cast<int>(widgets::PartitionLayout::heightOf(3, {})) + 5;
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(100, between));
        QCOMPARE(shown.chosen.size(), std::size_t{2});
    }

    void whatIsSelectedIsSaidForThoseWhoHearTheWindow() {
        Shown shown(sample::contentsOf(sample::everyState()));
        QVERIFY(!shown.view.accessibleName().isEmpty());
        shown.view.select(choice(1, 3));
        const QString words = shown.view.accessibleDescription();
        QVERIFY(words.contains("orders-1") && words.contains("broker 3") && words.contains("out of sync"));
        shown.view.select(std::nullopt);
        QVERIFY(shown.view.accessibleDescription().isEmpty());
    }

    void onlyPicturesThatAreSeenAreMade() {
        int asked = 0;
        widgets::ReplicasContents contents;
        contents.replicas.assign(10'000, 3);
        contents.picture = [&asked](std::size_t index) {
            ++asked;
            return sample::partition(static_cast<int>(index), 100, {120, 110, 100});
        };
        contents.indexOf = [](const broker::TopicPartition& id) {
            return std::optional(static_cast<std::size_t>(id.partition.value()));
        };
        Shown shown(contents);
        QVERIFY(asked < 40);
        asked = 0;
        shown.view.reveal({"orders", PartitionIndex(9'000)});
        QVERIFY(shown.view.verticalScrollBar()->value() > 1'000'000);
        QVERIFY(asked > 0 && asked < 40);
        shown.view.grab();
    }

    void aTopicThatShrankLeavesNothingBehind() {
        Shown shown(sample::contentsOf(sample::everyState()));
        shown.view.verticalScrollBar()->setValue(shown.view.verticalScrollBar()->maximum());
        shown.view.show(sample::contentsOf({sample::partition(0, 5, {5, 5, 5})}));
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
        shown.view.grab();
        shown.view.show(sample::contentsOf({}));
        shown.view.grab();
    }
};

BROKERSCOPE_TEST(TestReplicasView)
#include "tst_replicas_view.moc"
