#pragma once

#include <map>
#include <optional>

#include "broker/base/result.h"
#include "broker/wire/api_key.h"
#include "broker/wire/messages/api_versions.h"
#include "broker/wire/version_range.h"

namespace broker::rpc {

/// Which versions of which APIs a peer offers, from its answer to ApiVersions.
class VersionTable {
public:
    VersionTable() = default;
    explicit VersionTable(const wire::ApiVersionsResponse& response);

    /// Of an API that the peer does not offer: none.
    std::optional<wire::VersionRange> offered(wire::ApiKey key) const;
    /// The highest version in both ranges. kUnsupportedVersion, naming both ranges.
    Result<std::int16_t> highestCommon(wire::ApiKey key, wire::VersionRange wanted) const;
    bool isEmpty() const { return m_ranges.empty(); }

private:
    std::map<wire::ApiKey, wire::VersionRange> m_ranges;
};

}  // namespace broker::rpc
