#pragma once

#include <cstdint>

#include "broker/base/error_code.h"
#include "broker/base/ids.h"
#include "broker/wire/api_key.h"
#include "broker/wire/version_range.h"

namespace broker::wire {

struct AllocateProducerIdsResponse;

/// A broker takes a block of producer ids from the controller (KIP-730).
struct AllocateProducerIdsRequest {
    static constexpr ApiKey kKey = ApiKey::kAllocateProducerIds;
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;
    using Response = AllocateProducerIdsResponse;

    BrokerId brokerId;
    BrokerEpoch brokerEpoch{-1};

    bool operator==(const AllocateProducerIdsRequest&) const = default;
    static const StructInfo& describe();
};

struct AllocateProducerIdsResponse {
    static constexpr VersionRange kVersions{0, 0};
    static constexpr std::int16_t kFlexibleFrom = 0;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::kNone;
    ProducerId producerIdStart;
    std::int32_t producerIdLen = 0;

    bool operator==(const AllocateProducerIdsResponse&) const = default;
    static const StructInfo& describe();
};

}  // namespace broker::wire
