#include <QtTest/QtTest>

#include <vector>

#include "broker/base/random.h"
#include "broker/log/data_folder.h"
#include "broker/simulation/disk.h"
#include "tests/broker/log/log_fixture.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

/// One machine through several losses of power, with what its log must hold by our own account.
class Story {
public:
    explicit Story(std::uint64_t seed)
        : m_random(seed)
        , m_disk(m_scheduler, simulation::MachineId(1), {}, Random(seed + 1)) {
        (void)m_disk.makeFolders("/data");
        (void)m_disk.syncFolderNow("/");
    }

    /// Empty, or what was wrong.
    QString live(int life) {
        LogConfig config;
        config.segmentBytes = 900;
        config.indexIntervalBytes = 150;
        auto opened = PartitionLog::open(m_disk, m_work,
                                         {.folder = kFolder,
                                          .partition = {"orders", PartitionIndex(0)},
                                          .config = config,
                                          .now = kNow,
                                          .recoveryPoint = Offset(m_durable)});
        if (!opened) return QString("life %1: %2").arg(life).arg(opened.error().detail.c_str());
        PartitionLog& log = **opened;
        if (const QString wrong = compare(log); !wrong.isEmpty())
            return QString("life %1: %2").arg(life).arg(wrong);
        // Every other life is short: the power fails again before anything was flushed.
        const std::uint64_t acts = m_random.oneIn(2) ? 40 : m_random.below(8);
        for (std::uint64_t i = 0; i < acts; ++i) act(log, life);
        return {};
    }
    void losePower() { m_disk.losePower(); }

private:
    /// The log against our account: all that was proved durable is there, and nothing is there that was cut
    /// off. What is there becomes the account.
    QString compare(const PartitionLog& log) {
        if (log.end() < Offset(m_durable))
            return QString("ends at %1, durable were %2").arg(log.end().value()).arg(m_durable);
        std::vector<std::int64_t> found;
        for (std::int64_t offset = 0; offset < log.end().value(); ++offset) {
            const auto fetched = log.read(Offset(offset), {.maxBytes = 1, .upperBound = log.end()});
            if (!fetched || fetched->empty()) return QString("nothing at %1").arg(offset);
            const Bytes bytes = bytesOf(*fetched);
            const auto batch = wire::parseBatch(bytes);
            if (!batch || !wire::checkCrc(batch->bytes) || batch->header.baseOffset != Offset(offset))
                return QString("a wrong batch at %1").arg(offset);
            found.push_back(batch->header.maxTimestamp.value());
            if (std::size_t(offset) >= m_account.size() || found.back() != m_account[std::size_t(offset)])
                return QString("another record at %1").arg(offset);
        }
        m_account = found;
        return {};
    }

    void act(PartitionLog& log, int life) {
        const std::uint64_t draw = m_random.below(20);
        if (draw == 0) {
            const auto end = std::int64_t(m_random.below(m_account.size() + 1));
            if (log.truncateTo(Offset(end))) m_account.resize(std::size_t(end));
            // As the owner does: a flush, and the recovery-point checkpoint is written anew.
            const auto call = log.flush([](const Result<Offset>&) {});
            settle();
            m_durable = log.recoveryPoint().value();
        } else if (draw == 1) {
            (void)log.roll(kNow);
        } else if (draw < 5) {
            const auto call = log.flush([](const Result<Offset>&) {});
            settle();
            m_durable = log.recoveryPoint().value();
        } else {
            const std::int64_t time = kNow.value() + ++m_time;
            // Batches of a quarter of a sector, and a leader that stays over two losses of power: what was
            // cut off would fit behind what is appended next, if it came back.
            if (produce(log, {.timestamp = time, .valueSize = 60}, LeaderEpoch(life / 3)))
                m_account.push_back(time);
        }
    }

    void settle() {
        for (int i = 0; i < 4; ++i) {
            m_work.runAll();
            while (m_scheduler.step()) {
            }
        }
    }

    Random m_random;
    simulation::Scheduler m_scheduler;
    simulation::SimulatedDisk m_disk;
    ManualWork m_work;
    std::vector<std::int64_t> m_account;
    std::int64_t m_durable = 0;
    std::int64_t m_time = 0;
};

}  // namespace

class TestPowerLoss : public QObject {
    Q_OBJECT

private slots:
    void whatIsMadeDurableByOpeningOutlivesALossOfPower() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            simulation::Scheduler scheduler;
            simulation::SimulatedDisk disk(scheduler, simulation::MachineId(1), {}, Random(seed));
            QVERIFY(disk.makeFolders("/data") && disk.syncFolderNow("/"));
            ManualWork work;
            OpenOptions options{.folder = kFolder, .partition = {"orders", PartitionIndex(0)}, .now = kNow};
            {
                // Killed before it flushed anything.
                const auto log = PartitionLog::open(disk, work, options);
                QVERIFY(log.has_value());
                for (int i = 0; i < 10; ++i) QVERIFY(produce(**log, {.valueSize = 300}).has_value());
            }
            options.makesDurable = true;
            {
                const auto log = PartitionLog::open(disk, work, options);
                QVERIFY(log && (*log)->end() == Offset(10) && (*log)->recoveryPoint() == Offset(10));
            }
            disk.losePower();
            const auto log = PartitionLog::open(disk, work, options);
            QVERIFY(log.has_value());
            QCOMPARE((*log)->end(), Offset(10));
        }
    }

    /// Under its old name there is all of a folder or nothing, so that no later topic of that name takes the
    /// rest for its own.
    void aFolderThatIsBeingRemovedDoesNotComeBackInPart() {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            simulation::Scheduler scheduler;
            simulation::SimulatedDisk disk(scheduler, simulation::MachineId(1), {}, Random(seed));
            QVERIFY(disk.makeFolders("/data") && disk.syncFolderNow("/"));
            ManualWork work;
            Random random(seed);
            const auto log = PartitionLog::open(disk, work,
                                                {.folder = kFolder,
                                                 .partition = {"orders", PartitionIndex(0)},
                                                 .topicId = Uuid::random(random),
                                                 .now = kNow});
            QVERIFY(log && produce(**log, {.valueSize = 300}));
            QVERIFY((*log)->close().has_value() && disk.syncFolderNow("/data"));
            const Result<std::string> folder = (*log)->markDeleted(Uuid::random(random));
            QVERIFY(folder.has_value());
            const world::Call removal = removeFolder(disk, work, *folder, [](const Result<void>&) {});
            work.runAll();
            disk.losePower();
            if (disk.exists(kFolder)) QVERIFY(readPartitionMetadata(disk, kFolder).has_value());
        }
    }

    void nothingThatWasFlushedIsLostAndTheRestIsAValidPrefix() {
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            Story story(seed);
            for (int life = 1; life <= 8; ++life) {
                const QString wrong = story.live(life);
                QVERIFY2(wrong.isEmpty(), qPrintable(QString("seed %1, %2").arg(seed).arg(wrong)));
                story.losePower();
            }
        }
    }
};

BROKERSCOPE_TEST(TestPowerLoss)
#include "tst_power_loss.moc"
