#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/world/files.h"

namespace broker::faults {

/// Memory for what was overwritten or cut before it was synced again, of one disk.
struct UndoBudget {
    static constexpr std::size_t kMaxBytes = std::size_t{32} * 1024 * 1024;
    std::size_t used = 0;
};

/// What would be left of a file that programs have changed since its last sync: a length, and the bytes that
/// were written over. Beyond the budget a change counts as durable at once.
///
/// A sync has two moments: what it makes durable is fixed at its begin, and it is durable at its end. So the
/// past is kept in layers, each with what changed since one sync began, the oldest since the last that ended.
class UnsyncedFile {
public:
    UnsyncedFile(std::uint64_t size, UndoBudget& budget);
    ~UnsyncedFile();
    UnsyncedFile(const UnsyncedFile&) = delete;
    UnsyncedFile& operator=(const UnsyncedFile&) = delete;

    /// Before each write and cut: takes from the file what it is about to lose.
    void beforeWrite(const world::File& file, std::uint64_t position, std::uint64_t length);
    void beforeResize(const world::File& file, std::uint64_t size);

    std::uint64_t beginSync();
    /// After a failed one nothing that was written so far is ever durable, whatever later syncs say, until it
    /// has been cut away.
    void endSync(std::uint64_t number, bool succeeded);

    bool isClean() const;
    std::uint64_t durableSize() const { return m_layers.front().size; }
    /// Makes the file what was durable.
    Result<void> restore(world::File& file) const;
    Bytes restored(Bytes content) const;

private:
    struct Layer {
        std::uint64_t number = 0;
        std::uint64_t size = 0;                ///< of the file when the layer began
        std::map<std::uint64_t, Bytes> taken;  ///< by position; parts do not overlap
    };

    void take(const world::File& file, std::uint64_t from, std::uint64_t to);
    void giveBack(const Layer& layer);
    void forgetFrom(std::uint64_t size);

    UndoBudget& m_budget;
    std::uint64_t m_size;
    bool m_isLost = false;  ///< a sync failed
    std::uint64_t m_lastNumber = 0;
    std::deque<Layer> m_layers;  ///< oldest first, never empty
};

}  // namespace broker::faults
