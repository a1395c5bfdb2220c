#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/random.h"
#include "broker/simulation/scheduler.h"
#include "broker/world/files.h"

namespace broker::simulation {

/// The least that a disk writes as a whole.
inline constexpr std::size_t kSectorBytes = 512;

struct DiskOptions {
    std::uint64_t capacity = 64ULL << 30;  ///< bytes; writing beyond gives kNoSpace
    Duration minSync{100};
    Duration maxSync{4'000};  ///< one sync in 64 takes up to sixteen times as long
    /// Whether syncing a file also makes its name durable, as ext4 happens to. Portable programs sync the
    /// folder, so by default it does not.
    bool syncKeepsName = false;
};

/// Which calls an injected fault hits.
enum class DiskOperation : std::uint8_t { kOpen, kRead, kWrite, kSync, kRename, kRemove };

/// The next `count` operations on paths that contain `pathPart` fail with `code`. A write that fails has
/// written a random part of its bytes; a failed sync leaves the pages clean and lost, as Linux does: later
/// syncs succeed and do not save them.
struct DiskFault {
    DiskOperation operation{};
    std::string pathPart;
    ErrorCode code = ErrorCode::kInputOutput;
    int count = 1;
};

struct DiskState;

/// A machine's disk, with what is durable and what only its page cache holds kept apart. A killed program
/// leaves both alone; `losePower` forgets what was not synced: per file a random subset of unsynced sectors
/// survives (so writes tear and reorder, gaps read as zeros), per folder a random prefix of its unsynced
/// creations, renames and removals. A rename across folders is durable at once together with what came
/// before in both. Syncs finish in the order of asking.
class SimulatedDisk final : public world::Files {
public:
    SimulatedDisk(Scheduler& scheduler, MachineId machine, const DiskOptions& options, Random random);
    ~SimulatedDisk() override;

    Result<std::shared_ptr<world::File>> open(const std::string& path, world::OpenMode mode) const override;
    bool exists(const std::string& path) const override;
    Result<std::vector<world::FolderEntry>> list(const std::string& folder) const override;
    Result<void> makeFolders(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> removeAll(const std::string& folder) override;
    Result<void> syncFolderNow(const std::string& folder) override;
    [[nodiscard]] world::Call sync(std::shared_ptr<world::File> file,
                                   world::Completion<Result<void>> done) override;
    std::uint64_t freeBytes(const std::string& path) const override;

    void setCapacity(std::uint64_t bytes);
    void inject(DiskFault fault);
    void clearFaults();
    /// The machine lost its power; syncs under way are lost with the rest.
    void losePower();
    /// A replaced disk: nothing on it, not even durably.
    void erase();
    /// Makes all that is in the cache durable, as an orderly shutdown of the machine does.
    void flushAll();

    /// How long the blocking syncs since the last call would have taken.
    Duration takeBlockedTime();

private:
    std::unique_ptr<DiskState> m_state;
};

}  // namespace broker::simulation
