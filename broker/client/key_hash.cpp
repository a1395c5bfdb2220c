#include "broker/client/key_hash.h"

#include <cstddef>

namespace broker::client {

std::uint32_t keyHash(ByteView key) {
    constexpr std::uint32_t kSeed = 0x9747b28c;
    constexpr std::uint32_t kMultiplier = 0x5bd1e995;
    std::uint32_t hash = kSeed ^ static_cast<std::uint32_t>(key.size());
    std::size_t at = 0;
    for (; at + 4 <= key.size(); at += 4) {
        std::uint32_t word = 0;
        for (std::size_t i = 4; i > 0; --i) word = word << 8 | key[at + i - 1];
        word *= kMultiplier;
        word ^= word >> 24;
        word *= kMultiplier;
        hash = hash * kMultiplier ^ word;
    }
    if (at < key.size()) {
        std::uint32_t rest = 0;
        for (std::size_t i = key.size(); i > at; --i) rest = rest << 8 | key[i - 1];
        hash = (hash ^ rest) * kMultiplier;
    }
    hash ^= hash >> 13;
    hash *= kMultiplier;
    hash ^= hash >> 15;
    return hash & 0x7fffffff;
}

}  // namespace broker::client
