#pragma once

#include <functional>
#include <string>

#include <QtGlobal>

#include "broker/simulation/simulator.h"
#include "tests/broker/world/world_contract.h"

namespace tests {

/// One simulated machine.
class SimulatedHarness final : public WorldHarness {
public:
    SimulatedHarness()
        : m_simulator(1)
        , m_world(m_simulator.addMachine("machine").world()) {
        if (!m_world.files.makeFolders("folder")) qFatal("making a folder");
    }

    void onLoop(const std::function<void(broker::world::World&)>& act) override { act(m_world); }
    bool runUntil(const std::function<bool()>& reached) override { return m_simulator.runUntil(reached); }
    broker::world::Address anyAddress() const override { return {.host = "machine", .port = 0}; }
    std::string folder() const override { return "folder"; }

private:
    broker::simulation::Simulator m_simulator;
    broker::world::World m_world;
};

}  // namespace tests
