#include <QtTest/QtTest>

#include <random>

#include "tests/conformance/besieged.h"
#include "tests/conformance/hostile_requests.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace tests::conformance;

/// A second process that wishes no good.
class TestHostile : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        REQUIRE_KCAT();
        m_besieged = std::make_unique<Besieged>();
        QCOMPARE(m_besieged->begin(), QString());
    }
    void cleanup() {
        if (m_besieged) QCOMPARE(m_besieged->check(), QString());
    }
    void cleanupTestCase() {
        if (m_besieged) QCOMPARE(m_besieged->end(), QString());
    }

    void anImpossibleLengthClosesTheConnection_data() {
        QTest::addColumn<int>("length");
        QTest::newRow("the hello of TLS") << 352'518'912;
        QTest::newRow("one more than the limit") << 104'857'601;
        QTest::newRow("negative") << -1;
        QTest::newRow("the most negative") << std::numeric_limits<int>::min();
        QTest::newRow("GET ") << 0x47455420;
    }
    void anImpossibleLengthClosesTheConnection() {
        QFETCH(int, length);
        const HostilePeer peer = m_besieged->newPeer();
        QVERIFY(peer.announce(length));
        QVERIFY(peer.hearsTheEnd());
        QVERIFY(!m_besieged->refusalOf(peer.address()).isEmpty());
    }

    void aBadRequestClosesTheConnection_data() {
        QTest::addColumn<QByteArray>("frame");
        for (const BadFrame& bad : badFrames())
            QTest::newRow(bad.name.c_str()) << QByteArray(reinterpret_cast<const char*>(bad.frame.data()),
                                                          static_cast<qsizetype>(bad.frame.size()));
    }
    void aBadRequestClosesTheConnection() {
        QFETCH(QByteArray, frame);
        const HostilePeer peer = m_besieged->newPeer();
        QVERIFY(peer.sendFrame(
            asBytes(std::string_view(frame.constData(), static_cast<std::size_t>(frame.size())))));
        QVERIFY(peer.hearsTheEnd());
        QVERIFY(!m_besieged->refusalOf(peer.address()).isEmpty());
    }

    void aVersionOfApiVersionsToComeIsAnswered() {
        const HostilePeer peer = m_besieged->newPeer();
        for (int time = 0; time < 2; ++time) {
            QVERIFY(peer.sendFrame(futureApiVersionsFrame()));
            QCOMPARE(errorOfApiVersions(peer.receiveFrame()), ErrorCode::kUnsupportedVersion);
        }
    }

    void randomFramesHarmNobody() {
        std::mt19937 random(1);
        for (int i = 0; i < 500; ++i) {
            const HostilePeer peer = m_besieged->newPeer();
            Bytes frame(random() % 300);
            std::ranges::generate(frame, [&] { return static_cast<std::uint8_t>(random()); });
            // Every other one gets as far as a handler's decoder.
            if (i % 2 == 0 && frame.size() >= 4) frame[0] = frame[2] = 0, frame[1] %= 76, frame[3] %= 14;
            peer.sendFrame(frame);
            peer.finishSending();
            QVERIFY2(peer.hearsTheEnd(), inHex(frame));
        }
    }

    void randomBytesHarmNobody() {
        std::mt19937 random(2);
        for (int i = 0; i < 200; ++i) {
            const HostilePeer peer = m_besieged->newPeer();
            Bytes bytes(1 + random() % 3000);
            std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random()); });
            peer.send(bytes);
            peer.finishSending();
            QVERIFY(peer.hearsTheEnd());
        }
    }

    void damagedRequestsHarmNobody() {
        std::mt19937 random(3);
        for (const Bytes& sound : soundFrames()) {
            const HostilePeer witness = m_besieged->newPeer();
            QVERIFY(witness.sendFrame(sound));
            QVERIFY2(!witness.receiveFrame().empty(), "the request was not sound before");
            for (int i = 0; i < 150; ++i) {
                const HostilePeer peer = m_besieged->newPeer();
                Bytes frame = sound;
                for (auto flips = 1 + random() % 4; flips > 0; --flips)
                    frame[8 + random() % (frame.size() - 8)] ^= static_cast<std::uint8_t>(1U << random() % 8);
                if (random() % 4 == 0) frame.resize(8 + random() % (frame.size() - 8));
                peer.sendFrame(frame);
                peer.finishSending();
                QVERIFY2(peer.hearsTheEnd(), inHex(frame));
            }
        }
    }

    void decompressionBombsAreRefused_data() {
        QTest::addColumn<int>("codec");
        for (const wire::Codec codec :
             {wire::Codec::kGzip, wire::Codec::kSnappy, wire::Codec::kLz4, wire::Codec::kZstd})
            QTest::newRow(std::string(wire::codecName(codec)).c_str()) << static_cast<int>(codec);
    }
    void decompressionBombsAreRefused() {
        QFETCH(int, codec);
        const QByteArray before = consume(m_besieged->cluster(), "good");
        const HostilePeer peer = m_besieged->newPeer();
        const Bytes frame = bombFrame(static_cast<wire::Codec>(codec), "good");
        for (int time = 0; time < 3; ++time) {
            QVERIFY(peer.sendFrame(frame));
            QCOMPARE(errorOfProduce(peer.receiveFrame()), ErrorCode::kMessageTooLarge);
        }
        QCOMPARE(consume(m_besieged->cluster(), "good"), before);
        QVERIFY(!m_besieged->cluster().waitForLine("event ProduceRefused").isEmpty());
    }

    void aMemberThatNoLogCouldTakeIsRefused() {
        const HostilePeer peer = m_besieged->newPeer();
        // The coordinator comes to life with the first group.
        QTRY_VERIFY_WITH_TIMEOUT(peer.sendFrame(joinFrame("sound", 100)) &&
                                     errorOfJoin(peer.receiveFrame()) == ErrorCode::kMemberIdRequired,
                                 60'000);
        for (int time = 0; time < 3; ++time) {
            QVERIFY(peer.sendFrame(joinFrame("huge", std::size_t{50} << 20)));
            QCOMPARE(errorOfJoin(peer.receiveFrame()), ErrorCode::kMessageTooLarge);
        }
    }

    void thousandsOfGroupsOfOneClientAreBorne() {
        const HostilePeer peer = m_besieged->newPeer();
        QTRY_VERIFY_WITH_TIMEOUT(peer.sendFrame(joinFrame("sound", 100)) &&
                                     errorOfJoin(peer.receiveFrame()) == ErrorCode::kMemberIdRequired,
                                 60'000);
        for (int i = 0; i < 3'000; ++i) {
            QVERIFY(peer.sendFrame(joinFrame("crowd-" + std::to_string(i), 100)));
            QCOMPARE(errorOfJoin(peer.receiveFrame()), ErrorCode::kMemberIdRequired);
        }
    }

    /// A listener holds 256 MiB of half frames: 16 of these, whichever arrive first. A refused sender may get
    /// rid of all its bytes, for the broker drops what comes after the refusal; that it ends is what shows
    /// it.
    void halfFramesShareABudget() {
        std::vector<HostilePeer> peers;
        const Bytes part(std::size_t{16} * 1024 * 1024, 0x2a);
        for (int i = 0; i < 40; ++i) {
            const HostilePeer& peer = peers.emplace_back(m_besieged->newPeer());
            if (peer.announce(90 * 1024 * 1024)) peer.send(part);
        }
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::count_if(peers, &HostilePeer::hasHeardTheEnd) >= 40 - 16,
                                 60'000);
        QVERIFY(!m_besieged->cluster().waitForLine("all such parts together are").isEmpty());
        QCOMPARE(m_besieged->check(), QString());
    }

    void aClientThatNeverReadsIsNotReadEither() {
        const HostilePeer peer = m_besieged->newPeer();
        const Bytes request = soundFrames()[1];
        Bytes many;
        for (int i = 0; i < 1000; ++i) {
            const std::uint32_t size = static_cast<std::uint32_t>(request.size());
            for (const int shift : {24, 16, 8, 0}) many.push_back(static_cast<std::uint8_t>(size >> shift));
            many.insert(many.end(), request.begin(), request.end());
        }
        // Far more than buffers on both sides hold; a broker that went on reading would take it all.
        bool isTaken = true;
        for (int i = 0; i < 2000 && isTaken; ++i) isTaken = peer.send(many, 2000);
        QVERIFY(!isTaken);
        QCOMPARE(m_besieged->check(), QString());
    }

    void twoThousandIdleAndHalfOpenConnectionsAreBorne() {
        QCOMPARE(m_besieged->holdConnections(2000), QString());
    }

    void theConnectionBeyondTheLimitIsRefusedAndNamed() {
        ServedCluster small({"--brokers", "1", "--set", "max.connections=20"});
        QVERIFY(small.start());
        std::vector<HostilePeer> peers;
        for (int i = 0; i < 21; ++i) peers.emplace_back(small.port(1));
        QVERIFY(peers.back().hearsTheEnd());
        QVERIFY(!small
                     .waitForLine("event ClientRefused Broker 1 closed the connection from " +
                                  peers.back().address())
                     .isEmpty());
        peers.clear();
        QVERIFY(produce(small, "room", "again\n"));
    }

private:
    static QByteArray inHex(const Bytes& frame) {
        return QByteArray(reinterpret_cast<const char*>(frame.data()), static_cast<qsizetype>(frame.size()))
            .toHex();
    }

    std::unique_ptr<Besieged> m_besieged;
};

BROKERSCOPE_TEST(TestHostile)
#include "tst_hostile.moc"
