#include "broker/wire/header.h"

#include <algorithm>
#include <limits>

namespace broker::wire {
namespace {

/// Most requests and responses fit without growing.
constexpr std::size_t kUsualFrame = 256;
constexpr std::size_t kMaxClientId = std::numeric_limits<std::int16_t>::max();

/// Headers have no tagged field that anybody has defined.
void skipTaggedFields(ByteReader& reader) {
    const std::uint32_t count = reader.unsignedVarint();
    if (!reader.takeBudget(count, 0, 2)) return;
    for (std::uint32_t i = 0; i < count && !reader.failed(); ++i) {
        reader.unsignedVarint();
        reader.skip(reader.unsignedVarint());
    }
}

/// Keeps its classic encoding in flexible headers too.
std::optional<std::string> readClientId(ByteReader& reader) {
    const std::int16_t length = reader.int16();
    if (length == -1) return std::nullopt;
    if (length < 0) {
        reader.fail(fmt::format("client id of length {}", length));
        return std::nullopt;
    }
    const auto size = static_cast<std::size_t>(length);
    if (!reader.takeBudget(size, 1)) return std::nullopt;
    return std::string(asText(reader.bytes(size)));
}

}  // namespace

Result<PeekedHeader> peekHeader(ByteView frame) {
    ByteReader reader(frame);
    PeekedHeader header;
    header.key = static_cast<ApiKey>(reader.int16());
    header.version = reader.int16();
    header.correlationId = reader.int32();
    RETURN_IF_ERROR(reader.status());
    return header;
}

Result<std::int32_t> peekCorrelationId(ByteView frame) {
    ByteReader reader(frame);
    const std::int32_t id = reader.int32();
    RETURN_IF_ERROR(reader.status());
    return id;
}

Result<RequestHeader> decodeRequestHeader(ByteReader& reader) {
    RequestHeader header;
    const std::int16_t key = reader.int16();
    header.key = static_cast<ApiKey>(key);
    header.version = reader.int16();
    header.correlationId = reader.int32();
    if (!reader.failed() && findApiKey(key) == nullptr)
        return failure(ErrorCode::kInvalidRequest, "request with API key {}, which is none", key);
    header.clientId = readClientId(reader);
    if (requestHeaderVersion(header.key, header.version) >= 2) skipTaggedFields(reader);
    if (Result<void> status = reader.status(); !status)
        return failure(status.error().code, "decoding a request header: {}", status.error().detail);
    return header;
}

void encodeRequestHeader(ByteWriter& writer, const RequestHeader& header) {
    writer.int16(static_cast<std::int16_t>(header.key));
    writer.int16(header.version);
    writer.int32(header.correlationId);
    if (header.clientId) {
        const std::string_view id = std::string_view(*header.clientId).substr(0, kMaxClientId);
        writer.int16(static_cast<std::int16_t>(id.size()));
        writer.text(id);
    } else {
        writer.int16(-1);
    }
    if (requestHeaderVersion(header.key, header.version) >= 2) writer.unsignedVarint(0);
}

Result<ResponseHeader> decodeResponseHeader(ByteReader& reader, std::int16_t headerVersion) {
    ResponseHeader header;
    header.correlationId = reader.int32();
    if (headerVersion >= 1) skipTaggedFields(reader);
    if (Result<void> status = reader.status(); !status)
        return failure(status.error().code, "decoding a response header: {}", status.error().detail);
    return header;
}

void encodeResponseHeader(ByteWriter& writer, const ResponseHeader& header, std::int16_t headerVersion) {
    writer.int32(header.correlationId);
    if (headerVersion >= 1) writer.unsignedVarint(0);
}

Encoded encodeFrame(const RequestHeader& header, const StructInfo& body, const void* object, Layout layout) {
    ByteWriter writer;
    writer.reserve(kUsualFrame);
    Encoded encoded;
    encodeRequestHeader(writer, header);
    encodeStruct(writer, body, object, layout, &encoded.splices);
    encoded.bytes = writer.take();
    return encoded;
}

Encoded encodeFrame(const ResponseHeader& header, std::int16_t headerVersion, const StructInfo& body,
                    const void* object, Layout layout) {
    ByteWriter writer;
    writer.reserve(kUsualFrame);
    Encoded encoded;
    encodeResponseHeader(writer, header, headerVersion);
    encodeStruct(writer, body, object, layout, &encoded.splices);
    encoded.bytes = writer.take();
    return encoded;
}

}  // namespace broker::wire
