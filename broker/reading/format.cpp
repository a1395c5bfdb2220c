#include "broker/reading/format.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "broker/wire/group_record.h"

namespace broker::reading {
namespace {

constexpr std::size_t kLookedAt = 4096;  ///< to tell text from other bytes

bool isSpace(std::uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// How many bytes the character at the front takes; 0: it is none of UTF-8.
std::size_t characterSize(ByteView bytes) {
    const std::uint8_t first = bytes[0];
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || bytes.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((bytes[i] & 0xc0) != 0x80) return 0;
    // Overlong forms, surrogates and what lies beyond the last plane.
    if ((first == 0xe0 && bytes[1] < 0xa0) || (first == 0xed && bytes[1] > 0x9f) ||
        (first == 0xf0 && bytes[1] < 0x90) || (first == 0xf4 && bytes[1] > 0x8f))
        return 0;
    return size;
}

/// Whether what is left is the front of a character that the limit cut.
bool isCutCharacter(ByteView rest) {
    return rest.size() < 4 && rest[0] >= 0xc2 && rest[0] <= 0xf4 &&
           std::all_of(rest.begin() + 1, rest.end(), [](std::uint8_t byte) { return (byte & 0xc0) == 0x80; });
}

Line textLine(ByteView bytes, std::size_t limit) {
    Line line;
    std::size_t at = 0;
    while (at < bytes.size() && line.text.size() < limit) {
        const std::size_t size = characterSize(bytes.subspan(at));
        const std::uint8_t byte = bytes[at];
        if (size == 0 || (byte < 0x20 && !isSpace(byte)) || byte == 0x7f) {
            line.text += fmt::format("\\x{:02x}", byte);
            line.fits = line.fits && size != 0;
            ++at;
            continue;
        }
        if (byte == '\n')
            line.text += "\\n";
        else if (byte == '\r')
            line.text += "\\r";
        else if (byte == '\t')
            line.text += "\\t";
        else
            line.text += asText(bytes.subspan(at, size));
        at += size;
    }
    line.isWhole = at == bytes.size();
    return line;
}

/// Space between the parts becomes one space after a comma or colon, and nothing elsewhere; strings stay.
Line jsonLine(ByteView bytes, std::size_t limit, bool isWhole) {
    if (!looksLikeJson(bytes, isWhole)) {
        Line line = textLine(bytes, limit);
        line.fits = false;
        return line;
    }
    Bytes tight;
    bool isInString = false;
    std::size_t at = 0;
    for (; at < bytes.size() && tight.size() < limit; ++at) {
        const std::uint8_t byte = bytes[at];
        if (isInString && byte == '\\' && at + 1 < bytes.size()) {
            tight.push_back(byte);
            tight.push_back(bytes[++at]);
            continue;
        }
        if (byte == '"') isInString = !isInString;
        if (!isInString && isSpace(byte)) continue;
        tight.push_back(byte);
        if (!isInString && (byte == ',' || byte == ':')) tight.push_back(' ');
    }
    Line line = textLine(tight, limit + 8);
    line.isWhole = line.isWhole && at == bytes.size();
    return line;
}

Line hexLine(ByteView bytes, std::size_t limit) {
    static constexpr char kDigits[] = "0123456789abcdef";
    Line line;
    std::size_t at = 0;
    for (; at < bytes.size() && line.text.size() < limit; ++at) {
        if (at > 0) line.text += ' ';
        line.text += kDigits[bytes[at] >> 4];
        line.text += kDigits[bytes[at] & 0xf];
    }
    line.isWhole = at == bytes.size();
    return line;
}

template <class Integer>
Line integerLine(ByteView bytes, std::size_t limit) {
    if (bytes.size() != sizeof(Integer)) {
        Line line = hexLine(bytes, limit);
        line.fits = false;
        return line;
    }
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return {.text = fmt::format("{}", static_cast<Integer>(value))};
}

Line cut(std::string text, std::size_t limit) { return textLine(asBytes(text), limit); }

}  // namespace

bool isText(ByteView bytes) {
    const bool isCut = bytes.size() > kLookedAt;
    const ByteView front = bytes.first(std::min(bytes.size(), kLookedAt));
    for (std::size_t at = 0; at < front.size();) {
        const std::uint8_t byte = front[at];
        if ((byte < 0x20 && !isSpace(byte)) || byte == 0x7f) return false;
        const std::size_t size = characterSize(front.subspan(at));
        if (size == 0) return isCut && isCutCharacter(front.subspan(at));
        at += size;
    }
    return true;
}

bool looksLikeJson(ByteView bytes, bool isWhole) {
    while (!bytes.empty() && isSpace(bytes.front())) bytes = bytes.subspan(1);
    while (!bytes.empty() && isSpace(bytes.back())) bytes = bytes.first(bytes.size() - 1);
    if (bytes.size() < 2) return false;
    const std::uint8_t first = bytes.front();
    if (!isWhole) return first == '{' || first == '[';
    const std::uint8_t last = bytes.back();
    return (first == '{' && last == '}') || (first == '[' && last == ']') || (first == '"' && last == '"');
}

Format formatFor(ByteView bytes, bool isWhole) {
    if (!isText(bytes)) return Format::kHex;
    return looksLikeJson(bytes, isWhole) ? Format::kJson : Format::kText;
}

Line lineOf(Format format, ByteView bytes, std::size_t limit, bool isWhole) {
    switch (format) {
        case Format::kAuto:
            return lineOf(formatFor(bytes, isWhole), bytes, limit, isWhole);
        case Format::kText:
            return textLine(bytes, limit);
        case Format::kJson:
            return jsonLine(bytes, limit, isWhole);
        case Format::kInt32:
            return integerLine<std::int32_t>(bytes, limit);
        case Format::kInt64:
            return integerLine<std::int64_t>(bytes, limit);
        case Format::kHex:
        case Format::kGroupRecord:
            break;
    }
    return hexLine(bytes, limit);
}

GroupLines groupLines(std::optional<ByteView> key, std::optional<ByteView> value, std::size_t limit) {
    const auto record = wire::decodeGroupRecord(key, value);
    if (!record) {
        GroupLines lines{.key = hexLine(key.value_or(ByteView()), limit),
                         .value = cut(record.error().detail, limit)};
        lines.key.fits = lines.value.fits = false;
        return lines;
    }
    const wire::GroupRecordWords words = wire::describeGroupRecord(*record);
    std::string says;
    for (const std::string& part : words.says) says += (says.empty() ? "" : " · ") + part;
    return {.key = cut(words.type + " " + words.subject, limit), .value = cut(says, limit)};
}

}  // namespace broker::reading
