#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/bytes.h"

namespace broker::reading {

/// How the bytes of a key or value are written for people.
enum class Format : std::uint8_t {
    kAuto,  ///< JSON or text where the bytes are such, else hex
    kText,  ///< UTF-8; what is none stands as \xNN
    kJson,  ///< JSON on one line, spelled as it was produced
    kHex,
    kInt32,        ///< big endian, as Kafka's IntegerSerializer writes it
    kInt64,        ///< big endian, as LongSerializer writes it
    kGroupRecord,  ///< as records of __consumer_offsets
};

/// Whether the bytes are UTF-8 without control characters other than line ends and tabs.
bool isText(ByteView bytes);
/// Whether the bytes begin and end as a JSON object, array or string does; looks no closer. Of the front of a
/// longer value only the beginning tells.
bool looksLikeJson(ByteView bytes, bool isWhole = true);
/// What kAuto stands for with these bytes.
Format formatFor(ByteView bytes, bool isWhole = true);

struct Line {
    std::string text;     ///< valid UTF-8 on one line
    bool fits = true;     ///< false: the bytes are not of that format, and stand as hex or text instead
    bool isWhole = true;  ///< false: cut at the limit
};
/// At most about `limit` bytes of text; looks at no more of the input than it needs for them. kGroupRecord
/// needs key and value together (`groupLine`) and stands as hex here.
Line lineOf(Format format, ByteView bytes, std::size_t limit, bool isWhole = true);

/// The two cells of a record of __consumer_offsets: what it is about, and what it says.
struct GroupLines {
    Line key;
    Line value;
};
GroupLines groupLines(std::optional<ByteView> key, std::optional<ByteView> value, std::size_t limit);

}  // namespace broker::reading
