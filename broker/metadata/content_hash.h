#pragma once

#include <cstdint>
#include <string_view>

#include "broker/base/strong.h"
#include "broker/base/uuid.h"

namespace broker::metadata {

/// Hashes content field by field, alike with every compiler: FNV-1a over the bytes, then mixed so that sums
/// of hashes stay well spread. Lengths go in front of what varies in length. Not against an adversary.
class ContentHash {
public:
    ContentHash& add(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
        return *this;
    }
    ContentHash& add(std::string_view text) {
        add(text.size());
        for (const char c : text) byte(static_cast<std::uint8_t>(c));
        return *this;
    }
    ContentHash& add(const Uuid& id) {
        for (const std::uint8_t b : id.bytes) byte(b);
        return *this;
    }
    template <class Tag, class Rep>
    ContentHash& add(Strong<Tag, Rep> value) {
        return add(static_cast<std::uint64_t>(static_cast<std::int64_t>(value.value())));
    }
    template <class Range>
    ContentHash& addAll(const Range& range) {
        add(std::uint64_t{range.size()});
        for (const auto& element : range) add(element);
        return *this;
    }

    std::uint64_t value() const {
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
        return x ^ (x >> 31);
    }

private:
    void byte(std::uint8_t b) { m_state = (m_state ^ b) * 0x100000001b3U; }

    std::uint64_t m_state = 0xcbf29ce484222325U;
};

}  // namespace broker::metadata
