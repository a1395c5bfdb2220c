#include <QtTest/QtTest>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "app/messages/messages_reader.h"
#include "app/messages/messages_words.h"
#include "app/messages/produce_dialog.h"
#include "app/session/recorded_session.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/app/sample/sample_messages.h"
#include "tests/support/test_registry.h"
#include "widgets/messages/decoded_value.h"

using namespace app;
using broker::reading::Format;
using broker::reading::State;
using broker::reading::TransactionState;
using widgets::DecodedValue;
using widgets::MessagesModel;

namespace {

std::vector<int> numbers(const QString& text, int count) {
    std::vector<int> list;
    const auto parsed = parsePartitions(text, count);
    if (!parsed) return {-1};
    for (const auto partition : *parsed) list.push_back(partition.value());
    return list;
}

broker::reading::RecordPointer record(std::string_view value, std::uint64_t size = 0) {
    auto made = std::make_shared<broker::reading::ReadRecord>();
    made->value = broker::reading::ReadBytes{.front = broker::toBytes(broker::asBytes(value)),
                                             .size = std::max<std::uint64_t>(size, value.size())};
    return made;
}

DecodedValue decoded(std::string_view value, Format format, std::uint64_t size = 0) {
    return widgets::decodeValue(record(value, size), widgets::MessagePart::kValue, format);
}

}  // namespace

/// Records that were read, up to the window.
class TestMessages : public QObject {
    Q_OBJECT
private slots:
    void partitionsAreNumbersAndRanges() {
        QCOMPARE(numbers("", 3), (std::vector{0, 1, 2}));
        QCOMPARE(numbers(" 4, 0-2 ,2", 6), (std::vector{0, 1, 2, 4}));
        for (const char* wrong : {"6", "a", "3-1", "-1", "1-2-3", "2-6"})
            QCOMPARE(numbers(wrong, 6), std::vector{-1});
    }

    void aTimeIsReadAsItIsWritten() {
        const broker::Timestamp time(1'763'800'861'203);
        QCOMPARE(parseTime(timeForInput(time)).value(), time);
        QCOMPARE(parseTime("1763800861203").value(), time);
        QVERIFY(!parseTime("yesterday"));
        QVERIFY(zoneName(time).startsWith("UTC"));
    }

    void headersAreLinesWithAColon() {
        const auto headers = parseHeaders("a: 1\n\nb:\nc\n");
        QCOMPARE(headers.size(), std::size_t{3});
        QCOMPARE(headers[0].second.value(), broker::Bytes({'1'}));
        QCOMPARE(headers[1].second.value(), broker::Bytes());
        QVERIFY(!headers[2].second);
    }

    void theModelKeepsItsBudgetByForgettingTheFirst() {
        MessagesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto records = sample::messages(40);
        std::size_t half = 0;
        for (int i = 20; i < 40; ++i) half += records[static_cast<std::size_t>(i)]->heldBytes();
        model.setBudget(half);
        model.append({records.begin(), records.begin() + 30});
        model.append({records.begin() + 30, records.end()});
        QCOMPARE(model.heldBytes(), half);
        QCOMPARE(model.rowCount(), 20);
        QCOMPARE(model.forgotten(), std::size_t{20});
        QCOMPARE(model.record(0), records[20]);
    }

    void aMarkerChangesTheRecordsItSettles() {
        MessagesModel model;
        auto one = std::make_shared<broker::reading::ReadRecord>();
        one->producerId = broker::ProducerId(7);
        one->transaction = TransactionState::kOpen;
        model.append({one});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.settle({{.partition = one->partition,
                       .offset = broker::Offset(1),
                       .producer = broker::ProducerId(7),
                       .state = TransactionState::kAborted}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.transaction(0), TransactionState::kAborted);
    }

    void aValueIsDecodedAsItsFormat() {
        QCOMPARE(decoded("{\"a\": 1}", Format::kAuto).kind, DecodedValue::Kind::kJson);
        QCOMPARE(decoded("plain", Format::kAuto).text, QString("plain"));
        QCOMPARE(decoded("\xff", Format::kAuto).kind, DecodedValue::Kind::kBytes);
        QCOMPARE(decoded(std::string_view("\0\0\0\5", 4), Format::kInt32).text, QString("5"));
        QVERIFY(!decoded("12345", Format::kInt32).fits);
        QVERIFY(!decoded("plain", Format::kJson).fits);
        QCOMPARE(decoded("", Format::kText).kind, DecodedValue::Kind::kEmpty);
    }

    void ofALongTextTheFrontIsShown() {
        const DecodedValue value = decoded(std::string(1 << 20, 'x'), Format::kText);
        QCOMPARE(value.shownBytes, std::uint64_t{widgets::kMaxShownText});
        QCOMPARE(decoded("{\"cut", Format::kJson, 100'000'000).size, 100'000'000u);
    }

    void aReadingFillsTheModelAndTellsWhatItScanned() {
        RecordedSession session;
        session.setReading([](const auto&) {
            return std::make_unique<sample::RecordedReading>(sample::delivery(State::kPageFull, 500));
        });
        MessagesReader reader(session);
        reader.begin({.topic = "orders", .partitions = {broker::PartitionIndex(0)}});
        QCOMPARE(reader.model().rowCount(), 500);
        QVERIFY(reader.canReadOn());
        QVERIFY2(readingState(reader).contains("Scanned 12,000 of 1,200,000 records, 3.1 MB."),
                 qPrintable(readingState(reader)));
    }

    void whatIsStoppedStays() {
        RecordedSession session;
        session.setReading([](const auto&) {
            return std::make_unique<sample::RecordedReading>(sample::delivery(State::kLive, 5));
        });
        MessagesReader reader(session);
        reader.begin({.topic = "orders"});
        QVERIFY(reader.isRunning());
        reader.stop();
        QVERIFY(!reader.isRunning() && reader.isStopped());
        QCOMPARE(reader.model().rowCount(), 5);
        QVERIFY(readingState(reader).startsWith("Stopped."));
    }

    void aReadingThatCannotBeginSaysWhy() {
        RecordedSession session;
        MessagesReader reader(session);
        reader.begin({.topic = "orders"});
        QVERIFY(!reader.isRunning());
        QVERIFY(noRecordsWords(reader).contains("nothing was recorded"));
    }

    void aRecordIsOpenedWhole() {
        RecordedSession session;
        session.setReading([](const broker::reading::Plan& plan) {
            broker::reading::Delivery one = sample::delivery(State::kPageFull, 1);
            if (plan.pageRecords == 1) one.records = {record("all of it")};
            return std::make_unique<sample::RecordedReading>(one);
        });
        MessagesReader reader(session);
        reader.begin({.topic = "orders"});
        QSignalSpy whole(&reader, &MessagesReader::wholeRead);
        reader.openWhole(*record("all"));
        reader.ask();
        QCOMPARE(whole.count(), 1);
        QCOMPARE(session.plans().back().frontBytes, std::numeric_limits<std::size_t>::max());
        QCOMPARE(reader.model().rowCount(), 1);
    }
};

BROKERSCOPE_TEST(TestMessages)
#include "tst_messages.moc"
