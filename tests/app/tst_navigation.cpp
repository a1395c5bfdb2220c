#include <QElapsedTimer>

#include "app/navigation/crumbs.h"
#include "app/navigation/history.h"
#include "app/navigation/jump_index.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;

/// Back, forward, and finding things by their name.
class TestNavigation : public QObject {
    Q_OBJECT
private slots:
    void backAndForwardWalkTheSamePlaces() {
        History history;
        history.go(topicPlace("orders"));
        history.go(brokerPlace(broker::BrokerId(2)));
        QCOMPARE(history.back(), topicPlace("orders"));
        QCOMPARE(history.back(), overview());
        QVERIFY(!history.canGoBack());
        QCOMPARE(history.back(), overview());
        QCOMPARE(history.forward(), topicPlace("orders"));
    }

    void crumbsLeadFromThePageToThePlace() {
        const auto crumbs =
            crumbsOf(segmentsPlace({"orders", broker::PartitionIndex(2)}, broker::BrokerId(3)));
        QCOMPARE(crumbs.size(), std::size_t{3});
        QCOMPARE(crumbs[0].place.page, PageId::kTopics);
        QCOMPARE(crumbs[1].place, topicPlace("orders", Tab::kPartitions));
        QCOMPARE(crumbs[2].text, QString("Segments of orders-2 on broker 3"));
        QCOMPARE(crumbsOf(groupPlace("billing")).back().place, groupPlace("billing"));
        QCOMPARE(crumbsOf(overview()).size(), std::size_t{1});
    }

    void goingSomewhereForgetsWhatLayAhead() {
        History history;
        history.go(topicPlace("orders"));
        history.back();
        history.go(topicPlace("payments"));
        QVERIFY(!history.canGoForward());
        QCOMPARE(history.back(), overview());
    }

    void goingToWhereOneIsAddsNothing() {
        History history;
        history.go(topicPlace("orders"));
        history.go(topicPlace("orders"));
        QCOMPARE(history.back(), overview());
    }

    void theOldestPlacesAreForgotten() {
        History history;
        for (int i = 0; i < 1000; ++i) history.go(brokerPlace(broker::BrokerId(i)));
        QCOMPARE(history.current(), brokerPlace(broker::BrokerId(999)));
        std::size_t steps = 0;
        while (history.canGoBack()) {
            history.back();
            ++steps;
        }
        QCOMPARE(steps, History::kMaxPlaces - 1);
    }

    void theNameItselfComesBeforeItsParts() {
        JumpIndex index;
        index.show(sample::cluster({}));
        const auto found = index.find("Orders");
        QVERIFY(found.size() >= 5);
        QCOMPARE(found[0].text, QString("orders"));
        QCOMPARE(found[0].place, topicPlace("orders"));
        QCOMPARE(found[1].text, QString("orders-0"));
        QCOMPARE(index.find("orders-3").front().subject,
                 Subject(PartitionSubject{{"orders", broker::PartitionIndex(3)}}));
        QCOMPARE(index.find("quor").front().place, quorumPlace());
        QCOMPARE(index.find("web").front().subject, Subject(ClientSubject{"web-shop"}));
        QVERIFY(index.find("no such thing").empty());
    }

    void nothingTypedOffersPagesAndBrokers() {
        JumpIndex index;
        index.show(sample::cluster({}));
        const auto found = index.find("");
        QCOMPARE(found.size(), std::size_t{8});
        QCOMPARE(found[0].place, overview());
    }

    void tenThousandPartitionsAreSearchedInAFrame() {
        JumpIndex index;
        index.show(sample::cluster({.manyPartitions = 10'000}));
        QElapsedTimer timer;
        timer.start();
        const auto found = index.find("zillions-9");
        QVERIFY2(timer.elapsed() < 33, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(found.size(), JumpIndex::kMaxFound);
        QCOMPARE(found[0].text, QString("zillions-9"));
    }

    void aDeletedTopicIsNoLongerFound() {
        JumpIndex index;
        index.show(sample::cluster({}));
        index.show(sample::cluster({.withoutTopics = true}));
        QVERIFY(index.find("orders").empty());
        QVERIFY(index.find("web-shop").empty());
    }
};

BROKERSCOPE_TEST(TestNavigation)
#include "tst_navigation.moc"
