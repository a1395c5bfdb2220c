#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/base/result.h"
#include "broker/host/host_loop.h"
#include "broker/world/pending.h"

namespace broker::host {

/// Memory of this process that is in RAM now; 0 if the system does not tell.
std::uint64_t residentBytes();

/// Lets the process open as many files and sockets as the system allows it at all (many systems start it
/// with 1,024); returns that number, 0 if the system does not tell.
std::uint64_t raiseDescriptorLimit();

/// A number nobody can guess, for seeds. Never 0.
std::uint64_t randomSeed();

/// The number of a host name for World::network's `listen`, which takes no names; numbers and the empty host
/// (every interface) as they are. Asks the system, which can take seconds: before loops run. kNotFound.
Result<std::string> resolveHost(const std::string& host);

/// Calls `onSignal` with SIGINT or SIGTERM on the loop (frozen or not) for as long as the handle lives, and
/// instead of their default action. Made and destroyed on the loop; one at a time in a process.
[[nodiscard]] Result<std::unique_ptr<world::Operation>> watchSignals(
    HostLoop& loop, std::move_only_function<void(int signal)> onSignal);

/// Delivers a descriptor's lines, without their ends, to a loop, frozen or not, from a thread of its own;
/// for `serve`'s standard input. A line longer than kMaxLineBytes arrives cut; a reader that is ahead of
/// its loop by kMaxWaitingLines waits. Made and destroyed on the loop; the destructor stops the thread, and
/// nothing is delivered after it.
class LineReader {
public:
    static constexpr std::size_t kMaxLineBytes = 64 * 1024;
    static constexpr std::size_t kMaxWaitingLines = 256;

    struct Handlers {
        std::move_only_function<void(std::string line)> onLine;
        std::move_only_function<void()> onEnd;  ///< after the last line, once; not if destroyed before
    };

    /// Reads `descriptor`, which stays the caller's and open.
    LineReader(HostLoop& loop, int descriptor, Handlers handlers);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

private:
    struct State;
    class Thread;

    std::shared_ptr<State> m_state;
    std::unique_ptr<Thread> m_thread;
};

/// Holds a data folder against a second process (and against a second holder in this one): an exclusive
/// flock on its file `.lock`, which names the process. Freed by the destructor or by the death of the
/// process.
class FolderLock {
public:
    /// Creates the folder if it is absent. kInUse: "… is in use by process 4711"; kPermissionDenied;
    /// kNoSpace.
    static Result<FolderLock> take(const std::string& folder);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;

    const std::string& folder() const { return m_folder; }

private:
    FolderLock(int descriptor, std::string folder);
    void release();

    int m_descriptor = -1;
    std::string m_folder;
};

/// A locked folder `brokerscope-<pid>-<random>` that is removed with all its content by the destructor.
class TemporaryFolder {
public:
    /// In `parent`, or where the system keeps temporary files ($TMPDIR, /tmp).
    static Result<TemporaryFolder> create(const std::string& parent = {});
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder&&) noexcept = default;
    TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;

    const std::string& path() const { return m_lock->folder(); }

private:
    explicit TemporaryFolder(FolderLock lock);
    void remove();

    std::unique_ptr<FolderLock> m_lock;
};

/// Removes temporary folders of processes that died without doing so: named as above, of this user, their
/// lock free. Returns the paths removed. Those in use, and what cannot be removed, stay.
std::vector<std::string> sweepTemporaryFolders(const std::string& parent = {});

}  // namespace broker::host
