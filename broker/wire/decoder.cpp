#include "broker/wire/decoder.h"

#include <cstring>
#include <string>

#include "broker/wire/value_text.h"

namespace broker::wire {
namespace {

template <class T>
void store(void* value, T read) {
    std::memcpy(value, &read, sizeof(T));
}

bool isSized(Kind kind) {
    return kind == Kind::kString || kind == Kind::kBytes || kind == Kind::kRecords || kind == Kind::kArray;
}

bool isContainer(Kind kind) { return kind == Kind::kArray || kind == Kind::kStruct; }

std::string textOrNull(const TypeInfo& type, const void* value) {
    return value == nullptr ? std::string("null") : valueText(type, value);
}

/// Numbers that are this machine's own conditions must not enter through the wire.
ErrorCode receivedError(std::int16_t number) {
    const auto code = static_cast<ErrorCode>(number);
    return travels(code) ? code : ErrorCode::kUnknownServerError;
}

}  // namespace

void Decoder::structure(const StructInfo& info, void* object) {
    for (const Field& field : info.fields) {
        if (m_reader.failed()) return;
        if (field.tag < 0 && field.versions.contains(m_layout.version)) member(field, object);
    }
    if (m_layout.flexible) taggedFields(info, object);
}

void Decoder::member(const Field& field, void* object) {
    const TypeInfo& type = *field.type;
    void* at = field.at(object);
    const std::size_t begin = m_reader.position();
    const bool record = m_recorder != nullptr && m_recorder->hasRoom();
    if (record && isContainer(type.kind)) {
        m_recorder->begin(field.name, typeName(type), begin);
        const void* held = nullableValue(field, at);
        m_recorder->end(textOrNull(type, held), m_reader.position());
        return;
    }
    const void* held = nullableValue(field, at);
    if (record)
        m_recorder->leaf(field.name, typeName(type), textOrNull(type, held), begin, m_reader.position());
}

/// Null for null, else the value that was read.
const void* Decoder::nullableValue(const Field& field, void* member) {
    const TypeInfo& type = *field.type;
    const bool mayBeNull = field.nullableVersions.contains(m_layout.version);
    std::optional<std::size_t> size = 0;
    if (isSized(type.kind))
        size = length(type.kind);
    else if (type.kind == Kind::kStruct && mayBeNull && m_reader.int8() < 0)
        size.reset();
    if (m_reader.failed()) return nullptr;
    if (!size) {
        if (!mayBeNull)
            m_reader.fail(
                fmt::format("{} is null, which it may not be in version {}", field.name, m_layout.version));
        if (type.isOptional())
            type.reset(member);
        else if (type.kind == Kind::kRecords)
            *static_cast<Records*>(member) = Records::null();
        return nullptr;
    }
    void* at = type.isOptional() ? type.emplace(member) : member;
    if (isSized(type.kind))
        sized(type, at, *size);
    else
        scalar(type, at);
    return at;
}

/// An element of an array: never null.
void Decoder::value(const TypeInfo& type, void* value) {
    if (!isSized(type.kind)) return scalar(type, value);
    const std::optional<std::size_t> size = length(type.kind);
    if (!size) return m_reader.fail("an element of an array is null");
    sized(type, value, *size);
}

void Decoder::scalar(const TypeInfo& type, void* value) {
    switch (type.kind) {
        case Kind::kBool:
            return store(value, m_reader.boolean());
        case Kind::kInt8:
            return store(value, m_reader.int8());
        case Kind::kInt16:
            return store(value, m_reader.int16());
        case Kind::kUint16:
            return store(value, m_reader.uint16());
        case Kind::kInt32:
            return store(value, m_reader.int32());
        case Kind::kUint32:
            return store(value, m_reader.uint32());
        case Kind::kInt64:
            return store(value, m_reader.int64());
        case Kind::kFloat64:
            return store(value, m_reader.float64());
        case Kind::kErrorCode:
            return store(value, receivedError(m_reader.int16()));
        case Kind::kUuid:
            *static_cast<Uuid*>(value) = m_reader.uuid();
            return;
        case Kind::kStruct:
            return structure(type.structure(), value);
        default:
            CHECK(!isSized(type.kind));
    }
}

void Decoder::sized(const TypeInfo& type, void* value, std::size_t length) {
    if (type.kind == Kind::kArray) return array(type, value, length);
    if (type.kind == Kind::kRecords) {
        *static_cast<Records*>(value) = Records(m_reader.bytes(length));
        return;
    }
    if (!m_reader.takeBudget(length, 1)) return;
    const ByteView raw = m_reader.bytes(length);
    if (type.kind == Kind::kString)
        static_cast<std::string*>(value)->assign(asText(raw));
    else
        static_cast<Bytes*>(value)->assign(raw.begin(), raw.end());
}

void Decoder::array(const TypeInfo& type, void* value, std::size_t count) {
    const TypeInfo& element = *type.element;
    if (!m_reader.takeBudget(count, element.size)) return;
    auto* at = static_cast<std::uint8_t*>(type.resize(value, count));
    for (std::size_t i = 0; i < count && !m_reader.failed(); ++i, at += element.size) {
        const std::size_t begin = m_reader.position();
        const bool record = m_recorder != nullptr && m_recorder->hasRoom();
        if (record && isContainer(element.kind)) {
            m_recorder->begin(fmt::format("[{}]", i), typeName(element), begin);
            this->value(element, at);
            m_recorder->end(valueText(element, at), m_reader.position());
        } else {
            this->value(element, at);
            if (record)
                m_recorder->leaf(fmt::format("[{}]", i), typeName(element), valueText(element, at), begin,
                                 m_reader.position());
        }
    }
}

/// Empty for null. Negative lengths other than -1 are refused.
std::optional<std::size_t> Decoder::length(Kind kind) {
    if (m_layout.flexible) {
        const std::uint32_t read = m_reader.unsignedVarint();
        if (read == 0) return std::nullopt;
        return read - 1;
    }
    const std::int32_t read = kind == Kind::kString ? m_reader.int16() : m_reader.int32();
    if (read == -1) return std::nullopt;
    if (read < 0) {
        m_reader.fail(fmt::format("negative length {} at position {}", read, m_reader.position()));
        return 0;
    }
    return static_cast<std::size_t>(read);
}

void Decoder::taggedFields(const StructInfo& info, void* object) {
    const std::uint32_t count = m_reader.unsignedVarint();
    // Tag and size take a byte each; nothing is held for tagged fields that are not known.
    if (!m_reader.takeBudget(count, 0, 2)) return;
    for (std::uint32_t i = 0; i < count && !m_reader.failed(); ++i) taggedField(info, object);
}

void Decoder::taggedField(const StructInfo& info, void* object) {
    const std::uint32_t tag = m_reader.unsignedVarint();
    const std::uint32_t size = m_reader.unsignedVarint();
    if (m_reader.failed()) return;
    if (size > m_reader.remaining())
        return m_reader.fail(fmt::format("tagged field {} of {} has {} bytes, {} are left", tag, info.name,
                                         size, m_reader.remaining()));
    const std::size_t begin = m_reader.position();
    for (const Field& field : info.fields) {
        if (field.tag < 0 || static_cast<std::uint32_t>(field.tag) != tag ||
            !field.versions.contains(m_layout.version))
            continue;
        member(field, object);
        if (!m_reader.failed() && m_reader.position() - begin != size)
            m_reader.fail(fmt::format("tagged field {} announced {} bytes and has {}", field.name, size,
                                      m_reader.position() - begin));
        return;
    }
    m_reader.skip(size);
    if (m_recorder != nullptr && m_recorder->hasRoom())
        m_recorder->leaf(fmt::format("tag {}", tag), "unknown", fmt::format("{} bytes", size), begin,
                         m_reader.position());
}

void decodeStruct(ByteReader& reader, const StructInfo& info, void* object, Layout layout,
                  InspectionRecorder* recorder) {
    Decoder(reader, layout, recorder).structure(info, object);
}

Result<void> decodeChecked(ByteReader& reader, const StructInfo& info, void* object, Layout layout,
                           VersionRange versions) {
    if (!versions.contains(layout.version))
        return failure(ErrorCode::kUnsupportedVersion, "{} version {} is outside {}-{}", info.name,
                       layout.version, versions.first, versions.last);
    decodeStruct(reader, info, object, layout);
    if (Result<void> status = reader.status(); !status)
        return failure(status.error().code, "decoding {} version {}: {}", info.name, layout.version,
                       status.error().detail);
    return {};
}

Result<void> expectEnd(const ByteReader& reader, const StructInfo& info) {
    if (reader.atEnd()) return {};
    return failure(ErrorCode::kMalformed, "{} bytes follow the end of {}", reader.remaining(), info.name);
}

}  // namespace broker::wire
