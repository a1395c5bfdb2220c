#pragma once

#include <memory>
#include <string>

#include "broker/faults/faults.h"
#include "tests/broker/world/world_contract.h"

namespace tests {

enum class WorldKind { kSimulated, kHost };

std::unique_ptr<WorldHarness> makeWorld(WorldKind kind);

/// A world seen through Faults, with nothing wrong until a test says so.
class FaultyHarness final : public WorldHarness {
public:
    explicit FaultyHarness(WorldKind kind);
    ~FaultyHarness() override;

    /// The world with its faults.
    void onLoop(const std::function<void(broker::world::World&)>& act) override;
    /// The world below.
    void onLoopBelow(const std::function<void(broker::world::World&)>& act) { m_below->onLoop(act); }
    bool runUntil(const std::function<bool()>& reached) override { return m_below->runUntil(reached); }
    broker::world::Address anyAddress() const override { return m_below->anyAddress(); }
    std::string folder() const override { return m_below->folder(); }

    /// On the loop.
    broker::faults::Faults& faults() { return *m_faults; }
    broker::faults::AddressBook& book() { return m_book; }
    void endFaults();

private:
    std::unique_ptr<WorldHarness> m_below;
    broker::faults::AddressBook m_book;
    std::unique_ptr<broker::faults::Faults> m_faults;
};

}  // namespace tests

/// Rows for tests that hold in either world.
#define BOTH_WORLDS()                                                \
    QTest::addColumn<int>("kind");                                   \
    QTest::newRow("simulated") << int(tests::WorldKind::kSimulated); \
    QTest::newRow("host") << int(tests::WorldKind::kHost)
/// Declares `harness` of the row's kind.
#define FAULTY_WORLD() \
    QFETCH(int, kind); \
    tests::FaultyHarness harness { tests::WorldKind(kind) }
#define WAIT_UNTIL(condition) QVERIFY(harness.runUntil([&] { return static_cast<bool>(condition); }))
