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
        QTest::addColumn<bool>("hasTrouble");
        QTest::addColumn<QSizeF>("size");
        const QSizeF large(920, 598);
        const QSizeF small(552, 370);
        QTest::newRow("one broker alone") << 1 << 0 << 0 << 0 << false << large;
        QTest::newRow("the classroom") << 3 << 4 << 4 << 3 << false << large;
        QTest::newRow("the classroom on a small screen") << 3 << 4 << 4 << 3 << false << small;
        QTest::newRow("five brokers") << 5 << 6 << 6 << 4 << false << large;
        QTest::newRow("nine brokers") << 9 << 8 << 9 << 8 << false << large;
        QTest::newRow("nine brokers on a small screen") << 9 << 8 << 9 << 8 << false << small;
        QTest::newRow("five brokers with every link cut") << 5 << 6 << 6 << 4 << true << large;
        QTest::newRow("nine brokers with every link cut") << 9 << 8 << 9 << 8 << true << large;
        QTest::newRow("three brokers with every link cut on a small screen")
            << 3 << 4 << 4 << 3 << true << small;
        QTest::newRow("fifty brokers") << 50 << 20 << 50 << 8 << false << large;
        QTest::newRow("ten thousand partitions in one topic") << 3 << 1 << 10'000 << 3 << false << large;
        QTest::newRow("ten thousand partitions in a thousand topics")
            << 3 << 1000 << 10 << 3 << false << large;
    }
    void nothingOverlapsNorLeavesTheMapAndNoFlowCrossesACard() {
        QFETCH(int, brokers);
        QFETCH(int, topics);
        QFETCH(int, partitions);
        QFETCH(int, clients);
        QFETCH(bool, hasTrouble);
        QFETCH(QSizeF, size);
        const MapPicture picture = sample::many({.brokers = brokers,
                                                 .topics = topics,
                                                 .partitions = partitions,
                                                 .clients = clients,
                                                 .hasTrouble = hasTrouble});
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
        for (std::size_t i = 0; i < geometry.badges.size(); ++i) {
            if (geometry.badges[i].isEmpty()) continue;
            QVERIFY(all.contains(geometry.badges[i]));
            for (std::size_t j = i + 1; j < geometry.badges.size(); ++j)
                QVERIFY(!geometry.badges[i].intersects(geometry.badges[j]));
        }
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
                 (MapGeometry::Hit{.kind = MapGeometry::Hit::Kind::kButton, .index = 2}));
    }

    void aFrozenBrokerHasAButtonTooAndOnlyTroubleHasBadges() {
        const MapGeometry well = MapGeometry::of(sample::classroom(false), {920, 598});
        for (const QRectF& badge : well.badges) QVERIFY(badge.isEmpty());
        const MapGeometry geometry = MapGeometry::of(sample::troubled(), {920, 598});
        QVERIFY(geometry.brokers[2].card.contains(geometry.brokers[2].button));
        for (std::size_t i = 0; i < geometry.badges.size(); ++i) {
            QVERIFY(!geometry.badges[i].isEmpty());
            QVERIFY(geometry.links[i].distanceTo(geometry.badges[i].center()) < 1);
        }
        QVERIFY(!geometry.brokers[0].clients.isEmpty());
        QVERIFY(geometry.brokers[1].clients.isEmpty());
    }

    void linksRunBetweenTheirBrokersAndShareNoPieceOfTheirWay() {
        const MapPicture picture = sample::many({.brokers = 5, .clients = 0});
        const MapGeometry geometry = MapGeometry::of(picture, {920, 598});
        QCOMPARE(picture.links.size(), std::size_t{10});
        std::set<std::pair<double, double>> ends;
        for (std::size_t i = 0; i < picture.links.size(); ++i) {
            const auto& points = geometry.links[i].points;
            QCOMPARE(points.size(), qsizetype{4});
            const auto isAt = [&](std::size_t broker, QPointF point) {
                return geometry.brokers[broker].card.adjusted(-1, -1, 1, 1).contains(point);
            };
            QVERIFY(isAt(picture.links[i].from, points.front()));
            QVERIFY(isAt(picture.links[i].to, points.back()));
            ends.emplace(points.front().x(), points.front().y());
            ends.emplace(points.back().x(), points.back().y());
            for (std::size_t j = i + 1; j < picture.links.size(); ++j) {
                const auto& other = geometry.links[j].points;
                if (std::abs(other[1].y() - points[1].y()) > 0.5) continue;
                QVERIFY(std::max(points[1].x(), points[2].x()) < std::min(other[1].x(), other[2].x()) ||
                        std::max(other[1].x(), other[2].x()) < std::min(points[1].x(), points[2].x()));
            }
        }
        QCOMPARE(ends.size(), std::size_t{20});
    }

    void moreBytesCopiedAreAThickerLink() {
        MapPicture picture = sample::classroom(false);
        picture.links[0].bytesPerSecond = 1e3;
        picture.links[1].bytesPerSecond = 1e6;
        const MapGeometry geometry = MapGeometry::of(picture, {920, 598});
        QVERIFY(geometry.links[1].width > geometry.links[0].width + 1);
    }

    void withManyBrokersOnlyLinksInTroubleAreDrawn() {
        MapPicture picture = sample::many({.brokers = 9});
        const auto drawn = [](const MapGeometry& geometry) {
            return std::ranges::count_if(geometry.links,
                                         [](const auto& line) { return !line.points.empty(); });
        };
        QCOMPARE(drawn(MapGeometry::of(picture, {920, 598})), 0);
        picture.links[3].forward = MapPicture::LinkTrouble::kSlow;
        QCOMPARE(drawn(MapGeometry::of(picture, {920, 598})), 1);
    }

    void aLineIsFoundNearIt() {
        const MapPicture picture = sample::troubled();
        const MapGeometry geometry = MapGeometry::of(picture, {920, 598});
        using Kind = MapGeometry::Hit::Kind;
        for (std::size_t i = 0; i < picture.links.size(); ++i)
            QCOMPARE(geometry.at(geometry.middleOf(i)), (MapGeometry::Hit{.kind = Kind::kLink, .index = i}));
        const auto& flow = geometry.flows[1].points;
        QCOMPARE(geometry.at((flow[2] + flow[3]) / 2 + QPointF(0, 3)),
                 (MapGeometry::Hit{.kind = Kind::kClientsLink, .index = picture.flows[1].broker}));
        QCOMPARE(geometry.at(geometry.brokers[0].clients.center()),
                 (MapGeometry::Hit{.kind = Kind::kClientsLink, .index = 0}));
        QCOMPARE(geometry.at(geometry.cutTool.center()).kind, Kind::kCutTool);
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
