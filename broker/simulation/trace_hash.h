#pragma once

#include <cstdint>
#include <string_view>

#include "broker/base/bytes.h"
#include "broker/base/crc32c.h"

namespace broker::simulation {

/// Sums up everything that happened, in order: two runs are the same if and (nearly) only if their values
/// are. The same on every compiler and machine.
class TraceHash {
public:
    void mix(std::uint64_t value) {
        m_value ^= value + 0x9e3779b97f4a7c15ULL + (m_value << 6) + (m_value >> 2);
        m_value *= 0xff51afd7ed558ccdULL;
        m_value ^= m_value >> 32;
    }
    void mix(ByteView bytes) {
        mix(bytes.size());
        mix(crc32c(bytes));
    }
    void mix(std::string_view text) { mix(asBytes(text)); }

    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0x6a09e667f3bcc908ULL;
};

}  // namespace broker::simulation
