#pragma once

#include <memory>

#include "broker/faults/fault.h"
#include "broker/world/files.h"
#include "broker/world/time.h"
#include "broker/world/work.h"

namespace broker::faults {

class DiskState;

/// Work whose jobs feel the disk: one that waited for a slow disk is done that much later. Nothing sleeps:
/// the job's syncs add up what they owe, and its completion waits for it on the loop, or until the disk is
/// slow no longer. A job that has begun
/// runs to its end, so each keeps alive the files that it may have been given.
class FaultyWork final : public world::Work {
public:
    FaultyWork(world::Work& below, world::Timers& timers, std::shared_ptr<const DiskState> disk,
               std::shared_ptr<const world::Files> files);

    using world::Work::run;
    [[nodiscard]] world::Call run(world::Callback job, world::Callback done) override;

    /// For the disk, from inside a job: it would have taken so long. Outside of jobs nothing happens.
    static void owe(Duration duration);
    /// Whether the caller is a job that began before this disk's machine lost its power.
    static bool isJobOfEarlierLife(const DiskState& disk);

private:
    world::Work& m_below;
    world::Timers& m_timers;
    std::shared_ptr<const DiskState> m_disk;
    std::shared_ptr<const world::Files> m_files;
};

}  // namespace broker::faults
