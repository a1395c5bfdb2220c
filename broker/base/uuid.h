#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "broker/base/result.h"

namespace broker {

class Random;

/// Kafka's Uuid: 16 bytes, in text 22 characters of unpadded base64url. All zero: none.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    /// Random (version 4), and never one of the reserved first hundred nor one whose text begins with '-'.
    static Uuid random(Random& random);
    static Result<Uuid> fromText(std::string_view text);

    std::string text() const;
    bool isZero() const { return *this == Uuid{}; }

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// The topic id of `__cluster_metadata`, text AAAAAAAAAAAAAAAAAAAAAQ.
inline constexpr Uuid kMetadataTopicId{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};

}  // namespace broker

template <>
struct std::hash<broker::Uuid> {
    std::size_t operator()(const broker::Uuid& id) const noexcept {
        return std::hash<std::string_view>{}(
            {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
    }
};

template <>
struct fmt::formatter<broker::Uuid> : fmt::formatter<std::string> {
    template <class Context>
    auto format(const broker::Uuid& id, Context& context) const {
        return fmt::format_to(context.out(), "{}", id.text());
    }
};
