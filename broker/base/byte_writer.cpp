#include "broker/base/byte_writer.h"

#include <bit>
#include <utility>

#include "broker/base/check.h"

namespace broker {

void ByteWriter::bigEndian(std::uint64_t value, int size) {
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        m_bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void ByteWriter::float64(double value) { bigEndian(std::bit_cast<std::uint64_t>(value), 8); }

void ByteWriter::unsignedVarlong(std::uint64_t value) {
    while (value >= 0x80) {
        m_bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    m_bytes.push_back(static_cast<std::uint8_t>(value));
}

void ByteWriter::varlong(std::int64_t value) {
    unsignedVarlong((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteWriter::patchInt32(std::size_t position, std::int32_t value) {
    CHECK(position + 4 <= m_bytes.size());
    for (int i = 0; i < 4; ++i)
        m_bytes[position + static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>(static_cast<std::uint32_t>(value) >> (24 - 8 * i));
}

Bytes ByteWriter::take() { return std::exchange(m_bytes, {}); }

}  // namespace broker
