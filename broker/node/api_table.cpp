#include "broker/node/api_table.h"

#include <algorithm>

namespace broker::node {

Api* ApiTable::find(wire::ApiKey key) {
    const auto found = std::ranges::find(m_apis, key, &Api::key);
    return found == m_apis.end() ? nullptr : &*found;
}

std::vector<wire::ApiVersionsResponse::ApiVersion> ApiTable::advertised() const {
    std::vector<wire::ApiVersionsResponse::ApiVersion> rows;
    for (const Api& api : m_apis)
        rows.push_back(
            {.apiKey = api.key, .minVersion = api.advertisedFirst, .maxVersion = api.versions.last});
    std::ranges::sort(rows, {}, &wire::ApiVersionsResponse::ApiVersion::apiKey);
    return rows;
}

}  // namespace broker::node
