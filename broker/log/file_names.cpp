#include "broker/log/file_names.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace broker::log {
namespace {

constexpr std::size_t kDigits = 20;

}  // namespace

std::string offsetFileName(Offset offset, std::string_view suffix) {
    return fmt::format("{:020}{}", offset.value(), suffix);
}

std::optional<Offset> parseOffsetFileName(std::string_view name, std::string_view suffix) {
    if (name.size() != kDigits + suffix.size() || !name.ends_with(suffix)) return std::nullopt;
    const std::string_view digits = name.substr(0, kDigits);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    std::int64_t offset = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + kDigits, offset);
    constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max() -
                                       std::int64_t{std::numeric_limits<std::uint32_t>::max()} - 1;
    if (error != std::errc{} || end != digits.data() + kDigits || offset > kGreatest) return std::nullopt;
    return Offset(offset);
}

}  // namespace broker::log
