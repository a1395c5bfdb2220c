#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/api_key.h"

/// What a wire inspector shows: every field of a frame with its type, its value as text and its byte range.
namespace broker::wire {

struct InspectedField {
    std::string name;       ///< Kafka's spelling; "[3]" for an element of an array
    std::string type;       ///< "int32", "string", "[]Topic"
    std::string value;      ///< cut at `kMaxInspectedText` bytes; of arrays and structs a summary or empty
    std::size_t begin = 0;  ///< in the frame, with the length or count in front of the value
    std::size_t end = 0;
    std::vector<InspectedField> children;
};

inline constexpr std::size_t kMaxInspectedText = 256;
/// Fields beyond this many are read but not noted; the last one noted then says so.
inline constexpr std::size_t kMaxInspectedFields = 20'000;

/// A broken frame is shown up to where it broke.
struct InspectedFrame {
    InspectedField root;
    std::optional<Error> error;
};

/// `frame` without the length in front.
InspectedFrame inspectRequest(ByteView frame);
InspectedFrame inspectResponse(ByteView frame, ApiKey key, std::int16_t version);

/// Collects fields while the interpreter decodes.
class InspectionRecorder {
public:
    explicit InspectionRecorder(InspectedField& root);

    /// The fields noted until the matching `end` are children of this one.
    void begin(std::string_view name, std::string_view type, std::size_t position);
    void end(std::string value, std::size_t position);
    void leaf(std::string_view name, std::string_view type, std::string value, std::size_t first,
              std::size_t last);

private:
    bool hasRoom();

    // Parents by index path would be slower to follow; a pointer into a vector is stable while only its last
    // element's children grow, which is how a decoder walks.
    std::vector<InspectedField*> m_open;
    std::size_t m_skippedDepth = 0;
    std::size_t m_count = 0;
};

}  // namespace broker::wire
