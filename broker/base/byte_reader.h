#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/base/uuid.h"

namespace broker {

/// Reads big-endian and variable-length values out of hostile bytes. It never passes the end: the first
/// failure sticks, every later read gives zero, and `status()` tells it once at the end, so decoders need no
/// check per field. A count from the input may size an allocation only after `takeBudget` agreed.
///
/// The decode budget is what decoded values may occupy in memory: 32 times the input and 64 KiB.
class ByteReader {
public:
    static constexpr std::size_t kBudgetFactor = 32;
    static constexpr std::size_t kBudgetBase = 64 * 1024;

    explicit ByteReader(ByteView input);

    std::int8_t int8();
    std::int16_t int16();
    std::uint16_t uint16();
    std::int32_t int32();
    std::uint32_t uint32();
    std::int64_t int64();
    double float64();
    bool boolean() { return int8() != 0; }
    Uuid uuid();

    /// Base-128, least significant group first; at most 5 bytes (10 for 64 bits), else it fails.
    std::uint32_t unsignedVarint();
    std::uint64_t unsignedVarlong();
    /// The same with zigzag, as record fields use it.
    std::int32_t varint();
    std::int64_t varlong();

    /// The next `count` bytes, borrowed from the input.
    ByteView bytes(std::size_t count);
    void skip(std::size_t count) { bytes(count); }

    /// Asks to hold `count` elements of `elementSize` bytes that the input is going to describe, each of at
    /// least `leastEncoded` bytes. False, and the reader has failed, if the input cannot hold as many or the
    /// budget is used up.
    bool takeBudget(std::size_t count, std::size_t elementSize, std::size_t leastEncoded = 1);

    /// The decoder found something wrong itself: sticks like any other failure; the first one wins.
    void fail(std::string detail);

    bool failed() const { return m_failed; }
    Result<void> status() const;

    std::size_t position() const { return m_position; }
    std::size_t remaining() const { return m_input.size() - m_position; }
    bool atEnd() const { return remaining() == 0; }
    ByteView input() const { return m_input; }

private:
    template <class T>
    T bigEndian();

    ByteView m_input;
    std::size_t m_position = 0;
    std::size_t m_budget;
    bool m_failed = false;
    ErrorCode m_code = ErrorCode::kNone;
    std::string m_detail;
};

}  // namespace broker
