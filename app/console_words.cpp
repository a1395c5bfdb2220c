#include "app/console_words.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace app {
namespace {

using namespace broker;

constexpr std::string_view kBlanks = " \t\r";

bool isPlain(char c) {
    constexpr unsigned char kDelete = 0x7f;
    return static_cast<unsigned char>(c) > ' ' && c != kDelete && c != '"' && c != '\\';
}

/// What stands after a backslash; how many characters that were.
std::optional<std::pair<char, std::size_t>> unescape(std::string_view rest) {
    if (rest.starts_with('"') || rest.starts_with('\\')) return std::pair(rest.front(), std::size_t{1});
    constexpr std::size_t kLength = 3;
    if (!rest.starts_with('x') || rest.size() < kLength) return std::nullopt;
    unsigned char byte = 0;
    const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + kLength, byte, 16);
    if (error != std::errc() || end != rest.data() + kLength) return std::nullopt;
    return std::pair(static_cast<char>(byte), kLength);
}

/// Takes a word in quotes, the first of which is gone already.
Result<std::string> takeQuoted(std::string_view& rest) {
    std::string word;
    while (!rest.empty()) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '"') return word;
        if (c != '\\') {
            word += c;
            continue;
        }
        const auto escaped = unescape(rest);
        if (!escaped) return failure(ErrorCode::kInvalidArgument, "a \\ stands before \", \\ or xHH");
        word += escaped->first;
        rest.remove_prefix(escaped->second);
    }
    return failure(ErrorCode::kInvalidArgument, "a \" is not closed");
}

}  // namespace

Result<std::vector<std::string>> wordsOf(std::string_view line) {
    std::vector<std::string> words;
    while (true) {
        const std::size_t begin = line.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos) return words;
        line.remove_prefix(begin);
        if (line.starts_with('"')) {
            line.remove_prefix(1);
            ASSIGN_OR_RETURN(words.emplace_back(), takeQuoted(line));
            continue;
        }
        const std::size_t end = std::min(line.find_first_of(kBlanks), line.size());
        words.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

std::string asWord(std::string_view name) {
    if (!name.empty() && std::ranges::all_of(name, isPlain)) return std::string(name);
    std::string word = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\')
            word += fmt::format("\\{}", c);
        else if (c == ' ' || isPlain(c))
            word += c;
        else
            word += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    return word + '"';
}

}  // namespace app
