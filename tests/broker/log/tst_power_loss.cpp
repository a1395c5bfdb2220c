#include <QtTest/QtTest>

#include <vector>

#include "broker/base/random.h"
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
        for (int i = 0; i < 40; ++i) act(log, life);
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
            if (produce(log, {.timestamp = time, .valueSize = 60}, LeaderEpoch(life)))
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
    void nothingThatWasFlushedIsLostAndTheRestIsAValidPrefix() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Story story(seed);
            for (int life = 1; life <= 6; ++life) {
                const QString wrong = story.live(life);
                QVERIFY2(wrong.isEmpty(), qPrintable(QString("seed %1, %2").arg(seed).arg(wrong)));
                story.losePower();
            }
        }
    }
};

BROKERSCOPE_TEST(TestPowerLoss)
#include "tst_power_loss.moc"
