#include "broker/reading/filter.h"

#include <algorithm>
#include <utility>

namespace broker::reading {
namespace {

/// Of what is written of a key or value for the comparison.
constexpr std::size_t kWrittenBytes = std::size_t{1} << 20;

constexpr std::uint8_t lower(std::uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<std::uint8_t>(byte + 32) : byte;
}

}  // namespace

Filter::Filter(std::string text, FilterPlace place, Format key, Format value)
    : m_text(std::move(text))
    , m_place(place)
    , m_key(key)
    , m_value(value) {
    for (char& letter : m_text) letter = static_cast<char>(lower(static_cast<std::uint8_t>(letter)));
    m_tight = m_text;
    std::erase(m_tight, ' ');
}

bool Filter::keeps(std::optional<ByteView> key, std::optional<ByteView> value,
                   const wire::RecordHeaders& headers) const {
    if (!isActive()) return true;
    const bool isAnywhere = m_place == FilterPlace::kAnywhere;
    if (m_key == Format::kGroupRecord && m_place != FilterPlace::kHeaders) {
        const GroupLines lines = groupLines(key, value, kWrittenBytes);
        if (m_place != FilterPlace::kValue && isIn(asBytes(lines.key.text))) return true;
        if (m_place != FilterPlace::kKey && isIn(asBytes(lines.value.text))) return true;
        return isAnywhere && isInHeaders(headers);
    }
    if ((isAnywhere || m_place == FilterPlace::kKey) && key && isIn(m_key, *key)) return true;
    if ((isAnywhere || m_place == FilterPlace::kValue) && value && isIn(m_value, *value)) return true;
    return (isAnywhere || m_place == FilterPlace::kHeaders) && isInHeaders(headers);
}

bool Filter::isIn(ByteView bytes) const {
    const auto found = std::search(
        bytes.begin(), bytes.end(), m_text.begin(), m_text.end(),
        [](std::uint8_t byte, char wanted) { return lower(byte) == static_cast<std::uint8_t>(wanted); });
    return found != bytes.end();
}

bool Filter::isIn(Format format, ByteView bytes) const {
    if (format == Format::kAuto) format = formatFor(bytes);
    if (format == Format::kText || format == Format::kJson) return isIn(bytes);
    std::string written = lineOf(format, bytes, kWrittenBytes).text;
    if (format != Format::kHex) return isIn(asBytes(written));
    std::erase(written, ' ');
    // A byte that is not text may stand beside some that are: what was typed may mean either.
    return written.find(m_tight) != std::string::npos || isIn(bytes);
}

bool Filter::isInHeaders(const wire::RecordHeaders& headers) const {
    for (const wire::RecordHeader header : headers)
        if (isIn(header.key) || (header.value && isIn(*header.value))) return true;
    return false;
}

}  // namespace broker::reading
