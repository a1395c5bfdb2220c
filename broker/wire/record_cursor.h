#pragma once

#include <cstddef>
#include <cstdint>

#include "broker/base/bytes.h"

namespace broker::wire {

/// What ByteReader is for messages, for the inner loop over records: no words for an error, no budget,
/// nothing that a call per byte would cost. The first failure sticks and every later read gives zero or
/// nothing.
class RecordCursor {
public:
    explicit RecordCursor(ByteView input)
        : m_begin(input.data())
        , m_next(input.data())
        , m_end(input.data() + input.size()) {}

    std::int8_t int8() {
        if (m_next == m_end) {
            failAtEnd();
            return 0;
        }
        return static_cast<std::int8_t>(*m_next++);
    }

    /// Zigzag, at most 5 bytes.
    std::int32_t varint() {
        const std::uint64_t raw = unsignedVarint(5);
        if (raw > 0xffffffffU) {
            fail();
            return 0;
        }
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(raw >> 1) ^
                                         (~static_cast<std::uint32_t>(raw & 1) + 1));
    }

    /// Zigzag, at most 10 bytes.
    std::int64_t varlong() {
        const std::uint64_t raw = unsignedVarint(10);
        return static_cast<std::int64_t>((raw >> 1) ^ (~(raw & 1) + 1));
    }

    ByteView bytes(std::size_t count) {
        if (count > remaining()) {
            failAtEnd();
            return {};
        }
        const ByteView view(m_next, count);
        m_next += count;
        return view;
    }

    /// Nothing after this position belongs to what is read; it is not before the current one.
    void endAt(std::size_t position) { m_end = m_begin + position; }

    void fail() {
        m_failed = true;
        m_end = m_next;
    }
    bool failed() const { return m_failed; }
    /// Failed because more bytes were wanted than there are.
    bool endReached() const { return m_endReached; }

    std::size_t position() const { return static_cast<std::size_t>(m_next - m_begin); }
    std::size_t remaining() const { return static_cast<std::size_t>(m_end - m_next); }

private:
    std::uint64_t unsignedVarint(int mostBytes) {
        if (m_next != m_end && *m_next < 0x80) return *m_next++;
        std::uint64_t value = 0;
        for (int i = 0; i < mostBytes; ++i) {
            if (m_next == m_end) {
                failAtEnd();
                return 0;
            }
            const std::uint8_t byte = *m_next++;
            // The tenth group has one bit left.
            if (i == 9 && byte > 1) break;
            value |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
            if (byte < 0x80) return value;
        }
        fail();
        return 0;
    }

    void failAtEnd() {
        if (!m_failed) m_endReached = true;
        fail();
    }

    const std::uint8_t* m_begin;
    const std::uint8_t* m_next;
    const std::uint8_t* m_end;
    bool m_failed = false;
    bool m_endReached = false;
};

}  // namespace broker::wire
