#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace broker {

using Bytes = std::vector<std::uint8_t>;
/// Borrowed: valid only as long as what it points into.
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;
/// Published bytes, never changed again; handed between owners without a copy.
using SharedBytes = std::shared_ptr<const Bytes>;

inline ByteView asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view asText(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes toBytes(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace broker
