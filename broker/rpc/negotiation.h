#pragma once

#include <cstdint>
#include <optional>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/rpc/version_table.h"

namespace broker::rpc {

/// What an answer to ApiVersions means.
struct Negotiated {
    VersionTable versions;
    /// The peer does not know the version we asked with: ask again with this lower one.
    std::optional<std::int16_t> retryWith;
};

/// Reads the answer to ApiVersions sent as `version`. A peer that does not know the version answers
/// UNSUPPORTED_VERSION in the layout of version 0, with its own range of ApiVersions among the keys
/// (KIP-511). kMalformed or kEndOfInput for a broken frame, else the peer's own error code.
Result<Negotiated> readApiVersions(ByteView frame, std::int32_t correlationId, std::int16_t version);

}  // namespace broker::rpc
