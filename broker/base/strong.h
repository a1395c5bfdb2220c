#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>

#include <fmt/core.h>

namespace broker {

/// A value of representation `Rep` that is no other value of the same representation: two strong types
/// never mix, and both ways between type and representation are explicit.
template <class Tag, std::integral Rep>
class Strong {
public:
    using Representation = Rep;

    constexpr Strong() = default;
    constexpr explicit Strong(Rep value)
        : m_value(value) {}

    constexpr Rep value() const { return m_value; }
    constexpr explicit operator Rep() const { return m_value; }

    friend constexpr auto operator<=>(Strong, Strong) = default;

    // Positions: a distance can be added, and two positions differ by a distance.
    friend constexpr Strong operator+(Strong a, Rep distance) {
        return Strong(static_cast<Rep>(a.m_value + distance));
    }
    friend constexpr Strong operator-(Strong a, Rep distance) {
        return Strong(static_cast<Rep>(a.m_value - distance));
    }
    friend constexpr Rep operator-(Strong a, Strong b) { return static_cast<Rep>(a.m_value - b.m_value); }
    constexpr Strong& operator++() {
        ++m_value;
        return *this;
    }

private:
    Rep m_value{};
};

}  // namespace broker

template <class Tag, class Rep>
struct std::hash<broker::Strong<Tag, Rep>> {
    std::size_t operator()(broker::Strong<Tag, Rep> v) const noexcept { return std::hash<Rep>{}(v.value()); }
};

template <class Tag, class Rep>
struct fmt::formatter<broker::Strong<Tag, Rep>> {
    constexpr auto parse(fmt::format_parse_context& context) { return context.begin(); }
    template <class Context>
    auto format(broker::Strong<Tag, Rep> v, Context& context) const {
        return fmt::format_to(context.out(), "{}", v.value());
    }
};
