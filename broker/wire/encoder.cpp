#include "broker/wire/encoder.h"

#include <cstring>
#include <limits>
#include <string>

#include "broker/base/check.h"
#include "broker/wire/registry.h"

namespace broker::wire {
namespace {

/// Representations of strong types and enums are read and written as bytes.
template <class T>
T load(const void* value) {
    T loaded;
    std::memcpy(&loaded, value, sizeof(T));
    return loaded;
}

bool isUntagged(const Field& field, std::int16_t version) {
    return field.tag < 0 && field.versions.contains(version);
}

bool isSentTagged(const Field& field, std::int16_t version, const void* object) {
    return field.tag >= 0 && field.versions.contains(version) && !field.isDefault(object);
}

const void* memberOf(const Field& field, const void* object) {
    return field.at(const_cast<void*>(object));  // the accessor only adds an offset
}

}  // namespace

void Encoder::structure(const StructInfo& info, const void* object) {
    for (const Field& field : info.fields)
        if (isUntagged(field, m_layout.version)) nullableValue(field, memberOf(field, object));
    if (m_layout.flexible) taggedFields(info, object);
}

void Encoder::nullableValue(const Field& field, const void* member) {
    const TypeInfo& type = *field.type;
    const bool mayBeNull = field.nullableVersions.contains(m_layout.version);
    const void* held = type.isOptional() ? type.get(member) : member;
    const bool isNull =
        held == nullptr || (type.kind == Kind::kRecords && static_cast<const Records*>(held)->isNull());
    if (isNull) return mayBeNull ? null(type.kind) : empty(type);
    if (type.kind == Kind::kStruct && mayBeNull) m_writer.int8(1);
    value(type, held);
}

void Encoder::value(const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::kBool:
            return m_writer.boolean(load<bool>(value));
        case Kind::kInt8:
            return m_writer.int8(load<std::int8_t>(value));
        case Kind::kInt16:
            return m_writer.int16(load<std::int16_t>(value));
        case Kind::kUint16:
            return m_writer.uint16(load<std::uint16_t>(value));
        case Kind::kInt32:
            return m_writer.int32(load<std::int32_t>(value));
        case Kind::kUint32:
            return m_writer.uint32(load<std::uint32_t>(value));
        case Kind::kInt64:
            return m_writer.int64(load<std::int64_t>(value));
        case Kind::kFloat64:
            return m_writer.float64(load<double>(value));
        case Kind::kErrorCode:
            return m_writer.int16(static_cast<std::int16_t>(toWire(load<ErrorCode>(value))));
        case Kind::kUuid:
            return m_writer.uuid(*static_cast<const Uuid*>(value));
        case Kind::kString:
            return text(*static_cast<const std::string*>(value));
        case Kind::kBytes:
            return bytes(*static_cast<const Bytes*>(value));
        case Kind::kRecords:
            return records(*static_cast<const Records*>(value));
        case Kind::kArray:
            return array(type, value);
        case Kind::kStruct:
            return structure(type.structure(), value);
    }
}

void Encoder::array(const TypeInfo& type, const void* value) {
    const TypeInfo& element = *type.element;
    const std::size_t count = type.count(value);
    const auto* at = static_cast<const std::uint8_t*>(type.data(value));
    length(count);
    for (std::size_t i = 0; i < count; ++i, at += element.size) this->value(element, at);
}

void Encoder::records(const Records& records) {
    length(records.size());
    if (!records.isExternal()) return m_writer.bytes(records.bytes());
    CHECK(m_splices != nullptr);
    m_splices->push_back({m_writer.size(), records.externalIndex(), records.size()});
}

void Encoder::null(Kind kind) {
    if (kind == Kind::kStruct)
        m_writer.int8(-1);
    else if (m_layout.flexible)
        m_writer.unsignedVarint(0);
    else if (kind == Kind::kString)
        m_writer.int16(-1);
    else
        m_writer.int32(-1);
}

void Encoder::empty(const TypeInfo& type) {
    if (type.kind == Kind::kString) return text({});
    if (type.kind != Kind::kStruct) return length(0);
    const AnyStruct defaults(type.structure());
    structure(defaults.info(), defaults.get());
}

/// Classic strings end at 32,767 bytes. A longer one, which a flexible request may have stored, is cut: a
/// reader of an old version must not be able to stop a broker.
void Encoder::text(std::string_view text) {
    if (m_layout.flexible) {
        length(text.size());
    } else {
        text = text.substr(0, std::numeric_limits<std::int16_t>::max());
        m_writer.int16(static_cast<std::int16_t>(text.size()));
    }
    m_writer.text(text);
}

void Encoder::bytes(ByteView bytes) {
    length(bytes.size());
    m_writer.bytes(bytes);
}

/// Of arrays, bytes and records; of strings when flexible.
void Encoder::length(std::uint64_t length) {
    CHECK(length < std::numeric_limits<std::int32_t>::max());
    if (m_layout.flexible)
        m_writer.unsignedVarint(static_cast<std::uint32_t>(length + 1));
    else
        m_writer.int32(static_cast<std::int32_t>(length));
}

/// Their size stands in front of each, so each is written aside first.
void Encoder::taggedFields(const StructInfo& info, const void* object) {
    std::uint32_t count = 0;
    for (const Field& field : info.fields)
        if (isSentTagged(field, m_layout.version, object)) ++count;
    m_writer.unsignedVarint(count);
    if (count == 0) return;
    for (const Field& field : info.fields) {
        if (!isSentTagged(field, m_layout.version, object)) continue;
        ByteWriter aside;
        Encoder(aside, m_layout, nullptr).nullableValue(field, memberOf(field, object));
        m_writer.unsignedVarint(static_cast<std::uint32_t>(field.tag));
        m_writer.unsignedVarint(static_cast<std::uint32_t>(aside.size()));
        m_writer.bytes(aside.view());
    }
}

void encodeStruct(ByteWriter& writer, const StructInfo& info, const void* object, Layout layout,
                  std::vector<Splice>* splices) {
    Encoder(writer, layout, splices).structure(info, object);
}

}  // namespace broker::wire
