#pragma once

#include <memory>
#include <optional>

#include <QString>

#include "broker/reading/format.h"
#include "broker/reading/record.h"
#include "widgets/segments/json_outline.h"

namespace widgets {

/// A key or value made ready to be looked at.
struct DecodedValue {
    enum class Kind : std::uint8_t { kNull, kEmpty, kJson, kText, kBytes };
    Kind kind = Kind::kNull;
    broker::reading::RecordPointer record;  ///< keeps the bytes
    broker::ByteView bytes;
    std::optional<JsonOutline> json;  ///< kJson
    QString text;                     ///< kText
    bool fits = true;                 ///< false: the bytes are not of the format that was asked for
    std::uint64_t shownBytes = 0;     ///< of `size`
    std::uint64_t size = 0;
};

enum class MessagePart : std::uint8_t { kValue, kKey };

/// Of a text only so much is shown; of bytes all that are there.
inline constexpr std::size_t kMaxShownText = std::size_t{256} << 10;

/// Takes as long as JSON of up to JsonOutline::kMaxBytes takes to parse.
DecodedValue decodeValue(const broker::reading::RecordPointer& record, MessagePart part,
                         broker::reading::Format format);

}  // namespace widgets
