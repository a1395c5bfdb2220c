#include <QtTest/QtTest>

#include <string>

#include "broker/base/random.h"
#include "broker/quorum/quorum_state.h"
#include "tests/broker/quorum/quorum_state_samples.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::quorum;

namespace {

QuorumState example() {
    return {.clusterId = "MkU3OEVBNTcwNTJENDM2Qk",
            .leader = BrokerId{1},
            .epoch = LeaderEpoch{12},
            .voted = BrokerId{1},
            .applied = Offset{0},
            .voters = {BrokerId{1}, BrokerId{2}, BrokerId{3}}};
}

}  // namespace

class TestQuorumState : public QObject {
    Q_OBJECT

private slots:
    void itIsWrittenAsKafkaWritesIt() {
        QVERIFY(encodeQuorumState(example()) == tests::kQuorumStateAsKafkaWritesIt);
    }
    void whatWasWrittenIsReadBack() {
        QuorumState odd = example();
        odd.clusterId = tests::kOddClusterId;
        for (const QuorumState& state : {example(), odd, QuorumState{}})
            QVERIFY(decodeQuorumState(asBytes(encodeQuorumState(state))).value() == state);
    }
    void orderSpaceAndUnknownMembersDoNotMatter() {
        const auto state = decodeQuorumState(asBytes(tests::kOddQuorumState));
        QVERIFY(state.has_value());
        QCOMPARE(state->epoch.value(), 3);
        QCOMPARE(state->leader.value(), 2);
        QVERIFY(state->voters.empty());
    }

    void badFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        for (const auto& [what, text] : tests::badQuorumStates())
            QTest::newRow(what) << QByteArray::fromStdString(text);
    }
    void badFilesAreRefused() {
        QFETCH(QByteArray, file);
        QVERIFY(!decodeQuorumState(asBytes(file.toStdString())));
    }

    void randomDamageNeverDoesMoreThanFail() {
        Random random(1);
        const std::string whole = encodeQuorumState(example());
        for (int i = 0; i < 20000; ++i) {
            std::string damaged = whole.substr(0, random.below(whole.size() + 1));
            for (std::uint64_t n = random.below(4); n > 0 && !damaged.empty(); --n)
                damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
            if (const auto state = decodeQuorumState(asBytes(damaged))) QVERIFY(state->epoch.value() >= 0);
        }
    }
};

BROKERSCOPE_TEST(TestQuorumState)
#include "tst_quorum_state.moc"
