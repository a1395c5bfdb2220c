#pragma once

#include <cstdint>
#include <optional>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/record_batch.h"
#include "broker/world/files.h"

namespace broker::log {

/// Reads whole batches of a segment one after another, in large pieces, and checks their sums. Every byte
/// must belong to a batch: anything else is kCorruptMessage.
class BatchWalk {
public:
    BatchWalk(std::shared_ptr<const world::File> file, std::uint64_t size);

    /// The next one, valid until the next call; nothing at the end.
    Result<std::optional<wire::BatchView>> next();
    /// Whether `next` has given the last one.
    bool isAtEnd() const { return m_position == m_size; }

private:
    Result<void> refill(std::size_t wanted);
    ByteView rest() const { return ByteView(m_buffer).subspan(m_used); }

    std::shared_ptr<const world::File> m_file;
    std::uint64_t m_size;
    std::uint64_t m_position = 0;  ///< of the next batch
    Bytes m_buffer;
    std::size_t m_used = 0;  ///< of the buffer
};

}  // namespace broker::log
