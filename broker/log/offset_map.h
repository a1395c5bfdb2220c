#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"

namespace broker::log {

/// A key's fingerprint: SipHash-2-4 with 128 bits, under a secret of its round. Two keys of one log share one
/// about once in 2^64 keys, and nobody can make two that do, as with an unkeyed sum.
struct KeyPrint {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend bool operator==(const KeyPrint&, const KeyPrint&) = default;
};

struct KeySecret {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

KeyPrint printOf(ByteView key, const KeySecret& secret);

/// The latest offset of each key, in bounded memory: 24 bytes a place, three quarters of the places are used.
/// It grows as keys come, and never passes its bound, not even while it grows.
class OffsetMap {
public:
    explicit OffsetMap(std::size_t maxBytes);

    /// False: the key is not there and there is no room for it.
    bool put(const KeyPrint& key, Offset offset);
    /// -1 if the key is not there.
    Offset latest(const KeyPrint& key) const;

    std::size_t size() const { return m_used; }
    /// Keys that there is certainly room for.
    std::size_t capacity() const;

private:
    struct Slot {
        KeyPrint key;
        std::int64_t offset = -1;
    };

    std::size_t placeOf(const KeyPrint& key) const;
    bool grow();

    std::size_t m_maxSlots;
    std::vector<Slot> m_slots;  ///< a power of two of them
    std::size_t m_used = 0;
};

}  // namespace broker::log
