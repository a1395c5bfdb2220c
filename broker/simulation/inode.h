#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/random.h"

namespace broker::simulation {

inline constexpr std::size_t kBlockBytes = 4096;
using Block = std::array<std::uint8_t, kBlockBytes>;

/// What the disk of an inode has left.
struct DiskSpace {
    std::uint64_t capacity = 0;
    std::uint64_t used = 0;

    std::uint64_t free() const { return capacity > used ? capacity - used : 0; }
};

/// The bytes of a file in blocks that versions share until one is written. A missing block reads as zeros;
/// beyond `size` every block is missing or zero.
struct FileContent {
    std::vector<std::shared_ptr<Block>> blocks;
    std::uint64_t size = 0;

    std::shared_ptr<Block> block(std::size_t index) const {
        return index < blocks.size() ? blocks[index] : nullptr;
    }
    /// The block, owned by this content alone and so writable.
    Block& own(std::size_t index);
    /// Cuts or extends with zeros.
    void resize(std::uint64_t newSize);
    std::size_t allocatedBlocks() const;
};

/// A file without its names: what programs see in the page cache, and what would survive the loss of power.
/// The kernel believes `clean` to be durable; after a failed sync it is wrong.
class Inode {
public:
    Inode(std::uint64_t number, std::shared_ptr<DiskSpace> space);
    ~Inode();
    Inode(const Inode&) = delete;
    Inode& operator=(const Inode&) = delete;

    std::uint64_t number() const { return m_number; }
    std::uint64_t size() const { return m_cached.size; }

    std::size_t read(std::uint64_t position, MutableByteView into) const;
    /// How many of the bytes found space on the disk.
    std::size_t write(std::uint64_t position, ByteView bytes);
    void resize(std::uint64_t size);

    /// A sync has two moments: what is to be durable is fixed at its begin, and it is durable at its end.
    struct SyncPoint {
        FileContent content;
        std::uint64_t number = 0;
    };
    SyncPoint beginSync();
    /// A failed one leaves the pages clean and lost. One overtaken by a later one changes nothing.
    void endSync(const SyncPoint& point, bool succeeded);

    void losePower(Random& random);

private:
    void account();
    std::shared_ptr<Block> drawBlock(std::size_t index, Random& random, std::uint64_t keptOutOfFour) const;

    std::uint64_t m_number;
    std::shared_ptr<DiskSpace> m_space;
    std::uint64_t m_accounted = 0;
    FileContent m_cached;
    FileContent m_clean;
    FileContent m_durable;
    std::uint64_t m_lastBegun = 0;
    std::uint64_t m_lastEnded = 0;
};

}  // namespace broker::simulation
