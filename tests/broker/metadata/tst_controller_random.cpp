#include <QtTest/QtTest>

#include <algorithm>
#include <set>

#include "broker/base/random.h"
#include "tests/broker/metadata/controller_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;
using tests::ControllerFixture;

namespace {

/// The image of a log of bytes, read in batches of drawn sizes.
ImagePointer replayed(const std::vector<Bytes>& log, Random& random) {
    ImagePointer image = MetadataImage::empty();
    std::vector<Record> batch;
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (!log[i].empty()) batch.push_back(decode(log[i]).value());
        if (!random.oneIn(5) && i + 1 < log.size()) continue;
        image = image->apply(batch, Offset{static_cast<std::int64_t>(i) + 1}, LeaderEpoch{1}).value();
        batch.clear();
    }
    return image;
}

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// M2 and M3; empty if they hold. `before` is the image of the last look.
std::string broken(const MetadataImage& before, const MetadataImage& image) {
    std::string what;
    std::set<BrokerEpoch> epochs;
    image.brokers().forEach([&](BrokerId id, const auto& broker) {
        if (!epochs.insert(broker->epoch).second) what = "two uptimes share an epoch";
        const BrokerImage* old = before.broker(id);
        if (old && broker->epoch < old->epoch) what = "a broker epoch fell";
    });
    image.topics().forEach([&](const std::string&, const auto& topic) {
        for (const auto& partition : topic->partitions) {
            if (partition->isr.empty() && partition->leader != kNoBroker) what = "an ISR is empty";
            for (const BrokerId id : partition->isr) {
                if (!contains(partition->replicas, id)) what = "the ISR has a stranger";
                const BrokerImage* member = image.broker(id);
                if (!member || member->fenced) what = "the ISR has a fenced broker";
            }
            if (partition->leader != kNoBroker) {
                const BrokerImage* leader = image.broker(partition->leader);
                if (!contains(partition->isr, partition->leader)) what = "the leader is not in sync";
                if (!leader || !leader->isActive()) what = "the leader is not active";
            }
            const PartitionImage* old = before.partition(topic->id, partition->index);
            if (old && (partition->leaderEpoch < old->leaderEpoch ||
                        partition->partitionEpoch < old->partitionEpoch))
                what = "an epoch of a partition fell";
            if (old && partition->leader != old->leader && partition->leader != kNoBroker &&
                partition->leaderEpoch == old->leaderEpoch)
                what = "two leaders in one leader epoch";
        }
    });
    return what;
}

class Chaos {
public:
    explicit Chaos(std::uint64_t seed)
        : m_random(seed)
        , m_cluster(optionsFor(seed)) {}

    void step() {
        const int id = static_cast<int>(m_random.between(1, 4));
        const std::string topic = (m_random.oneIn(2) ? "t." : "t_") + std::to_string(m_random.below(6));
        switch (m_random.below(9)) {
            case 0:
                m_cluster.pass(std::chrono::milliseconds(m_random.between(0, 4000)));
                break;
            case 1:
                m_cluster.append(m_cluster.controller.tick(m_cluster.now).records);
                break;
            case 2:
                m_cluster.run(m_cluster.controller.registerBroker(
                    m_cluster.registration(id, static_cast<std::uint8_t>(1 + m_random.below(3))),
                    m_cluster.now));
                break;
            case 3:
            case 4:
            case 5:
                if (m_cluster.image().broker(BrokerId{id})) m_cluster.beat(id, m_random.oneIn(8));
                break;
            case 6:
                m_cluster.run(m_cluster.controller.createTopics(
                    {.topics = {{.name = topic,
                                 .replicationFactor = static_cast<std::int16_t>(m_random.between(1, 4)),
                                 .settings = {{"retention.ms", std::to_string(m_random.below(9))}}}},
                     .validateOnly = m_random.oneIn(4)}));
                break;
            case 7:
                if (m_random.oneIn(3))
                    m_cluster.run(m_cluster.controller.deleteTopics({.topics = {{.name = topic}}}));
                break;
            case 8:
                if (m_random.oneIn(10)) m_cluster.failOver();
                break;
        }
    }

    static ControllerOptions optionsFor(std::uint64_t seed) {
        ControllerOptions options = ControllerFixture::defaults();
        options.maxReplicationFactor = 3;
        options.seed = seed;
        return options;
    }

    Random m_random;
    ControllerFixture m_cluster;
};

}  // namespace

class TestControllerRandom : public QObject {
    Q_OBJECT

private slots:
    void whateverIsAskedTheStateIsTheReplayOfTheLog() {
        std::size_t topics = 0;
        std::size_t offline = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Chaos chaos(seed);
            ImagePointer before = chaos.m_cluster.controller.workingImage();
            for (int i = 0; i < 300; ++i) {
                chaos.step();
                const ImagePointer image = chaos.m_cluster.controller.workingImage();
                const std::string what = broken(*before, *image);
                if (!what.empty()) QFAIL(qPrintable(QString("seed %1: %2").arg(seed).arg(what.c_str())));
                before = image;
            }
            const ImagePointer again = replayed(chaos.m_cluster.log, chaos.m_random);
            QCOMPARE(again->hash(), before->hash());
            QVERIFY(again->end() == before->end() && again->topics().size() == before->topics().size());
            before->topics().forEach([&](const std::string& name, const auto& topic) {
                ++topics;
                for (const auto& partition : topic->partitions) {
                    QVERIFY(*again->topic(name)->partition(partition->index) == *partition);
                    offline += partition->leader == kNoBroker;
                }
            });
            before->brokers().forEach(
                [&](BrokerId id, const auto& broker) { QVERIFY(*again->broker(id) == *broker); });
        }
        QVERIFY(topics > 60);  // otherwise nothing was tried
        QVERIFY(offline > 10);
    }
    void theSameSeedGivesTheSameLog() {
        Chaos a(42), b(42), c(43);
        for (int i = 0; i < 300; ++i) {
            a.step();
            b.step();
            c.step();
        }
        QVERIFY(a.m_cluster.log == b.m_cluster.log);
        QVERIFY(a.m_cluster.log != c.m_cluster.log);
    }
};

BROKERSCOPE_TEST(TestControllerRandom)
#include "tst_controller_random.moc"
