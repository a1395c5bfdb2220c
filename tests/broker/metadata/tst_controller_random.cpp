#include <QtTest/QtTest>

#include "broker/metadata/snapshot_records.h"
#include "tests/broker/metadata/cluster_model.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;
using tests::ClusterModel;
using tests::Mutant;

namespace {

constexpr int kSteps = 200;

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

/// Empty if both have the same content.
std::string difference(const MetadataImage& a, const MetadataImage& b) {
    if (a.hash() != b.hash()) return "the hashes differ";
    if (a.topics().size() != b.topics().size() || a.brokers().size() != b.brokers().size())
        return "topics or brokers are missing";
    std::string what;
    a.topics().forEach([&](const std::string& name, const auto& topic) {
        for (const auto& partition : topic->partitions) {
            const PartitionImage* other = b.topic(name)->partition(partition->index);
            if (!other || !(*other == *partition)) what = "a partition differs";
        }
    });
    a.brokers().forEach([&](BrokerId id, const auto& broker) {
        if (!(*b.broker(id) == *broker)) what = "a broker differs";
    });
    return what;
}

/// M1: the log's bytes and a snapshot's records lead to the working image.
std::string wrongReplay(ClusterModel& model) {
    const MetadataImage& image = model.fixture().image();
    const ImagePointer again = replayed(model.fixture().log, model.random());
    if (again->end() != image.end()) return "the end differs";
    if (std::string what = difference(*again, image); !what.empty()) return what;
    const auto restored = MetadataImage::empty()->apply(recordsOf(image), image.end(), image.epoch());
    return restored ? difference(**restored, image) : restored.error().detail;
}

}  // namespace

class TestControllerRandom : public QObject {
    Q_OBJECT

private slots:
    void whateverHappensTheInvariantsHold() {
        int elections = 0, fromEligible = 0, unclean = 0, lastKnown = 0, offline = 0, distrusted = 0,
            altered = 0, refused = 0;
        for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
            ClusterModel model(seed);
            for (int i = 0; i < kSteps && model.violation().empty(); ++i) model.step();
            const auto fail = [&](const std::string& what) {
                return QStringLiteral("seed %1: %2").arg(seed).arg(what.c_str()).toUtf8();
            };
            QVERIFY2(model.violation().empty(), fail(model.violation()));
            const std::string replay = wrongReplay(model);
            QVERIFY2(replay.empty(), fail("M1: " + replay));
            const tests::MetadataChecker& seen = model.checker();
            elections += seen.elections;
            fromEligible += seen.fromEligible;
            unclean += seen.unclean;
            lastKnown += seen.lastKnown;
            offline += seen.offline;
            distrusted += seen.distrusted;
            altered += seen.altered;
            refused += seen.refused;
        }
        qInfo(
            "%d elections (%d from the ELR, %d unclean, %d of them the last known leader), %d times offline, "
            "%d unclean restarts, %d ISR changes accepted and %d refused",
            elections, fromEligible, unclean, lastKnown, offline, distrusted, altered, refused);
        // Otherwise nothing was tried.
        for (const int count :
             {elections, fromEligible, unclean, lastKnown, offline, distrusted, altered, refused})
            QVERIFY(count > 1000);
    }
    void theSameSeedGivesTheSameLog() {
        ClusterModel a(42), b(42), c(43);
        for (int i = 0; i < kSteps; ++i) {
            a.step();
            b.step();
            c.step();
        }
        QVERIFY(a.fixture().log == b.fixture().log);
        QVERIFY(a.fixture().log != c.fixture().log);
    }

    void aPlantedBugIsCaught_data() {
        QTest::addColumn<int>("mutant");
        QTest::addColumn<QString>("invariant");
        const auto row = [](const char* name, Mutant mutant, const char* invariant) {
            QTest::newRow(name) << static_cast<int>(mutant) << invariant;
        };
        row("an unclean restart is trusted", Mutant::kTrustsRestarted, "M9");
        row("the ELR is not emptied", Mutant::kKeepsEligible, "M2");
        row("a fenced broker stays in sync", Mutant::kKeepsFencedInSync, "M2");
        row("anybody is elected", Mutant::kElectsAnybody, "M10");
        row("an unclean election is hidden", Mutant::kHidesUncleanElection, "M10");
        row("the last known leader is passed over", Mutant::kForgetsLastKnown, "M10");
        row("old epochs are accepted", Mutant::kIgnoresEpochs, "M4");
        row("members of old uptimes are accepted", Mutant::kIgnoresUptimes, "M4");
        row("a session that lasts is no obstacle", Mutant::kIgnoresSessions, "M3");
        row("a leader commits below min.insync.replicas", Mutant::kCommitsBelowMinIsr, "M6");
        row("a leader forgets whom it asked to let in", Mutant::kForgetsMaximalIsr, "M6");
    }
    void aPlantedBugIsCaught() {
        QFETCH(int, mutant);
        QFETCH(QString, invariant);
        QString found;
        for (std::uint64_t seed = 1; seed <= 600 && found.isEmpty(); ++seed) {
            ClusterModel model(seed, static_cast<Mutant>(mutant));
            for (int i = 0; i < kSteps && model.violation().empty(); ++i) model.step();
            found = QString::fromStdString(model.violation());
        }
        QVERIFY2(found.startsWith(invariant + ":"), found.toUtf8());
    }
};

BROKERSCOPE_TEST(TestControllerRandom)
#include "tst_controller_random.moc"
