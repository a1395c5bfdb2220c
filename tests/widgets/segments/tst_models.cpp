#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "broker/wire/group_record.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/segments/sample.h"
#include "widgets/segments/batches_model.h"
#include "widgets/segments/fields_model.h"
#include "widgets/segments/folder_model.h"
#include "widgets/segments/records_model.h"

using namespace widgets;
using broker::Offset;

class TestModels : public QObject {
    Q_OBJECT
private slots:
    void batchesThatAreAppendedAreInsertedAndTheRestStays() {
        BatchesModel model;
        QAbstractItemModelTester tester(&model);
        const auto segment = sample::orders(20);
        model.show({segment.infos.begin(), segment.infos.begin() + 12});
        const QPersistentModelIndex kept = model.index(5, 0);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show(segment.infos);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), 12);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(kept.row(), 5);
        QCOMPARE(model.rowCount(), 20);
    }

    void aBatchInTheMiddleThatGoesAndOneThatChangesAreTold() {
        BatchesModel model;
        QAbstractItemModelTester tester(&model);
        auto infos = sample::orders(10).infos;
        model.show(infos);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        infos[8].crcIsRight = false;
        infos.erase(infos.begin() + 2, infos.begin() + 4);
        model.show(infos);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][1].toInt(), 2);
        QCOMPARE(removed[0][2].toInt(), 3);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 6);
        QVERIFY(model.index(6, 0).data(BatchesModel::kIsBadRole).toBool());
        QVERIFY(model.index(6, BatchesModel::kCrc).data().toString().startsWith(QStringLiteral("✗")));
    }

    void earlierBatchesComeInFront() {
        BatchesModel model;
        QAbstractItemModelTester tester(&model);
        const auto infos = sample::orders(10).infos;
        model.show({infos.begin() + 6, infos.end()});
        const QPersistentModelIndex kept = model.index(0, 0);
        model.show(infos);
        QCOMPARE(kept.row(), 6);
        QCOMPARE(model.rowAtPosition(infos[3].position), 3);
        QCOMPARE(model.rowAtPosition(infos[3].position + 1), -1);
    }

    void aRecordsRowTellsNullFromEmpty() {
        RecordsModel model;
        QAbstractItemModelTester tester(&model);
        broker::wire::BatchBuilder builder({});
        builder.append(
            {.timestamp = broker::Timestamp(1), .key = broker::asBytes("k"), .value = {}, .headers = {}});
        builder.append(
            {.timestamp = broker::Timestamp(1), .key = {}, .value = broker::ByteView{}, .headers = {}});
        const auto list = std::make_shared<broker::log::RecordList>();
        list->batch = *builder.build();
        std::size_t at = broker::wire::kBatchHeaderSize;
        for (int i = 0; i < 2; ++i) {
            broker::log::RecordInfo info;
            info.offset = Offset(i);
            at += *broker::wire::parseRecord(broker::ByteView(list->batch).subspan(at), info.view);
            list->infos.push_back(info);
        }
        model.show(list);
        QVERIFY(model.index(0, RecordsModel::kValue).data(RecordsModel::kIsNullRole).toBool());
        QVERIFY(!model.index(1, RecordsModel::kValue).data(RecordsModel::kIsNullRole).toBool());
        QVERIFY(model.index(1, RecordsModel::kKey).data(RecordsModel::kIsNullRole).toBool());
        QVERIFY(model.index(0, RecordsModel::kValue).data() != model.index(1, RecordsModel::kValue).data());
    }

    void bytesThatAreNoTextAreShownAsHex() {
        const broker::Bytes bytes{0x00, 0x05, 0xff};
        QCOMPARE(onOneLine(bytes), QStringLiteral("00 05 ff"));
        QCOMPARE(onOneLine(broker::asBytes("a\n b")), QStringLiteral("a b"));
        // A cut through a character takes the character away, not the text.
        const QByteArray wide = QString(QStringLiteral("ü")).repeated(100).toUtf8();
        const QString cut =
            onOneLine(broker::asBytes({wide.constData(), static_cast<std::size_t>(wide.size())}), 31);
        QCOMPARE(cut, QString(QStringLiteral("ü")).repeated(15) + QChar(0x2026));
    }

    void leadingZerosOfNamesAreCountedAndTheLastDigitStays() {
        FolderModel model;
        QAbstractItemModelTester tester(&model);
        model.show(
            {{"00000000000000035094.log", 10}, {"00000000000000000000.log", 5}, {"partition.metadata", 43}});
        QCOMPARE(model.index(0, 0).data(FolderModel::kLeadingZeros).toInt(), 19);
        QCOMPARE(model.index(1, 0).data(FolderModel::kLeadingZeros).toInt(), 15);
        QCOMPARE(model.index(2, 0).data(FolderModel::kLeadingZeros).toInt(), 0);
        QVERIFY(!model.baseAt(2));
        QCOMPARE(model.rowOf(Offset(35'094)), 1);
    }

    void aFileThatGrowsIsAChangeNotANewRow() {
        FolderModel model;
        QAbstractItemModelTester tester(&model);
        model.show({{"00000000000000000000.log", 5}});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.show({{"00000000000000000000.log", 9}, {"00000000000000000000.index", 0}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.rowCount(), 2);
    }

    void namesThatAreNoOffsetsHaveNone_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("short") << "0000.log";
        QTest::newRow("letters") << "0000000000000000000x.log";
        QTest::newRow("too large") << "99999999999999999999.log";
        QTest::newRow("no dot") << "00000000000000000000log";
        QTest::newRow("empty") << "";
    }
    void namesThatAreNoOffsetsHaveNone() {
        QFETCH(QString, name);
        QVERIFY(!baseOffsetOf(name.toStdString()));
    }

    void fieldsOfARecordCoverEveryByteOnce() {
        const auto list = sample::orders(1).records(0);
        const FieldedBytes record = fieldsOfRecord(list, 1);
        std::size_t at = 0;
        for (const ByteField& field : record.fields) {
            QCOMPARE(field.range.begin, at);
            at = field.range.end;
        }
        QCOMPARE(at, record.bytes.size());
        const FieldedBytes batch = fieldsOfBatch(list, true);
        at = 0;
        for (const ByteField& field : batch.fields) {
            QCOMPARE(field.range.begin, at);
            at = field.range.end;
        }
        QCOMPARE(at, list->batch.size());
    }

    void recordsOfConsumerOffsetsAreToldInWordsAndByTheirFields() {
        broker::wire::OffsetCommitRecord commit;
        commit.key = {.group = "demo", .topic = "orders", .partition = broker::PartitionIndex(3)};
        commit.value = broker::wire::OffsetCommitValue{.offset = broker::Offset(42)};
        const auto bytes = broker::wire::encodeGroupRecord(commit);
        const auto list = sample::oneRecord(
            std::string_view(reinterpret_cast<const char*>(bytes.key.data()), bytes.key.size()),
            *bytes.value);
        RecordsModel model;
        model.setMeaning(meaningOf("/data/broker-1/__consumer_offsets-12"));
        model.show(list);
        QCOMPARE(model.index(0, RecordsModel::kKey).data().toString(), "OffsetCommit demo orders-3");
        QVERIFY(model.index(0, RecordsModel::kValue).data().toString().startsWith("offset 42"));

        const FieldedBytes record = fieldsOfRecord(list, 0, RecordMeaning::kGroups);
        QMap<QString, QString> decoded;
        std::size_t at = 0;
        for (const ByteField& field : record.fields) {
            QCOMPARE(field.range.begin, at);
            at = field.range.end;
            decoded[field.name] = field.decoded;
        }
        QCOMPARE(at, record.bytes.size());
        QCOMPARE(decoded["key.group"], "demo");
        QCOMPARE(decoded["key.partition"], "3");
        QCOMPARE(decoded["value.offset"], "42");
        // What is no such record stays whole.
        const auto other = fieldsOfRecord(sample::oneRecord("k", {1}), 0, RecordMeaning::kGroups);
        QCOMPARE(std::ranges::count(other.fields, QString("key"), &ByteField::name), 1);
        QCOMPARE(meaningOf("/data/broker-1/orders-0"), RecordMeaning::kPlain);
    }

    void aWrongCrcIsMarkedAmongTheFields() {
        const auto list = sample::orders(1).records(0);
        const auto wrong = [&](bool isRight) {
            const auto fields = fieldsOfBatch(list, isRight).fields;
            return std::ranges::count(fields, true, &ByteField::isWrong);
        };
        QCOMPARE(wrong(true), 0);
        QCOMPARE(wrong(false), 1);
    }

    void hoveringAFieldTellsItsRowsOnly() {
        FieldsModel model;
        QAbstractItemModelTester tester(&model);
        model.show(fieldsOfRecord(sample::orders(1).records(0), 0));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setHovered(2);
        model.setHovered(2);
        model.setHovered(4);
        QCOMPARE(changed.count(), 3);
        QVERIFY(model.index(4, 0).data(FieldsModel::kIsHoveredRole).toBool());
        QVERIFY(!model.index(2, 0).data(FieldsModel::kIsHoveredRole).toBool());
    }
};

BROKERSCOPE_TEST(TestModels)
#include "tst_models.moc"
