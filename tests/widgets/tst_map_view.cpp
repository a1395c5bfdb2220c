#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "tests/widgets/sample_picture.h"
#include "widgets/map/map_view.h"

using broker::BrokerId;
using broker::PartitionIndex;
using widgets::MapBroker;
using widgets::MapClient;
using widgets::MapPicture;
using widgets::MapReplica;
using widgets::MapSelection;
using widgets::MapView;

namespace {

void prepare(MapView& view, bool brokerThreeIsDead = false) {
    view.resize(920, 598);
    view.show(sample::classroom(brokerThreeIsDead));
}

QPoint middleOf(const QRectF& rect) { return rect.center().toPoint(); }

}  // namespace

class TestMapView : public QObject {
    Q_OBJECT

private slots:
    void aClickSelectsWhatIsThere() {
        MapView view;
        prepare(view);
        std::vector<MapSelection> chosen;
        connect(&view, &MapView::selected, this,
                [&](const MapSelection& selection) { chosen.push_back(selection); });
        const auto& geometry = view.geometryNow();
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(geometry.brokers[1].groups[0].cells[1]));
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(geometry.brokers[1].title));
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(geometry.consumers[0]));
        QCOMPARE(chosen.size(), std::size_t{3});
        QVERIFY(chosen[0] == MapSelection(MapReplica{{"orders", PartitionIndex(1)}, BrokerId(2)}));
        QVERIFY(chosen[1] == MapSelection(MapBroker{BrokerId(2)}));
        QVERIFY(chosen[2] == MapSelection(MapClient{"billing"}));
        QVERIFY(view.selection() == chosen[2]);
    }

    void theButtonOfADeadBrokerAsksForItsRestartUnlessThatIsImpossible() {
        MapView view;
        prepare(view, true);
        std::vector<BrokerId> asked;
        connect(&view, &MapView::restartRequested, this, [&](BrokerId id) { asked.push_back(id); });
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(view.geometryNow().brokers[2].button));
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked[0] == BrokerId(3));
        MapPicture picture = sample::classroom(true);
        picture.brokers[2].whyNoRestart = QStringLiteral("its folder is in use");
        view.show(picture);
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(view.geometryNow().brokers[2].button));
        QCOMPARE(asked.size(), std::size_t{1});
    }

    void arrowsGoFromCardToCardAndCellToCell() {
        MapView view;
        prepare(view);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.selection() == MapSelection(MapBroker{BrokerId(1)}));
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.selection() == MapSelection(MapBroker{BrokerId(2)}));
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(view.selection() == MapSelection(MapReplica{{"orders", PartitionIndex(0)}, BrokerId(2)}));
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.selection() == MapSelection(MapReplica{{"orders", PartitionIndex(1)}, BrokerId(2)}));
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(view.selection() == MapSelection(MapReplica{{"payments", PartitionIndex(1)}, BrokerId(2)}));
        bool opened = false;
        connect(&view, &MapView::opened, this,
                [&](const MapSelection& what) { opened = what == view.selection(); });
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(opened);
    }

    void theMenuKeyAsksForTheSelectedBrokersMenu() {
        MapView view;
        prepare(view);
        std::vector<BrokerId> asked;
        connect(&view, &MapView::menuRequested, this,
                [&](BrokerId id, const QPoint&) { asked.push_back(id); });
        view.select(MapReplica{{"orders", PartitionIndex(1)}, BrokerId(2)});
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(&view, &event);
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked[0] == BrokerId(2));
    }

    void aDotRunsOnlyWhereBytesGrew() {
        MapView view;
        prepare(view);
        static_cast<QWidget&>(view).show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        MapPicture picture = sample::classroom(false);
        picture.flows[0].bytesPerSecond += 1;  // a rate alone is no batch
        view.show(picture);
        QCOMPARE(view.pulses(), std::size_t{0});
        picture.flows[0].bytes += 500;
        picture.flows[6].bytes += 500;
        view.show(picture);
        QCOMPARE(view.pulses(), std::size_t{2});
        view.setMoves(false);
        QCOMPARE(view.pulses(), std::size_t{0});
        picture.flows[0].bytes += 500;
        view.show(picture);
        QCOMPARE(view.pulses(), std::size_t{0});
    }

    void tenThousandPartitionsArePaintedInAFrame() {
        MapView view;
        view.resize(920, 598);
        view.show(sample::many({.topics = 10, .partitions = 1000}));
        view.grab();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 5; ++i) {
            view.select(MapBroker{BrokerId(1 + i % 2)});
            view.grab();
        }
        // A debug build on a busy machine is many times slower; what must not happen is seconds.
        QVERIFY2(timer.elapsed() < 5 * 400, qPrintable(QString::number(timer.elapsed())));
    }
};

BROKERSCOPE_TEST(TestMapView)
#include "tst_map_view.moc"
