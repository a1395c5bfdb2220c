#include "broker/groups/group_partition.h"

#include <limits>

#include "broker/base/check.h"

namespace broker::groups {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

struct CodePoint {
    std::uint32_t value = kReplacement;
    std::size_t bytes = 1;
};

std::size_t lengthOf(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first < 0xe0) return 2;
    if (first >= 0xe0 && first < 0xf0) return 3;
    if (first >= 0xf0 && first < 0xf5) return 4;
    return 0;
}

bool isLegal(std::uint32_t value, std::size_t bytes) {
    if (bytes == 3) return value >= 0x800 && (value < 0xd800 || value > 0xdfff);
    if (bytes == 4) return value >= 0x10000 && value <= 0x10ffff;
    return true;
}

CodePoint firstOf(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t bytes = lengthOf(byte(0));
    if (bytes == 1) return {byte(0), 1};
    if (bytes == 0 || text.size() < bytes) return {};
    std::uint32_t value = byte(0) & (0x7fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {};
        value = value << 6 | (byte(i) & 0x3fu);
    }
    return isLegal(value, bytes) ? CodePoint{value, bytes} : CodePoint{};
}

template <class Unit>
void eachUnit(std::string_view utf8, Unit unit) {
    while (!utf8.empty()) {
        const CodePoint point = firstOf(utf8);
        utf8.remove_prefix(point.bytes);
        if (point.value < 0x10000) {
            unit(point.value);
        } else {
            unit(0xd800 + ((point.value - 0x10000) >> 10));
            unit(0xdc00 + ((point.value - 0x10000) & 0x3ff));
        }
    }
}

}  // namespace

std::int32_t javaHashCode(std::string_view utf8) {
    std::uint32_t hash = 0;
    eachUnit(utf8, [&](std::uint32_t unit) { hash = hash * 31 + unit; });
    return static_cast<std::int32_t>(hash);
}

std::size_t javaLength(std::string_view utf8) {
    std::size_t length = 0;
    eachUnit(utf8, [&](std::uint32_t) { ++length; });
    return length;
}

PartitionIndex partitionOfGroup(std::string_view groupId, std::int32_t partitions) {
    CHECK(partitions > 0);
    const std::int32_t hash = javaHashCode(groupId);
    const std::int32_t positive = hash == std::numeric_limits<std::int32_t>::min() ? 0
                                  : hash < 0                                       ? -hash
                                                                                   : hash;
    return PartitionIndex(positive % partitions);
}

}  // namespace broker::groups
