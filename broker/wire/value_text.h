#pragma once

#include <string>

#include "broker/wire/description.h"

namespace broker::wire {

/// "int32", "string", "[]FetchTopic".
std::string typeName(const TypeInfo& type);
/// Of a value that is no array and no struct; text is cut at `kMaxInspectedText` bytes.
std::string valueText(const TypeInfo& type, const void* value);

}  // namespace broker::wire
