#pragma once

#include <string>

#include "broker/wire/description.h"

namespace broker::wire {

/// "int32", "string", "[]FetchTopic".
std::string typeName(const TypeInfo& type);
/// Text is cut at `kMaxInspectedText` bytes; of an array the count, of bytes and records the size, of a
/// struct nothing.
std::string valueText(const TypeInfo& type, const void* value);

}  // namespace broker::wire
