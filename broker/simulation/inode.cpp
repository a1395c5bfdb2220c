#include "broker/simulation/inode.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "broker/simulation/disk.h"

namespace broker::simulation {

Block& FileContent::own(std::size_t index) {
    if (index >= blocks.size()) blocks.resize(index + 1);
    std::shared_ptr<Block>& slot = blocks[index];
    if (!slot)
        slot = std::make_shared<Block>();
    else if (slot.use_count() > 1)
        slot = std::make_shared<Block>(*slot);
    return *slot;
}

void FileContent::resize(std::uint64_t newSize) {
    if (newSize < size) {
        blocks.resize(std::min<std::size_t>(blocks.size(), (newSize + kBlockBytes - 1) / kBlockBytes));
        const std::size_t last = newSize / kBlockBytes;
        if (block(last)) {
            Block& tail = own(last);
            std::fill(tail.begin() + static_cast<std::ptrdiff_t>(newSize % kBlockBytes), tail.end(),
                      std::uint8_t{0});
        }
    }
    size = newSize;
}

std::size_t FileContent::allocatedBlocks() const {
    return static_cast<std::size_t>(
        std::count_if(blocks.begin(), blocks.end(), [](const auto& block) { return block != nullptr; }));
}

Inode::Inode(std::uint64_t number, std::shared_ptr<DiskSpace> space)
    : m_number(number)
    , m_space(std::move(space)) {}

Inode::~Inode() { m_space->used -= m_accounted; }

std::size_t Inode::read(std::uint64_t position, MutableByteView into) const {
    if (position >= m_cached.size) return 0;
    const std::size_t count =
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_cached.size - position));
    for (std::size_t done = 0; done < count;) {
        const std::size_t index = (position + done) / kBlockBytes;
        const std::size_t offset = (position + done) % kBlockBytes;
        const std::size_t length = std::min(count - done, kBlockBytes - offset);
        if (const auto block = m_cached.block(index))
            std::memcpy(into.data() + done, block->data() + offset, length);
        else
            std::memset(into.data() + done, 0, length);
        done += length;
    }
    return count;
}

std::size_t Inode::write(std::uint64_t position, ByteView bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const std::size_t index = (position + done) / kBlockBytes;
        const std::size_t offset = (position + done) % kBlockBytes;
        const std::size_t length = std::min(bytes.size() - done, kBlockBytes - offset);
        if (!m_cached.block(index)) {
            if (m_space->free() < kBlockBytes) break;
            m_space->used += kBlockBytes;
            m_accounted += kBlockBytes;
        }
        std::memcpy(m_cached.own(index).data() + offset, bytes.data() + done, length);
        done += length;
        m_cached.size = std::max(m_cached.size, position + done);
    }
    return done;
}

void Inode::resize(std::uint64_t size) {
    m_cached.resize(size);
    account();
}

void Inode::account() {
    m_space->used -= m_accounted;
    m_accounted = m_cached.allocatedBlocks() * kBlockBytes;
    m_space->used += m_accounted;
}

Inode::SyncPoint Inode::beginSync() { return {.content = m_cached, .number = ++m_lastBegun}; }

void Inode::endSync(const SyncPoint& point, bool succeeded) {
    if (point.number <= m_lastEnded) return;
    m_lastEnded = point.number;
    const FileContent& content = point.content;
    if (succeeded) {
        const std::size_t count = std::max(content.blocks.size(), m_clean.blocks.size());
        m_durable.blocks.resize(std::max(count, m_durable.blocks.size()));
        for (std::size_t i = 0; i < count; ++i)
            if (m_clean.block(i) != content.block(i)) m_durable.blocks[i] = content.block(i);
        m_durable.resize(content.size);
    }
    m_clean = content;
}

std::shared_ptr<Block> Inode::drawBlock(std::size_t index, Random& random,
                                        std::uint64_t keptOutOfFour) const {
    const auto cached = m_cached.block(index);
    const auto durable = m_durable.block(index);
    if (cached == durable) return durable;
    auto drawn = std::make_shared<Block>();
    for (std::size_t offset = 0; offset < kBlockBytes; offset += kSectorBytes) {
        const auto& source = random.below(4) < keptOutOfFour ? cached : durable;
        if (source) std::memcpy(drawn->data() + offset, source->data() + offset, kSectorBytes);
    }
    return drawn;
}

void Inode::losePower(Random& random) {
    // Nothing kept and everything kept are as likely as each mixture.
    const std::uint64_t keptOutOfFour = random.below(5);
    std::uint64_t size = m_durable.size;
    if (m_cached.size < m_durable.size) {
        if (random.below(4) < keptOutOfFour) size = m_cached.size;
    } else if (m_cached.size > m_durable.size && keptOutOfFour > 0) {
        // An extension tears at a sector.
        const std::uint64_t drawn = m_durable.size + random.below(m_cached.size - m_durable.size + 1);
        const std::uint64_t sectorEnd = (drawn + kSectorBytes - 1) / kSectorBytes * kSectorBytes;
        size = keptOutOfFour == 4 ? m_cached.size : std::min(m_cached.size, sectorEnd);
    }
    FileContent after;
    const std::size_t count = std::max(m_cached.blocks.size(), m_durable.blocks.size());
    for (std::size_t i = 0; i < count; ++i) after.blocks.push_back(drawBlock(i, random, keptOutOfFour));
    after.size = std::max<std::uint64_t>(after.blocks.size() * kBlockBytes, size);
    after.resize(size);
    m_cached = m_clean = m_durable = after;
    m_lastEnded = m_lastBegun;
    account();
}

}  // namespace broker::simulation
