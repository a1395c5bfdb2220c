#pragma once

#include <memory>
#include <string>

#include "broker/host/host_loop.h"
#include "broker/host/process.h"
#include "tests/broker/world/world_contract.h"

namespace tests {

/// A world of real threads, sockets and files.
class HostHarness final : public WorldHarness {
public:
    explicit HostHarness(broker::host::HostLoopOptions options = {.name = "tested"});

    void onLoop(const std::function<void(broker::world::World&)>& act) override;
    bool runUntil(const std::function<bool()>& reached) override;
    broker::world::Address anyAddress() const override { return {"127.0.0.1", 0}; }
    std::string folder() const override { return m_folder.path() + "/content"; }

    broker::host::HostLoop& loop() { return *m_loop; }

private:
    broker::host::TemporaryFolder m_folder;
    std::unique_ptr<broker::host::HostLoop> m_loop;
};

}  // namespace tests
