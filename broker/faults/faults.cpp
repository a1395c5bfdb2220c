#include "broker/faults/faults.h"

#include <utility>

#include "broker/faults/disk_state.h"
#include "broker/faults/faulty_files.h"
#include "broker/faults/faulty_network.h"
#include "broker/faults/faulty_work.h"

namespace broker::faults {

Faults::Faults(world::World inner, AddressBook& book, const FaultsOptions& options)
    : m_inner(inner)
    , m_diskState(std::make_shared<DiskState>(options.tracksUnsynced))
    , m_network(std::make_unique<FaultyNetwork>(inner.network, inner.clock, inner.timers, book))
    , m_files(std::make_shared<FaultyFiles>(inner.files, inner.clock, inner.timers, m_diskState))
    , m_work(std::make_unique<FaultyWork>(inner.work, inner.timers, m_diskState, m_files))
    , m_world{inner.clock, inner.timers, *m_network, *m_files, *m_work, inner.random} {}

Faults::~Faults() = default;

void Faults::setLink(BrokerId far, Direction direction, const LinkFault& fault) {
    m_network->setLink(far, direction, fault);
}

LinkFault Faults::link(BrokerId far, Direction direction) const { return m_network->link(far, direction); }

void Faults::healLinks() { m_network->healLinks(); }

void Faults::setDisk(const DiskFault& fault) {
    m_disk = fault;
    m_diskState->setFault(fault);
}

void Faults::goDark() { m_network->goDark(); }

world::Call Faults::losePower(world::Completion<Result<void>> done) {
    return m_inner.work.run<Result<void>>(
        [disk = m_diskState, &files = m_inner.files] { return disk->losePower(files); }, std::move(done));
}

void Faults::powerOn() { m_network->powerOn(); }

}  // namespace broker::faults
