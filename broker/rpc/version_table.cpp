#include "broker/rpc/version_table.h"

namespace broker::rpc {

VersionTable::VersionTable(const wire::ApiVersionsResponse& response) {
    for (const auto& api : response.apiKeys) m_ranges[api.apiKey] = {api.minVersion, api.maxVersion};
}

std::optional<wire::VersionRange> VersionTable::offered(wire::ApiKey key) const {
    const auto found = m_ranges.find(key);
    if (found == m_ranges.end()) return std::nullopt;
    return found->second;
}

Result<std::int16_t> VersionTable::highestCommon(wire::ApiKey key, wire::VersionRange wanted) const {
    const std::optional<wire::VersionRange> range = offered(key);
    if (!range)
        return failure(ErrorCode::kUnsupportedVersion, "the peer does not offer {}", wire::apiName(key));
    const wire::VersionRange common = wire::commonVersions(*range, wanted);
    if (common.isEmpty())
        return failure(ErrorCode::kUnsupportedVersion, "the peer offers {} {}-{}, wanted is {}-{}",
                       wire::apiName(key), range->first, range->last, wanted.first, wanted.last);
    return common.last;
}

}  // namespace broker::rpc
