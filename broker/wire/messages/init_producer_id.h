#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct InitProducerIdResponse;

/// Gives an idempotent or transactional producer its id and epoch (KIP-98, KIP-360).
struct InitProducerIdRequest {
    static constexpr ApiKey kKey = ApiKey::kInitProducerId;
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 2;
    using Response = InitProducerIdResponse;

    std::optional<std::string> transactionalId;
    std::int32_t transactionTimeoutMs = 0;
    ProducerId producerId{-1};
    ProducerEpoch producerEpoch{-1};

    bool operator==(const InitProducerIdRequest&) const = default;
    static const StructInfo& describe();
};

struct InitProducerIdResponse {
    static constexpr VersionRange kVersions{0, 5};
    static constexpr std::int16_t kFlexibleFrom = 2;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    ProducerId producerId{-1};
    ProducerEpoch producerEpoch;

    bool operator==(const InitProducerIdResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
