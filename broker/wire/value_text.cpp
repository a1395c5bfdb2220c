#include "broker/wire/value_text.h"

#include <cstring>

#include <fmt/core.h>

#include "broker/wire/inspection.h"

namespace broker::wire {
namespace {

template <class T>
std::string number(const void* value) {
    T loaded;
    std::memcpy(&loaded, value, sizeof(T));
    return fmt::format("{}", loaded);
}

std::string errorText(const void* value) {
    const ErrorCode code = *static_cast<const ErrorCode*>(value);
    return fmt::format("{} {}", static_cast<int>(code), errorName(code));
}

}  // namespace

std::string typeName(const TypeInfo& type) {
    switch (type.kind) {
        case Kind::kBool:
            return "bool";
        case Kind::kInt8:
            return "int8";
        case Kind::kInt16:
            return "int16";
        case Kind::kUint16:
            return "uint16";
        case Kind::kInt32:
            return "int32";
        case Kind::kUint32:
            return "uint32";
        case Kind::kInt64:
            return "int64";
        case Kind::kFloat64:
            return "float64";
        case Kind::kErrorCode:
            return "int16";
        case Kind::kUuid:
            return "uuid";
        case Kind::kString:
            return "string";
        case Kind::kBytes:
            return "bytes";
        case Kind::kRecords:
            return "records";
        case Kind::kArray:
            return "[]" + typeName(*type.element);
        case Kind::kStruct:
            return type.structure().name;
    }
    return {};
}

std::string valueText(const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::kBool:
            return number<bool>(value);
        case Kind::kInt8:
            return number<std::int8_t>(value);
        case Kind::kInt16:
            return number<std::int16_t>(value);
        case Kind::kUint16:
            return number<std::uint16_t>(value);
        case Kind::kInt32:
            return number<std::int32_t>(value);
        case Kind::kUint32:
            return number<std::uint32_t>(value);
        case Kind::kInt64:
            return number<std::int64_t>(value);
        case Kind::kFloat64:
            return number<double>(value);
        case Kind::kErrorCode:
            return errorText(value);
        case Kind::kUuid:
            return static_cast<const Uuid*>(value)->text();
        case Kind::kString:
            return static_cast<const std::string*>(value)->substr(0, kMaxInspectedText);
        case Kind::kBytes:
            return fmt::format("{} bytes", static_cast<const Bytes*>(value)->size());
        case Kind::kRecords:
            return fmt::format("{} bytes", static_cast<const Records*>(value)->size());
        case Kind::kArray:
            return fmt::format("{}", type.count(value));
        case Kind::kStruct:
            return {};
    }
    return {};
}

}  // namespace broker::wire
