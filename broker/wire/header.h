#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/base/result.h"
#include "broker/wire/api_key.h"
#include "broker/wire/interpreter.h"
#include "broker/wire/records.h"

/// What stands before every body. The layouts are in the README beside this file.
namespace broker::wire {

struct RequestHeader {
    ApiKey key{};
    std::int16_t version = 0;
    std::int32_t correlationId = 0;
    std::optional<std::string> clientId;

    bool operator==(const RequestHeader&) const = default;
};

struct ResponseHeader {
    std::int32_t correlationId = 0;

    bool operator==(const ResponseHeader&) const = default;
};

/// The first eight bytes, which are the same in every header: enough to answer what we do not know.
/// `key` may be no enumerator.
struct PeekedHeader {
    ApiKey key{};
    std::int16_t version = 0;
    std::int32_t correlationId = 0;
};
/// kEndOfInput if the frame is shorter.
Result<PeekedHeader> peekHeader(ByteView frame);
/// Of a response frame.
Result<std::int32_t> peekCorrelationId(ByteView frame);

/// Reads key, version, correlation id, client id and, for flexible requests, skips the tagged fields; the
/// reader then stands at the body. An unknown key gives kInvalidRequest. The version need not be one that is
/// described.
Result<RequestHeader> decodeRequestHeader(ByteReader& reader);
void encodeRequestHeader(ByteWriter& writer, const RequestHeader& header);

Result<ResponseHeader> decodeResponseHeader(ByteReader& reader, std::int16_t headerVersion);
void encodeResponseHeader(ByteWriter& writer, const ResponseHeader& header, std::int16_t headerVersion);

/// Header and body in one; see message.h for the typed front.
Encoded encodeFrame(const RequestHeader& header, const StructInfo& body, const void* object, Layout layout);
Encoded encodeFrame(const ResponseHeader& header, std::int16_t headerVersion, const StructInfo& body,
                    const void* object, Layout layout);

}  // namespace broker::wire
