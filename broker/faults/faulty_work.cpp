#include "broker/faults/faulty_work.h"

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
        [chain, owed, &timers = m_timers, done = std::move(done)]() mutable {
            if (*owed == Duration::zero()) return std::exchange(done, nullptr)();
            chain->pending = timers.after(*owed, std::move(done));
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
