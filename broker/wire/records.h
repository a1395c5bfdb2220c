#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/check.h"

namespace broker::wire {

/// A field of record batches, opaque to the message around it. Three forms:
/// - null (`Records::null()`),
/// - bytes, borrowed: after decoding a view into the frame, valid as long as the frame; for encoding a view
///   of something that lives until the encoding is done, where it is copied,
/// - external: `size` bytes that the sender splices in itself, for example a slice of a segment file. Only
/// the
///   length is written; `Encoded::splices` says where the bytes belong. `index` is the sender's own number
///   for the payload.
class Records {
public:
    Records() = default;  ///< no records, which is not null
    explicit Records(ByteView bytes)
        : m_bytes(bytes) {}
    static Records null() {
        Records records;
        records.m_form = Form::kNull;
        return records;
    }
    static Records external(std::size_t index, std::uint64_t size) {
        Records records;
        records.m_form = Form::kExternal;
        records.m_index = index;
        records.m_size = size;
        return records;
    }

    bool isNull() const { return m_form == Form::kNull; }
    bool isExternal() const { return m_form == Form::kExternal; }
    std::uint64_t size() const { return isExternal() ? m_size : m_bytes.size(); }
    bool isEmpty() const { return size() == 0; }
    /// Empty for null. Not for external records.
    ByteView bytes() const {
        CHECK(!isExternal());
        return m_bytes;
    }
    std::size_t externalIndex() const {
        CHECK(isExternal());
        return m_index;
    }

    /// Equal content, or the same external payload.
    friend bool operator==(const Records& a, const Records& b);

private:
    enum class Form : std::uint8_t { kBytes, kNull, kExternal };

    Form m_form = Form::kBytes;
    ByteView m_bytes;
    std::size_t m_index = 0;
    std::uint64_t m_size = 0;
};

/// Where `length` bytes of external payload number `index` belong: before `bytes[position]`.
struct Splice {
    std::size_t position = 0;
    std::size_t index = 0;
    std::uint64_t length = 0;
};

/// An encoded message: its own bytes, and the places (ascending) where the sender splices in what it did not
/// want copied. To send it, walk over it:
///
///     encoded.forEachPiece([&](ByteView own) { frame.push_back(toBytes(own)); },
///                          [&](const Splice& splice) { frame.push_back(slices[splice.index]); });
struct Encoded {
    Bytes bytes;
    std::vector<Splice> splices;

    /// With the external payloads.
    std::uint64_t size() const;

    template <class OnBytes, class OnSplice>
    void forEachPiece(OnBytes onBytes, OnSplice onSplice) const {
        std::size_t position = 0;
        const ByteView all(bytes);
        for (const Splice& splice : splices) {
            if (splice.position > position) onBytes(all.subspan(position, splice.position - position));
            onSplice(splice);
            position = splice.position;
        }
        if (position < all.size()) onBytes(all.subspan(position));
    }
};

}  // namespace broker::wire
