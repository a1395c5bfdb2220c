#pragma once

#include <cstdint>
#include <vector>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/base/result.h"
#include "broker/wire/description.h"
#include "broker/wire/inspection.h"
#include "broker/wire/records.h"

/// Walks field tables. `message.h` is the typed front; only code that handles messages whose type it does not
/// know (registry, inspector, fuzzers) comes here.
namespace broker::wire {

/// How a body is laid out.
struct Layout {
    std::int16_t version = 0;
    bool flexible = false;  ///< compact lengths and tagged fields (KIP-482)
};

/// Appends the struct. Fields outside the version are left out; null where null is not legal is sent as
/// empty. With null `splices` no Records may be external.
void encodeStruct(ByteWriter& writer, const StructInfo& info, const void* object, Layout layout,
                  std::vector<Splice>* splices);

/// Fills `object`, which is freshly constructed, from hostile bytes: failures stick in the reader. Tagged
/// fields that the description does not know are skipped within their bounds. With a recorder, every field
/// read is noted with its place in the input.
void decodeStruct(ByteReader& reader, const StructInfo& info, void* object, Layout layout,
                  InspectionRecorder* recorder = nullptr);

/// Refuses versions outside `versions` with kUnsupportedVersion; an error names the struct.
Result<void> decodeChecked(ByteReader& reader, const StructInfo& info, void* object, Layout layout,
                           VersionRange versions);
/// kMalformed if input is left.
Result<void> expectEnd(const ByteReader& reader, const StructInfo& info);

}  // namespace broker::wire
