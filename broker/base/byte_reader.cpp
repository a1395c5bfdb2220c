#include "broker/base/byte_reader.h"

#include <bit>
#include <cstring>
#include <limits>

namespace broker {

ByteReader::ByteReader(ByteView input)
    : m_input(input)
    , m_budget(input.size() * kBudgetFactor + kBudgetBase) {}

template <class T>
T ByteReader::bigEndian() {
    const ByteView raw = bytes(sizeof(T));
    std::uint64_t value = 0;
    for (const std::uint8_t byte : raw) value = (value << 8) | byte;
    return static_cast<T>(value);
}

std::int8_t ByteReader::int8() { return bigEndian<std::int8_t>(); }
std::int16_t ByteReader::int16() { return bigEndian<std::int16_t>(); }
std::uint16_t ByteReader::uint16() { return bigEndian<std::uint16_t>(); }
std::int32_t ByteReader::int32() { return bigEndian<std::int32_t>(); }
std::uint32_t ByteReader::uint32() { return bigEndian<std::uint32_t>(); }
std::int64_t ByteReader::int64() { return bigEndian<std::int64_t>(); }
double ByteReader::float64() { return std::bit_cast<double>(bigEndian<std::uint64_t>()); }

Uuid ByteReader::uuid() {
    Uuid id;
    const ByteView raw = bytes(id.bytes.size());
    if (raw.size() == id.bytes.size()) std::memcpy(id.bytes.data(), raw.data(), raw.size());
    return id;
}

std::uint64_t ByteReader::unsignedVarlong() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        const ByteView raw = bytes(1);
        if (raw.empty()) return 0;
        if (shift == 63 && raw[0] > 1) break;
        value |= static_cast<std::uint64_t>(raw[0] & 0x7f) << shift;
        if ((raw[0] & 0x80) == 0) return value;
    }
    fail("a variable-length integer is longer than 64 bits");
    return 0;
}

std::uint32_t ByteReader::unsignedVarint() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        const ByteView raw = bytes(1);
        if (raw.empty()) return 0;
        if (shift == 28 && raw[0] > 15) break;
        value |= static_cast<std::uint32_t>(raw[0] & 0x7f) << shift;
        if ((raw[0] & 0x80) == 0) return value;
    }
    fail("a variable-length integer is longer than 32 bits");
    return 0;
}

std::int32_t ByteReader::varint() {
    const std::uint32_t raw = unsignedVarint();
    return static_cast<std::int32_t>((raw >> 1) ^ (~(raw & 1) + 1));
}

std::int64_t ByteReader::varlong() {
    const std::uint64_t raw = unsignedVarlong();
    return static_cast<std::int64_t>((raw >> 1) ^ (~(raw & 1) + 1));
}

ByteView ByteReader::bytes(std::size_t count) {
    if (m_failed) return {};
    if (count > remaining()) {
        m_code = ErrorCode::kEndOfInput;
        fail(fmt::format("{} bytes wanted at position {}, {} left", count, m_position, remaining()));
        return {};
    }
    const ByteView view = m_input.subspan(m_position, count);
    m_position += count;
    return view;
}

bool ByteReader::takeBudget(std::size_t count, std::size_t elementSize, std::size_t leastEncoded) {
    if (m_failed) return false;
    if (leastEncoded > 0 && count > remaining() / leastEncoded) {
        fail(fmt::format("{} elements announced at position {}, {} bytes left", count, m_position,
                         remaining()));
        return false;
    }
    if (elementSize > 0 && count > m_budget / elementSize) {
        fail(fmt::format("{} elements of {} bytes at position {} exceed the decode budget", count,
                         elementSize, m_position));
        return false;
    }
    m_budget -= count * elementSize;
    return true;
}

void ByteReader::fail(std::string detail) {
    if (m_failed) return;
    m_failed = true;
    if (m_code == ErrorCode::kNone) m_code = ErrorCode::kMalformed;
    m_detail = std::move(detail);
}

Result<void> ByteReader::status() const {
    if (!m_failed) return {};
    return failure(Error{m_code, m_detail});
}

}  // namespace broker
