#include <QtTest/QtTest>

#include <set>

#include "tests/support/test_registry.h"
#include "tests/widgets/sample_picture.h"
#include "widgets/map/map_geometry.h"

using widgets::MapGeometry;
using widgets::MapPicture;

namespace {

bool crosses(const MapGeometry::Line& line, const QRectF& rect) {
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
        const QRectF piece =
            QRectF(line.points[i], line.points[i + 1]).normalized().adjusted(-0.1, -0.1, 0.1, 0.1);
        if (piece.intersects(rect)) return true;
    }
    return false;
}

}  // namespace

class TestMapGeometry : public QObject {
    Q_OBJECT

private slots:
    void nothingOverlapsNorLeavesTheMapAndNoFlowCrossesACard_data() {
        QTest::addColumn<int>("brokers");
        QTest::addColumn<int>("topics");
        QTest::addColumn<int>("partitions");
        QTest::addColumn<int>("clients");
        QTest::addColumn<QSizeF>("size");
        const QSizeF large(920, 598);
        const QSizeF small(552, 370);
        QTest::newRow("one broker alone") << 1 << 0 << 0 << 0 << large;
        QTest::newRow("the classroom") << 3 << 4 << 4 << 3 << large;
        QTest::newRow("the classroom on a small screen") << 3 << 4 << 4 << 3 << small;
        QTest::newRow("five brokers") << 5 << 6 << 6 << 4 << large;
        QTest::newRow("nine brokers") << 9 << 8 << 9 << 8 << large;
        QTest::newRow("nine brokers on a small screen") << 9 << 8 << 9 << 8 << small;
        QTest::newRow("fifty brokers") << 50 << 20 << 50 << 8 << large;
        QTest::newRow("ten thousand partitions in one topic") << 3 << 1 << 10'000 << 3 << large;
        QTest::newRow("ten thousand partitions in a thousand topics") << 3 << 1000 << 10 << 3 << large;
    }
    void nothingOverlapsNorLeavesTheMapAndNoFlowCrossesACard() {
        QFETCH(int, brokers);
        QFETCH(int, topics);
        QFETCH(int, partitions);
        QFETCH(int, clients);
        QFETCH(QSizeF, size);
        const MapPicture picture = sample::many(
            {.brokers = brokers, .topics = topics, .partitions = partitions, .clients = clients});
        const MapGeometry geometry = MapGeometry::of(picture, size);
        QCOMPARE(geometry.brokers.size(), static_cast<std::size_t>(brokers));
        std::vector<QRectF> boxes = geometry.producers;
        boxes.insert(boxes.end(), geometry.consumers.begin(), geometry.consumers.end());
        for (const auto& broker : geometry.brokers) boxes.push_back(broker.card);
        const QRectF all({0, 0}, size);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            QVERIFY2(all.contains(boxes[i]), qPrintable(QString::number(i)));
            QVERIFY(boxes[i].bottom() <= geometry.legend.top() + 1);
            for (std::size_t j = i + 1; j < boxes.size(); ++j) QVERIFY(!boxes[i].intersects(boxes[j]));
        }
        for (const auto& flow : geometry.flows)
            for (const auto& broker : geometry.brokers)
                QVERIFY(!crosses(flow, broker.card.adjusted(1, 1, -1, -1)));
        for (const auto& link : geometry.links)
            for (const auto& broker : geometry.brokers)
                QVERIFY(!crosses(link, broker.card.adjusted(1, 1, -1, -1)));
        for (const auto& broker : geometry.brokers) {
            std::vector<QRectF> parts{broker.title, broker.subtitle,   broker.more, broker.disk,
                                      broker.foot,  broker.secondFoot, broker.total};
            for (const auto& group : broker.groups) {
                parts.push_back(group.label);
                for (const QRectF& cell : group.cells) QVERIFY(broker.card.contains(cell));
                if (!broker.foot.isEmpty() && !group.cells.empty())
                    QVERIFY(group.cells.back().bottom() <= broker.diskLabel.top() + 0.6);
            }
            for (const QRectF& part : parts)
                if (!part.isEmpty()) QVERIFY(broker.card.adjusted(-0.5, -0.5, 0.5, 0.5).contains(part));
        }
    }

    void aFlowBeginsAtItsClientAndEndsAtItsBroker() {
        const MapPicture picture = sample::classroom(false);
        const MapGeometry geometry = MapGeometry::of(picture, {920, 598});
        for (std::size_t i = 0; i < picture.flows.size(); ++i) {
            const auto& flow = picture.flows[i];
            const auto& points = geometry.flows[i].points;
            QVERIFY(points.size() >= 2);
            const QRectF card = geometry.brokers[flow.broker].card.adjusted(-1, -1, 1, 1);
            const QRectF client =
                (flow.isProducer ? geometry.producers : geometry.consumers)[flow.client].adjusted(-1, -1, 1,
                                                                                                  1);
            QVERIFY(client.contains(flow.isProducer ? points.front() : points.back()));
            QVERIFY(card.contains(flow.isProducer ? points.back() : points.front()));
        }
    }

    void moreBytesAreAThickerFlow() {
        MapPicture picture = sample::classroom(false);
        picture.flows[0].bytesPerSecond = 1e3;
        picture.flows[1].bytesPerSecond = 1e6;
        const MapGeometry geometry = MapGeometry::of(picture, {920, 598});
        QVERIFY(geometry.flows[1].width > geometry.flows[0].width + 1);
    }

    void flowsMeetACardAtDifferentPlacesAndLeaveAClientAsOneLine() {
        const MapPicture picture = sample::many({.brokers = 3, .clients = 4});
        const MapGeometry geometry = MapGeometry::of(picture, {920, 598});
        std::set<std::pair<double, double>> atCards;
        std::set<std::pair<double, double>> atClients;
        for (std::size_t i = 0; i < picture.flows.size(); ++i) {
            const auto& points = geometry.flows[i].points;
            const bool in = picture.flows[i].isProducer;
            const QPointF card = in ? points.back() : points.front();
            const QPointF client = in ? points.front() : points.back();
            atCards.emplace(card.x(), card.y());
            atClients.emplace(client.x(), client.y());
        }
        QCOMPARE(atCards.size(), picture.flows.size());
        QCOMPARE(atClients.size(), std::size_t{8});
    }

    void onlyTheBusiestFlowsAreDrawn() {
        const MapPicture picture = sample::many({.brokers = 50, .clients = 8});
        const MapGeometry geometry = MapGeometry::of(picture, {1600, 900});
        double leastDrawn = 1e18;
        double mostLeftOut = 0;
        std::size_t drawn = 0;
        for (std::size_t i = 0; i < geometry.flows.size(); ++i) {
            const double rate = picture.flows[i].bytesPerSecond;
            if (geometry.flows[i].points.empty()) {
                mostLeftOut = std::max(mostLeftOut, rate);
            } else {
                leastDrawn = std::min(leastDrawn, rate);
                ++drawn;
            }
        }
        QCOMPARE(drawn, MapGeometry::kMaxFlows);
        QVERIFY(leastDrawn >= mostLeftOut);
    }

    void manyPartitionsAreSmallerCellsThenLinesThatCount() {
        const QSizeF size(920, 598);
        const auto cellSide = [&](int partitions) {
            return MapGeometry::of(sample::many({.partitions = partitions}), size).cellSide;
        };
        QCOMPARE(cellSide(4), 28.0);
        QVERIFY(cellSide(40) < cellSide(4));
        const MapGeometry geometry = MapGeometry::of(sample::many({.partitions = 2500}), size);
        for (const auto& broker : geometry.brokers) {
            QCOMPARE(broker.groups.size(), std::size_t{4});
            for (const auto& group : broker.groups) {
                QVERIFY(group.cells.empty());
                QVERIFY(!group.bar.isEmpty());
            }
        }
    }

    void topicsWithoutRoomAreCounted() {
        const MapGeometry geometry = MapGeometry::of(sample::many({.topics = 200}), {920, 598});
        const auto& broker = geometry.brokers.front();
        QCOMPARE(broker.groups.size() + broker.hiddenGroups, std::size_t{200});
        QVERIFY(broker.hiddenGroups > 100);
        QVERIFY(!broker.more.isEmpty());
    }

    void aDeadBrokerHasAButtonAndALivingOneNot() {
        const MapGeometry geometry = MapGeometry::of(sample::classroom(true), {920, 598});
        QVERIFY(geometry.brokers[0].button.isEmpty());
        QVERIFY(geometry.brokers[2].card.contains(geometry.brokers[2].button));
        QCOMPARE(geometry.at(geometry.brokers[2].button.center()),
                 (MapGeometry::Hit{.kind = MapGeometry::Hit::Kind::kRestart, .index = 2}));
    }

    void aPointFindsTheSmallestThingBelowIt() {
        const MapGeometry geometry = MapGeometry::of(sample::classroom(false), {920, 598});
        using Kind = MapGeometry::Hit::Kind;
        const auto& broker = geometry.brokers[1];
        QCOMPARE(geometry.at(broker.groups[1].cells[2].center()),
                 (MapGeometry::Hit{.kind = Kind::kCell, .index = 1, .group = 1, .cell = 2}));
        QCOMPARE(geometry.at(broker.groups[1].label.center()).kind, Kind::kGroup);
        QCOMPARE(geometry.at(broker.title.center()).kind, Kind::kBroker);
        QCOMPARE(geometry.at(geometry.producers[1].center()),
                 (MapGeometry::Hit{.kind = Kind::kProducer, .index = 1}));
        QCOMPARE(geometry.at(geometry.legend.center()).kind, Kind::kNothing);
    }
};

BROKERSCOPE_TEST(TestMapGeometry)
#include "tst_map_geometry.moc"
