#include "broker/checking/story.h"

#include <algorithm>

#include <fmt/format.h>

namespace broker::checking {

void Story::tell(std::string_view line) {
    const auto micros = m_clock.now().sinceStart().count();
    m_lines.push_back(fmt::format("{:4}.{:06}  {}", micros / 1'000'000, micros % 1'000'000, line));
    if (m_lines.size() > kMostLines) m_lines.pop_front();
    if (listener) listener(m_lines.back());
}

std::string Story::last(std::size_t lines) const {
    std::string text;
    for (std::size_t i = m_lines.size() - std::min(lines, m_lines.size()); i < m_lines.size(); ++i)
        text += m_lines[i] + "\n";
    return text;
}

}  // namespace broker::checking
