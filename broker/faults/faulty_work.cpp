#include "broker/faults/faulty_work.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "broker/faults/chained.h"
#include "broker/faults/disk_state.h"

namespace broker::faults {
namespace {

/// The job that the thread runs.
struct RunningJob {
    const DiskState* disk;
    std::uint64_t life;
    Duration owed{};
};
thread_local RunningJob* t_job = nullptr;

/// How often somebody who waits for a slow disk looks whether it is slow still.
constexpr Duration kLook = std::chrono::milliseconds(50);

/// Completes when what is owed is over, or the disk is slow no longer: what is left then would go quickly.
void waitFor(Chained& chain, world::Timers& timers, std::shared_ptr<const DiskState> disk, Duration owed,
             world::Callback done) {
    if (owed <= Duration::zero() || disk->fault().trouble != DiskTrouble::kSlow) return done();
    const Duration step = std::min(owed, kLook);
    chain.pending = timers.after(step, [&chain, &timers, disk = std::move(disk), left = owed - step,
                                        done = std::move(done)]() mutable {
        waitFor(chain, timers, std::move(disk), left, std::move(done));
    });
}

}  // namespace

FaultyWork::FaultyWork(world::Work& below, world::Timers& timers, std::shared_ptr<const DiskState> disk,
                       std::shared_ptr<const world::Files> files)
    : m_below(below)
    , m_timers(timers)
    , m_disk(std::move(disk))
    , m_files(std::move(files)) {}

world::Call FaultyWork::run(world::Callback job, world::Callback done) {
    auto owed = std::make_shared<Duration>();
    auto chained = std::make_unique<Chained>();
    Chained* chain = chained.get();
    chain->pending = m_below.run(
        [disk = m_disk, files = m_files, life = m_disk->life(), owed, job = std::move(job)]() mutable {
            RunningJob running{.disk = disk.get(), .life = life};
            RunningJob* const outer = std::exchange(t_job, &running);
            job();
            job = nullptr;
            t_job = outer;
            *owed = running.owed;
        },
        [chain, owed, &timers = m_timers, disk = m_disk, done = std::move(done)]() mutable {
            waitFor(*chain, timers, std::move(disk), *owed, std::move(done));
        });
    return chained;
}

void FaultyWork::owe(Duration duration) {
    if (t_job) t_job->owed += duration;
}

bool FaultyWork::isJobOfEarlierLife(const DiskState& disk) {
    return t_job && t_job->disk == &disk && t_job->life != disk.life();
}

}  // namespace broker::faults
