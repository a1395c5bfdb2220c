#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/base/strong.h"
#include "broker/base/uuid.h"
#include "broker/wire/records.h"
#include "broker/wire/version_range.h"

/// How a message is described: a plain struct, and beside it a constexpr table with a row per field in the
/// order of the wire. One interpreter (`interpreter.h`) walks the table to encode, decode and inspect.
///
/// A struct that can be described has default member initialisers that are Kafka's defaults, a defaulted
/// `operator==`, and `static const StructInfo& describe();` whose body, in a .cpp, is
///
///     const StructInfo& Heartbeat::describe() {
///         static constexpr Field kFields[] = {
///             field<&Heartbeat::brokerId>("brokerId"),
///             field<&Heartbeat::rack>("rack").since(2).nullableSince(3),
///             taggedField<&Heartbeat::logDirs>("logDirs", 0).since(1),
///         };
///         static constexpr StructInfo kInfo = structInfo<Heartbeat>("Heartbeat", kFields);
///         return kInfo;
///     }
///
/// A message is such a struct with `kVersions` and `kFlexibleFrom` besides (`message.h`). Types of members
/// and what they are on the wire: bool, the integers and any Strong or enum over them, double, Uuid,
/// std::string, Bytes, Records, std::vector of these (but bool), described structs, and std::optional around
/// string, Bytes, vector or struct for what may be null.
namespace broker::wire {

enum class Kind : std::uint8_t {
    kBool,
    kInt8,
    kInt16,
    kUint16,
    kInt32,
    kUint32,
    kInt64,
    kFloat64,
    kErrorCode,  ///< int16; what must not travel goes through toWire
    kUuid,
    kString,
    kBytes,
    kRecords,
    kArray,
    kStruct,
};

/// What the interpreter must know of a member's type. Functions that do not apply are null.
struct TypeInfo {
    Kind kind;
    std::size_t size;  ///< sizeof the value, inside an optional
    // std::optional: the value or null; a fresh value; no value.
    const void* (*get)(const void* optional) = nullptr;
    void* (*emplace)(void* optional) = nullptr;
    void (*reset)(void* optional) = nullptr;
    // std::vector: replaces the content by `count` default values and returns the first.
    void* (*resize)(void* vector, std::size_t count) = nullptr;
    const void* (*data)(const void* vector) = nullptr;
    std::size_t (*count)(const void* vector) = nullptr;
    const TypeInfo* element = nullptr;
    const StructInfo& (*structure)() = nullptr;

    constexpr bool isOptional() const { return get != nullptr; }
};

/// A row of a field table.
struct Field {
    const char* name;
    const TypeInfo* type;
    void* (*at)(void* object);
    bool (*isDefault)(const void* object) = nullptr;  ///< of tagged fields: defaults are not sent
    VersionRange versions{};
    VersionRange nullableVersions = VersionRange::none();
    std::int32_t tag = -1;  ///< -1: not tagged

