#include <QtTest/QtTest>

#include <memory>
#include <string_view>

#include "app/messages/produce_dialog.h"
#include "app/session/recorded_session.h"
#include "broker/reading/record.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"

using namespace app;

/// A record that is about to be written.
class TestProduceDialog : public QObject {
    Q_OBJECT

private slots:
    void aRecordIsProducedAsItWasUntilItIsEdited() {
        const std::string_view value("\0\xff\1", 3);
        auto bytes = std::make_shared<broker::reading::ReadRecord>();
        bytes->value = broker::reading::ReadBytes{.front = broker::toBytes(broker::asBytes(value)),
                                                  .size = value.size()};
        RecordedSession session;
        session.show(sample::cluster({.second = 60}));
        session.pull();
        const ProduceDialog dialog(session, "orders", bytes);
        QCOMPARE(dialog.command().value.value(), bytes->value->front);
        QVERIFY(!dialog.command().key);
        QCOMPARE(dialog.command().partition.value(), broker::PartitionIndex(0));
    }
};

BROKERSCOPE_TEST(TestProduceDialog)
#include "tst_produce_dialog.moc"
