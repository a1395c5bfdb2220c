#pragma once

#include <concepts>
#include <cstdint>

#include "broker/base/byte_reader.h"
#include "broker/base/byte_writer.h"
#include "broker/base/result.h"
#include "broker/wire/api_key.h"
#include "broker/wire/header.h"
#include "broker/wire/interpreter.h"
#include "broker/wire/records.h"
#include "broker/wire/version_range.h"

/// Encoding and decoding of described structs by their type. Requests and responses come and go as whole
/// frames (without the length in front); anything else that is described, such as metadata records and the
/// values of control records, as a body.
namespace broker::wire {

/// A described struct with `static constexpr VersionRange kVersions` and `static constexpr std::int16_t
/// kFlexibleFrom`.
template <class T>
concept Message = Described<T> && requires {
    { T::kVersions } -> std::convertible_to<VersionRange>;
    { T::kFlexibleFrom } -> std::convertible_to<std::int16_t>;
};

/// A message with a `kKey` and a `Response`.
template <class T>
concept Request = Message<T> && requires {
    { T::kKey } -> std::convertible_to<ApiKey>;
    requires Message<typename T::Response>;
};

template <Message T>
constexpr Layout layoutOf(std::int16_t version) {
    return {.version = version, .flexible = version >= T::kFlexibleFrom};
}

/// Appends the body. The version is one of `T::kVersions`; fields that it does not have are left out.
/// Records must not be external.
template <Message T>
void encodeMessage(ByteWriter& writer, const T& message, std::int16_t version) {
    CHECK(T::kVersions.contains(version));
    encodeStruct(writer, T::describe(), &message, layoutOf<T>(version), nullptr);
}

/// Reads a body and leaves what follows it. Fields that the version does not have keep their defaults.
/// kUnsupportedVersion, kMalformed, kEndOfInput.
template <Message T>
Result<T> decodeMessage(ByteReader& reader, std::int16_t version) {
    T message;
    RETURN_IF_ERROR(decodeChecked(reader, T::describe(), &message, layoutOf<T>(version), T::kVersions));
    return message;
}
/// The same where the body must be all there is.
template <Message T>
Result<T> decodeMessage(ByteView body, std::int16_t version) {
    ByteReader reader(body);
    ASSIGN_OR_RETURN(T message, decodeMessage<T>(reader, version));
    RETURN_IF_ERROR(expectEnd(reader, T::describe()));
    return message;
}

/// Header and body of a request. The header's key and version are taken from `T` and `version`.
template <Request T>
Encoded encodeRequest(const T& request, std::int16_t version, std::int32_t correlationId,
                      const std::optional<std::string>& clientId) {
    CHECK(T::kVersions.contains(version));
    return encodeFrame(
        {.key = T::kKey, .version = version, .correlationId = correlationId, .clientId = clientId},
        T::describe(), &request, layoutOf<T>(version));
}

/// The body of a request whose header was decoded with the same reader; it must end with the frame.
template <Request T>
Result<T> decodeRequestBody(ByteReader& reader, std::int16_t version) {
    ASSIGN_OR_RETURN(T request, decodeMessage<T>(reader, version));
    RETURN_IF_ERROR(expectEnd(reader, T::describe()));
    return request;
}

/// Header and body of the response to a request of type `T`.
template <Request T>
Encoded encodeResponse(const typename T::Response& response, std::int16_t version,
                       std::int32_t correlationId) {
    using R = typename T::Response;
    CHECK(R::kVersions.contains(version));
    return encodeFrame(ResponseHeader{correlationId}, responseHeaderVersion(T::kKey, version), R::describe(),
                       &response, layoutOf<R>(version));
}

/// A whole response frame. The caller has matched the correlation id (`peekCorrelationId`) to its request.
template <Request T>
Result<typename T::Response> decodeResponse(ByteView frame, std::int16_t version) {
    using R = typename T::Response;
    ByteReader reader(frame);
    RETURN_IF_ERROR(decodeResponseHeader(reader, responseHeaderVersion(T::kKey, version)));
    ASSIGN_OR_RETURN(R response, decodeMessage<R>(reader, version));
    RETURN_IF_ERROR(expectEnd(reader, R::describe()));
    return response;
}

}  // namespace broker::wire