    constexpr Field since(std::int16_t first) const { return between(first, VersionRange::kLatest); }
    constexpr Field until(std::int16_t last) const { return between(0, last); }
    constexpr Field between(std::int16_t first, std::int16_t last) const {
        Field changed = *this;
        changed.versions = {first, last};
        return changed;
    }
    constexpr Field nullable() const { return nullableSince(0); }
    /// Null is legal from this version on; before it null is sent as empty and refused when it comes.
    constexpr Field nullableSince(std::int16_t first) const {
        Field changed = *this;
        changed.nullableVersions = VersionRange::since(first);
        return changed;
    }
};

struct StructInfo {
    const char* name;
    std::span<const Field> fields;
    std::size_t size;
    void* (*create)();
    void (*destroy)(void*);
    bool (*equal)(const void*, const void*);
};

template <class T>
concept Described = requires {
    { T::describe() } -> std::same_as<const StructInfo&>;
};

namespace detail {

template <class T>
inline constexpr bool kIsStrong = false;
template <class Tag, class Rep>
inline constexpr bool kIsStrong<Strong<Tag, Rep>> = true;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
consteval Kind integerKind() {
    if constexpr (std::is_same_v<T, std::int8_t>) return Kind::kInt8;
    if constexpr (std::is_same_v<T, std::int16_t>) return Kind::kInt16;
    if constexpr (std::is_same_v<T, std::uint16_t>) return Kind::kUint16;
    if constexpr (std::is_same_v<T, std::int32_t>) return Kind::kInt32;
    if constexpr (std::is_same_v<T, std::uint32_t>) return Kind::kUint32;
    if constexpr (std::is_same_v<T, std::int64_t>) return Kind::kInt64;
}

template <class T>
consteval Kind scalarKind() {
    if constexpr (std::is_same_v<T, bool>) {
        return Kind::kBool;
    } else if constexpr (std::is_same_v<T, ErrorCode>) {
        return Kind::kErrorCode;
    } else if constexpr (std::is_same_v<T, double>) {
        return Kind::kFloat64;
    } else if constexpr (std::is_same_v<T, Uuid>) {
        return Kind::kUuid;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return Kind::kString;
    } else if constexpr (std::is_same_v<T, Bytes>) {
        return Kind::kBytes;
    } else if constexpr (std::is_same_v<T, Records>) {
        return Kind::kRecords;
    } else if constexpr (Described<T>) {
        return Kind::kStruct;
    } else if constexpr (kIsStrong<T>) {
        return integerKind<typename T::Representation>();
    } else if constexpr (std::is_enum_v<T>) {
        return integerKind<std::underlying_type_t<T>>();
    } else {
        return integerKind<T>();
    }
}

template <class T>
struct TypeOf {
    static constexpr TypeInfo make() {
        TypeInfo info{.kind = scalarKind<T>(), .size = sizeof(T)};
        if constexpr (Described<T>) info.structure = &T::describe;
        return info;
    }
    static constexpr TypeInfo kInfo = make();
};

template <class T>
    requires(!std::is_same_v<T, std::uint8_t>)
struct TypeOf<std::vector<T>> {
    static_assert(!std::is_same_v<T, bool> && !kIsOptional<T>);
    using Vector = std::vector<T>;
    static constexpr TypeInfo kInfo{
        .kind = Kind::kArray,
        .size = sizeof(Vector),
        .resize = [](void* v, std::size_t n) -> void* {
            auto& vector = *static_cast<Vector*>(v);
            vector.clear();
            vector.resize(n);
            return vector.data();
        },
        .data = [](const void* v) -> const void* { return static_cast<const Vector*>(v)->data(); },
        .count = [](const void* v) { return static_cast<const Vector*>(v)->size(); },
        .element = &TypeOf<T>::kInfo,
    };
};

template <class T>
struct TypeOf<std::optional<T>> {
    using Optional = std::optional<T>;
    static constexpr TypeInfo make() {
        TypeInfo info = TypeOf<T>::kInfo;
        info.get = [](const void* o) -> const void* {
            const auto& optional = *static_cast<const Optional*>(o);
            return optional ? &*optional : nullptr;
        };
        info.emplace = [](void* o) -> void* { return &static_cast<Optional*>(o)->emplace(); };
        info.reset = [](void* o) { static_cast<Optional*>(o)->reset(); };
        return info;
    }
    static constexpr TypeInfo kInfo = make();
};

template <auto Member>
struct MemberOf;
template <class S, class T, T S::* Member>
struct MemberOf<Member> {
    using Structure = S;
    using Type = T;
};

}  // namespace detail

/// `field<&MetadataRequest::topics>("topics")`: in every version until told otherwise.
template <auto Member>
constexpr Field field(const char* name) {
    using M = detail::MemberOf<Member>;
    return {
        .name = name,
        .type = &detail::TypeOf<typename M::Type>::kInfo,
        .at = [](void* object) -> void* { return &(static_cast<typename M::Structure*>(object)->*Member); },
    };
}

/// A tagged field (KIP-482); rows of tagged fields come last, in ascending order of their tags.
template <auto Member>
constexpr Field taggedField(const char* name, std::int32_t tag) {
    using M = detail::MemberOf<Member>;
    Field row = field<Member>(name);
    row.tag = tag;
    row.isDefault = [](const void* object) {
        static const typename M::Structure kDefault{};
        return static_cast<const typename M::Structure*>(object)->*Member == kDefault.*Member;
    };
    return row;
}

template <class S>
constexpr StructInfo structInfo(const char* name, std::span<const Field> fields) {
    return {
        .name = name,
        .fields = fields,
        .size = sizeof(S),
        .create = []() -> void* { return new S(); },
        .destroy = [](void* object) { delete static_cast<S*>(object); },
        .equal = [](const void* a,
                    const void* b) { return *static_cast<const S*>(a) == *static_cast<const S*>(b); },
    };
}

}  // namespace broker::wire
