#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include "broker/base/bytes.h"
#include "broker/base/ids.h"
#include "broker/base/result.h"

namespace broker::wire {

/// Half open: [begin, end).
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const { return end - begin; }
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// A header of a record, borrowed. A header's key may be empty but never null.
struct RecordHeader {
    ByteView key;
    std::optional<ByteView> value;
};

/// A record's headers, parsed once already, so that walking over them can't fail.
class RecordHeaders {
public:
    class Iterator {
    public:
        using value_type = RecordHeader;
        using difference_type = std::ptrdiff_t;

        Iterator() = default;
        RecordHeader operator*() const { return m_header; }
        Iterator& operator++();
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return m_left == 0; }

    private:
        friend class RecordHeaders;
        Iterator(ByteView bytes, std::size_t count);
        void read();

        ByteView m_rest;
        std::size_t m_left = 0;
        RecordHeader m_header;
    };

    RecordHeaders() = default;

    std::size_t size() const { return m_count; }
    bool empty() const { return m_count == 0; }
    Iterator begin() const { return Iterator(m_bytes, m_count); }
    std::default_sentinel_t end() const { return {}; }
    /// All of them as they are encoded, without the count.
    ByteView bytes() const { return m_bytes; }

private:
    friend Result<std::size_t> parseRecord(ByteView, struct RecordView&);
    RecordHeaders(ByteView bytes, std::size_t count)
        : m_bytes(bytes)
        , m_count(count) {}

    ByteView m_bytes;
    std::size_t m_count = 0;
};

/// The fields of a record in the order of its bytes; every byte of a record belongs to exactly one.
enum class RecordField : std::uint8_t {
    kLength,
    kAttributes,
    kTimestampDelta,
    kOffsetDelta,
    kKeyLength,
    kKey,
    kValueLength,
    kValue,
    kHeaderCount,
    kHeaders,
};
inline constexpr std::size_t kRecordFields = 10;

/// One record of a batch, borrowed from the batch (or from the reader's buffer, if the batch is compressed).
struct RecordView {
    std::int8_t attributes = 0;
    std::int64_t timestampDelta = 0;
    std::int32_t offsetDelta = 0;
    /// No value: null, which is not the same as empty. A null value is a tombstone on a compacted topic.
    std::optional<ByteView> key;
    std::optional<ByteView> value;
    RecordHeaders headers;

    /// The whole record, its length field included.
    ByteView bytes;
    /// Where each field begins within `bytes`; a field ends where the next one begins.
    std::array<std::uint32_t, kRecordFields> begins{};

    /// Empty for a null or empty key and value.
    ByteRange range(RecordField field) const;
};

/// Reads the record at the front of `input` and says how many bytes it takes. kEndOfInput: the record passes
/// the end of the input. kInvalidRecord: its fields don't fill its length exactly, or one of them is
/// impossible.
Result<std::size_t> parseRecord(ByteView input, RecordView& record);

/// A record to be written. Everything is borrowed for the time of the call.
struct NewRecord {
    Timestamp timestamp = kNoTimestamp;
    std::optional<ByteView> key;
    std::optional<ByteView> value;
    std::span<const RecordHeader> headers;
};

}  // namespace broker::wire
