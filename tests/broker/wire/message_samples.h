#pragma once

#include <cstdint>
#include <string_view>

#include "broker/base/random.h"
#include "broker/wire/interpreter.h"
#include "broker/wire/registry.h"

namespace broker::wire {

/// "FetchRequest" gives its description; null for an unknown name.
struct NamedMessage {
    const StructInfo* info = nullptr;
    VersionRange versions;
    std::int16_t flexibleFrom = 0;

    Layout layout(std::int16_t version) const { return {version, version >= flexibleFrom}; }
};
NamedMessage findMessage(std::string_view name);

/// Fills every field of the version with random values: numbers, short texts, nulls where they are legal,
/// arrays of up to three elements. Bytes of Records are views into `pool`.
void fillRandomly(const StructInfo& info, void* object, Layout layout, Random& random, ByteView pool);

}  // namespace broker::wire
