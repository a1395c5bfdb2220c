#include <QtTest/QtTest>

#include <map>

#include "broker/base/random.h"
#include "broker/simulation/disk.h"
#include "tests/broker/log/compacted.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::log;
using namespace tests;

namespace {

/// Several lives of a compacted log on a disk that loses what was not synced, each ended in the midst of
/// things.
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
        config.compacted = true;
        config.deleted = false;
        config.segmentBytes = 1200;
        config.indexIntervalBytes = 150;
        ManualWork work;
        auto opened = PartitionLog::open(m_disk, work,
                                         {.folder = kFolder,
                                          .partition = {"orders", PartitionIndex(0)},
                                          .config = config,
                                          .now = kNow,
                                          .recoveryPoint = Offset(m_checkpoint),
                                          .cleanedTo = Offset(m_cleanedTo)});
        if (!opened) return QString("life %1: %2").arg(life).arg(opened.error().detail.c_str());
        PartitionLog& log = **opened;
        if (const QString wrong = compare(log); !wrong.isEmpty())
            return QString("life %1: %2").arg(life).arg(wrong);
        world::Call flushing;
        const std::uint64_t acts = m_random.between(10, 120);
        for (std::uint64_t i = 0; i < acts; ++i) act(log, work, flushing);
        return {};
    }
    void losePower() {
        m_durable = m_checkpoint;
        m_disk.losePower();
    }
    int rounds() const { return m_rounds; }

private:
    QString compare(const PartitionLog& log) {
        if (log.end() < Offset(m_durable))
            return QString("ends at %1, durable were %2").arg(log.end().value()).arg(m_durable);
        if (log.end() > Offset(std::int64_t(m_account.size())))
            return QString("ends behind what was written");
        m_account.resize(std::size_t(log.end().value()));
        std::map<std::string, std::int64_t> last;
        for (std::size_t i = 0; i < m_account.size(); ++i) last[m_account[i].first] = std::int64_t(i);
        std::int64_t before = -1;
        std::map<std::string, std::int64_t> found;
        for (const Keyed& record : recordsOf(log)) {
            if (record.offset <= before) return QString("offset %1 twice").arg(record.offset);
            before = record.offset;
            const auto& [key, value] = m_account[std::size_t(record.offset)];
            if (record.key != key || record.value != value)
                return QString("another record at %1").arg(record.offset);
            found[key] = record.offset;
        }
        if (found != last) return QString("the last value of a key is missing");
        for (std::int64_t offset = 0; offset < log.end().value(); ++offset) {
            const auto fetched = log.read(Offset(offset), {.maxBytes = 1, .upperBound = log.end()});
            if (!fetched || fetched->empty()) return QString("nothing at %1 or behind it").arg(offset);
        }
        return {};
    }

    void act(PartitionLog& log, ManualWork& work, world::Call& flushing) {
        const std::uint64_t draw = m_random.below(20);
        if (draw < 9) {
            const std::string key = "key " + std::to_string(m_random.below(12));
            const std::string value(m_random.below(120), static_cast<char>('a' + m_random.below(26)));
            if (put(log, {.records = {{key, value}}})) m_account.emplace_back(key, value);
        } else if (draw < 11) {
            flushing = log.flush([](const Result<Offset>&) {});
        } else if (draw == 11) {
            // The owner's checkpoints.
            m_checkpoint = log.recoveryPoint().value();
            m_cleanedTo = log.cleanedTo().value();
        } else if (draw == 12 && !log.isCleaning()) {
            log.clean({.highWatermark = log.end(), .now = kNow, .mapBytes = 1 << 16, .secret = {3, 4}},
                      [this](const Result<CleanReport>& report) { m_rounds += report ? 1 : 0; });
        } else {
            work.runNext();
            m_scheduler.step();
        }
    }

    Random m_random;
    simulation::Scheduler m_scheduler;
    simulation::SimulatedDisk m_disk;
    std::vector<std::pair<std::string, std::string>> m_account;
    std::int64_t m_durable = 0;
    std::int64_t m_checkpoint = 0;
    std::int64_t m_cleanedTo = 0;
    int m_rounds = 0;
};

}  // namespace

class TestCompactionCrashes : public QObject {
    Q_OBJECT

private slots:
    void aLossOfPowerAtAnyPointLosesNoKeysLastValue() {
        int rounds = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Story story(seed);
            for (int life = 1; life <= 10; ++life) {
                const QString wrong = story.live(life);
                QVERIFY2(wrong.isEmpty(), qPrintable(QString("seed %1, %2").arg(seed).arg(wrong)));
                story.losePower();
            }
            rounds += story.rounds();
        }
        QVERIFY(rounds > 150);
    }

    /// The process dies, what it wrote stays: after each number of changes of the disk.
    void aCrashAfterEveryChangeOfTheDiskLeavesAWholeLog() {
        for (int limit = 0; limit < 200; ++limit) {
            CompactedLog compacted;
            for (int segment = 0; segment < 3; ++segment) {
                for (int i = 0; i < 4; ++i) compacted.add("k" + std::to_string(i), std::to_string(segment));
                compacted.seal();
            }
            compacted.config.segmentBytes = 500;  // two groups
            compacted.log->configure(compacted.config);
            int changes = 0;
            compacted.files->judge([&](DiskAct, const std::string& path) -> std::optional<MemoryFiles::Fate> {
                if (++changes <= limit) return std::nullopt;
                return MemoryFiles::Fate{{ErrorCode::kInputOutput, path + ": dead"}, 5};
            });
            const auto report = compacted.clean();
            compacted.files->judge(nullptr);
            compacted.reopen();
            std::map<std::string, std::string> last;
            for (const Keyed& record : recordsOf(*compacted.log)) last[record.key] = *record.value;
            QCOMPARE(last.size(), std::size_t{4});
            for (const auto& [key, value] : last) QCOMPARE(value, std::string("2"));
            QCOMPARE(compacted.log->end(), Offset(12));
            QVERIFY(compacted.log->recovery().cuts.empty());
            if (report && *report) {
                QVERIFY(limit > 10);
                return;
            }
        }
        QFAIL("it never came to its end");
    }
};

BROKERSCOPE_TEST(TestCompactionCrashes)
#include "tst_compaction_crashes.moc"
