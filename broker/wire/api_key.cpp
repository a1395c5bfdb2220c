#include "broker/wire/api_key.h"

#include <cstddef>

namespace broker::wire {
namespace {

constexpr ApiKeyInfo kKeys[] = {
#define X(name, number, flexibleFrom) {ApiKey::k##name, #name, flexibleFrom},
    BROKER_API_KEYS(X)
#undef X
};

constexpr bool numbersAreIndexes() {
    std::int16_t index = 0;
    for (const ApiKeyInfo& info : kKeys)
        if (static_cast<std::int16_t>(info.key) != index++) return false;
    return true;
}
static_assert(numbersAreIndexes());

bool isFlexible(ApiKey key, std::int16_t version) {
    const ApiKeyInfo* info = findApiKey(static_cast<std::int16_t>(key));
    return info != nullptr && version >= info->flexibleFrom;
}

}  // namespace

std::span<const ApiKeyInfo> allApiKeys() { return kKeys; }

const ApiKeyInfo* findApiKey(std::int16_t number) {
    if (number < 0 || static_cast<std::size_t>(number) >= std::size(kKeys)) return nullptr;
    return &kKeys[static_cast<std::size_t>(number)];
}

std::string_view apiName(ApiKey key) {
    const ApiKeyInfo* info = findApiKey(static_cast<std::int16_t>(key));
    return info == nullptr ? std::string_view("UNKNOWN") : info->name;
}

std::int16_t requestHeaderVersion(ApiKey key, std::int16_t version) {
    return isFlexible(key, version) ? 2 : 1;
}

std::int16_t responseHeaderVersion(ApiKey key, std::int16_t version) {
    return key != ApiKey::kApiVersions && isFlexible(key, version) ? 1 : 0;
}

}  // namespace broker::wire
