#pragma once

#include <memory>

#include "broker/faults/address_book.h"
#include "broker/faults/fault.h"
#include "broker/world/world.h"

namespace broker::faults {

class DiskState;
class FaultyFiles;
class FaultyNetwork;
class FaultyWork;

struct FaultsOptions {
    /// Whether what is not synced is kept track of, so that `losePower` can forget it. A simulated disk does
    /// that by itself.
    bool tracksUnsynced = true;
};

/// One broker's world with a switchboard: what is wrong with its links and its disk, changed while it runs.
/// With nothing wrong it behaves as the world below, and costs next to nothing.
///
/// Life: made once per broker and kept over its deaths: it remembers what earlier lives left unsynced and
/// keeps connections silent that a dead broker cannot close. Outlives whoever was given `world()`.
/// Thread: on the broker's loop. Its files, as those of world/, may be used from Work jobs.
class Faults {
public:
    /// The world and the book outlive this.
    Faults(world::World inner, AddressBook& book, const FaultsOptions& options = {});
    ~Faults();
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    world::World& world() { return m_world; }

    /// Links to another broker concern the connections that this broker dialled, both directions of them;
    /// what the other one dialled is in its own hands. `far` kClients: connections accepted from others than
    /// brokers. Takes effect at once, also for connections that stand; nothing is called inside.
    void setLink(BrokerId far, Direction direction, const LinkFault& fault);
    LinkFault link(BrokerId far, Direction direction) const;
    void healLinks();

    void setDisk(const DiskFault& fault);
    const DiskFault& disk() const { return m_disk; }

    /// The machine goes dark: connections and listeners that are let go of from now on say no goodbye, and
    /// whoever calls gets no answer. Call it, destroy the broker, then `losePower`.
    void goDark();
    /// Takes back what the disk had not been told to keep, as Work, after the jobs that were under way. What
    /// was opened before is dead: each act on it gives kInputOutput. The error is that of the first file
    /// that could not be brought back.
    [[nodiscard]] world::Call losePower(world::Completion<Result<void>> done);
    /// Before the broker is made again. What was kept silent breaks: a machine that comes back knows none of
    /// its old connections.
    void powerOn();

private:
    world::World m_inner;
    DiskFault m_disk;
    std::shared_ptr<DiskState> m_diskState;
    std::unique_ptr<FaultyNetwork> m_network;
    std::shared_ptr<FaultyFiles> m_files;  ///< shared with the jobs under way
    std::unique_ptr<FaultyWork> m_work;
    world::World m_world;
};

}  // namespace broker::faults
