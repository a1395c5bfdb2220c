#include "app/inspect/inspection.h"
#include "app/session/recorded_session.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::BrokerId;
using broker::PartitionIndex;

namespace {

QString valueOf(const Inspection& inspection, const QString& label) {
    for (const auto& section : inspection.sections)
        for (const auto& row : section.rows)
            if (row.label == label) return row.value;
    return {};
}

const Inspection::Act* actOf(const Inspection& inspection, const QString& text) {
    for (const auto& act : inspection.acts)
        if (act.text == text) return &act;
    return nullptr;
}

}  // namespace

/// What the inspector says is what the snapshot says.
class TestInspection : public QObject {
    Q_OBJECT
    RecordedSession m_session;

    void show(const sample::Options& options) {
        m_session.show(sample::cluster(options));
        m_session.pull();
    }

private slots:
    void everythingSaysSomethingInWords_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("cluster") << 0;
        QTest::newRow("broker") << 1;
        QTest::newRow("dead broker") << 2;
        QTest::newRow("topic") << 3;
        QTest::newRow("partition") << 4;
        QTest::newRow("replica") << 5;
        QTest::newRow("client") << 6;
        QTest::newRow("event") << 7;
    }

    void everythingSaysSomethingInWords() {
        QFETCH(int, which);
        const broker::TopicPartition partition{"orders", PartitionIndex(1)};
        const std::vector<Subject> subjects{ClusterSubject{},
                                            BrokerSubject{BrokerId(1)},
                                            BrokerSubject{BrokerId(3)},
                                            TopicSubject{"orders"},
                                            PartitionSubject{partition},
                                            ReplicaSubject{partition, BrokerId(1)},
                                            ClientSubject{"web-shop"},
                                            EventSubject{9}};
        m_session.add(sample::events());
        show({.second = 30, .brokerThreeDead = true});
        const Inspection inspection = inspect(m_session, subjects[static_cast<std::size_t>(which)]);
        QVERIFY(!inspection.title.isEmpty());
        QVERIFY(!inspection.subtitle.isEmpty());
        QVERIFY2(inspection.words.count(' ') > 6, qPrintable(inspection.words));
        QVERIFY2(!inspection.words.contains('%') && !inspection.words.contains('{'),
                 qPrintable(inspection.words));
        QVERIFY(!inspection.sections.empty());
    }

    void aPartitionsFactsAreTheSnapshots() {
        show({.second = 30, .brokerThreeDead = true});
        const Inspection inspection = inspect(m_session, PartitionSubject{{"orders", PartitionIndex(2)}});
        QCOMPARE(valueOf(inspection, "Leader"), QString("broker 1"));
        QCOMPARE(valueOf(inspection, "Preferred leader"), QString("broker 3"));
        QCOMPARE(valueOf(inspection, "In-sync"), QString("1, 2"));
        QCOMPARE(valueOf(inspection, "Replicas"), QString("3, 1, 2"));
        QVERIFY(inspection.words.contains("2 of 3"));
    }

    void aDeadBrokerIsOfferedItsRestartAndALivingOneItsEnd() {
        show({.brokerThreeDead = true});
        const Inspection dead = inspect(m_session, BrokerSubject{BrokerId(3)});
        QVERIFY(actOf(dead, "Restart broker 3"));
        QVERIFY(actOf(dead, "Restart broker 3")->whyNot.isEmpty());
        QVERIFY(!actOf(dead, "Kill broker 3"));
        QVERIFY(actOf(inspect(m_session, BrokerSubject{BrokerId(1)}), "Kill broker 1"));
    }

    void withoutAControllerDeletingATopicSaysWhyNot() {
        show({.withoutController = true});
        const Inspection orders = inspect(m_session, TopicSubject{"orders"});
        const auto* act = actOf(orders, "Delete topic");
        QVERIFY(act);
        QVERIFY(act->whyNot.contains("controller"));
    }

    void whatIsGoneSaysSo() {
        show({.withoutTopics = true});
        for (const Subject& subject :
             {Subject(TopicSubject{"orders"}), Subject(PartitionSubject{{"orders", PartitionIndex(1)}}),
              Subject(ReplicaSubject{{"orders", PartitionIndex(1)}, BrokerId(1)}),
              Subject(ClientSubject{"web-shop"}), Subject(BrokerSubject{BrokerId(7)}),
              Subject(EventSubject{999'999})}) {
            const Inspection inspection = inspect(m_session, subject);
            QVERIFY(!inspection.title.isEmpty());
            QVERIFY2(inspection.subtitle.contains("no longer"), qPrintable(inspection.subtitle));
        }
    }
};

BROKERSCOPE_TEST(TestInspection)
#include "tst_inspection.moc"
