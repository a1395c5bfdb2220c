#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/base/result.h"
#include "broker/log/epoch_cache.h"
#include "broker/world/files.h"
#include "broker/world/pending.h"
#include "broker/world/work.h"

namespace broker::log {

/// How much a flush takes in.
enum class FlushScope : std::uint8_t {
    kEpochs,  ///< the epoch checkpoint only
    kSealed,  ///< and all segments but the last
    kAll,
};

/// What one flush makes durable.
struct FlushPlan {
    Offset upTo{0};  ///< the recovery point afterwards
    std::vector<std::shared_ptr<world::File>> files;
    std::string folder;     ///< whose names too; empty: none
    std::string epochFile;  ///< to be replaced by the epochs; empty: as it is
    /// Where they are written first. No two plans have the same one, so a job that was given up and runs on
    /// can spoil nothing.
    std::string epochDraft;
    std::vector<EpochEntry> epochs;
};

/// Whose log is flushed. Neither call may destroy the flusher.
class FlushSource {
public:
    virtual ~FlushSource() = default;
    virtual Result<FlushPlan> planFlush(FlushScope scope) = 0;
    /// A plan was carried out, or the error after which nothing is known of its files.
    virtual void onFlushed(const Result<Offset>& upTo) = 0;
};

/// Carries out the flushes of one log, one at a time: what is asked for meanwhile shares the next one. One
/// file alone is synced by `Files`; more, and a draft of the epoch checkpoint, as Work. The draft takes its
/// place when the loop renames it, so that a job that comes late cannot bring an older state back. On the
/// log's loop.
class LogFlusher {
public:
    LogFlusher(world::Files& files, world::Work& work, FlushSource& source);
    /// No waiter is called any more.
    ~LogFlusher();

    [[nodiscard]] world::Call flush(world::Completion<Result<Offset>> done);
    /// Nobody waits for it.
    void request(FlushScope scope);
    /// The log was cut at `end`: a flush under way reaches no further.
    void onTruncated(Offset end);
    /// Gives up what runs and waits; a job that has begun runs to its end. Whether one was under way, whose
    /// files may not be durable then.
    bool stop();

private:
    struct Waiter;
    class WaiterHandle;

    void begin();
    void putInPlace(const std::string& draft, const std::string& epochFile);
    void onDone(Result<void> result);

    world::Files& m_files;
    world::Work& m_work;
    FlushSource& m_source;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    world::Call m_job;
    bool m_busy = false;
    std::optional<FlushScope> m_wanted;
    Offset m_upTo{0};
    std::vector<std::shared_ptr<Waiter>> m_waiting;
    std::vector<std::shared_ptr<Waiter>> m_running;
};

}  // namespace broker::log
