#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "broker/base/bytes.h"
#include "broker/base/uuid.h"

namespace broker {

/// Appends big-endian and variable-length values to bytes that it owns until `take()`.
class ByteWriter {
public:
    void reserve(std::size_t size) { m_bytes.reserve(size); }

    void int8(std::int8_t value) { m_bytes.push_back(static_cast<std::uint8_t>(value)); }
    void int16(std::int16_t value) { bigEndian(static_cast<std::uint16_t>(value), 2); }
    void uint16(std::uint16_t value) { bigEndian(value, 2); }
    void int32(std::int32_t value) { bigEndian(static_cast<std::uint32_t>(value), 4); }
    void uint32(std::uint32_t value) { bigEndian(value, 4); }
    void int64(std::int64_t value) { bigEndian(static_cast<std::uint64_t>(value), 8); }
    void float64(double value);
    void boolean(bool value) { int8(value ? 1 : 0); }
    void uuid(const Uuid& value) { bytes(value.bytes); }
    void unsignedVarint(std::uint32_t value) { unsignedVarlong(value); }
    void unsignedVarlong(std::uint64_t value);
    void varint(std::int32_t value) { varlong(value); }
    void varlong(std::int64_t value);
    void bytes(ByteView value) { m_bytes.insert(m_bytes.end(), value.begin(), value.end()); }
    void text(std::string_view value) { bytes(asBytes(value)); }

    /// Overwrites four bytes written before, for lengths and checksums known only later.
    void patchInt32(std::size_t position, std::int32_t value);
    void patchUint32(std::size_t position, std::uint32_t value) {
        patchInt32(position, static_cast<std::int32_t>(value));
    }

    std::size_t size() const { return m_bytes.size(); }
    ByteView view() const { return m_bytes; }
    MutableByteView mutableView() { return m_bytes; }
    /// The bytes; the writer is empty afterwards.
    Bytes take();

private:
    void bigEndian(std::uint64_t value, int size);

    Bytes m_bytes;
};

}  // namespace broker
