#include <QtTest/QtTest>

#include <limits>

#include "broker/log/producer_state.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;

namespace {

struct Sent {
    std::int32_t sequence = 0;
    std::int32_t count = 1;
    std::int64_t offset = 0;
    std::int16_t epoch = 0;
    bool transactional = false;
    std::int64_t timestamp = 1000;
    std::int64_t producer = 9;
};

wire::BatchHeader header(const Sent& sent) {
    wire::BatchHeader batch;
    batch.baseOffset = Offset(sent.offset);
    batch.lastOffsetDelta = sent.count - 1;
    batch.recordCount = sent.count;
    batch.producerId = ProducerId(sent.producer);
    batch.producerEpoch = ProducerEpoch(sent.epoch);
    batch.baseSequence = Sequence(sent.sequence);
    batch.maxTimestamp = Timestamp(sent.timestamp);
    if (sent.transactional) batch.attributes = wire::batch_attribute::kTransactional;
    return batch;
}

ErrorCode verdict(const ProducerStates& states, const Sent& sent,
                  AppendOrigin origin = AppendOrigin::kClient) {
    const auto result = states.check(header(sent), origin);
    return result ? ErrorCode::kNone : result.error().code;
}

}  // namespace

class TestProducerState : public QObject {
    Q_OBJECT

private slots:
    void theLastFiveBatchesAreRecognised() {
        ProducerStates states;
        for (int i = 0; i < 7; ++i)
            states.apply(header({.sequence = i * 10, .count = 10, .offset = i * 100}));
        for (int i = 2; i < 7; ++i) {
            const auto repeat =
                states.check(header({.sequence = i * 10, .count = 10}), AppendOrigin::kClient);
            QVERIFY(repeat && *repeat);
            QCOMPARE((*repeat)->firstOffset().value(), std::int64_t{i * 100});
        }
        QCOMPARE(verdict(states, {.sequence = 10, .count = 10}), ErrorCode::kOutOfOrderSequenceNumber);
        // Same first sequence, other length: no repeat.
        QCOMPARE(verdict(states, {.sequence = 60, .count = 9}), ErrorCode::kOutOfOrderSequenceNumber);
    }

    void sequencesMustFollow_data() {
        QTest::addColumn<int>("sequence");
        QTest::addColumn<int>("epoch");
        QTest::addColumn<int>("code");
        QTest::newRow("the next") << 5 << 1 << int(ErrorCode::kNone);
        QTest::newRow("a gap") << 6 << 1 << int(ErrorCode::kOutOfOrderSequenceNumber);
        QTest::newRow("a new epoch from 0") << 0 << 2 << int(ErrorCode::kNone);
        QTest::newRow("a new epoch from 5") << 5 << 2 << int(ErrorCode::kOutOfOrderSequenceNumber);
        QTest::newRow("an old epoch") << 5 << 0 << int(ErrorCode::kInvalidProducerEpoch);
    }
    void sequencesMustFollow() {
        QFETCH(int, sequence);
        QFETCH(int, epoch);
        QFETCH(int, code);
        ProducerStates states;
        states.apply(header({.sequence = 0, .count = 5, .epoch = 1}));
        QCOMPARE(int(verdict(states, {.sequence = sequence, .epoch = static_cast<std::int16_t>(epoch)})),
                 code);
    }

    void anUnknownProducerMayBeginAnywhere() {
        QCOMPARE(verdict(ProducerStates{}, {.sequence = 41}), ErrorCode::kNone);
    }

    void sequencesWrapToZero() {
        constexpr std::int32_t kLast = std::numeric_limits<std::int32_t>::max();
        ProducerStates states;
        states.apply(header({.sequence = kLast - 1, .count = 4, .offset = 50}));
        QCOMPARE(states.find(ProducerId(9))->lastSequence().value(), 1);
        const auto repeat = states.check(header({.sequence = kLast - 1, .count = 4}), AppendOrigin::kClient);
        QVERIFY(repeat && *repeat);
        QCOMPARE(verdict(states, {.sequence = 2}), ErrorCode::kNone);
        ProducerStates atEdge;
        atEdge.apply(header({.sequence = kLast}));
        QCOMPARE(verdict(atEdge, {.sequence = 0}), ErrorCode::kNone);
    }

    void replicationIsBelieved() {
        ProducerStates states;
        states.apply(header({.sequence = 0, .count = 5, .epoch = 4}));
        QCOMPARE(verdict(states, {.sequence = 77, .epoch = 1}, AppendOrigin::kReplication), ErrorCode::kNone);
    }

