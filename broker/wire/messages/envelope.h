#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct EnvelopeResponse;

/// A request that a broker forwards to the controller for its client (KIP-590).
struct EnvelopeRequest {
    static constexpr ApiKey kKey = ApiKey::kEnvelope;
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = EnvelopeResponse;

    Bytes requestData;
    std::optional<Bytes> requestPrincipal;
    Bytes clientHostAddress;

    bool operator==(const EnvelopeRequest&) const = default;
    static const StructInfo& describe();
};

struct EnvelopeResponse {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::optional<Bytes> responseData;
    ErrorCode errorCode = ErrorCode::kNone;

    bool operator==(const EnvelopeResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
