#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "broker/base/byte_writer.h"
#include "broker/wire/interpreter.h"

namespace broker::wire {

/// One walk of the interpreter that writes.
class Encoder {
public:
    Encoder(ByteWriter& writer, Layout layout, std::vector<Splice>* splices)
        : m_writer(writer)
        , m_layout(layout)
        , m_splices(splices) {}

    void structure(const StructInfo& info, const void* object);

private:
    void nullableValue(const Field& field, const void* member);
    void value(const TypeInfo& type, const void* value);
    void array(const TypeInfo& type, const void* value);
    void records(const Records& records);
    void null(Kind kind);
    void empty(const TypeInfo& type);
    void text(std::string_view text);
    void bytes(ByteView bytes);
    void length(std::uint64_t length);
    void taggedFields(const StructInfo& info, const void* object);

    ByteWriter& m_writer;
    Layout m_layout;
    std::vector<Splice>* m_splices;
};

}  // namespace broker::wire
