#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/api_key.h"

/// What a wire inspector shows: every field of a frame with its type, its value as text and its byte range.
namespace broker::wire {

struct InspectedField {
    std::string name;       ///< Kafka's spelling; "[3]" for an element of an array
    std::string type;       ///< "int32", "string", "[]Topic"
    std::string value;      ///< cut at `kMaxInspectedText` bytes; of an array the count
    std::size_t begin = 0;  ///< in the frame, with the length or count in front of the value
    std::size_t end = 0;
    std::vector<InspectedField> children;
};

inline constexpr std::size_t kMaxInspectedText = 256;
/// Fields beyond this many are read but not noted.
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
    /// Fields become children of `root`, which outlives the recorder and is not moved meanwhile.
    explicit InspectionRecorder(InspectedField& root);

    /// False once `kMaxInspectedFields` are noted: then nothing more needs to be told but `end`.
    bool hasRoom() const { return m_count < kMaxInspectedFields; }
    /// Fields noted until the matching `end` become children of this one.
    void begin(std::string_view name, std::string type, std::size_t position);
    void end(std::string value, std::size_t position);
    void leaf(std::string_view name, std::string type, std::string_view value, std::size_t begin,
              std::size_t end);

private:
    // Pointers into vectors stay valid because only the last element's children grow, as a decoder walks.
    std::vector<InspectedField*> m_open;
    std::size_t m_skippedDepth = 0;
    std::size_t m_count = 0;
};

}  // namespace broker::wire
