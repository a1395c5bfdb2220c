#include <QtTest/QtTest>

#include <set>

#include "broker/base/crc32c.h"
#include "broker/base/ids.h"
#include "broker/base/random.h"
#include "broker/base/uuid.h"
#include "tests/support/test_registry.h"

using namespace broker;

class TestValues : public QObject {
    Q_OBJECT

private slots:
    void crc32cGivesTheCheckValueOfTheStandard() {
        QCOMPARE(crc32c(asBytes("123456789")), 0xe3069283U);  // RFC 3720, appendix B.4
        QCOMPARE(crc32c(asBytes("56789"), crc32c(asBytes("1234"))), 0xe3069283U);
    }

    void theMetadataTopicIdReadsAsKafkaPrintsIt() {
        QCOMPARE(kMetadataTopicId.text(), std::string("AAAAAAAAAAAAAAAAAAAAAQ"));
        QVERIFY(Uuid::fromText("AAAAAAAAAAAAAAAAAAAAAQ") == kMetadataTopicId);
    }

    void uuidsSurviveTheirText() {
        Random random(7);
        std::set<Uuid> seen;
        for (int i = 0; i < 1000; ++i) {
            const Uuid id = Uuid::random(random);
            QVERIFY(id.text().front() != '-');
            QVERIFY(Uuid::fromText(id.text()) == id);
            seen.insert(id);
        }
        QCOMPARE(seen.size(), std::size_t{1000});
        QVERIFY(!Uuid::fromText("short"));
        QVERIFY(!Uuid::fromText("AAAAAAAAAAAAAAAAAAAA+Q"));
    }

    void theSameSeedGivesTheSameNumbers() {
        // Pinned: another compiler or platform must draw the same.
        Random random(42);
        QCOMPARE(random.next(), std::uint64_t{1546998764402558742U});
        QCOMPARE(random.next(), std::uint64_t{6990951692964543102U});
    }

    void drawsStayWithinTheirBounds() {
        Random random(1);
        std::set<std::int64_t> seen;
        for (int i = 0; i < 1000; ++i) seen.insert(random.between(-2, 2));
        QCOMPARE(seen.size(), std::size_t{5});
        QCOMPARE(*seen.begin(), std::int64_t{-2});
        QCOMPARE(*seen.rbegin(), std::int64_t{2});
    }

    void codesOfThisMachineNeverTravel() {
        QCOMPARE(toWire(ErrorCode::kNoSpace), ErrorCode::kKafkaStorageError);
        QCOMPARE(toWire(ErrorCode::kOffsetOutOfRange), ErrorCode::kOffsetOutOfRange);
        QCOMPARE(errorName(ErrorCode::kUnknownTopicOrPartition), std::string_view("UNKNOWN_TOPIC_OR_PARTITION"));
        QVERIFY(travels(toWire(ErrorCode::kStopped)));
    }
};

BROKERSCOPE_TEST(TestValues)
#include "tst_values.moc"
