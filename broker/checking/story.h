#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "broker/world/time.h"

namespace broker::checking {

/// What happened in a run, in words: the last lines of it, for whoever has to understand a failure.
class Story {
public:
    explicit Story(const world::Clock& clock)
        : m_clock(clock) {}

    void tell(std::string_view line);
    /// Oldest first, each with its virtual time.
    std::string last(std::size_t lines) const;

    /// Hears every line as it is told.
    std::function<void(std::string_view)> listener;

private:
    static constexpr std::size_t kMostLines = 400;

    const world::Clock& m_clock;
    std::deque<std::string> m_lines;
};

}  // namespace broker::checking
