#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "broker/base/result.h"

namespace broker::log {

/// Walks over the lines of a small text file; borrows it.
class TextLines {
public:
    explicit TextLines(std::string_view text)
        : m_rest(text) {}

    /// Without its end, "\n" or "\r\n"; nothing after the last line.
    std::optional<std::string_view> next();
    /// Of the line that `next` gave, from 1.
    std::size_t lineNumber() const { return m_number; }
    std::size_t remaining() const { return m_rest.size(); }

    /// A decimal number and nothing else; kMalformed names the line.
    Result<std::int64_t> number(std::string_view word) const;

    /// Exactly so many words between single spaces.
    template <std::size_t kCount>
    static std::optional<std::array<std::string_view, kCount>> split(std::string_view line) {
        std::array<std::string_view, kCount> words;
        for (std::size_t i = 0; i < kCount; ++i) {
            const std::size_t space = line.find(' ');
            if ((space == std::string_view::npos) != (i + 1 == kCount)) return std::nullopt;
            words[i] = line.substr(0, space);
            line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
        }
        return words;
    }

private:
    std::string_view m_rest;
    std::size_t m_number = 0;
};

}  // namespace broker::log