    void aMarkerEndsTheTransactionAndItsEpochStartsAtZero() {
        ProducerStates states;
        states.apply(header({.sequence = 0, .offset = 20, .transactional = true}));
        QVERIFY(states.firstOpenTransaction() == Offset(20));
        QCOMPARE(verdict(states, {.sequence = 1}), ErrorCode::kInvalidTxnState);
        const wire::BatchHeader marker = header({.sequence = -1, .offset = 21, .epoch = 1});
        QVERIFY(states.checkMarker(marker, 7));
        states.applyMarker(marker, 7);
        QVERIFY(!states.firstOpenTransaction());
        QCOMPARE(states.checkMarker(marker, 6).error().code, ErrorCode::kTransactionCoordinatorFenced);
        QCOMPARE(verdict(states, {.sequence = 1, .epoch = 1}), ErrorCode::kOutOfOrderSequenceNumber);
        QCOMPARE(verdict(states, {.sequence = 0, .epoch = 1}), ErrorCode::kNone);
    }

    void idleProducersAreForgottenOpenTransactionsAreNot() {
        ProducerStates states;
        states.apply(header({.timestamp = 1000, .producer = 1}));
        states.apply(header({.transactional = true, .timestamp = 1000, .producer = 2}));
        states.apply(header({.timestamp = 1500, .producer = 3}));
        QCOMPARE(states.expire(Timestamp(2000), 1000), std::size_t{1});
        QVERIFY(!states.find(ProducerId(1)));
        QVERIFY(states.find(ProducerId(2)) && states.find(ProducerId(3)));
    }

    void snapshotHasTheBytesOfKafka() {
        ProducerStates states;
        states.apply(header({.sequence = 3, .count = 2, .offset = 10, .epoch = 1, .timestamp = 0x0102}));
        const Bytes file = states.encodeSnapshot();
        QCOMPARE(file.size(), std::size_t{10 + 46});
        // version 1, CRC, count 1, then the entry
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(file.data()), 2).toHex(), QByteArray("0001"));
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(file.data()) + 6, 50).toHex(),
                 QByteArray("00000001"
                            "0000000000000009"
                            "0001"
                            "00000004"
                            "000000000000000b"
                            "00000001"
                            "0000000000000102"
                            "ffffffff"
                            "ffffffffffffffff"));
        const auto entries = decodeProducerSnapshot(file);
        QVERIFY(entries && entries->size() == 1);
        QVERIFY(entries->front() == *states.find(ProducerId(9)));
    }

    void aSnapshotWithAnyBitFlippedIsRefused() {
        ProducerStates states;
        states.apply(header({.sequence = 3, .count = 2, .offset = 10}));
        const Bytes whole = states.encodeSnapshot();
        for (std::size_t i = 0; i < whole.size() * 8; ++i) {
            Bytes broken = whole;
            broken[i / 8] ^= static_cast<std::uint8_t>(1U << (i % 8));
            const auto decoded = decodeProducerSnapshot(broken);
            QVERIFY(!decoded && decoded.error().code != ErrorCode::kNone);
        }
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!decodeProducerSnapshot(ByteView(whole).first(size)));
    }

    void recallFillsInWhatConnects() {
        ProducerStates states;
        states.apply(header({.sequence = 30, .count = 10, .offset = 300}));
        const std::vector<ProducerBatch> older = {{Sequence(9), Offset(9), 9, Timestamp(1)},
                                                  {Sequence(19), Offset(119), 9, Timestamp(1)},
                                                  {Sequence(29), Offset(229), 9, Timestamp(1)},
                                                  {Sequence(39), Offset(309), 9, Timestamp(1)}};
        states.recall(ProducerId(9), ProducerEpoch(0), older);
        const auto repeat = states.check(header({.sequence = 10, .count = 10}), AppendOrigin::kClient);
        QVERIFY(repeat && *repeat);
        QCOMPARE((*repeat)->firstOffset().value(), std::int64_t{110});
        QCOMPARE(states.find(ProducerId(9))->batches.size(), std::size_t{4});
        ProducerStates holed;
        holed.apply(header({.sequence = 31, .count = 10, .offset = 300}));
        holed.recall(ProducerId(9), ProducerEpoch(0), older);
        QCOMPARE(holed.find(ProducerId(9))->batches.size(), std::size_t{1});
    }
};

BROKERSCOPE_TEST(TestProducerState)
#include "tst_producer_state.moc"
