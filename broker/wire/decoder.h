#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "broker/base/byte_reader.h"
#include "broker/wire/interpreter.h"

namespace broker::wire {

/// One walk of the interpreter that reads. After a failure the reader gives zeros and the walk ends soon:
/// counts are zero, and no allocation is larger than what the reader's budget allowed.
class Decoder {
public:
    Decoder(ByteReader& reader, Layout layout, InspectionRecorder* recorder)
        : m_reader(reader)
        , m_layout(layout)
        , m_recorder(recorder) {}

    void structure(const StructInfo& info, void* object);

private:
    void member(const Field& field, void* object);
    const void* nullableValue(const Field& field, void* member);
    void value(const TypeInfo& type, void* value);
    void scalar(const TypeInfo& type, void* value);
    void sized(const TypeInfo& type, void* value, std::size_t length);
    void array(const TypeInfo& type, void* value, std::size_t count);
    std::optional<std::size_t> length(Kind kind);
    void taggedFields(const StructInfo& info, void* object);
    void taggedField(const StructInfo& info, void* object);

    ByteReader& m_reader;
    Layout m_layout;
    InspectionRecorder* m_recorder;
};

}  // namespace broker::wire
