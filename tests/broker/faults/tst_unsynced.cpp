#include <QtTest/QtTest>
#include <vector>

#include "broker/base/random.h"
#include "broker/faults/unsynced_file.h"
#include "tests/broker/faults/faulty_worlds.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::faults;

namespace {

/// A file in memory.
class MemoryFile final : public world::File {
public:
    using world::File::writeAt;
    Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        if (position >= content.size()) return 0;
        const std::size_t count = std::min<std::size_t>(into.size(), content.size() - position);
        std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(position), count, into.begin());
        return count;
    }
    Result<void> writeAt(std::uint64_t position, std::span<const ByteView> pieces) override {
        for (const ByteView piece : pieces) {
            content.resize(std::max<std::size_t>(content.size(), position + piece.size()));
            std::ranges::copy(piece, content.begin() + static_cast<std::ptrdiff_t>(position));
            position += piece.size();
        }
        return {};
    }
    Result<std::uint64_t> size() const override { return content.size(); }
    Result<void> resize(std::uint64_t size) override {
        content.resize(size);
        return {};
    }
    Result<void> syncNow() override { return {}; }
    const std::string& path() const override { return m_path; }

    Bytes content;

private:
    std::string m_path = "memory";
};

}  // namespace

class TestUnsynced : public QObject {
    Q_OBJECT

private slots:
    void anyHistoryLeadsBackToWhatWasDurable_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 40; ++seed) QTest::addRow("seed %llu", seed) << seed;
    }
    void anyHistoryLeadsBackToWhatWasDurable() {
        QFETCH(quint64, seed);
        Random random(seed);
        MemoryFile file;
        UndoBudget budget;
        UnsyncedFile unsynced(0, budget);
        Bytes durable;
        std::vector<std::pair<std::uint64_t, Bytes>> syncing;
        for (int step = 0; step < 400; ++step) {
            const std::uint64_t what = random.below(10);
            if (what < 6) {
                const std::uint64_t position = random.below(file.content.size() + 1);
                const Bytes bytes(1 + random.below(30), static_cast<std::uint8_t>(random.below(256)));
                unsynced.beforeWrite(file, position, bytes.size());
                QVERIFY(file.writeAt(position, bytes));
            } else if (what == 6) {
                const std::uint64_t size = random.below(file.content.size() + 5);
                unsynced.beforeResize(file, size);
                QVERIFY(file.resize(size));
            } else if (what < 9) {
                syncing.emplace_back(unsynced.beginSync(), file.content);
            } else if (!syncing.empty()) {
                // Any of them, some never: what is durable never goes back.
                const std::size_t which = random.below(syncing.size());
                unsynced.endSync(syncing[which].first, true);
                durable = syncing[which].second;
                syncing.erase(syncing.begin(), syncing.begin() + static_cast<std::ptrdiff_t>(which) + 1);
            }
            QVERIFY(unsynced.restored(file.content) == durable);
        }
        QVERIFY(unsynced.restore(file));
        QVERIFY(file.content == durable);
    }

    void tooMuchToKeepCountsAsDurable() {
        MemoryFile file;
        file.content.resize(UndoBudget::kMaxBytes + 10, 'x');
        UndoBudget budget;
        {
            UnsyncedFile unsynced(file.content.size(), budget);
            unsynced.beforeResize(file, 5);
            QVERIFY(file.resize(5));
            QVERIFY(unsynced.isClean());
            QCOMPARE(unsynced.durableSize(), std::uint64_t{5});
            unsynced.beforeWrite(file, 0, 3);
            QCOMPARE(budget.used, std::size_t{3});
        }
        QCOMPARE(budget.used, std::size_t{0});
    }
};

BROKERSCOPE_TEST(TestUnsynced)
#include "tst_unsynced.moc"
