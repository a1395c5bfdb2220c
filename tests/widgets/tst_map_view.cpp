#include <QtTest/QtTest>

#include "tests/support/test_registry.h"
#include "tests/widgets/sample_picture.h"
#include "widgets/map/map_view.h"

using broker::BrokerId;
using broker::PartitionIndex;
using widgets::MapBroker;
using widgets::MapClient;
using widgets::MapLink;
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

    void theMenuKeyAsksForTheMenuOfWhatIsSelected() {
        MapView view;
        prepare(view);
        std::vector<MapSelection> asked;
        connect(&view, &MapView::menuRequested, this,
                [&](const MapSelection& what, const QPoint&) { asked.push_back(what); });
        const MapLink link{BrokerId(1), BrokerId(3)};
        const MapLink clients{BrokerId(2), broker::kNoBroker};
        for (const MapSelection& what :
             {MapSelection(MapReplica{{"orders", PartitionIndex(1)}, BrokerId(2)}), MapSelection(link),
              MapSelection(clients), MapSelection(MapClient{"billing"})}) {
            view.select(what);
            QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
            QCoreApplication::sendEvent(&view, &event);
        }
        QCOMPARE(asked.size(), std::size_t{3});
        QVERIFY(asked[0] == MapSelection(MapBroker{BrokerId(2)}));
        QVERIFY(asked[1] == MapSelection(link));
        QVERIFY(asked[2] == MapSelection(clients));
    }

    void aRightClickOnALineAsksForItsMenuAndSelectsIt() {
        MapView view;
        prepare(view);
        std::vector<MapSelection> asked;
        connect(&view, &MapView::menuRequested, this,
                [&](const MapSelection& what, const QPoint&) { asked.push_back(what); });
        const QPoint middle = view.geometryNow().middleOf(1).toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, middle, middle);
        QCoreApplication::sendEvent(&view, &event);
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked[0] == MapSelection(MapLink{BrokerId(1), BrokerId(3)}));
        QVERIFY(view.selection() == asked[0]);
    }

    void aCutIsDraggedOntoALineOrABroker() {
        MapView view;
        prepare(view);
        std::vector<MapSelection> cuts;
        connect(&view, &MapView::cutRequested, this, [&](const MapSelection& what) { cuts.push_back(what); });
        const auto& geometry = view.geometryNow();
        const auto drag = [&](QPointF to) {
            QTest::mousePress(&view, Qt::LeftButton, {}, middleOf(geometry.cutTool));
            QTest::mouseMove(&view, to.toPoint());
            QTest::mouseRelease(&view, Qt::LeftButton, {}, to.toPoint());
        };
        drag(geometry.middleOf(0));
        drag(geometry.brokers[1].title.center());
        drag((geometry.flows[0].points[0] + geometry.flows[0].points[1]) / 2);
        drag(geometry.legend.center());
        QCOMPARE(cuts.size(), std::size_t{3});
        QVERIFY(cuts[0] == MapSelection(MapLink{BrokerId(1), BrokerId(2)}));
        QVERIFY(cuts[1] == MapSelection(MapBroker{BrokerId(2)}));
        QVERIFY(cuts[2] == MapSelection(MapLink{BrokerId(1), broker::kNoBroker}));
    }

    void theButtonOfAFrozenBrokerAsksToThawIt() {
        MapView view;
        view.resize(920, 598);
        view.show(sample::troubled());
        std::vector<BrokerId> asked;
        connect(&view, &MapView::thawRequested, this, [&](BrokerId id) { asked.push_back(id); });
        QTest::mouseClick(&view, Qt::LeftButton, {}, middleOf(view.geometryNow().brokers[2].button));
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked[0] == BrokerId(3));
    }

    void arrowsReachTheLinks() {
        MapView view;
        prepare(view);
        view.select(MapReplica{{"audit", PartitionIndex(0)}, BrokerId(2)});
        for (int i = 0; i < 3 && !std::holds_alternative<MapLink>(view.selection()); ++i)
            QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(std::holds_alternative<MapLink>(view.selection()));
        QVERIFY2(view.accessibleDescription().contains("Broker"), qPrintable(view.accessibleDescription()));
    }

    void aDotRunsAlongALinkForWhatWasCopiedInItsDirection() {
        MapView view;
        prepare(view);
        static_cast<QWidget&>(view).show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        MapPicture picture = sample::classroom(false);
        picture.links[0].forwardBytes += 100;
        view.show(picture);
        QCOMPARE(view.pulses(), std::size_t{1});
        picture.links[0].backwardBytes += 100;
        view.show(picture);
        QCOMPARE(view.pulses(), std::size_t{2});
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
