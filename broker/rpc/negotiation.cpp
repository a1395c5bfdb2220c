#include "broker/rpc/negotiation.h"

#include <algorithm>

#include "broker/wire/message.h"

namespace broker::rpc {
namespace {

using wire::ApiKey;
using wire::ApiVersionsRequest;
using wire::ApiVersionsResponse;

/// The error is the first field of every version, behind a header of version 0.
Result<ErrorCode> peekError(ByteView frame) {
    ByteReader reader(frame);
    reader.int32();
    const auto code = static_cast<ErrorCode>(reader.int16());
    RETURN_IF_ERROR(reader.status());
    return code;
}

Result<Negotiated> lowerVersion(ByteView frame, std::int16_t version) {
    ASSIGN_OR_RETURN(const ApiVersionsResponse refusal, wire::decodeResponse<ApiVersionsRequest>(frame, 0));
    std::int16_t next = 0;
    for (const auto& api : refusal.apiKeys)
        if (api.apiKey == ApiKey::kApiVersions)
            next = std::clamp<std::int16_t>(api.maxVersion, 0, version - 1);
    return Negotiated{.versions = {}, .retryWith = next};
}

}  // namespace

Result<Negotiated> readApiVersions(ByteView frame, std::int32_t correlationId, std::int16_t version) {
    ASSIGN_OR_RETURN(const std::int32_t id, wire::peekCorrelationId(frame));
    if (id != correlationId)
        return failure(ErrorCode::kMalformed, "ApiVersions answered with correlation id {} instead of {}", id,
                       correlationId);
    ASSIGN_OR_RETURN(const ErrorCode code, peekError(frame));
    if (code == ErrorCode::kUnsupportedVersion && version > 0) return lowerVersion(frame, version);
    ASSIGN_OR_RETURN(const ApiVersionsResponse answer,
                     wire::decodeResponse<ApiVersionsRequest>(frame, version));
    if (answer.errorCode != ErrorCode::kNone)
        return failure(answer.errorCode, "ApiVersions was refused with {}", errorName(answer.errorCode));
    return Negotiated{.versions = VersionTable(answer), .retryWith = std::nullopt};
}

}  // namespace broker::rpc
