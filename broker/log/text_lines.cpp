#include "broker/log/text_lines.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace broker::log {

std::optional<std::string_view> TextLines::next() {
    if (m_rest.empty()) return std::nullopt;
    const std::size_t end = m_rest.find('\n');
    std::string_view line = m_rest.substr(0, end);
    m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++m_number;
    return line;
}

Result<std::int64_t> TextLines::number(std::string_view word) const {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error == std::errc{} && end == word.data() + word.size()) return value;
    constexpr std::size_t kShown = 40;
    return failure(ErrorCode::kMalformed, "line {}: \"{}\" is no number", m_number,
                   std::string(word.substr(0, kShown)));
}

}  // namespace broker::log
